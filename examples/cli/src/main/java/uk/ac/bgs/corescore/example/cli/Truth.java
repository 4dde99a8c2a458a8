// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.util.AffineTransformation;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.annotation.AnnotatedPhoto;
import uk.ac.bgs.corescore.core.annotation.AnnotationFile;
import uk.ac.bgs.corescore.core.annotation.AnnotationReader;
import uk.ac.bgs.corescore.core.evaluate.Evaluator;
import uk.ac.bgs.corescore.core.mask.FillRule;
import uk.ac.bgs.corescore.core.mask.MaskPng;
import uk.ac.bgs.corescore.core.mask.PolygonFill;
import uk.ac.bgs.corescore.core.mask.PolygonFillProvider;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoPairing;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.LabelledPolygon;
import uk.ac.bgs.corescore.mask.Segmentation;

/** The options that say what is true of which photos. */
final class Truth {
  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "A label file: the truth as polygons, each rock polygon a fragment.")
  private @Nullable Path labels;

  @Option(
      names = "--masks",
      paramLabel = "DIR",
      description =
          "A folder of class-index masks: the truth where there are no polygons. Fragments are those of"
              + " STEM.instances.png beside a mask, else its 8-connected regions of rock.")
  private @Nullable Path masks;

  @Option(names = "--photos", paramLabel = "DIR", description = "The folder of the photographs.")
  private @Nullable Path photos;

  @Option(
      names = "--scales",
      paramLabel = "CSV",
      description =
          "A table of photos whose size is not that of the labels' canvas: columns file, external_id,"
              + " label_canvas_width, label_canvas_height.")
  private @Nullable Path scales;

  @Option(
      names = "--rule",
      paramLabel = "RULE",
      defaultValue = "exact",
      description = "Which pixels a polygon of the labels covers: exact or published.")
  private FillRule rule = FillRule.EXACT;

  @Option(
      names = "--truth-labels-of",
      paramLabel = "NAME",
      defaultValue = "corescore",
      description =
          "What values mean in --masks that do not say: corescore, 2019, or a"
              + " text file of labels; default ${DEFAULT-VALUE}.")
  private String labelsOf = "";

  /**
   * One photo of which the truth is known.
   *
   * @param name the stem of the photo, or of the mask where there is no photo
   * @param source what the truth calls the photo, by which predictions are found
   * @param photo the photo's file
   * @param truth makes the truth
   */
  record Known(String name, String source, Optional<Path> photo, TruthOf truth) {}

  /** Makes the truth when it is wanted, so that one photo is in memory at a time. */
  @FunctionalInterface
  interface TruthOf {
    Segmentation of(Optional<Photo> photo) throws IOException;
  }

  /** The photos of the truth, in its order. */
  List<Known> photos(boolean photosNeeded, PrintWriter console) throws IOException {
    if ((labels == null) == (masks == null)) {
      throw new CoreScoreException("expected --labels FILE or --masks DIR, and not both");
    }
    if (photos == null && (photosNeeded || labels != null)) {
      throw new CoreScoreException("expected --photos DIR");
    }
    PhotoPairing pairing = PhotoPairing.of(photos == null ? List.of() : PhotoReader.list(photos));
    if (scales != null) {
      pairing = pairing.withScales(scales);
    }
    Map<String, Known> known = new LinkedHashMap<>();
    for (Known entry :
        labels != null
            ? fromLabels(labels, pairing, console)
            : fromMasks(masks, pairing, console)) {
      if ((entry.photo().isPresent() || !photosNeeded) && known.put(entry.name(), entry) != null) {
        throw new CoreScoreException(
            (labels != null ? labels : masks) + ": two records are of " + entry.name());
      }
    }
    if (known.isEmpty()) {
      throw new CoreScoreException("no photo in " + photos + " has a truth");
    }
    return new ArrayList<>(known.values());
  }

  /** The labels that the truth can have. */
  LabelSet labelSet() throws IOException {
    return masks == null ? LabelSet.CORESCORE : LabelSets.of(labelsOf);
  }

  private List<Known> fromLabels(Path file, PhotoPairing pairing, PrintWriter console)
      throws IOException {
    PolygonFill fill =
        PolygonFill.of(
                LabelSet.CORESCORE,
                List.of(PolygonFillProvider.ORDER.defaultValue().split(",", -1)))
            .withRule(rule);
    List<Known> known = new ArrayList<>();
    AnnotationFile read = AnnotationReader.create().read(file);
    read.problems().forEach(problem -> console.println(Messages.line(problem.toString())));
    for (AnnotatedPhoto annotated : read.photos()) {
      Optional<Path> photo = pairing.find(annotated.name());
      if (photo.isPresent()) {
        known.add(
            new Known(
                Records.stem(photo.get().toString()),
                annotated.name(),
                photo,
                opened -> {
                  int width = opened.orElseThrow().image().width();
                  int height = opened.orElseThrow().image().height();
                  List<LabelledPolygon> polygons =
                      scaled(annotated, pairing.scale(annotated.name(), width, height));
                  Optional<String> outside = outside(polygons, width, height);
                  if (outside.isPresent()) {
                    throw new CoreScoreException(outside.get());
                  }
                  return fill.create(polygons, width, height);
                }));
      }
    }
    return known;
  }

  private List<Known> fromMasks(@Nullable Path folder, PhotoPairing pairing, PrintWriter console)
      throws IOException {
    List<Known> known = new ArrayList<>();
    if (folder != null) {
      LabelSet labelSet = LabelSets.of(labelsOf);
      int withInstances = 0;
      for (Path mask : MaskFiles.list(folder)) {
        String name = String.valueOf(mask.getFileName());
        Optional<Path> photo = pairing.find(name);
        Path instances = mask.resolveSibling(MaskFiles.stem(mask) + ".instances.png");
        boolean numbered = Files.exists(instances);
        withInstances += numbered ? 1 : 0;
        known.add(
            new Known(
                photo.map(file -> Records.stem(file.toString())).orElse(MaskFiles.stem(mask)),
                name,
                photo,
                opened ->
                    numbered
                        ? MaskFiles.read(mask, instances, labelSet)
                        : Evaluator.connected(MaskPng.read(mask, labelSet))));
      }
      console.println(
          String.format(
              Locale.ROOT,
              "fragments of the truth: from .instances.png for %d of %d masks, else 8-connected"
                  + " regions",
              withInstances,
              known.size()));
    }
    return known;
  }

  /** The polygons in photo pixels, where the labels were drawn on another size. */
  static List<LabelledPolygon> scaled(AnnotatedPhoto annotated, PhotoPairing.Scale scale) {
    if (scale.x() == 1 && scale.y() == 1) {
      return annotated.polygons();
    }
    AffineTransformation toPhoto = AffineTransformation.scaleInstance(scale.x(), scale.y());
    return annotated.polygons().stream()
        .map(polygon -> new LabelledPolygon(polygon.label(), toPhoto.transform(polygon.outline())))
        .toList();
  }

  /**
   * What to say of polygons that lie outside their photo; empty if none does wholly.
   *
   * @param polygons the polygons in photo pixels
   * @param width the photo's columns
   * @param height the photo's rows
   */
  static Optional<String> outside(List<LabelledPolygon> polygons, int width, int height) {
    Envelope photo = new Envelope(0, width, 0, height);
    long outside =
        polygons.stream()
            .filter(polygon -> !photo.intersects(polygon.outline().getEnvelopeInternal()))
            .count();
    return outside == 0
        ? Optional.empty()
        : Optional.of(
            outside
                + " of "
                + polygons.size()
                + " polygons lie outside the photo of "
                + width
                + " x "
                + height
                + "; if they were drawn on another size, give --scales");
  }
}
