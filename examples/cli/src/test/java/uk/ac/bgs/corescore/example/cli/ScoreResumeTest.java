// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static uk.ac.bgs.corescore.example.cli.CoreScoreCommandTest.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.example.cli.CoreScoreCommandTest.Run;
import uk.ac.bgs.corescore.house.JavaProgram;

/** A run of {@code score} that was killed. */
class ScoreResumeTest {
  private static final String JOURNAL = ".corescore.journal";

  @TempDir private Path folder = Path.of(".");
  private Path photos = Path.of(".");
  private Path out = Path.of(".");

  @BeforeEach
  void draw() {
    DrawnFolder.copy(8, 5, 400, 100, folder.resolve("drawn"));
    photos = folder.resolve("drawn/photos");
    out = folder.resolve("out");
  }

  private String[] arguments(Path to, String... more) {
    return Stream.concat(
            Stream.of(
                "score",
                photos.toString(),
                "--segmenter",
                "boofcv-watershed",
                "--scorer",
                "condition",
                "--format",
                "csv,json,mask",
                "--whole-up-to",
                "1",
                "--threads",
                "2",
                "--out",
                to.toString()),
            Stream.of(more))
        .toArray(String[]::new);
  }

  /** Kills the command when it has said so many lines. */
  private void kill(int lines, String... more) throws IOException, InterruptedException {
    Process process =
        JavaProgram.of(CoreScoreCommand.class, List.of("-Xmx256m"), arguments(out, more)).start();
    try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
      for (int i = 0; i < lines; i++) {
        String line = String.valueOf(said.readLine());
        assertTrue(line.matches("\\d/8 .*"), line);
      }
    } finally {
      process.destroyForcibly();
      assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    }
  }

  private static Map<String, String> files(Path of) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(of)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        files.put(
            of.relativize(file).toString(),
            content.replaceAll("\"(time|elapsedSeconds)\" : [^,\\s]*", ""));
      }
    }
    return files;
  }

  @Test
  void itGoesOnAndTheResultIsThatOfOneRun() throws IOException, InterruptedException {
    kill(2);
    assertTrue(Files.exists(out.resolve(JOURNAL)));
    kill(5, "--resume");
    Run resumed = run((Object[]) arguments(out, "--resume"));
    assertEquals(0, resumed.exitCode(), resumed.err());
    assertTrue(resumed.out().contains(": finished before"), resumed.out());
    assertTrue(resumed.out().contains(" photos were finished before"), resumed.out());
    assertEquals(0, run((Object[]) arguments(folder.resolve("whole"))).exitCode());
    assertEquals(files(folder.resolve("whole")), files(out));
  }

  @Test
  void withoutResumeOrForceTheRunIsRefused() throws IOException, InterruptedException {
    kill(2);
    Map<String, String> left = files(out);
    Run refused = run((Object[]) arguments(out));
    assertEquals(2, refused.exitCode());
    assertTrue(refused.err().contains("--resume goes on"), refused.err());
    assertTrue(refused.err().contains("--force begins again"), refused.err());
    Run others = run((Object[]) arguments(out, "--resume", "--min-area", "7"));
    assertEquals(2, others.exitCode());
    assertTrue(others.err().contains("other settings or formats"), others.err());
    assertEquals(left, files(out));
    Run again = run((Object[]) arguments(out, "--force"));
    assertEquals(0, again.exitCode(), again.err());
    assertFalse(again.out().contains("finished before"), again.out());
  }

  @Test
  void aPhotoThatHasChangedIsScoredAgain() throws IOException, InterruptedException {
    kill(3);
    Path first = photos.resolve("drawn-000005.jpg");
    Files.copy(
        photos.resolve("drawn-000012.jpg"),
        first,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertEquals(0, run((Object[]) arguments(out, "--resume")).exitCode());
    assertEquals(0, run((Object[]) arguments(folder.resolve("whole"))).exitCode());
    assertEquals(files(folder.resolve("whole")), files(out));
  }

  @Test
  void whereNothingWasKilledItBegins() throws IOException {
    Run begun = run((Object[]) arguments(out, "--resume"));
    assertEquals(0, begun.exitCode(), begun.err());
    assertFalse(Files.exists(out.resolve(JOURNAL)));
    Run again = run((Object[]) arguments(out, "--resume"));
    assertTrue(again.err().contains("exists already"), again.err());
  }
}
