// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.corelog.ags.AgsEdition;
import uk.ac.bgs.corescore.core.corelog.ags.AgsFinding;
import uk.ac.bgs.corescore.core.corelog.ags.AgsProject;
import uk.ac.bgs.corescore.core.corelog.ags.AgsSettings;
import uk.ac.bgs.corescore.core.corelog.ags.AgsWriteResult;
import uk.ac.bgs.corescore.core.corelog.ags.AgsWriter;
import uk.ac.bgs.corescore.core.corelog.hole.HoleLog;

/** Holes as AGS4 files, in all editions that are written. */
class AgsWriterTest {
  @TempDir Path folder = Path.of(".");

  static Stream<Arguments> cases() {
    return AgsCases.names().stream()
        .flatMap(
            name -> Arrays.stream(AgsEdition.values()).map(edition -> Arguments.of(name, edition)));
  }

  private AgsWriteResult write(String name, AgsEdition edition) throws IOException {
    return AgsCases.of(name, edition, folder).write(folder.resolve("out"));
  }

  /** The cells of the rows of a group, the descriptor left out. */
  private List<String> rows(String group) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("out").resolve(AgsWriter.NAME));
    int begin = lines.indexOf("\"GROUP\",\"" + group + "\"");
    return begin < 0
        ? List.of()
        : lines.subList(begin, lines.size()).stream()
            .takeWhile(line -> !line.isEmpty())
            .filter(line -> line.startsWith("\"DATA\","))
            .map(line -> line.substring("\"DATA\",".length()))
            .toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theCheckFindsNoErrorInWhatIsWritten(String name, AgsEdition edition) throws IOException {
    AgsWriteResult delivery = write(name, edition);
    assertEquals(
        List.of(),
        delivery.findings().stream()
            .filter(finding -> finding.severity() != AgsFinding.Severity.ASKED)
            .toList());
    byte[] bytes = Files.readAllBytes(delivery.file());
    String text = new String(bytes, StandardCharsets.US_ASCII);
    assertFalse(text.contains("\uFFFD"), "not in ASCII");
    assertEquals(text, text.replace("\r\n", "\n").replace("\n", "\r\n"), "CR LF");
    assertTrue(rows("TRAN").get(0).contains(",\"" + edition.id() + "\","), rows("TRAN").get(0));
    assertFalse(rows("CORE").isEmpty());
    assertTrue(
        delivery.findings().stream()
            .anyMatch(one -> one.rule().equals("BGS: groups") && one.group().equals("GEOL")));
  }

  /** What is not known is left open, and the row says why. */
  @Test
  void aRunWithoutScaleHasRecoveryAndNoRqd() throws IOException {
    AgsCases.Case known = AgsCases.of("no-fracture", AgsEdition.V4_2, folder);
    DrawnCore core = new DrawnCore(1000, 1).piece(1, 0, 1000);
    LogPhoto photo =
        new LogPhoto(
            "box.tif", core.layout(), core.fragments(), List.of(DrawnCore.row("box.tif", 1, 0, 1)));
    CoreLog log =
        CoreLogger.log(
            List.of(photo), known.runs(), List.of(), LogSettings.DEFAULT.withoutDepthsAsScale());
    AgsWriter.write(log, known.runs(), Map.of(), known.settings(), folder.resolve("out"), false);
    String row = rows("CORE").get(0);
    assertTrue(row.startsWith("\"BH1\",\"0.00\",\"1.00\",\"100\",\"100\",\"\","), row);
    assertTrue(row.contains("no RQD, as lengths are not known without a scale"), row);
  }

  @Test
  void runsZonesAndPhotosOfThreeBoxesAreWritten() throws IOException {
    AgsWriteResult delivery = write("three-boxes", AgsEdition.V4_1_1);

    List<String> runs = rows("CORE");
    assertEquals(4, runs.size());
    assertTrue(
        runs.get(0).startsWith("\"BH1\",\"10.00\",\"11.50\",\"100\",\"100\",\"78\",\"76\",\"\""),
        runs.get(0));
    // 100 mm of 1.5 m are lost: 93.33 %.
    assertTrue(runs.get(1).startsWith("\"BH1\",\"11.50\",\"13.00\",\"93\",\"93\","), runs.get(1));
    assertTrue(runs.get(1).contains("core loss 12.43-12.53 m"), runs.get(1));
    List<String> zones = rows("FRAC");
    assertEquals(3, zones.size());
    // 13 fractures in 2.43 m.
    assertTrue(
        zones.get(0).startsWith("\"BH1\",\"10.00\",\"12.43\",\"\",\"460\",\"167\",\"60\",\"5.3\""),
        zones.get(0));
    assertTrue(
        zones.get(1).startsWith("\"BH1\",\"12.43\",\"12.53\",\"\",\"NR\",\"NR\",\"NR\",\"NR\""),
        zones.get(1));
    assertEquals(36, rows("DISC").size());
    assertEquals(
        "BH1/box_2.jpg", Files.readString(delivery.file().resolveSibling("FILE/FS1/box_2.jpg")));
    assertTrue(
        rows("LOCA").get(0).startsWith("\"BH1\",\"RC\",\"451230.00\",\"320000.50\",\"OSGB\""),
        rows("LOCA").get(0));
    assertEquals(
        List.of(
            "'Boxes 10\u201312 m, core of \u00d8 76 mm' is written as 'Boxes 10-12 m, core of O 76"
                + " mm': AGS4 files are in ASCII"),
        delivery.remarks());
  }

  @Test
  void aZoneOfFourMillimetresIsPartOfTheOneAbove() throws IOException {
    AgsWriteResult delivery = write("short-zone", AgsEdition.V4_2);
    assertEquals(1, rows("FRAC").size());
    assertTrue(rows("FRAC").get(0).startsWith("\"BH1\",\"10.00\",\"11.00\""), rows("FRAC").get(0));
    assertTrue(rows("FRAC").get(0).contains("with 4 mm NI"), rows("FRAC").get(0));
    assertTrue(delivery.remarks().get(0).contains("shorter than 1 cm"), delivery.remarks().get(0));
    // Diameters have no decimals.
    assertTrue(rows("CORE").get(0).contains("\"48\""), rows("CORE").get(0));
  }

  @Test
  void nonIntactCoreHasACodeInPlaceOfFigures() throws IOException {
    write("non-intact", AgsEdition.V4_0_4);
    assertEquals(4, rows("FRAC").size());
    assertTrue(
        rows("FRAC")
            .get(1)
            .startsWith("\"BH1\",\"0.30\",\"0.50\",\"\",\"NI\",\"NI\",\"NI\",\"NI\""),
        rows("FRAC").get(1));
    assertTrue(rows("FRAC").get(3).contains("\"NR\",\"NR\""), rows("FRAC").get(3));
  }

  @Test
  void halvesAreRoundedUpAndQuotationMarksDoubled() throws IOException {
    AgsWriteResult delivery = write("quoted", AgsEdition.V4_1_1);
    // 825 of 1000 mm, of which 35 in a piece that is too short.
    assertTrue(
        rows("CORE").get(0).startsWith("\"BH-1 \"\"A\"\"\",\"0.00\",\"1.00\",\"83\",\"83\",\"79\""),
        rows("CORE").get(0));
    assertTrue(rows("FILE").get(0).contains("\"Kiste U-1, _nasser_.png\""), rows("FILE").get(0));
    assertTrue(
        rows("ABBR")
            .contains(
                "\"FILE_TYPE\",\"PNG\",\"Portable Network Graphics image file\",\"\",\"\",\"\""),
        rows("ABBR").toString());
    assertTrue(Files.exists(delivery.file().resolveSibling("FILE/FS1/Kiste U-1, _nasser_.png")));
    assertTrue(
        delivery
            .remarks()
            .contains("the project states something of hole 'BH1', which is not logged"),
        delivery.remarks().toString());
  }

  @Test
  void aHoleWithoutFracturesHasNoGroupOfThem() throws IOException {
    AgsWriteResult delivery = write("no-fracture", AgsEdition.V4_2);
    assertEquals(List.of(), rows("DISC"));
    assertTrue(rows("FRAC").get(0).contains("\"\",\"\",\"\",\"0\""), rows("FRAC").get(0));
    assertTrue(
        delivery.remarks().contains("PROJ_ID: not stated, and written so"),
        delivery.remarks().toString());
    assertTrue(rows("PROJ").get(0).startsWith("\"Not stated\""), rows("PROJ").get(0));
  }

  @Test
  void boxesAreRunsOnlyIfAskedForAndSaySo() throws IOException {
    write("no-runs", AgsEdition.V4_2);
    assertTrue(rows("CORE").get(0).contains("A box, not a core run: Box 1"), rows("CORE").get(0));
    AgsCases.Case boxes = AgsCases.of("no-runs", AgsEdition.V4_2, folder);
    AgsSettings bare =
        new AgsSettings(
            AgsEdition.V4_2, AgsProject.UNKNOWN, false, false, LocalDate.of(2026, 11, 30));
    AgsWriteResult without =
        AgsWriter.write(boxes.log(), List.of(), Map.of(), bare, folder.resolve("out"), true);
    assertEquals(List.of(), rows("CORE"));
    assertEquals(List.of(), rows("FILE"));
    assertEquals(List.of(), rows("ABBR"));
    assertTrue(
        without.remarks().stream().anyMatch(remark -> remark.contains("no rows of CORE")),
        without.remarks().toString());
  }

  @Test
  void photosOfOneNameLieApart() throws IOException {
    AgsWriteResult delivery = write("two-holes", AgsEdition.V4_1_1);
    for (Map.Entry<String, String> photo :
        Map.of("FS1/box.jpg", "a/box.jpg", "FS1/b_box.jpg", "b/box.jpg", "FS2/box.jpg", "c/box.jpg")
            .entrySet()) {
      assertEquals(
          photo.getValue(),
          Files.readString(delivery.file().resolveSibling("FILE").resolve(photo.getKey())));
    }
  }

  @Test
  void nothingIsReplacedUnlessAsked() throws IOException {
    write("no-fracture", AgsEdition.V4_2);
    assertThrows(FileAlreadyExistsException.class, () -> write("no-fracture", AgsEdition.V4_2));
    Files.delete(folder.resolve("out").resolve(AgsWriter.NAME));
    assertThrows(FileAlreadyExistsException.class, () -> write("no-fracture", AgsEdition.V4_2));
  }

  @Test
  void aProjectIsReadFromProperties() throws IOException {
    Path file = folder.resolve("project.properties");
    Files.writeString(
        file,
        """
        # what is known
        PROJ_NAME = Grube \u00dc
        LOCA_TYPE = RC+XC
        ABBR.LOCA_TYPE.XC = Own way
        LOCA_GL.BH-1\\ "A" = 12.345
        """);
    AgsProject project = AgsProject.read(file);
    assertEquals("Grube \u00dc", project.values().get("PROJ_NAME"));
    assertEquals(
        "12.345", Objects.requireNonNull(project.holes().get("BH-1 \"A\"")).get("LOCA_GL"));
    AgsCases.Case quoted = AgsCases.of("quoted", AgsEdition.V4_1_1, folder);
    AgsWriteResult delivery =
        AgsWriter.write(
            quoted.log(),
            quoted.runs(),
            quoted.photos(),
            new AgsSettings(AgsEdition.V4_1_1, project, false, false, LocalDate.of(2026, 11, 30)),
            folder.resolve("out"),
            false);
    assertTrue(rows("LOCA").get(0).contains("\"RC+XC\""), rows("LOCA").get(0));
    assertTrue(rows("LOCA").get(0).contains("\"12.35\""), rows("LOCA").get(0));
    assertTrue(rows("ABBR").stream().anyMatch(row -> row.contains("\"XC\",\"Own way\"")));
    assertTrue(
        delivery.findings().stream()
            .allMatch(finding -> finding.severity() == AgsFinding.Severity.ASKED),
        delivery.findings().toString());
  }

  @Test
  void whatAProjectCannotStateIsRefusedByName() throws IOException {
    for (Map.Entry<String, String> wrong :
        Map.of(
                "PROJ_NMAE = x", "PROJ has no such heading",
                "CORE_RQD = 5", "expected a heading of PROJ, TRAN or LOCA",
                "TRAN_AGS = 4.2", "the log itself fills it",
                "LOCA_NATE = 451 230", "expected a number with a decimal point, got '451 230'",
                "TRAN_DATE = 30/11/2026", "expected a date or time as yyyy-mm-dd",
                "LOCA_TYPE = XC", "what 'XC' means is not known here",
                "PROJ_ID = 1\nPROJ_ID = 2", "PROJ_ID is there twice",
                "PROJ_NAME.BH1 = x", "only headings of LOCA are those of a hole",
                "ABBR.LOCA_TYPE = x", "expected ABBR.HEADING.CODE",
                "PROJ_NAME = \\u12x", "Malformed")
            .entrySet()) {
      Path file = Files.writeString(folder.resolve("project.properties"), wrong.getKey() + "\n");
      CoreScoreException refused =
          assertThrows(CoreScoreException.class, () -> AgsProject.read(file), wrong.getKey());
      assertTrue(
          String.valueOf(refused.getMessage()).startsWith(file + ": "), refused.getMessage());
      assertTrue(
          String.valueOf(refused.getMessage()).contains(wrong.getValue()), refused.getMessage());
    }
  }

  @Test
  void holesOfOneNameInAsciiAreRefused() throws IOException {
    AgsCases.Case one = AgsCases.of("no-fracture", AgsEdition.V4_2, folder);
    HoleLog hole = one.log().holes().get(0);
    CoreLog log =
        new CoreLog(
            one.log().settings(),
            List.of(named("B\u2013H", hole), named("B-H", hole)),
            List.of(),
            List.of());
    CoreScoreException refused =
        assertThrows(
            CoreScoreException.class,
            () ->
                AgsWriter.write(
                    log, List.of(), Map.of(), one.settings(), folder.resolve("out"), false));
    assertTrue(String.valueOf(refused.getMessage()).contains("are both 'B-H'"));
    assertFalse(Files.exists(folder.resolve("out")));
  }

  private static HoleLog named(String name, HoleLog hole) {
    return new HoleLog(
        name,
        hole.rows(),
        hole.pieces(),
        hole.rubble(),
        hole.fractures(),
        hole.losses(),
        hole.zones(),
        hole.intervals(),
        hole.perRun());
  }
}
