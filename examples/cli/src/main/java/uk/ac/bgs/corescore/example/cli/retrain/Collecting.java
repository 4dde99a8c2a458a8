// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli.retrain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.registry.ModelRegistry;
import uk.ac.bgs.corescore.core.registry.ModelVersion;
import uk.ac.bgs.corescore.core.registry.Promotion;

/** Finds what there is to learn from and to be judged by, and what of it is new. */
final class Collecting {
  /** The tag of a version that says what it has learnt from. */
  static final String DATA = "retrain/data_sha256";

  private static final List<String> LABEL_FILES = List.of(".json", ".geojson", ".xml", ".zip");

  private final RetrainConfig config;
  private final Steps steps;

  Collecting(RetrainConfig config, Steps steps) {
    this.config = config;
    this.steps = steps;
  }

  /**
   * What was found.
   *
   * @param photos what is learnt from
   * @param fresh how many of them production does not know
   * @param learnt what the candidate will have learnt, that of the model it begins with included
   * @param start the version to begin with
   * @param production the version in production
   * @param of a number for all that the attempt depends on
   * @param nothing why there is nothing to do, if that is so
   */
  record Collected(
      List<Labelled> photos,
      int fresh,
      Learnt learnt,
      Optional<ModelVersion> start,
      Optional<ModelVersion> production,
      String of,
      Optional<String> nothing) {}

  /**
   * Collects; keeps the test set if the registry has none, or if another is asked for.
   *
   * @throws CoreScoreException if the test set is missing, has changed or leaks
   */
  Collected collect(boolean newTestSet, Path scratch) throws IOException {
    ModelRegistry registry = steps.registry();
    OptionalInt number = registry.alias(config.model(), ModelRegistry.PRODUCTION);
    Optional<ModelVersion> production =
        number.isPresent()
            ? Optional.of(registry.version(config.model(), number.getAsInt()))
            : Optional.empty();
    Learnt known =
        production.isPresent() ? Learnt.of(registry, production.get()) : new Learnt(List.of());
    List<Labelled> photos = photos();
    Optional<ModelVersion> start = config.fromProduction() ? production : Optional.empty();
    Learnt now = new Learnt(photos.stream().map(Learnt.Row::of).toList());
    Learnt learnt = start.isPresent() ? now.and(known) : now;
    TestSet set = new TestSet(registry, config.model());
    Learnt test = testSet(set, learnt, newTestSet, scratch);
    Learnt fresh = now.without(known);
    String of =
        Sha256.of(
            String.join(
                "\n",
                now.sha256(),
                test.sha256(),
                config.model(),
                start.map(version -> Integer.toString(version.version())).orElse("afresh"),
                config.recipe().toString()));
    return new Collected(
        photos,
        fresh.rows().size(),
        learnt,
        start,
        production,
        of,
        nothing(now, fresh, production));
  }

  private Optional<String> nothing(Learnt now, Learnt fresh, Optional<ModelVersion> production)
      throws IOException {
    if (production.isPresent() && fresh.rows().isEmpty()) {
      return Optional.of(
          "nothing is new since " + config.model() + "@" + production.get().version());
    }
    if (now.rows().isEmpty()) {
      throw new CoreScoreException(
          config.truth().photos() + ": no photo there has a label to learn from");
    }
    return steps.registry().versions(config.model()).stream()
        .filter(version -> now.sha256().equals(version.tags().get(DATA)))
        .filter(version -> Promotion.verdict(version).equals(Optional.of("FAIL")))
        .reduce((first, second) -> second)
        .map(
            refused ->
                "nothing is new since "
                    + config.model()
                    + "@"
                    + refused.version()
                    + ", which the gate refused: "
                    + Promotion.reasons(refused).replace("\n", "; ")
                    + "; --anyway trains again");
  }

  /**
   * By photo; where several files speak of one, the last has it, and feedback is last. Labels that
   * cannot be used replace none that can.
   *
   * @throws CoreScoreException if a photo has no others; it names each
   */
  private List<Labelled> photos() throws IOException {
    RetrainConfig.Truth truth = config.truth();
    List<Labelled> all = new ArrayList<>();
    if (!truth.labels().isEmpty() || truth.masks().isPresent()) {
      all.addAll(steps.read(truth));
    }
    if (config.feedback().isPresent() && Files.exists(config.feedback().get())) {
      for (RetrainConfig.Truth source : feedback(config.feedback().get(), truth)) {
        all.addAll(steps.read(source));
      }
    }
    Map<String, Labelled> byPhoto = new LinkedHashMap<>();
    for (Labelled labelled : all) {
      Labelled before = byPhoto.get(labelled.photoSha256());
      if (before == null || labelled.failure().isEmpty() || before.failure().isPresent()) {
        byPhoto.put(labelled.photoSha256(), labelled);
      }
      if (before != null && before.failure().isPresent() != labelled.failure().isPresent()) {
        steps.tell(
            labelled.failure().or(before::failure).orElse("")
                + "; the other labels of "
                + labelled.name()
                + " are taken");
      }
    }
    return requireUsable(List.copyOf(byPhoto.values()));
  }

  /**
   * What a folder of feedback holds: label files of the photos there are, and, where the label
   * service keeps it, a folder of labels of the photos beside it.
   */
  static List<RetrainConfig.Truth> feedback(Path folder, RetrainConfig.Truth truth)
      throws IOException {
    List<RetrainConfig.Truth> sources = new ArrayList<>();
    sources.add(feedback(labelFiles(folder), truth.photos(), truth));
    Path labels = folder.resolve("labels");
    Path photos = folder.resolve("photos");
    if (Files.isDirectory(labels)) {
      sources.add(
          feedback(labelFiles(labels), Files.isDirectory(photos) ? photos : truth.photos(), truth));
    }
    return sources;
  }

  private static RetrainConfig.Truth feedback(
      List<Path> files, Path photos, RetrainConfig.Truth truth) {
    return new RetrainConfig.Truth(
        files, Optional.empty(), photos, truth.scales(), RetrainConfig.Reading.STATED);
  }

  private static List<Labelled> requireUsable(List<Labelled> photos) {
    List<String> failures = photos.stream().flatMap(one -> one.failure().stream()).toList();
    if (!failures.isEmpty()) {
      throw new CoreScoreException(
          failures.size()
              + " of "
              + photos.size()
              + " photos have labels that cannot be used: "
              + String.join("; ", failures));
    }
    return photos;
  }

  private static List<Path> labelFiles(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new CoreScoreException(folder + ": feedback is a folder of label files, it is a file");
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).filter(Collecting::isLabelFile).sorted().toList();
    }
  }

  private static boolean isLabelFile(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return !name.startsWith(".") && LABEL_FILES.stream().anyMatch(name::endsWith);
  }

  private Learnt testSet(TestSet set, Learnt learnt, boolean asked, Path scratch)
      throws IOException {
    Optional<Learnt> kept = set.kept();
    if (config.test().isEmpty()) {
      Learnt test =
          kept.orElseThrow(
              () ->
                  new CoreScoreException(
                      "expected test, the photos to be judged by, as the registry has none of "
                          + config.model()
                          + " yet"));
      requireNoLeak(test, learnt);
      return test;
    }
    List<Labelled> photos = requireUsable(steps.read(config.test().get()));
    Learnt test = new Learnt(photos.stream().map(Learnt.Row::of).toList());
    if (photos.isEmpty()) {
      throw new CoreScoreException(
          config.test().get().photos() + ": no photo of the test set has a truth");
    }
    if (kept.isPresent() && !asked) {
      set.requireSame(kept.get(), test);
    }
    requireNoLeak(test, learnt);
    if (kept.isEmpty() || !kept.get().sha256().equals(test.sha256())) {
      set.keep(photos, scratch);
    }
    return test;
  }

  /** By hash: a photo under another name is the same photo. */
  private static void requireNoLeak(Learnt test, Learnt learnt) {
    List<String> leaks = new ArrayList<>();
    for (Learnt.Row row : test.rows()) {
      learnt
          .photo(row.photo())
          .ifPresent(
              seen ->
                  leaks.add(
                      row.name().equals(seen.name())
                          ? row.name()
                          : row.name() + " (learnt from as " + seen.name() + ")"));
    }
    if (!leaks.isEmpty()) {
      throw new CoreScoreException(
          "the test set leaks into training: of its photos the very same files are learnt from, or"
              + " were by the model to begin with: "
              + String.join(", ", leaks));
    }
  }
}
