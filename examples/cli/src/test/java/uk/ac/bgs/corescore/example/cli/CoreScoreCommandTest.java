// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import uk.ac.bgs.corescore.core.report.ReportFormat;
import uk.ac.bgs.corescore.core.report.ReportWriter;

class CoreScoreCommandTest {
  @TempDir Path folder = Path.of(".");

  private Path photos = Path.of(".");

  /** What a run of the command printed and how it ended. */
  record Run(int exitCode, String out, String err) {}

  static Run run(Object... args) {
    String[] texts = Stream.of(args).map(Object::toString).toArray(String[]::new);
    CommandLine command = CoreScoreCommand.commandLine(texts);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    command.setOut(new PrintWriter(out));
    command.setErr(new PrintWriter(err));
    return new Run(command.execute(texts), out.toString(), err.toString());
  }

  @BeforeEach
  void drawTwo() {
    Path drawn = folder.resolve("drawn");
    DrawnFolder.copy(2, 3, 640, 96, drawn);
    photos = drawn.resolve("photos");
  }

  @Test
  void oneSubcommandAloneIsAsAmongAll() {
    CommandLine all = CoreScoreCommand.commandLine();
    assertEquals(List.copyOf(all.getSubcommands().keySet()), CoreScoreCommand.SUBCOMMANDS);
    for (String name : CoreScoreCommand.SUBCOMMANDS) {
      CommandLine named = Objects.requireNonNull(all.getSubcommands().get(name));
      assertEquals(name, named.getCommandName());
      if (!name.equals("help")) {
        CommandLine alone = CoreScoreCommand.commandLine(name);
        assertEquals(List.of(name), List.copyOf(alone.getSubcommands().keySet()));
        assertEquals(
            named.getUsageMessage(),
            Objects.requireNonNull(alone.getSubcommands().get(name)).getUsageMessage());
      }
    }
    assertTrue(run("help", "score").out().contains("--mm-per-pixel"));
    assertTrue(run("--help").out().contains("ags-check"));
    assertEquals(2, run("scor").exitCode());
  }

  @Test
  void numbersAreAskedForInPlainWords() {
    for (String number : List.of("abc", "1,5", "", "NaN", "0x10", "1d", " 1")) {
      Run run = run("score", "photo.png", "--min-area", number);
      assertEquals(2, run.exitCode(), run.err());
      assertTrue(run.err().contains("'--min-area'"), run.err());
      assertTrue(run.err().contains("expected a number such as 2 or 0.5, got"), run.err());
    }
    Run large = run("score", "photo.png", "--min-area", "1e400");
    assertTrue(large.err().contains("'1e400', which is too large"), large.err());
    for (String number : List.of("x", "1.5", "1e3")) {
      Run run = run("score", "photo.png", "--threads", number);
      assertEquals(2, run.exitCode(), run.err());
      assertTrue(run.err().contains("'--threads': expected a whole number, got"), run.err());
    }
    Run digits = run("draw", "--count", "99999999999");
    assertTrue(digits.err().contains("of fewer digits, got '99999999999'"), digits.err());
  }

  static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  private static String stem(String name) {
    return name.substring(0, name.lastIndexOf('.'));
  }

  @Test
  void drawWritesItsContract() throws IOException {
    Path drawn = folder.resolve("drawn");
    assertEquals(List.of("instances", "labels.json", "masks", "photos", "truth.csv"), names(drawn));
    assertEquals(2, names(photos).size());
    assertEquals(2, names(drawn.resolve("masks")).size());
    JsonNode coco = new ObjectMapper().readTree(drawn.resolve("labels.json").toFile());
    assertEquals(2, coco.get("images").size());
    assertEquals(640, coco.get("images").get(0).get("width").asInt());
  }

  @Test
  void drawAgainNeedsForce() {
    Path drawn = folder.resolve("drawn");
    Object[] again = {"draw", "--seed", 3, "--width", 640, "--height", 96, "--out", drawn};
    Run run = run(again);
    assertEquals(1, run.exitCode());
    assertTrue(run.err().contains("exists"), run.err());
    Run forced =
        run("draw", "--seed", 3, "--width", 640, "--height", 96, "--out", drawn, "--force");
    assertEquals(0, forced.exitCode(), forced.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"boofcv-edges", "boofcv-watershed"})
  void scoreWritesItsContract(String segmenter) throws IOException {
    Path out = folder.resolve("results");
    Run run = run("score", photos, "--segmenter", segmenter, "--mm-per-pixel", "0.5", "--out", out);
    assertEquals(0, run.exitCode(), run.err());
    for (String photo : names(photos)) {
      for (String suffix : List.of(".json", ".geojson", ".mask.png", ".overlay.png", ".html")) {
        assertTrue(Files.size(out.resolve(stem(photo) + suffix)) > 0, photo + suffix);
      }
    }
    List<String> measures = Files.readAllLines(out.resolve("measures.csv"));
    assertEquals(
        "photo,width,height,segmenter,absolute_area,relative_area,fragment_perimeter,"
            + "average_perimeter,total_fragments,perimeter_complexity,mm_per_pixel,"
            + "absolute_area_mm2,fragment_perimeter_mm,average_perimeter_mm,"
            + "perimeter_complexity_per_mm,confidence,uncertain_share,"
            + "doubt,doubt_reason,remarks",
        measures.get(0));
    assertEquals(3, measures.size());
    assertTrue(measures.get(1).contains(",640,96," + segmenter + ","), measures.get(1));
    assertTrue(Files.exists(out.resolve("fragments.csv")));
  }

  @Test
  void aBadPhotoIsReportedAndTheRestGoesOn() throws IOException {
    Files.writeString(photos.resolve("a-broken.jpg"), "not a photo");
    Files.createFile(photos.resolve("b-empty.png"));
    Path out = folder.resolve("results");
    Run run = run("score", photos, folder.resolve("gone.png"), "--out", out, "--format", "csv");
    assertEquals(1, run.exitCode());
    assertEquals(3, Files.readAllLines(out.resolve("measures.csv")).size());
    assertTrue(run.out().contains("2 of 5 photos scored"), run.out());
    assertTrue(run.err().contains("3 failed"), run.err());
    for (String name : List.of("a-broken.jpg", "b-empty.png", "gone.png")) {
      assertTrue(run.err().contains(name), run.err());
    }
  }

  @Test
  void aFolderWithoutPhotosEndsNoBatch() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty.png"));
    Path out = folder.resolve("results");
    Run run = run("score", empty, photos, "--out", out, "--format", "csv");
    assertEquals(1, run.exitCode());
    assertTrue(run.out().contains("2 of 2 photos scored"), run.out());
    assertTrue(run.err().contains("empty.png: expected photographs"), run.err());
    Run nothing = run("score", empty, "--out", folder.resolve("none"));
    assertEquals(2, nothing.exitCode());
    assertTrue(nothing.err().contains("empty.png"), nothing.err());
  }

  @Test
  void earlierResultsAreNotScoredAsPhotos() throws IOException {
    assertEquals(0, run("score", photos, "--out", photos, "--format", "mask,overlay").exitCode());
    assertEquals(6, names(photos).size());
    Path lone = photos.resolve("lone.mask.png");
    Files.copy(photos.resolve(stem(names(photos).get(0)) + ".overlay.png"), lone);
    Path out = folder.resolve("results");
    Run run = run("score", photos, "--out", out, "--format", "csv");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("3 of 3 photos scored"), run.out());
    assertTrue(run.out().contains("4 pictures of earlier results skipped"), run.out());
  }

  @Test
  void aFailureIsToldWithWhatHelps() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "text");
    Run run = run("score", photos, "--out", file);
    assertEquals(1, run.exitCode());
    assertTrue(run.err().contains("file: a folder is expected, but it is a file"), run.err());
    assertFalse(run.err().contains("--force"), run.err());
    Path out = Files.createDirectory(folder.resolve("results"));
    Files.writeString(out.resolve(".measures.csv.part"), "rows of a run that died");
    Run rescued = run("score", photos, "--out", out);
    assertEquals(1, rescued.exitCode());
    assertTrue(rescued.err().contains("move it away"), rescued.err());
    assertFalse(rescued.err().contains("--force"), rescued.err());
  }

  @Test
  void aSecondRunIntoOneFolderIsTold() throws IOException {
    Path out = folder.resolve("results");
    try (ReportWriter first =
        ReportWriter.open(out, EnumSet.of(ReportFormat.CSV, ReportFormat.JSON), true)) {
      first.requireFree("a.jpg");
      for (String formats : List.of("csv,json", "html")) {
        Run second = run("score", photos, "--out", out, "--format", formats, "--force");
        assertEquals(1, second.exitCode());
        assertTrue(second.err().contains("results: another run is writing there"), second.err());
      }
    }
    assertEquals(0, run("score", photos, "--out", out, "--force").exitCode());
  }

  @Test
  void noNameCommandsTheTerminal() {
    Run run = run("score", folder.resolve("a\u001b[2J\nb.png"), photos, "--out", folder);
    assertEquals(1, run.exitCode());
    assertTrue(run.out().contains("a?[2J?b.png"), run.out());
    assertEquals(-1, (run.out() + run.err()).indexOf('\u001b'));
  }

  @Test
  void theBarFitsTheTerminal() {
    StringWriter text = new StringWriter();
    Progress progress = new Progress(new PrintWriter(text), true, 2, 40);
    progress.begin("a\nname".repeat(20));
    progress.begin("short");
    for (String drawn : text.toString().split("\r", -1)) {
      assertTrue(drawn.length() < 40, drawn);
      assertFalse(drawn.contains("\n"), drawn);
    }
    assertEquals(132, Progress.columns("132"));
    assertEquals(80, Progress.columns("wide"));
    assertEquals(80, Progress.columns(null));
  }

  @ParameterizedTest
  @CsvSource({
    "runtime, java.lang.IllegalStateException: broke",
    "linkage, java.lang.NoClassDefFoundError: lost/Kind",
    "memory, not enough memory"
  })
  void aPluginThatBreaksEndsNoBatch(String way, String told) throws IOException {
    Path out = folder.resolve("results");
    Run run =
        run("score", photos, "--segmenter", "breaking", "--option", "way=" + way, "--out", out);
    assertEquals(1, run.exitCode());
    assertTrue(run.out().contains("0 of 2 photos scored"), run.out());
    for (String photo : names(photos)) {
      assertTrue(
          run.err().lines().anyMatch(line -> line.contains(photo + ": ") && line.contains(told)),
          run.err());
    }
    assertEquals(1, Files.readAllLines(out.resolve("measures.csv")).size());
  }

  @Test
  void failFastStopsAtTheFirst() throws IOException {
    Files.writeString(photos.resolve("a-broken.jpg"), "not a photo");
    Path out = folder.resolve("results");
    Run run = run("score", photos, "--out", out, "--format", "csv", "--fail-fast");
    assertEquals(1, run.exitCode());
    assertEquals(1, Files.readAllLines(out.resolve("measures.csv")).size());
  }

  @Test
  void nothingIsOverwrittenUnlessForced() throws IOException {
    Path out = folder.resolve("results");
    assertEquals(0, run("score", photos, "--out", out, "--format", "csv,json").exitCode());
    String before = Files.readString(out.resolve("measures.csv"));
    Run again = run("score", photos, "--out", out, "--format", "csv,json", "--min-area", "900");
    assertEquals(1, again.exitCode());
    assertTrue(again.err().contains("--force"), again.err());
    assertEquals(before, Files.readString(out.resolve("measures.csv")));
    assertEquals(
        0, run("score", photos, "--out", out, "--format", "csv,json", "--force").exitCode());
  }

  @Test
  void segmentersAreListed() throws IOException {
    Run text = run("segmenters");
    assertEquals(0, text.exitCode());
    assertTrue(text.out().contains("boofcv-watershed"), text.out());
    JsonNode json = new ObjectMapper().readTree(run("segmenters", "--json").out());
    List<String> ids = json.findValuesAsText("id");
    assertTrue(ids.containsAll(List.of("boofcv-edges", "boofcv-watershed")), ids.toString());
    for (JsonNode segmenter : json) {
      assertTrue(segmenter.get("available").isBoolean());
      assertFalse(segmenter.get("layoutFinder").asText().isEmpty());
      assertFalse(segmenter.get("options").isEmpty());
      for (JsonNode option : segmenter.get("options")) {
        String type = option.get("type").asText();
        assertTrue(List.of("int", "double", "boolean", "enum", "text").contains(type), type);
      }
    }
  }

  @Test
  void layoutFindersAreListedAndChosen() throws IOException {
    Run text = run("layout-finders");
    assertEquals(0, text.exitCode());
    assertTrue(text.out().contains("whole-photo\n"), text.out());
    JsonNode json = new ObjectMapper().readTree(run("layout-finders", "--json").out());
    assertTrue(json.findValuesAsText("id").contains("whole-photo"), json.toString());
    Path out = folder.resolve("whole");
    Run scored = run("score", photos, "--layout", "whole-photo", "--format", "json", "--out", out);
    assertEquals(0, scored.exitCode(), scored.err());
    try (Stream<Path> files = Files.list(out)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".json")).toList()) {
        JsonNode finder = new ObjectMapper().readTree(file.toFile()).at("/provenance/layoutFinder");
        assertEquals("whole-photo", finder.get("id").asText());
      }
    }
  }

  @Test
  void scorersAreListedAndChosen() throws IOException {
    Run text = run("scorers");
    assertEquals(0, text.exitCode());
    assertTrue(text.out().contains("condition\n") && text.out().contains("six-measures\n"));
    JsonNode json = new ObjectMapper().readTree(run("scorers", "--json").out());
    assertEquals(List.of("condition", "six-measures"), json.findValuesAsText("id"));
    Path out = folder.resolve("conditions");
    Run scored =
        run("score", photos, "--scorer", "condition", "--format", "csv,json,html", "--out", out);
    assertEquals(0, scored.exitCode(), scored.err());
    List<String> measures = Files.readAllLines(out.resolve("measures.csv"));
    assertTrue(measures.get(0).contains(",remarks,condition,condition_excellent,"));
    int column = List.of(measures.get(0).split(",")).indexOf("condition");
    try (Stream<Path> files = Files.list(out)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".json")).toList()) {
        JsonNode result = new ObjectMapper().readTree(file.toFile());
        assertEquals("condition", result.at("/provenance/scorer").asText());
        String word = result.at("/extras/0/text").asText();
        assertTrue(List.of("excellent", "moderate", "poor", "very_poor").contains(word), word);
        String name = result.at("/photo/name").asText();
        String line =
            measures.stream().filter(one -> one.startsWith(name + ",")).findFirst().orElseThrow();
        // The reason of a doubt may have commas, in quotes.
        assertEquals(word, line.replaceAll("\"[^\"]*\"", "").split(",", -1)[column]);
        assertTrue(scored.out().contains("; condition: " + word), scored.out());
        Path page = out.resolve(file.getFileName().toString().replace(".json", ".html"));
        assertTrue(Files.readString(page).contains("condition_grade"));
      }
    }
    Run wrong = run("score", photos, "--scorer", "nobody", "--out", folder.resolve("none"));
    assertEquals(2, wrong.exitCode());
    assertTrue(wrong.err().contains("nobody") && wrong.err().contains("condition"), wrong.err());
    Run option = run("score", photos, "--scorer-option", "a=b", "--out", folder.resolve("none"));
    assertEquals(2, option.exitCode());
  }

  @Test
  void wrongUseEndsInTwo() {
    Path out = folder.resolve("results");
    assertEquals(2, run().exitCode());
    assertEquals(2, run("score").exitCode());
    assertEquals(2, run("score", photos, "--out", out, "--segmenter", "none").exitCode());
    assertEquals(2, run("score", photos, "--out", out, "--option", "no-such=1").exitCode());
    assertEquals(2, run("score", photos, "--out", out, "--layout", "none").exitCode());
    assertEquals(2, run("score", photos, "--out", out, "--layout-option", "a=1").exitCode());
    assertEquals(2, run("score", photos, "--out", out, "--format", "pdf").exitCode());
    assertEquals(2, run("score", photos, "--out", out, "--min-area", "-1").exitCode());
    assertEquals(2, run("score", photos, "--out", out, "--mm-per-pixel", "0").exitCode());
    assertEquals(
        2, run("score", folder.resolve("drawn"), "--no-recursive", "--out", out).exitCode());
    assertEquals(2, run("draw", "--count", "0", "--out", out).exitCode());
    assertEquals(2, run("draw", "--width", "1", "--out", out).exitCode());
    assertEquals(2, run("draw", "--seed", Long.MAX_VALUE, "--count", "2", "--out", out).exitCode());
    assertEquals(
        "Missing required parameter: 'PHOTO'\nsee: corescore score --help\n",
        run("score").err().replace("\r\n", "\n"));
    assertFalse(Files.exists(out), "nothing is begun");
  }

  @Test
  void helpTeaches() {
    Run help = run("help", "score");
    assertEquals(0, help.exitCode());
    assertTrue(help.out().contains("Examples:"), help.out());
    assertTrue(help.out().contains("boofcv-edges \\\n"), help.out());
    assertTrue(run("--version").out().startsWith("corescore "));
  }

  @Test
  void noLineOfTheHelpIsBrokenTwice() {
    CoreScoreCommand.commandLine()
        .getSubcommands()
        .forEach(
            (name, command) -> {
              if (name.equals("help")) {
                return;
              }
              var usage = command.getCommandSpec().usageMessage();
              Stream.of(usage.description(), usage.footer())
                  .flatMap(Stream::of)
                  .forEach(line -> assertTrue(line.length() <= 76, name + ": " + line));
            });
  }
}
