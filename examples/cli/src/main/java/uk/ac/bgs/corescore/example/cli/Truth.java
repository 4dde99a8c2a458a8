// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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
import uk.ac.bgs.corescore.core.annotation.AnnotationReader;
import uk.ac.bgs.corescore.core.evaluate.Evaluator;
import uk.ac.bgs.corescore.core.mask.MaskPng;
import uk.ac.bgs.corescore.core.mask.PolygonFill;
import uk.ac.bgs.corescore.core.mask.PolygonFillProvider;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.core.photo.PhotoPairing;
import uk.ac.bgs.corescore.core.place.PlacedLabels;
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
          "A label file, or a ZIP or folder of them: the truth as polygons, each rock polygon a"
              + " fragment; may be given several times.")
  private List<Path> labels = List.of();

  @Option(
      names = "--masks",
      paramLabel = "DIR",
      description =
          "A folder of class-index masks: the truth where there are no polygons. Fragments are"
              + " those of STEM.instances.png beside a mask, else its 8-connected regions of rock.")
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
   * @param name the stem of the photo with its folders, or of the mask where there is no photo
   * @param source what the truth calls the photo, by which predictions are found
   * @param photo the photo's file
   * @param truth makes the truth
   * @param content what the truth is made of, by a hash
   * @param failure why there is no truth though the photo was labelled, if that is so
   */
  record Known(
      String name,
      String source,
      Optional<PhotoFile> photo,
      TruthOf truth,
      ContentOf content,
      Optional<String> failure) {
    Known(String name, String source, Optional<PhotoFile> photo, TruthOf truth, ContentOf content) {
      this(name, source, photo, truth, content, Optional.empty());
    }

    /** A photo whose labels cannot be used. */
    static Known failed(String name, String source, PhotoFile photo, CoreScoreException problem) {
      return new Known(
          name,
          source,
          Optional.of(photo),
          opened -> {
            throw problem;
          },
          () -> {
            throw problem;
          },
          Optional.of(Messages.of(problem)));
    }
  }

  /**
   * What was found.
   *
   * @param known the photos of the truth, in its order
   * @param failures the records without a photo, and why
   */
  record Found(List<Known> known, List<String> failures) {}

  /**
   * Refuses photos of which some have labels that cannot be used, for what needs them all.
   *
   * @throws CoreScoreException if there are any; it names each
   */
  static List<Known> requireUsable(List<Known> known) {
    List<String> failures = known.stream().flatMap(one -> one.failure().stream()).toList();
    if (!failures.isEmpty()) {
      throw new CoreScoreException(
          failures.size()
              + " of "
              + known.size()
              + " photos have labels that cannot be used: "
              + String.join("; ", failures));
    }
    return known;
  }

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
    truth.labels = labels.map(List::of).orElse(List.of());
    truth.masks = masks.orElse(null);
    truth.polygons = polygons;
    truth.labelsOf = "corescore";
    return truth;
  }

  /** The photos of the truth, in its order; at least one. */
  Found photos(boolean photosNeeded, PrintWriter console) throws IOException {
    if (labels.isEmpty() == (masks == null)) {
      throw new CoreScoreException("expected --labels FILE or --masks DIR, and not both");
    }
    if (polygons.photos().isEmpty() && (photosNeeded || !labels.isEmpty())) {
      throw new CoreScoreException("expected --photos DIR");
    }
    Found found = found(photosNeeded, console);
    if (found.known().isEmpty()) {
      throw new CoreScoreException(
          "no photo in "
              + polygons.photos().map(Path::toString).orElse("--photos")
              + " has a truth"
              + (found.failures().isEmpty() ? "" : ": " + Records.few(found.failures())));
    }
    return found;
  }

  /** The same, and none where no photo has a truth. */
  Found found(boolean photosNeeded, PrintWriter console) throws IOException {
    PhotoPairing pairing = polygons.pairing();
    Map<String, Known> known = new LinkedHashMap<>();
    Found found =
        labels.isEmpty() ? fromMasks(masks, pairing, console) : fromLabels(pairing, console);
    for (Known entry : found.known()) {
      if ((entry.photo().isPresent() || !photosNeeded) && known.put(entry.name(), entry) != null) {
        throw new CoreScoreException(
            (labels.isEmpty() ? String.valueOf(masks) : Records.few(labels))
                + ": two records are of "
                + entry.name());
      }
    }
    return new Found(List.copyOf(known.values()), found.failures());
  }

  /** Whether folders inside those that are given count. */
  SubFolders folders() {
    return polygons.folders();
  }

  /**
   * The photo of a record, told where it is called otherwise; a failure where there is none.
   *
   * @param usual the stem of a photo of which it need not be told
   */
  private Optional<PhotoFile> photo(
      String name,
      Optional<String> usual,
      PhotoPairing pairing,
      List<String> failures,
      PrintWriter console) {
    if (polygons.photos().isEmpty()) {
      return Optional.empty();
    }
    try {
      PhotoPairing.Match match = pairing.require(name);
      if (!match.exact() && !usual.equals(Optional.of(match.photo().stem()))) {
        console.println(Messages.line(PolygonOptions.taken(name, match)));
      }
      return Optional.of(match.photo());
    } catch (CoreScoreException e) {
      failures.add(Messages.of(e));
      return Optional.empty();
    }
  }

  private static void tellAbsent(List<String> failures, PrintWriter console) {
    if (!failures.isEmpty()) {
      console.println(Messages.line("records without a photo: " + Records.few(failures)));
    }
  }

  /** The labels that the truth can have. */
  LabelSet labelSet() throws IOException {
    return masks == null ? LabelSet.CORESCORE : LabelSets.of(labelsOf);
  }

  private Found fromLabels(PhotoPairing photos, PrintWriter console) throws IOException {
    AnnotationReader reader = polygons.reader(photos);
    Set<Path> files = new LinkedHashSet<>();
    Map<Path, AnnotationFile> held = new HashMap<>();
    List<String> names = new ArrayList<>();
    for (Path given : labels) {
      List<Path> parts = AnnotationReader.files(given);
      for (Path file : parts) {
        AnnotationFile read = reader.read(file);
        read.photos().forEach(photo -> names.add(photo.name()));
        files.add(file);
        if (parts.size() == 1) {
          held.put(file, read);
        }
      }
    }
    PhotoPairing pairing = photos.among(names);
    Placing placing = polygons.placing(pairing, LabelSet.CORESCORE);
    List<Known> known = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (Path file : files) {
      // Files of a photo each are read again when they are wanted, so that any number can be.
      AnnotationFile before = held.get(file);
      boolean kept = before != null;
      AnnotationFile read = before == null ? reader.read(file) : before;
      read.problems().forEach(problem -> console.println(Messages.line(problem.toString())));
      for (AnnotatedPhoto annotated : read.photos()) {
        if (placing.placer().isUnknown(annotated)) {
          unknown.add(annotated.name());
        } else {
          photo(annotated.name(), Optional.empty(), pairing, failures, console)
              .map(
                  photo ->
                      placed(
                          file,
                          annotated,
                          photo,
                          placing,
                          kept ? Optional.empty() : Optional.of(reader),
                          console))
              .ifPresent(known::add);
        }
      }
    }
    tellAbsent(failures, console);
    if (!unknown.isEmpty()) {
      console.println(Placing.unknown(unknown));
    }
    return new Found(known, failures);
  }

  private static Placed reread(
      Path file, String name, PhotoFile photo, Placing placing, AnnotationReader reader) {
    return () ->
        placing.onPhoto(
            file,
            reader.read(file).photos().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new CoreScoreException(file + ": was changed meanwhile")),
            photo.file());
  }

  /** Lays labels onto their photo. */
  @FunctionalInterface
  private interface Placed {
    PlacedLabels get() throws IOException;
  }

  /**
   * Lays labels onto their photo.
   *
   * @param again reads the file, of this photo alone, when its labels are wanted; empty to hold
   *     them
   */
  private Known placed(
      Path file,
      AnnotatedPhoto annotated,
      PhotoFile photo,
      Placing placing,
      Optional<AnnotationReader> again,
      PrintWriter console) {
    String stem = photo.stem();
    try {
      PlacedLabels placed = placing.onPhoto(file, annotated, photo.file());
      Placing.remarks(placed).forEach(console::println);
      Placed wanted =
          again.isEmpty()
              ? () -> placed
              : reread(file, annotated.name(), photo, placing, again.get());
      PolygonFill fill =
          PolygonFill.of(
                  LabelSet.CORESCORE,
                  List.of(PolygonFillProvider.ORDER.defaultValue().split(",", -1)))
              .withRule(polygons.rule());
      return new Known(
          stem,
          annotated.name(),
          Optional.of(photo),
          opened -> {
            AnnotatedPhoto drawn = wanted.get().photo();
            AnnotatedPhoto.Size size = drawn.size().orElseThrow();
            return fill.create(drawn.polygons(), size.width(), size.height());
          },
          () -> content(wanted.get().photo().polygons()));
    } catch (CoreScoreException e) {
      if (polygons.strict()) {
        throw e;
      }
      return Known.failed(stem, annotated.name(), photo, e);
    }
  }

  private Found fromMasks(@Nullable Path folder, PhotoPairing photos, PrintWriter console)
      throws IOException {
    List<Known> known = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    if (folder != null) {
      List<PhotoFile> files = MaskFiles.list(folder, polygons.folders());
      PhotoPairing pairing = photos.among(files.stream().map(PhotoFile::name).toList());
      LabelSet labelSet = LabelSets.of(labelsOf);
      int withInstances = 0;
      for (PhotoFile mask : files) {
        Optional<PhotoFile> photo =
            photo(mask.name(), Optional.of(MaskFiles.stem(mask)), pairing, failures, console);
        Path instances = MaskFiles.instances(mask);
        boolean numbered = Files.exists(instances);
        withInstances += numbered ? 1 : 0;
        known.add(
            new Known(
                photo.map(PhotoFile::stem).orElse(MaskFiles.stem(mask)),
                mask.name(),
                photo,
                opened ->
                    numbered
                        ? MaskFiles.read(mask.file(), instances, labelSet)
                        : Evaluator.connected(MaskPng.read(mask.file(), labelSet)),
                () ->
                    Sha256.of(
                        Sha256.of(mask.file()) + (numbered ? "," + Sha256.of(instances) : ""))));
      }
      console.println(
          String.format(
              Locale.ROOT,
              "fragments of the truth: from .instances.png for %d of %d masks, else 8-connected"
                  + " regions",
              withInstances,
              known.size()));
    }
    tellAbsent(failures, console);
    return new Found(known, failures);
  }

  /** Labels and outlines in photo pixels; where they come from does not matter. */
  private String content(List<LabelledPolygon> drawn) {
    StringBuilder text = new StringBuilder(polygons.rule().toString()).append('\n');
    for (LabelledPolygon polygon : drawn) {
      text.append(polygon.label()).append(' ');
      // sorted, as a set has no order of its own
      polygon.marks().stream().sorted().forEach(mark -> text.append(mark.id()).append(' '));
      text.append(polygon.outline().toText()).append('\n');
    }
    return Sha256.of(text.toString());
  }
}
