// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.core.photo.PhotoPairing;
import uk.ac.bgs.corescore.core.pipeline.WorkListener;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreSettings;
import uk.ac.bgs.corescore.core.synthetic.SyntheticDataset;
import uk.ac.bgs.corescore.core.training.groundtruth.GroundTruth;
import uk.ac.bgs.corescore.core.training.groundtruth.GroundTruthReader;
import uk.ac.bgs.corescore.core.training.groundtruth.LabelReading;
import uk.ac.bgs.corescore.core.training.groundtruth.MaskFolder;
import uk.ac.bgs.corescore.core.training.registry.FolderRegistry;
import uk.ac.bgs.corescore.core.training.registry.ModelVersion;
import uk.ac.bgs.corescore.core.training.retrain.ModelTrainer;
import uk.ac.bgs.corescore.core.training.track.ExperimentRun;
import uk.ac.bgs.corescore.core.training.track.FolderTracker;
import uk.ac.bgs.corescore.core.training.track.RunStatus;
import uk.ac.bgs.corescore.djl.TrainingListener;
import uk.ac.bgs.corescore.djl.settings.TrainingSettings;
import uk.ac.bgs.corescore.spi.Providers;

/** A host trains by the library, without the command line. */
class UnetTrainerTest {
  private static final int WIDTH = 320;

  @TempDir Path folder = Path.of(".");

  private GroundTruth truth() throws IOException {
    SyntheticDataset drawn =
        new SyntheticDataset(SyntheticCoreSettings.builder().size(640, 96).build());
    drawn.write(folder, 1, 2, false, photo -> {});
    return new GroundTruthReader(
            Optional.of(PhotoPairing.of(MaskFolder.photos(folder.resolve("photos"), true))),
            LabelReading.DEFAULT,
            line -> {})
        .labels(List.of(folder.resolve("labels.json")));
  }

  private static TrainingPlan plan() {
    return new TrainingPlan(
        TrainingSettings.builder()
            .steps(1)
            .batch(1)
            .photoWidth(WIDTH)
            .validateEvery(1)
            .drawnShare(0)
            .build(),
        0,
        Optional.empty(),
        Optional.empty(),
        "cpu",
        "CC0");
  }

  @Test
  void aModelIsTrainedEvaluatedAndRegisteredOnce() throws IOException {
    GroundTruth truth = truth();
    assertEquals(2, truth.photos().size());
    TrainingData data = new TrainingData(HoldOut.share(0.5, 1), Optional.empty(), Optional.empty());
    Providers providers = Providers.discover(UnetTrainerTest.class.getClassLoader());
    FolderTracker tracker = new FolderTracker(folder.resolve("runs"));
    List<String> told = new ArrayList<>();
    WorkListener listener =
        new WorkListener() {
          @Override
          public void remark(String line) {
            told.add(line);
          }
        };
    Path out = Files.createDirectory(folder.resolve("trained"));
    UnetTrainer trainer =
        new UnetTrainer(data, plan(), providers, new TrainingListener() {}, listener);
    assertEquals("djl-unet", trainer.segmenter());
    ModelTrainer.Trained trained;
    try (ExperimentRun run = tracker.start("host")) {
      trained = trainer.train(new ModelTrainer.Order(truth.photos(), Optional.empty(), out), run);
      run.finish(RunStatus.FINISHED);
    }
    assertTrue(Files.isRegularFile(trained.model()));
    assertEquals(
        List.of("model-card.md", "split.csv", "training.html"),
        List.copyOf(trained.files().keySet()));
    assertEquals("1", trained.tags().get("photos"));
    assertTrue(Files.readString(out.resolve("model-card.md")).contains("CC0"));
    assertTrue(Files.isRegularFile(out.resolve("evaluation/evaluation.json")));
    assertTrue(told.get(0).startsWith("trained, mean of 1:"), told.toString());

    // The same plan in another run resumes after the last step, and is recognised.
    TrainingSplit split = data.read(truth.photos(), WIDTH, told::add);
    TrackedTraining tracked = new TrackedTraining(plan(), split, out, providers);
    assertEquals(Optional.empty(), tracked.finished());
    FinishedTraining finished = tracked.train(tracker, new TrainingListener() {}, listener);
    assertEquals(finished.run(), tracked.finished().orElseThrow().run());
    FolderRegistry registry = new FolderRegistry(folder.resolve("models"));
    assertEquals(Optional.empty(), finished.registered(registry, "cores", tracker));
    ModelVersion version = finished.register(registry, "cores", tracker);
    assertEquals(Optional.of(finished.run()), version.run());
    assertEquals(1, finished.registered(registry, "cores", tracker).orElseThrow().version());
    Files.writeString(finished.trained().model(), "changed");
    assertEquals(Optional.empty(), tracked.finished(), "another file is no result");
    assertTrue(
        tracker.runs().stream().allMatch(run -> run.status() == RunStatus.FINISHED),
        tracker.runs().toString());
  }
}
