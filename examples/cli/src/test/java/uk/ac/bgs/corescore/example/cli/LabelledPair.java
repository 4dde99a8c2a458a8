// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static uk.ac.bgs.corescore.example.cli.CoreScoreCommandTest.names;
import static uk.ac.bgs.corescore.example.cli.CoreScoreCommandTest.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.core.mask.MaskPng;
import uk.ac.bgs.corescore.example.cli.CoreScoreCommandTest.Run;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;

/**
 * Two drawn photographs with their labels, of which the truth is known, for the commands on labels.
 */
abstract class LabelledPair {
  static final ObjectMapper JSON = new ObjectMapper();
  static final String FIRST = "drawn-000003";
  static final String SECOND = "drawn-000004";

  @TempDir Path folder = Path.of(".");

  Path drawn = Path.of(".");
  Path labels = Path.of(".");
  Path out = Path.of(".");

  @BeforeEach
  void drawTwo() {
    drawn = folder.resolve("drawn");
    labels = drawn.resolve("labels.json");
    out = folder.resolve("out");
    DrawnFolder.copy(2, 3, 640, 96, drawn);
  }

  static Object[] with(Object[] args, Object[] more) {
    return Stream.of(args, more).flatMap(Stream::of).toArray();
  }

  Run masks(Object... more) {
    Object[] args = {"masks", "--labels", labels, "--out", out};
    return run(with(args, more));
  }

  static boolean[] rock(Path file) throws IOException {
    LabelMask mask = MaskPng.read(file, LabelSet.CORESCORE);
    boolean[] rock = new boolean[mask.width() * mask.height()];
    for (int i = 0; i < rock.length; i++) {
      rock[i] = mask.labels().isRock(mask.index(i % mask.width(), i / mask.width()));
    }
    return rock;
  }

  static int count(boolean[] rock) {
    return (int) IntStream.range(0, rock.length).filter(i -> rock[i]).count();
  }

  JsonNode evaluate(Path to, Object... contender) throws IOException {
    Object[] args = {
      "evaluate",
      "--masks",
      drawn.resolve("masks"),
      "--photos",
      drawn.resolve("photos"),
      "--out",
      to
    };
    Run run = run(with(args, contender));
    assertEquals(0, run.exitCode(), run.err());
    assertEquals(List.of("evaluate.html", "evaluation.csv", "evaluation.json"), names(to));
    return JSON.readTree(to.resolve("evaluation.json").toFile());
  }

  static String box(int left, int top, int right, int bottom) {
    return String.format(
        Locale.ROOT,
        "[{\"x\":%1$d,\"y\":%2$d},{\"x\":%3$d,\"y\":%2$d},{\"x\":%3$d,\"y\":%4$d},{\"x\":%1$d,\"y\":%4$d}]",
        left,
        top,
        right,
        bottom);
  }
}
