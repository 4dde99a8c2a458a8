// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.retrain;

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
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.files.Sha256;
import uk.ac.bgs.corescore.core.photo.PhotoPairing;
import uk.ac.bgs.corescore.core.place.LabelFrame;
import uk.ac.bgs.corescore.core.training.groundtruth.GroundTruth;
import uk.ac.bgs.corescore.core.training.groundtruth.GroundTruthReader;
import uk.ac.bgs.corescore.core.training.groundtruth.LabelReading;
import uk.ac.bgs.corescore.core.training.groundtruth.LabelledPhoto;
import uk.ac.bgs.corescore.core.training.groundtruth.MaskFolder;
import uk.ac.bgs.corescore.core.training.groundtruth.PlacementAdvice;
import uk.ac.bgs.corescore.core.training.registry.ModelRegistry;
import uk.ac.bgs.corescore.core.training.registry.ModelVersion;
import uk.ac.bgs.corescore.core.training.registry.Promotion;
import uk.ac.bgs.corescore.mask.LabelSet;

/** Finds the photos to train on and to evaluate on, and which of them are new. */
final class DataCollector {
  /** The tag of a version with the hash of its training data. */
  static final String DATA = "retrain/data_sha256";

  private static final List<String> LABEL_FILES = List.of(".json", ".geojson", ".xml", ".zip");

  private final RetrainConfig config;
  private final ModelRegistry registry;
  private final PlacementAdvice advice;
  private final RetrainListener listener;
  private final List<String> failures = new ArrayList<>();

  DataCollector(
      RetrainConfig config,
      ModelRegistry registry,
      PlacementAdvice advice,
      RetrainListener listener) {
    this.config = config;
    this.registry = registry;
    this.advice = advice;
    this.listener = listener;
  }

  /**
   * What was found.
   *
   * @param photos the photos to train on
   * @param fresh how many of them are new to production
   * @param trainedOn the candidate's manifest, with that of the model it starts from
   * @param start the version to start from
   * @param production the version in production
   * @param of a hash of all that the attempt depends on
   * @param nothing why there is nothing to do; empty if there is
   * @param failures records without a photo, and why
   */
  record CollectedData(
      List<HashedPhoto> photos,
      int fresh,
      TrainingManifest trainedOn,
      Optional<ModelVersion> start,
      Optional<ModelVersion> production,
      String of,
      Optional<Nothing> nothing,
      List<String> failures) {}

  /**
   * Why there is nothing to do.
   *
   * @param reason one sentence
   * @param refused whether the gate refused a model of the same labels
   */
  record Nothing(String reason, boolean refused) {}

  /**
   * Collects; keeps the test set if the registry has none, or if another is requested.
   *
   * @throws CoreScoreException if the test set is missing, has changed or leaks
   */
  CollectedData collect(boolean newTestSet, Path scratch) throws IOException {
    OptionalInt number = registry.alias(config.model(), ModelRegistry.PRODUCTION);
    Optional<ModelVersion> production =
        number.isPresent()
            ? Optional.of(registry.version(config.model(), number.getAsInt()))
            : Optional.empty();
    TrainingManifest known =
        production.isPresent()
            ? TrainingManifest.of(registry, production.get())
            : new TrainingManifest(List.of());
    List<HashedPhoto> photos = photos();
    Optional<ModelVersion> start = config.fromProduction() ? production : Optional.empty();
    TrainingManifest now = TrainingManifest.of(photos);
    TrainingManifest trainedOn = start.isPresent() ? now.and(known) : now;
    TestSet set = new TestSet(registry, config.model());
    TrainingManifest test = testSet(set, trainedOn, newTestSet, scratch);
    TrainingManifest fresh = now.without(known);
    String of =
        Sha256.ofText(
            String.join(
                "\n",
                now.sha256(),
                test.sha256(),
                config.model(),
                start.map(version -> Integer.toString(version.version())).orElse("afresh"),
                config.recipe().toString()));
    return new CollectedData(
        photos,
        fresh.rows().size(),
        trainedOn,
        start,
        production,
        of,
        nothing(now, fresh, production),
        failures);
  }

  private Optional<Nothing> nothing(
      TrainingManifest now, TrainingManifest fresh, Optional<ModelVersion> production)
      throws IOException {
    if (production.isPresent() && fresh.rows().isEmpty()) {
      return Optional.of(
          new Nothing(
              "nothing is new since " + config.model() + "@" + production.get().version(), false));
    }
    if (now.rows().isEmpty()) {
      throw new CoreScoreException(
          FailureKind.NOT_FOUND,
          config.truth().photos() + ": no photo there has a label to learn from");
    }
    return registry.versions(config.model()).stream()
        .filter(version -> now.sha256().equals(version.tags().get(DATA)))
        .filter(version -> Promotion.verdict(version).equals(Optional.of("FAIL")))
        .reduce((first, second) -> second)
        .map(
            refused ->
                new Nothing(
                    "nothing is new since "
                        + config.model()
                        + "@"
                        + refused.version()
                        + ", which the gate refused: "
                        + Promotion.reasons(refused).replace("\n", "; "),
                    true));
  }

  /** The photos of a source; records without a photo are kept as failures. */
  private List<HashedPhoto> read(RetrainConfig.Source source) throws IOException {
    PhotoPairing pairing = PhotoPairing.of(MaskFolder.photos(source.photos(), true));
    if (source.scales().isPresent()) {
      pairing = pairing.withScales(source.scales().get());
    }
    GroundTruthReader reader =
        new GroundTruthReader(
            Optional.of(pairing), source.reading().withAdvice(advice), listener::remark);
    List<GroundTruth> found = new ArrayList<>();
    for (Path labels : source.labels()) {
      found.add(reader.labels(List.of(labels)));
    }
    if (source.masks().isPresent()) {
      found.add(reader.masks(source.masks().get(), true, LabelSet.CORESCORE, true));
    }
    List<HashedPhoto> photos = new ArrayList<>();
    for (GroundTruth truth : found) {
      failures.addAll(truth.failures());
      for (LabelledPhoto labelled : truth.photos()) {
        photos.add(HashedPhoto.of(labelled));
      }
    }
    return photos;
  }

  /**
   * The photos to train on. Of several records of one photo the last counts, and feedback is last.
   * Labels that cannot be used replace none that can.
   *
   * @throws CoreScoreException if a photo has no others; it names each
   */
  private List<HashedPhoto> photos() throws IOException {
    RetrainConfig.Source truth = config.truth();
    List<HashedPhoto> all = new ArrayList<>();
    if (!truth.labels().isEmpty() || truth.masks().isPresent()) {
      all.addAll(read(truth));
    }
    if (config.feedback().isPresent() && Files.exists(config.feedback().get())) {
      for (RetrainConfig.Source source : feedback(config.feedback().get(), truth)) {
        all.addAll(read(source));
      }
    }
    Map<String, HashedPhoto> byPhoto = new LinkedHashMap<>();
    for (HashedPhoto labelled : all) {
      HashedPhoto before = byPhoto.get(labelled.photoSha256());
      if (before == null || labelled.failure().isEmpty() || before.failure().isPresent()) {
        byPhoto.put(labelled.photoSha256(), labelled);
      }
      if (before != null && before.failure().isPresent() != labelled.failure().isPresent()) {
        listener.remark(
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
  static List<RetrainConfig.Source> feedback(Path folder, RetrainConfig.Source truth)
      throws IOException {
    List<RetrainConfig.Source> sources = new ArrayList<>();
    sources.add(feedback(labelFiles(folder), truth.photos(), truth));
    Path labels = folder.resolve("labels");
    Path photos = folder.resolve("photos");
    if (Files.isDirectory(labels)) {
      sources.add(
          feedback(labelFiles(labels), Files.isDirectory(photos) ? photos : truth.photos(), truth));
    }
    return sources;
  }

  private static RetrainConfig.Source feedback(
      List<Path> files, Path photos, RetrainConfig.Source truth) {
    return new RetrainConfig.Source(
        files,
        Optional.empty(),
        photos,
        truth.scales(),
        LabelReading.of(LabelFrame.CHECKED, false, false, false));
  }

  private static List<HashedPhoto> requireUsable(List<HashedPhoto> photos) {
    GroundTruth.requireUsable(photos.stream().map(HashedPhoto::labelled).toList());
    return photos;
  }

  private static List<Path> labelFiles(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT, folder + ": feedback is a folder of label files, it is a file");
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(DataCollector::isLabelFile)
          .sorted()
          .toList();
    }
  }

  private static boolean isLabelFile(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return !name.startsWith(".") && LABEL_FILES.stream().anyMatch(name::endsWith);
  }

  private TrainingManifest testSet(
      TestSet set, TrainingManifest trainedOn, boolean asked, Path scratch) throws IOException {
    Optional<TrainingManifest> kept = set.kept();
    if (config.test().isEmpty()) {
      TrainingManifest test =
          kept.orElseThrow(
              () ->
                  new CoreScoreException(
                      FailureKind.BAD_INPUT,
                      "expected test, the photos to be evaluated by, as the registry has none of "
                          + config.model()
                          + " yet"));
      requireNoLeak(test, trainedOn);
      return test;
    }
    List<HashedPhoto> photos = requireUsable(read(config.test().get()));
    TrainingManifest test = TrainingManifest.of(photos);
    if (photos.isEmpty()) {
      throw new CoreScoreException(
          FailureKind.NOT_FOUND,
          config.test().get().photos() + ": no photo of the test set has ground truth");
    }
    if (kept.isPresent() && !asked) {
      set.requireSame(kept.get(), test);
    }
    requireNoLeak(test, trainedOn);
    if (kept.isEmpty() || !kept.get().sha256().equals(test.sha256())) {
      set.keep(photos, scratch);
    }
    return test;
  }

  /** By hash: a photo under another name is the same photo. */
  private static void requireNoLeak(TrainingManifest test, TrainingManifest trainedOn) {
    List<String> leaks = new ArrayList<>();
    for (TrainingManifest.Row row : test.rows()) {
      trainedOn
          .photo(row.photo())
          .ifPresent(
              seen ->
                  leaks.add(
                      row.name().equals(seen.name())
                          ? row.name()
                          : row.name() + " (training photo " + seen.name() + ")"));
    }
    if (!leaks.isEmpty()) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          "the test set leaks into training: of its photos the same files are used for training, or"
              + " were by the model to begin with: "
              + String.join(", ", leaks));
    }
  }
}
