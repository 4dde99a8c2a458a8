// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.ac.bgs.corescore.core.training.track.FolderTracker;
import uk.ac.bgs.corescore.core.training.track.RunRecord;
import uk.ac.bgs.corescore.core.training.track.RunStatus;

class TrainCommandTest {
  @TempDir Path folder = Path.of(".");

  private Path out = Path.of(".");

  @BeforeEach
  void drawThree() {
    out = folder.resolve("trained");
    DrawnFolder.copy(3, 1, 640, 96, folder.resolve("drawn"));
  }

  private CoreScoreCommandTest.Run train(Object... options) {
    return CoreScoreCommandTest.run(
        Stream.concat(
                Stream.of(
                    "train",
                    "--masks",
                    folder.resolve("drawn/masks"),
                    "--photos",
                    folder.resolve("drawn/photos"),
                    "--drawn",
                    "0",
                    "--batch",
                    "1",
                    "--out",
                    out),
                Stream.of(options))
            .toArray());
  }

  @Test
  void trainingLeavesWhatItPromises() throws IOException {
    CoreScoreCommandTest.Run run =
        train("--resize", 2, "--epochs", 1, "--validate-share", "0.3", "--average", "0.9");
    assertEquals(0, run.exitCode(), run.err());
    for (String name :
        List.of("model.corescore", "model-card.md", "training.html", "metrics.csv", "split.csv")) {
      assertTrue(Files.size(out.resolve(name)) > 0, name);
    }
    List<String> split = Files.readAllLines(out.resolve("split.csv"));
    assertEquals(4, split.size());
    assertEquals(1, split.stream().filter(row -> row.contains(",validation,")).count());
    List<RunRecord> runs = new FolderTracker(out.resolve("runs")).runs();
    assertEquals(1, runs.size());
    assertEquals(RunStatus.FINISHED, runs.get(0).status());
    assertEquals("320", runs.get(0).params().get("photo_width"));
    assertEquals(
        List.of(
            "evaluation/evaluation.csv",
            "evaluation/evaluation.html",
            "evaluation/evaluation.json",
            "learning-rate.svg",
            "loss.svg",
            "metrics.csv",
            "model-card.md",
            "model.corescore",
            "rock-iou.svg",
            "split.csv",
            "training.html"),
        runs.get(0).artifacts());
    assertTrue(run.out().contains("trained, mean of 1: rock_iou"), run.out());
    run = train("--resize", 2, "--steps", 3, "--validate-share", "0.3", "--average", "0.9");
    assertEquals(1, run.exitCode());
    assertTrue(run.err().contains("checkpoint.safetensors"), run.err());
    assertEquals(
        List.of(RunStatus.FINISHED, RunStatus.FAILED),
        new FolderTracker(out.resolve("runs")).runs().stream().map(RunRecord::status).toList());
  }

  /** A photo of two rows is trained on row by row, if the rows are given. */
  @Test
  void aBoxIsTrainedOnRowByRow() throws IOException {
    for (String kind : List.of("photos/drawn-00000%d.jpg", "masks/drawn-00000%d.png")) {
      Path first = folder.resolve("drawn").resolve(kind.formatted(1));
      Path second = folder.resolve("drawn").resolve(kind.formatted(2));
      Raster upper = ImageIO.read(first.toFile()).getRaster();
      BufferedImage lower = ImageIO.read(second.toFile());
      BufferedImage both = new BufferedImage(640, 192, lower.getType());
      both.getRaster().setRect(0, 0, upper);
      both.getRaster().setRect(0, 96, lower.getRaster());
      Files.delete(first);
      Path to = first.resolveSibling("drawn-000001.png");
      assertTrue(ImageIO.write(both, "png", to.toFile()));
    }
    Path rows =
        Files.writeString(
            folder.resolve("rows.json"),
            """
            {"photo": {"name": "drawn-000001.png"}, "layout": {"rows": [
              {"row": 1, "corners": [[0, 10], [640, 10], [640, 86], [0, 86]]},
              {"row": 2, "corners": [[0, 106], [640, 106], [640, 182], [0, 182]]}]}}
            """);
    CoreScoreCommandTest.Run run =
        train("--rows", rows, "--photo-width", 320, "--steps", 1, "--validate-share", "0.3");
    assertEquals(0, run.exitCode(), run.err());
    List<String> split = Files.readAllLines(out.resolve("split.csv"));
    assertEquals(4, split.size(), "a line for each photo, however many rows it has");
    assertTrue(
        run.out().contains("training on 3 photos") || run.out().contains("judged by 2 photos"),
        run.out());
    run = train("--rows", rows, "--resize", 2, "--steps", 1);
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("--photo-width"), run.err());
  }

  /** A finder of rows is trained with the same command, and is no model to segment with. */
  @Test
  void aLayoutIsTrainedOnComposedBoxes() throws IOException {
    Path grounds = Files.createDirectory(folder.resolve("grounds"));
    CoreScoreCommandTest.Run run =
        train("--task", "layout", "--steps", 2, "--photo-width", 96, "--backgrounds", grounds);
    assertEquals(1, run.exitCode());
    assertTrue(run.err().contains(grounds.toString()), run.err());
    Files.writeString(grounds.resolve("floor.png"), "no picture");
    run = train("--task", "layout", "--steps", 2, "--photo-width", 96, "--backgrounds", grounds);
    assertEquals(1, run.exitCode());
    assertTrue(run.err().contains("floor.png"), run.err());
    javax.imageio.ImageIO.write(
        new java.awt.image.BufferedImage(40, 30, java.awt.image.BufferedImage.TYPE_INT_RGB),
        "png",
        grounds.resolve("floor.png").toFile());
    run =
        train(
            "--task",
            "layout",
            "--steps",
            2,
            "--photo-width",
            96,
            "--backgrounds",
            grounds,
            "--validate-share",
            "0.3");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(Files.readString(out.resolve("model-card.md")).contains("task layout"));
    assertFalse(Files.exists(out.resolve("evaluation")));
    RunRecord record = new FolderTracker(out.resolve("runs")).runs().get(0);
    assertEquals("layout", record.params().get("task"));
    assertEquals(64, record.params().getOrDefault("backgrounds_sha256", "").length());
    Path model = out.resolve("model.corescore");
    run =
        CoreScoreCommandTest.run(
            "score",
            folder.resolve("drawn/photos"),
            "--segmenter",
            "djl-unet",
            "--model",
            model,
            "--out",
            folder.resolve("scored"));
    assertFalse(run.exitCode() == 0);
    assertTrue(run.err().contains("task layout") && run.err().contains("djl-unet"), run.err());
  }

  @ParameterizedTest
  @CsvSource({
    "--steps 0,steps",
    "--steps 5 --epochs 1,--epochs",
    "--photo-width 640 --resize 4,--resize",
    "--resize 0,--resize",
    "--epochs -1,--epochs",
    "--device tpu,'expected: auto, cpu, gpu, gpu:N'",
    "--device gpu:99,'gpu:99'",
    "--loss none,--loss",
    "--task poetry,--task",
    "--task layout --epochs 2,--steps",
    "--task layout --composed-share 0.5,--composed-share",
    "--composed-share 2,composed share",
    "--backgrounds .,--backgrounds",
    "--average 1,average",
    "--pct-start 1,rising",
    "--drawn -1,--drawn",
    "--architecture huge,--architecture",
    "--validate a --validate-share 0.5,--validate-share",
    "--validate-share 1,--validate-share",
  })
  void badOptionsAreNamedBeforeAPhotoIsLookedFor(String options, String named) throws IOException {
    Files.move(folder.resolve("drawn"), folder.resolve("elsewhere"));
    CoreScoreCommandTest.Run run = train((Object[]) options.split(" ", -1));
    assertEquals(2, run.exitCode(), run.err());
    assertTrue(run.err().contains(named), run.err());
    assertFalse(Files.exists(out), "nothing is written");
  }

  @Test
  void namesThatFitNoPhotoAndModelsThatAreNoneAreNamed() throws IOException {
    CoreScoreCommandTest.Run run = train("--validate", "nosuch");
    assertEquals(1, run.exitCode());
    assertTrue(run.err().contains("nosuch"), run.err());
    run = train("--validate-share", "0.99");
    assertEquals(1, run.exitCode());
    Path broken = Files.writeString(folder.resolve("broken.corescore"), "no model at all");
    run = train("--fine-tune", broken);
    assertEquals(1, run.exitCode());
    assertTrue(run.err().contains("broken.corescore"), run.err());
  }

  @Test
  void aBarOnATerminalAndLinesElsewhere() {
    StringWriter lines = new StringWriter();
    StringWriter bar = new StringWriter();
    for (StringWriter to : List.of(lines, bar)) {
      TrainingProgress progress = new TrainingProgress(new PrintWriter(to), to == bar, 100, 8);
      for (int step = 1; step <= 100; step++) {
        progress.step(step, 2, 1e-3);
      }
      progress.validated(100, Map.of("a", 0.5));
    }
    assertTrue(bar.toString().contains("\r[####"), bar.toString());
    assertFalse(lines.toString().contains("\r["), lines.toString());
    assertEquals(3, lines.toString().lines().count(), lines.toString());
    assertTrue(lines.toString().contains("step 100/100, loss 2.0000"), lines.toString());
  }
}
