// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.corelog.ags.AgsEdition;
import uk.ac.bgs.corescore.core.corelog.ags.AgsSettings;
import uk.ac.bgs.corescore.core.corelog.entry.LogEntry;
import uk.ac.bgs.corescore.core.corelog.entry.LogEntryException;
import uk.ac.bgs.corescore.core.corelog.entry.LogFiles;
import uk.ac.bgs.corescore.core.corelog.hole.Fracture;
import uk.ac.bgs.corescore.core.corelog.hole.HoleLog;
import uk.ac.bgs.corescore.core.corelog.hole.LogInterval;
import uk.ac.bgs.corescore.core.corelog.piece.StatedScale;
import uk.ac.bgs.corescore.core.corelog.rule.RuleFigures;
import uk.ac.bgs.corescore.core.corelog.table.FragmentMark;

/** What a person enters to have a photo logged, and all that can be wrong in it. */
class LogEntryTest {
  private static final String ROWS =
      "\"rows\":[{\"row\":1,\"top_m\":0.0,\"base_m\":1},{\"row\":2,\"top_m\":1,\"base_m\":2}]";
  private static final String ENTRY = "{\"hole\":\"BH1\"," + ROWS + "}";

  private static final LogPhoto PHOTO =
      new DrawnCore(1000, 2)
          .piece(1, 0, 400)
          .piece(1, 400, 1000)
          .piece(2, 0, 90)
          .piece(2, 90, 1000)
          .photo(0);

  private static LogEntry read(String json) {
    return LogEntry.read("box.jpg", json.getBytes(StandardCharsets.UTF_8));
  }

  private static LogPhoto photo(LogEntry entry, Optional<StatedScale> scale) {
    return entry.photo(PHOTO.layout(), PHOTO.fragments(), List.of(), scale);
  }

  private static CoreLog log(LogEntry entry) {
    return entry.log(photo(entry, Optional.empty()));
  }

  private static LogInterval box(CoreLog log) {
    return log.holes().get(0).intervals().get(0);
  }

  private static List<LogEntryException.Problem> wrong(String json) {
    return assertThrows(
            LogEntryException.class,
            () -> read(json).requireOf(PHOTO.layout(), PHOTO.fragments()),
            json)
        .problems();
  }

  @Test
  void theLogIsThatOfTheTables() {
    String json =
        ENTRY.replace(
            "}]}",
            "}],\"box\":\"7\",\"runs\":[{\"top_m\":0,\"base_m\":1.5}],"
                + "\"ties\":[{\"row\":1,\"share\":0.4,\"depth_m\":0.45}],"
                + "\"scale\":{\"mm_per_pixel\":[0.25,0.25]},\"settings\":{\"step_m\":0.5}}");
    LogEntry entry = read(json);
    entry.requireOf(PHOTO.layout(), PHOTO.fragments());
    CoreLog log = log(entry);
    assertEquals(List.of(), log.problems());
    HoleLog hole = log.holes().get(0);
    assertEquals("BH1", hole.hole());
    assertTrue(hole.perRun());
    assertEquals(0.45, hole.fractures().get(0).depth().metres(), 1e-6, "0 is a depth");
    assertEquals("7", hole.rows().get(0).box());
    assertEquals(
        4, hole.intervals().stream().filter(i -> i.kind() == LogInterval.Kind.FIXED).count());
    // What is kept is what was given.
    assertEquals(
        hole.intervals(),
        log(read(new String(entry.json(), StandardCharsets.UTF_8))).holes().get(0).intervals());
    // The photo's own scale is used where the entry has none.
    LogEntry plain = read(ENTRY);
    CoreLog photoScale = plain.log(photo(plain, Optional.of(StatedScale.pixel(0.25, 0.25))));
    assertEquals(0.25, photoScale.holes().get(0).rows().get(0).scale().orElseThrow().along(), 1e-9);
    LogEntry rowScale = read(ENTRY.replace("\"base_m\":1}", "\"base_m\":1,\"mm_per_pixel\":0.25}"));
    assertEquals(
        0.25, log(rowScale).holes().get(0).rows().get(0).scale().orElseThrow().along(), 1e-9);
  }

  @Test
  void rulesAndFilesAreThoseThatAreAskedFor() {
    LogEntry entry =
        read(
            ENTRY.replace(
                "}]}",
                "}],\"settings\":{\"rules\":[\"astm_d6032\",\"BS5930\"],\"two_diameters_mm\":47.6,"
                    + "\"length\":\"tip-to-tip\"},\"files\":{\"las_step_m\":0.1,"
                    + "\"ags_edition\":\"4.2\",\"ags_boxes_as_runs\":true,\"ags_fractures\":true,"
                    + "\"ags_photos\":false,\"ags_project\":{\"PROJ_ID\":7,\"LOCA_TYPE\":\"RC\","
                    + "\"LOCA_NATE.BH1\":451230.5}}}"));
    List<RuleFigures> figures = box(log(entry)).figures();
    assertEquals(
        List.of("ASTM_D6032>=95.2 (tip-to-tip)", "BS5930>=95.2 (tip-to-tip)"),
        figures.stream().map(one -> one.rules().name()).toList());
    LogFiles files = entry.files();
    assertEquals(0.1, files.lasStepMetres());
    AgsSettings ags = files.ags(LocalDate.of(2026, 1, 2));
    assertEquals(AgsEdition.V4_2, ags.edition());
    assertTrue(ags.boxesAsRuns() && ags.discontinuities() && !files.photos());
    assertEquals(Map.of("PROJ_ID", "7", "LOCA_TYPE", "RC"), ags.project().values());
    assertEquals(Map.of("BH1", Map.of("LOCA_NATE", "451230.5")), ags.project().holes());
    assertEquals(LogFiles.DEFAULT, read(ENTRY).files());
    // What counts is kept with the entry, also where marks are set.
    LogEntry again =
        read(new String(entry.marked(1, FragmentMark.Kind.UNSOUND).json(), StandardCharsets.UTF_8));
    assertEquals(files, again.files());
    assertEquals(figures.get(0).rules(), box(log(again)).figures().get(0).rules());
  }

  @Test
  void wrongRulesAndFilesAreToldByField() {
    for (String[] bad :
        new String[][] {
          {"settings", "\"rules\":[\"BS5931\"]", "/settings/rules", "no rule set 'BS5931'"},
          {"settings", "\"rules\":[]", "/settings/rules", "expected a list of rule sets"},
          {"settings", "\"rules\":\"BS5930\"", "/settings/rules", "expected a list"},
          {"settings", "\"rules\":[\"BS5930\",\"bs5930\"]", "/settings/rules", "each once"},
          {"settings", "\"threshold_mm\":0", "/settings/threshold_mm", "above 0, got '0'"},
          {
            "settings",
            "\"threshold_mm\":90,\"two_diameters_mm\":45",
            "/settings/two_diameters_mm",
            "either this or threshold_mm"
          },
          {"settings", "\"length\":\"long\"", "/settings/length", "got 'long'"},
          {"files", "\"las_step_m\":0.0001", "/files/las_step_m", "from 0.001"},
          {"files", "\"ags_edition\":\"3.1\"", "/files/ags_edition", "got '3.1'"},
          {"files", "\"ags_photos\":1", "/files/ags_photos", "true or false"},
          {"files", "\"ags_project\":[]", "/files/ags_project", "expected an object"},
          {"files", "\"ags_project\":{\"PROJ_ID\":{}}", "/files/ags_project", "PROJ_ID is not"},
          {"files", "\"ags_project\":{\"PROJ_X\":1}", "/files/ags_project", "no such heading"},
          {"files", "\"ags_project\":{\"TRAN_DATE\":\"x\"}", "/files/ags_project", "TRAN_DATE"},
          {"files", "\"svg\":true", "/files/svg", "no such member"},
        }) {
      List<LogEntryException.Problem> problems =
          wrong(ENTRY.replace("}]}", "}],\"" + bad[0] + "\":{" + bad[1] + "}}"));
      assertEquals(1, problems.size(), problems.toString());
      assertEquals(bad[2], problems.get(0).field());
      assertTrue(problems.get(0).reason().contains(bad[3]), problems.toString());
    }
  }

  @Test
  void aBreakAndAPieceAreMarkedAndUnmarked() {
    LogEntry entry = read(ENTRY);
    Fracture first = log(entry).holes().get(0).fractures().get(0);
    assertEquals(1, first.fragment());
    assertEquals("box.jpg", first.photo());
    int fractures = box(log(entry)).fractures();
    LogEntry induced = entry.marked(first.fragment(), FragmentMark.Kind.INDUCED_BELOW);
    assertEquals(fractures - 1, box(log(induced)).fractures());
    assertEquals(Fracture.Kind.INDUCED, log(induced).holes().get(0).fractures().get(0).kind());
    LogEntry natural = induced.marked(first.fragment(), FragmentMark.Kind.NATURAL_BELOW);
    assertEquals(1, natural.marks().size(), "a break is either natural or induced");
    assertEquals(fractures, box(log(natural)).fractures());
    assertEquals(List.of(), natural.unmarked(1, FragmentMark.Kind.NATURAL_BELOW).marks());
    LogEntry piece = natural.marked(2, FragmentMark.Kind.RUBBLE).marked(2, FragmentMark.Kind.PIECE);
    assertEquals(2, piece.marks().size(), "a fragment is rubble or a piece");
    LogEntry unsound = natural.marked(4, FragmentMark.Kind.UNSOUND);
    assertEquals(2, unsound.marks().size());
    assertTrue(
        box(log(unsound)).figures().get(1).rqd().orElseThrow()
            < box(log(natural)).figures().get(1).rqd().orElseThrow());
    LogEntry again = read(new String(unsound.json(), StandardCharsets.UTF_8));
    assertEquals(unsound.marks(), again.marks());
    assertEquals(1, entry.marks().size() + 1, "the entry before is what it was");
  }

  /** A mark is of rock and not of a number: corrected pieces have other numbers. */
  @Test
  void marksGoWithThePiecesTheyAreOf() {
    LogEntry entry =
        read(ENTRY)
            .marked(4, FragmentMark.Kind.UNSOUND)
            .marked(2, FragmentMark.Kind.INDUCED_BELOW)
            .marked(3, FragmentMark.Kind.RUBBLE);
    // The second piece was separated, the third deleted; the fourth is what it was, with number 4.
    LogPhoto corrected =
        new DrawnCore(1000, 2)
            .piece(1, 0, 400)
            .piece(1, 400, 500)
            .piece(1, 500, 1000)
            .piece(2, 90, 1000)
            .photo(0);
    LogEntry.Carried carried = entry.carried(PHOTO.fragments(), corrected.fragments());
    assertEquals(
        List.of("4 unsound", "3 induced_below"),
        carried.entry().marks().stream()
            .map(mark -> mark.fragment() + " " + mark.kind().id())
            .toList());
    assertEquals(2, carried.remarks().size(), carried.remarks().toString());
    assertTrue(carried.remarks().get(0).contains("fragment 2 was marked induced_below; its"));
    assertTrue(carried.remarks().get(1).contains("fragment 3 was marked rubble, and is no longer"));
  }

  @Test
  void whatIsWrongIsSaidWithItsField() {
    for (String[] bad :
        new String[][] {
          {"{", "", "expected JSON"},
          {"[]", "", "expected {\"hole\""},
          {"{" + ROWS + "}", "/hole", "expected the name of the hole"},
          {"{\"hole\":\"A\"}", "/rows", "the depths of at least one row"},
          {ENTRY.replace(ROWS, "\"rows\":7"), "/rows", "expected a list, got a number"},
          {ENTRY.replace("\"hole\"", "\"holes\""), "/holes", "there is no such member"},
          {ENTRY.replace(":0.0,", ":1.5,"), "/rows/0/top_m", "got 1.5 and 1"},
          {ENTRY.replace(":0.0,", ":1,"), "/rows/0/top_m", "expected top_m above base_m"},
          {ENTRY.replace(":0.0,", ":\"ten\","), "/rows/0/top_m", "got 'ten'"},
          {ENTRY.replace(":0.0,", ":\"0,5\","), "/rows/0/top_m", "with a decimal point"},
          {ENTRY.replace(":0.0,", ":null,"), "/rows/0/top_m", "top_m is empty"},
          {ENTRY.replace(":0.0,", ":NaN,"), "/rows/0/top_m", "got 'NaN'"},
          {ENTRY.replace(":0.0,", ":1e999,"), "/rows/0/top_m", "got 'Infinity'"},
          {ENTRY.replace(":0.0,", ":[0],"), "/rows/0/top_m", "top_m is not a list"},
          {ENTRY.replace("\"row\":1", "\"row\":7"), "/rows/0/row", "has the rows [1, 2]"},
          {ENTRY.replace("\"row\":1", "\"row\":2"), "/rows/1/row", "is there already"},
          {ENTRY.replace("\"row\":1", "\"row\":1.5"), "/rows/0/row", "whole number"},
          {ENTRY.replace("\"base_m\":1}", "\"base_m\":1.5}"), "/rows/1/top_m", "overlaps"},
          {
            ENTRY.replace("\"base_m\":1}", "\"base_m\":1,\"base\":\"end\"}"),
            "/rows/0/base",
            "tray or rock"
          },
          {
            ENTRY.replace("\"base_m\":1}", "\"base_m\":1,\"length_mm\":-1}"),
            "/rows/0/length_mm",
            "above 0"
          },
          {ENTRY.replace("top_m\":0", "topm\":0"), "/rows/0/topm", "there is no topm"},
          {with("\"runs\":[{\"top_m\":2,\"base_m\":1}]"), "/runs/0/top_m", "above base_m"},
          {
            with("\"runs\":[{\"top_m\":0,\"base_m\":1,\"loss_from_m\":0.5}]"),
            "/runs/0/loss_to_m",
            "belong together"
          },
          {
            with("\"runs\":[{\"top_m\":0,\"base_m\":1,\"loss_from_m\":0.5,\"loss_to_m\":1.5}]"),
            "/runs/0/loss_from_m",
            "does not lie in the run"
          },
          {
            with("\"ties\":[{\"row\":1,\"share\":1.5,\"depth_m\":0.5}]"),
            "/ties/0/share",
            "from 0 to 1"
          },
          {with("\"ties\":[{\"row\":5,\"share\":0.5,\"depth_m\":0.5}]"), "/ties/0/row", "no row 5"},
          {with("\"marks\":[{\"fragment\":1,\"mark\":\"bad\"}]"), "/marks/0/mark", "'bad'"},
          {
            with("\"marks\":[{\"fragment\":9,\"mark\":\"rubble\"}]"),
            "/marks/0/fragment",
            "no fragment 9"
          },
          {with("\"scale\":5"), "/scale", "expected an object"},
          {with("\"scale\":{\"mm_per_pixel\":0}"), "/scale/mm_per_pixel", "above 0"},
          {with("\"scale\":{\"mm_per_pixel\":[1]}"), "/scale/mm_per_pixel", "or two"},
          {
            with("\"scale\":{\"mm_per_pixel\":1,\"row_length_mm\":5}"),
            "/scale",
            "expected one scale"
          },
          {with("\"scale\":{\"ruler\":[1,2,3]}"), "/scale/ruler", "four numbers"},
          {with("\"scale\":{\"feet\":1}"), "/scale/feet", "there is no such member"},
          {with("\"settings\":{\"depth\":\"deep\"}"), "/settings/depth", "[position, rock]"},
          {with("\"settings\":{\"step_m\":0}"), "/settings/step_m", "from 0.001"},
          {with("\"settings\":{\"apparent\":1}"), "/settings/apparent", "true or false"},
          {
            with(
                "\"runs\":"
                    + IntStream.range(0, 1001)
                        .mapToObj(i -> "{\"top_m\":" + i + ",\"base_m\":" + (i + 1) + "}")
                        .collect(Collectors.toList())),
            "/runs",
            "expected at most 1000, got 1001"
          },
        }) {
      List<LogEntryException.Problem> problems = wrong(bad[0]);
      assertTrue(
          problems.stream()
              .anyMatch(one -> one.field().equals(bad[1]) && one.reason().contains(bad[2])),
          bad[0].substring(0, Math.min(200, bad[0].length())) + " gives " + problems);
    }
  }

  private static String with(String member) {
    return ENTRY.substring(0, ENTRY.length() - 1) + "," + member + "}";
  }

  @Test
  void allThatIsWrongIsToldAtOnce() {
    LogEntryException e =
        assertThrows(
            LogEntryException.class,
            () -> read("{\"rows\":[{\"top_m\":\"a\"},{\"top_m\":3,\"base_m\":2},{},{}]}"));
    assertEquals(5, e.problems().size(), e.problems().toString());
    assertEquals(FailureKind.BAD_INPUT, e.kind());
    assertTrue(String.valueOf(e.getMessage()).endsWith("; and 2 more"), e.getMessage());
  }
}
