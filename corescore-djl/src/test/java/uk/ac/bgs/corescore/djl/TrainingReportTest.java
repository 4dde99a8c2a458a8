// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.training.track.ExperimentRun;
import uk.ac.bgs.corescore.core.training.track.FolderTracker;
import uk.ac.bgs.corescore.core.training.track.RunRecord;
import uk.ac.bgs.corescore.djl.internal.report.TrainingCurves;
import uk.ac.bgs.corescore.djl.settings.TrainingPhoto;
import uk.ac.bgs.corescore.djl.settings.TrainingSettings;

class TrainingReportTest {
  private static final List<TrainingPhoto> SEEN =
      List.of(
          new TrainingPhoto("core <1>", "training", "ab12"),
          new TrainingPhoto("core 4", "validation", "cd34"));
  private static final Map<String, String> FACTS = Map.of("licence", "CC <BY> 4.0 | x");

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets the field
  Path folder;

  @Test
  void pageAndCardDescribeTheTraining() throws IOException {
    TrainingSettings settings = TinyTraining.settings(4, 2);
    Training training = TinyTraining.of(settings);
    TrainingReport report = new TrainingReport(folder.resolve("metrics.csv"));
    FolderTracker tracker = new FolderTracker(folder.resolve("runs"));
    RunRecord kept;
    try (ExperimentRun run = tracker.start("tiny")) {
      training.run(
          folder.resolve("checkpoint"),
          TrainingListener.all(List.of(report, TrainingListener.tracking(run))));
      kept = tracker.read(run.id());
    }
    List<String> names = kept.metrics().stream().map(metric -> metric.name()).toList();
    assertEquals(2, names.stream().filter("loss"::equals).count());
    assertEquals(2, names.stream().filter("rock_iou/core_4"::equals).count());
    assertEquals(List.of("core 4"), List.copyOf(report.best().keySet()));

    report.writePage(folder.resolve("training.html"), training, SEEN, FACTS);
    String page = Files.readString(folder.resolve("training.html"));
    assertEquals(3, page.split("<svg ", -1).length - 1);
    assertEquals(24, page.split("src=\"data:image/png;base64,", -1).length - 1);
    for (String held :
        List.of("core &lt;1&gt;", "ab12", "learning rate", "CC &lt;BY&gt;", "0.002")) {
      assertTrue(page.contains(held), held);
    }
    String outside = page.replace("http://www.w3.org/2000/svg", "").replaceAll("data:[^\"]*", "");
    assertFalse(outside.contains("http:") || outside.contains("https:"));
    assertFalse(outside.contains("<script"));

    List<Path> curves = report.writeCurves(folder);
    assertEquals(
        List.of("loss.svg", "learning-rate.svg", "rock-iou.svg"),
        curves.stream().map(file -> String.valueOf(file.getFileName())).toList());
    for (Path curve : curves) {
      // Each stands alone, and is the picture of the page.
      assertTrue(page.contains(Files.readString(curve)), curve.toString());
    }

    report.writeCard(folder.resolve("card.md"), training, SEEN, FACTS);
    String card = Files.readString(folder.resolve("card.md"));
    for (String held : List.of("core \\<1\\>", "cd34", "CC \\<BY\\> 4.0 \\| x", "Limits", "mean")) {
      assertTrue(card.contains(held), card);
    }
  }

  @Test
  void tableContinuesWithTheTraining() throws IOException {
    Path table = folder.resolve("metrics.csv");
    Path checkpoint = folder.resolve("checkpoint");
    TrainingSettings settings = TinyTraining.settings(6, 2);
    TrainingReport first = new TrainingReport(table);
    assertThrows(
        TinyTraining.Stopped.class,
        () ->
            TinyTraining.of(settings)
                .run(checkpoint, TrainingListener.all(List.of(first, new TinyTraining.Losses(4)))));
    TinyTraining.of(settings).run(checkpoint, new TrainingReport(table));
    assertEquals(
        List.of(2, 4, 6),
        TrainingCurves.read(table).rows().stream().map(TrainingCurves.Row::step).toList());
    TrainingReport anew = new TrainingReport(table);
    TinyTraining.of(TinyTraining.settings(1, 1)).run(folder.resolve("other"), anew);
    assertEquals(1, TrainingCurves.read(table).rows().size());
    assertEquals(TrainingCurves.read(table).csv(), Files.readString(table));
  }

  @Test
  void otherFilesThanTablesAreRefusedByName() throws IOException {
    Path file = Files.writeString(folder.resolve("metrics.csv"), "step,loss\n1,x\n");
    CoreScoreException e = assertThrows(CoreScoreException.class, () -> new TrainingReport(file));
    assertTrue(String.valueOf(e.getMessage()).startsWith(file.toString()), e.getMessage());
    Files.writeString(file, "text");
    assertThrows(CoreScoreException.class, () -> new TrainingReport(file));
  }

  @Test
  void aTrainingWithoutHeldOutPhotosHasACard() throws IOException {
    Training training =
        new Training(
            TinyTraining.settings(1, 1), List.of(TinyTraining.drawn(1)), List.of(), List.of());
    TrainingReport report = new TrainingReport(folder.resolve("metrics.csv"));
    training.run(folder.resolve("checkpoint"), report);
    report.writeCard(folder.resolve("card.md"), training, SEEN.subList(0, 1), FACTS);
    assertTrue(Files.readString(folder.resolve("card.md")).contains("No photograph was held out"));
    report.writePage(folder.resolve("page.html"), training, SEEN.subList(0, 1), FACTS);
    assertEquals(2, Files.readString(folder.resolve("page.html")).split("<svg ", -1).length - 1);
  }
}
