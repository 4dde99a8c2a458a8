// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The formats of label files. */
public enum AnnotationFormat {
  /** Labelbox's classic JSON export: a list of records, a list of polygons for each label. */
  LABELBOX("labelbox", false),
  /** LabelTool: one object for a photo, a list of them, or the ZIP that it exports. */
  LABELTOOL("labeltool", true),
  /** labelme 5: one JSON file for a photo. */
  LABELME("labelme", true),
  /** COCO instances (Lin et al. 2014): polygons and both forms of run lengths. */
  COCO("coco", true),
  /** CVAT for images 1.1: XML. */
  CVAT("cvat", false),
  /** Label Studio's JSON export: tasks with polygons, rectangles and brush strokes. */
  LABEL_STUDIO("label-studio", false),
  /** GeoJSON (RFC 7946, 2016) in photo pixels, as QuPath and this library write it. */
  GEOJSON("geojson", true),
  /** YOLO segmentation text: a row for each shape, shares of the photo's size. */
  YOLO("yolo", false),
  /** Supervisely: a JSON file for each photo of a project. */
  SUPERVISELY("supervisely", false),
  /** VGG Image Annotator 1 and 2: annotations as JSON or CSV, or a project. */
  VIA("via", false);

  private final String id;
  private final boolean written;

  AnnotationFormat(String id, boolean written) {
    this.id = id;
    this.written = written;
  }

  /**
   * The name in commands and messages.
   *
   * @return lower case, for example {@code label-studio}
   */
  public String id() {
    return id;
  }

  /**
   * Whether {@link AnnotationWriter} writes it; all are read.
   *
   * @return true for LabelTool, labelme, COCO and GeoJSON
   */
  public boolean isWritten() {
    return written;
  }

  /**
   * Finds a format by its id.
   *
   * @param id an id, in its exact spelling
   * @return the format
   * @throws IllegalArgumentException if there is none; the message lists the ids
   */
  public static AnnotationFormat ofId(String id) {
    return Arrays.stream(values())
        .filter(format -> format.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no annotation format '" + id + "'; there are " + ids()));
  }

  static String ids() {
    return Arrays.stream(values()).map(AnnotationFormat::id).collect(Collectors.joining(", "));
  }
}
