// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.annotation.AnnotatedPhoto;
import uk.ac.bgs.corescore.core.annotation.AnnotationFile;
import uk.ac.bgs.corescore.core.annotation.AnnotationFormat;
import uk.ac.bgs.corescore.core.annotation.AnnotationReader;
import uk.ac.bgs.corescore.core.mask.MaskPng;
import uk.ac.bgs.corescore.core.mask.PolygonFill;
import uk.ac.bgs.corescore.core.mask.PolygonFillProvider;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.trace.MaskPolygonizer;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.mask.Label;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.LabelledPolygon;
import uk.ac.bgs.corescore.mask.Segmentation;

/**
 * The segmentation of a state, made again from its files. Outlines lie on pixel corners, so what
 * comes back is what was kept, to the pixel.
 */
final class Redrawing {
  /** The label of rows of core in label files. */
  private static final String BOX = "Box";

  private final Path folder;
  private final LabelMask mask;

  private Redrawing(Path folder, LabelMask mask) {
    this.folder = folder;
    this.mask = mask;
  }

  /** Opens the files of a state. */
  static Redrawing open(StoredResult result, ResultVersion version) throws IOException {
    Path file = result.file(version, StoredResult.Report.MASK);
    try {
      return new Redrawing(result.versionFolder(version.files()), MaskPng.read(file));
    } catch (CoreScoreException e) {
      // A file of the store, not one that was given.
      throw new CoreScoreException(FailureKind.IO, String.valueOf(e.getMessage()), e);
    }
  }

  LabelSet labels() {
    return mask.labels();
  }

  /** Outlines of the fragments, and of what is not rock, as they were kept. */
  List<LabelledPolygon> outlines() throws IOException {
    AnnotationFile read =
        AnnotationReader.create()
            .withLabels(mask.labels())
            .read(folder.resolve(StoredResult.Report.GEOJSON.fileName()), AnnotationFormat.GEOJSON);
    List<LabelledPolygon> outlines = new ArrayList<>(rest());
    for (AnnotatedPhoto photo : read.photos()) {
      outlines.addAll(photo.polygons());
    }
    return outlines;
  }

  /**
   * The same with the rows of core as polygons Box, in the order in which they are read, as far as
   * they lie on the photo. They hold all that was found of the box, so that each Box is a row. A
   * photo that is its only row has none.
   */
  List<LabelledPolygon> outlines(Layout layout) throws IOException {
    if (layout.isWhole()) {
      return outlines();
    }
    GeometryFactory factory = new GeometryFactory();
    Geometry photo = factory.toGeometry(new Envelope(0, mask.width(), 0, mask.height()));
    List<LabelledPolygon> outlines = new ArrayList<>();
    for (CoreRow row : layout.rows()) {
      outlines.add(new LabelledPolygon(BOX, row.outline().intersection(photo)));
    }
    outlines().stream().filter(found -> !found.label().equals(BOX)).forEach(outlines::add);
    return outlines;
  }

  /** Outlines of what is not rock. */
  List<LabelledPolygon> rest() {
    List<Geometry> byLabel = MaskPolygonizer.polygonize(mask);
    List<LabelledPolygon> rest = new ArrayList<>();
    for (int i = 1; i < mask.labels().size(); i++) {
      if (!mask.labels().isRock(i) && !byLabel.get(i).isEmpty()) {
        rest.add(new LabelledPolygon(mask.labels().get(i).name(), byLabel.get(i)));
      }
    }
    return rest;
  }

  /** The segmentation that was kept, with its confidence. */
  Segmentation kept() throws IOException {
    Segmentation drawn = fill(outlines());
    Path file = folder.resolve(VersionFiles.CONFIDENCE);
    if (!Files.exists(file)) {
      return drawn;
    }
    RgbImage grey = PhotoReader.create().read(file).image();
    return drawn.withConfidence(Previews.confidence(grey));
  }

  /**
   * What a person drew. Where all of it is rock, what was found that is not rock stays around it.
   */
  Segmentation corrected(List<LabelledPolygon> polygons) {
    boolean rockOnly =
        polygons.stream().allMatch(polygon -> mask.labels().isRock(index(polygon.label())));
    Segmentation drawn = fill(polygons);
    if (!rockOnly) {
      return drawn;
    }
    int width = mask.width();
    byte[] values = new byte[width * mask.height()];
    drawn.mask().values().get(values);
    for (int i = 0; i < values.length; i++) {
      int before = mask.index(i % width, i / width);
      if (values[i] == 0 && !mask.labels().isRock(before)) {
        values[i] = (byte) before;
      }
    }
    return Segmentation.of(
        LabelMask.wrap(width, mask.height(), values, mask.labels()),
        drawn.fragments(),
        PixelFrame.PHOTO);
  }

  private int index(String label) {
    return mask.labels()
        .indexOf(label)
        .orElseThrow(
            () -> new CoreScoreException(FailureKind.BAD_INPUT, "there is no label " + label));
  }

  private Segmentation fill(List<LabelledPolygon> polygons) {
    List<String> order = new ArrayList<>();
    List<String> names = mask.labels().labels().stream().skip(1).map(Label::name).toList();
    for (String label : PolygonFillProvider.ORDER.defaultValue().split(",", -1)) {
      if (names.contains(label)) {
        order.add(label);
      }
    }
    names.stream().filter(name -> !order.contains(name)).forEach(order::add);
    return PolygonFill.of(mask.labels(), order).create(polygons, mask.width(), mask.height());
  }
}
