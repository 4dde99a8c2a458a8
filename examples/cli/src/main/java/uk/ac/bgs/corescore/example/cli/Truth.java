// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.annotation.AnnotatedPhoto;
import uk.ac.bgs.corescore.core.annotation.AnnotationFile;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem;
import uk.ac.bgs.corescore.core.evaluate.Evaluator;
import uk.ac.bgs.corescore.core.mask.MaskPng;
import uk.ac.bgs.corescore.core.mask.PolygonFill;
import uk.ac.bgs.corescore.core.mask.PolygonFillProvider;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoPairing;
import uk.ac.bgs.corescore.example.cli.retrain.Sha256;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.LabelledPolygon;
import uk.ac.bgs.corescore.mask.Segmentation;

/** The options that say what is true of which photos. */
final class Truth {
  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description =
          "A label file, or a ZIP or folder of them: the truth as polygons, each rock polygon a fragment.")
  private @Nullable Path labels;

  @Option(
      names = "--masks",
      paramLabel = "DIR",
      description =
          "A folder of class-index masks: the truth where there are no polygons. Fragments are those of"
              + " STEM.instances.png beside a mask, else its 8-connected regions of rock.")
  private @Nullable Path masks;

  @Mixin private PolygonOptions polygons = new PolygonOptions();

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
   * @param content what the truth is made of, by a hash
   */
  record Known(
      String name, String source, Optional<Path> photo, TruthOf truth, ContentOf content) {}

  /** Hashes what a truth is made of, without making it. */
  @FunctionalInterface
  interface ContentOf {
    String sha256() throws IOException;
  }

  /** Makes the truth when it is wanted, so that one photo is in memory at a time. */
  @FunctionalInterface
  interface TruthOf {
    Segmentation of(Optional<Photo> photo) throws IOException;
  }

  /** A truth that no command line has set. */
  static Truth of(Optional<Path> labels, Optional<Path> masks, PolygonOptions polygons) {
    Truth truth = new Truth();
    truth.labels = labels.orElse(null);
    truth.masks = masks.orElse(null);
    truth.polygons = polygons;
    truth.labelsOf = "corescore";
    return truth;
  }

  /** The photos of the truth, in its order; at least one. */
  List<Known> photos(boolean photosNeeded, PrintWriter console) throws IOException {
    if ((labels == null) == (masks == null)) {
      throw new CoreScoreException("expected --labels FILE or --masks DIR, and not both");
    }
    if (polygons.photos().isEmpty() && (photosNeeded || labels != null)) {
      throw new CoreScoreException("expected --photos DIR");
    }
    List<Known> known = found(photosNeeded, console);
    if (known.isEmpty()) {
      throw new CoreScoreException(
          "no photo in "
              + polygons.photos().map(Path::toString).orElse("--photos")
              + " has a truth");
    }
    return known;
  }

  /** The same, and none where no photo has a truth. */
  List<Known> found(boolean photosNeeded, PrintWriter console) throws IOException {
    PhotoPairing pairing = polygons.pairing();
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
            .withRule(polygons.rule());
    List<Known> known = new ArrayList<>();
    AnnotationFile read = polygons.reader(pairing).read(file);
    read.problems().forEach(problem -> console.println(Messages.line(problem.toString())));
    polygons.requireInside(file, read.photos(), pairing);
    Set<AnnotationProblem> told = new HashSet<>();
    List<String> absent = new ArrayList<>();
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
                  List<LabelledPolygon> drawn =
                      PolygonOptions.scaled(annotated, pairing, width, height);
                  // The truth of a photo in the page's pictures is made again.
                  Outside.of(file, annotated, drawn, width, height).stream()
                      .filter(told::add)
                      .forEach(problem -> console.println(Messages.line(problem.toString())));
                  Optional<String> wholly = Outside.wholly(drawn, width, height);
                  if (wholly.isPresent()) {
                    throw new CoreScoreException(wholly.get());
                  }
                  return fill.create(drawn, width, height);
                },
                () -> content(annotated, pairing)));
      } else {
        absent.add(annotated.name());
      }
    }
    if (!absent.isEmpty()) {
      console.println(Messages.line("records without a photo: " + Records.few(absent)));
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
        Path instances = mask.resolveSibling(MaskFiles.stem(mask) + MaskFiles.INSTANCES);
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
                        : Evaluator.connected(MaskPng.read(mask, labelSet)),
                () -> Sha256.of(Sha256.of(mask) + (numbered ? "," + Sha256.of(instances) : ""))));
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

  /** Labels and outlines as they will lie in the photo; where they come from does not matter. */
  private String content(AnnotatedPhoto annotated, PhotoPairing pairing) {
    StringBuilder text = new StringBuilder(polygons.rule().toString());
    PhotoPairing.Scale unit = pairing.scale(annotated.name(), 1, 1);
    text.append(' ').append(unit.x()).append(' ').append(unit.y()).append('\n');
    for (LabelledPolygon polygon : annotated.polygons()) {
      text.append(polygon.label()).append(' ').append(polygon.outline().toText()).append('\n');
    }
    return Sha256.of(text.toString());
  }
}
