// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** A small sound file of each form that is read. */
final class LabelSamples {
  static final String LABELBOX =
      """
      [{"ID": "r1", "External ID": "a.JPEG", "Reviews": [{"score": 1}],
        "Label": {"Rock_Fragment": [
            {"geometry": [{"x": 1, "y": 2}, {"x": 11, "y": 2}, {"x": 11, "y": 12}]},
            {"geometry": [{"x": 20, "y": 2}, {"x": 30, "y": 2}, {"x": 30, "y": 12}, {"x": 20, "y": 2}]}],
          "Core_Plug": [[{"x": 5, "y": 3}, {"x": 7, "y": 3}, {"x": 7, "y": 5}]],
          "pick_most_suitable_classification_for_rock_condition": "moderate"}},
       {"ID": "r2", "External ID": "b.JPEG", "Label": {}, "Reviews": []}]
      """;

  static final String LABELTOOL =
      """
      {"flags": {}, "shapes": [
         {"label": "Rock_Fragment", "line_color": null, "fill_color": null,
          "points": [[10, 20], [30, 20], [30, 40], [10, 40]]},
         {"label": "Box", "line_color": null, "fill_color": null,
          "points": [[0, 0], [90, 0], [90, 50]]}],
       "labels": [], "lineColor": [0, 255, 0, 128], "fillColor": [255, 0, 0, 128],
       "imagePath": "a.jpg", "imageData": null}
      """;

  static final String COCO =
      """
      {"images": [{"id": 7, "file_name": "boxes/a.jpg", "width": 4, "height": 3},
                  {"id": 8, "file_name": "b.jpg", "width": 100, "height": 50}],
       "categories": [{"id": 1, "name": "Rock_Fragment"}, {"id": 5, "name": "Text"}],
       "annotations": [
         {"id": 1, "image_id": 8, "category_id": 1, "iscrowd": 0, "bbox": [0, 0, 1, 1], "area": 1,
          "segmentation": [[0, 0, 10, 0, 10, 10, 0, 10], [20.5, 0, 30, 0, 30, 10]]},
         {"id": 2, "image_id": 7, "category_id": 1, "iscrowd": 0,
          "segmentation": {"size": [3, 4], "counts": [3, 3, 1, 1, 1, 3]}},
         {"id": 3, "image_id": 7, "category_id": 5, "iscrowd": 1,
          "segmentation": {"size": [3, 4], "counts": "093"}}]}
      """;

  static final String CVAT =
      """
      <?xml version="1.0" encoding="utf-8"?>
      <annotations>
        <version>1.1</version>
        <image id="0" name="box/a.jpg" width="100" height="50">
          <tag label="moderate" source="manual"/>
          <polygon label="Rock_Fragment" source="manual" occluded="0"
              points="1.00,2.00;11.50,2.00;11.50,12.25" z_order="0" group_id="0">
            <attribute name="note">x</attribute>
          </polygon>
          <box label="Box" xtl="0.00" ytl="0.00" xbr="100.00" ybr="50.00" z_order="0"/>
          <mask label="Paper" rle="0, 3, 1, 4" left="10" top="20" width="4" height="2" z_order="0"/>
        </image>
        <image id="1" name="b.jpg" width="10" height="10"/>
      </annotations>
      """;

  static final String LABEL_STUDIO =
      """
      [{"id": 1, "data": {"image": "/data/upload/3/0a1b2c3d-a.jpg"},
        "annotations": [{"id": 9, "was_cancelled": false, "result": [
          {"id": "p", "type": "polygonlabels", "from_name": "label", "to_name": "image",
           "original_width": 200, "original_height": 100,
           "value": {"points": [[0, 0], [50, 0], [50, 50]], "polygonlabels": ["Rock_Fragment"]}},
          {"id": "r", "type": "rectanglelabels", "original_width": 200, "original_height": 100,
           "value": {"x": 10, "y": 20, "width": 5, "height": 10, "rotation": 0,
             "rectanglelabels": ["Paper"]}},
          {"id": "c", "type": "choices", "from_name": "condition",
           "value": {"choices": ["poor"]}}]},
          {"id": 10, "was_cancelled": true, "result": []}]}]
      """;

  static final String GEOJSON =
      """
      {"type": "FeatureCollection", "features": [
        {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [
            [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]],
            [[2, 2], [2, 4], [4, 4], [4, 2], [2, 2]]]},
         "properties": {"objectType": "annotation",
           "classification": {"name": "Rock_Fragment", "color": [1, 2, 3]}}},
        {"type": "Feature", "geometry": {"type": "MultiPolygon", "coordinates": [
            [[[20, 0], [30, 0], [30, 10], [20, 0]]], [[[40, 0], [50, 0], [50, 10], [40, 0]]]]},
         "properties": {"label": "Paper"}}]}
      """;

  /** A project of version 2; the label is the value of the one attribute. */
  static final String VIA =
      """
      {"_via_settings": {"core": {"default_filepath": ""}},
       "_via_img_metadata": {
         "a.jpg1234": {"filename": "a.jpg", "size": 1234, "regions": [
           {"shape_attributes": {"name": "polygon", "all_points_x": [1, 11, 11],
                                 "all_points_y": [2, 2, 12]},
            "region_attributes": {"kind": "Rock_Fragment"}},
           {"shape_attributes": {"name": "rect", "x": 20, "y": 10, "width": 8, "height": 5},
            "region_attributes": {"kind": "Paper"}}],
          "file_attributes": {"condition": "moderate"}},
         "b.jpg99": {"filename": "b.jpg", "size": 99, "regions": [], "file_attributes": {}}},
       "_via_attributes": {"region": {"kind": {"type": "text"}}, "file": {}},
       "_via_data_format_version": "2.0.10", "_via_image_id_list": ["a.jpg1234", "b.jpg99"]}
      """;

  private LabelSamples() {}

  /** Whole numbers, which are pixels. */
  static String supervisely() {
    return """
    {"description": "", "tags": [{"name": "condition", "value": "poor"}, {"name": "dry"}],
     "size": {"height": 50, "width": 100}, "objects": [
       {"classTitle": "Rock_Fragment", "geometryType": "polygon", "shape": "polygon",
        "tags": [], "points": {"exterior": [[10, 10], [30, 10], [30, 20], [10, 20]],
          "interior": [[[12, 12], [14, 12], [14, 14], [12, 14]]]}},
       {"classTitle": "Box", "geometryType": "rectangle",
        "points": {"exterior": [[0, 0], [99, 49]], "interior": []}},
       {"classTitle": "Paper", "geometryType": "bitmap",
        "bitmap": {"origin": [40, 20], "data": "DATA"}}]}
    """
        .replace("DATA", zlib(Base64.getDecoder().decode(ringPng())));
  }

  /** Bytes as Supervisely packs an image: by zlib, then in Base64. */
  static String zlib(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(packed.toByteArray());
  }

  static String labelme() {
    return """
    {"version": "5.5.0", "flags": {"sharp": true}, "shapes": [
       {"label": "Rock_Fragment", "points": [[1.5, 2], [11, 2], [11, 12]], "group_id": 1,
        "shape_type": "polygon", "flags": {}, "mask": null},
       {"label": "Rock_Fragment", "points": [[20, 2], [30, 12]], "group_id": 1,
        "shape_type": "rectangle", "flags": {}},
       {"label": "Rock_Fragment_2", "points": [[40, 10], [42, 12]], "group_id": null,
        "shape_type": "mask", "flags": {}, "mask": "MASK"}],
     "imagePath": "..\\\\a.jpg", "imageData": "AAAA", "imageHeight": 50, "imageWidth": 100}
    """
        .replace("MASK", ringPng());
  }

  /** 3 x 3 pixels, all but the middle one inside. */
  static String ringPng() {
    BufferedImage image = new BufferedImage(3, 3, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 9; i++) {
      image.getRaster().setSample(i % 3, i / 3, 0, i == 4 ? 0 : 1);
    }
    return base64Png(image);
  }

  static String base64Png(BufferedImage image) {
    try {
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      ImageIO.write(image, "png", png);
      return Base64.getEncoder().encodeToString(png.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] zip(Map<String, String> entries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The sample of each format of which a file stands alone, in its plainest form. */
  static Map<AnnotationFormat, String> all() {
    Map<AnnotationFormat, String> all = new LinkedHashMap<>();
    all.put(AnnotationFormat.LABELBOX, LABELBOX);
    all.put(AnnotationFormat.LABELTOOL, LABELTOOL);
    all.put(AnnotationFormat.LABELME, labelme());
    all.put(AnnotationFormat.COCO, COCO);
    all.put(AnnotationFormat.CVAT, CVAT);
    all.put(AnnotationFormat.LABEL_STUDIO, LABEL_STUDIO);
    all.put(AnnotationFormat.GEOJSON, GEOJSON);
    all.put(AnnotationFormat.SUPERVISELY, supervisely());
    all.put(AnnotationFormat.VIA, VIA);
    return all;
  }
}
