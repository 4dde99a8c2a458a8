// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static uk.ac.bgs.corescore.example.cli.CoreScoreCommandTest.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.example.cli.CoreScoreCommandTest.Run;

/** A box of two rows of a metre, a pixel for a millimetre: corescore log. */
class LogCommandTest {
  private static final double[] FIRST = {250, 180, 99, 100, 101, 60, 210};

  @TempDir Path folder = Path.of(".");

  private Path photos = Path.of(".");
  private Path labels = Path.of(".");
  private Path rows = Path.of(".");
  private Path boxes = Path.of(".");
  private Path runs = Path.of(".");
  private Path out = Path.of(".");

  @BeforeEach
  void drawBox() throws IOException {
    photos = Files.createDirectory(folder.resolve("photos"));
    out = folder.resolve("log");
    List<double[]> pieces = new ArrayList<>();
    double at = 20;
    for (double length : FIRST) {
      pieces.add(new double[] {at, 27, at += length, 103});
    }
    pieces.add(new double[] {20, 137, 320, 213});
    pieces.add(new double[] {420, 137, 1020, 213});
    BufferedImage box = new BufferedImage(1040, 240, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = box.createGraphics();
    pen.setColor(new Color(60, 60, 70));
    pen.fillRect(0, 0, 1040, 240);
    pen.setColor(new Color(170, 150, 120));
    for (double[] p : pieces) {
      pen.fillRect((int) p[0] + 1, (int) p[1], (int) (p[2] - p[0]) - 2, (int) (p[3] - p[1]));
    }
    pen.dispose();
    assertTrue(ImageIO.write(box, "png", photos.resolve("box.png").toFile()));
    labels = labelme("pieces.json", "Rock_Fragment", pieces);
    rows =
        labelme(
            "rows.json",
            "Box",
            List.of(new double[] {20, 20, 1020, 110}, new double[] {20, 130, 1020, 220}));
    boxes =
        file(
            "boxes.csv",
            "hole,photo,base_m,top_m,row,box",
            "BH1,box.png,12,11,2,Box 1",
            "BH1,box.png,11,10,1,Box 1");
    runs = file("runs.csv", "hole,top_m,base_m", "BH1,10,12");
  }

  private Path file(String name, String... lines) throws IOException {
    return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
  }

  private Path labelme(String name, String label, List<double[]> boxes) throws IOException {
    StringBuilder shapes = new StringBuilder();
    for (double[] b : boxes) {
      shapes.append(
          String.format(
              Locale.ROOT,
              "%s{'label':'%s','shape_type':'polygon','flags':{},'points':[[%3$s,%4$s],[%5$s,%4$s],[%5$s,%6$s],[%3$s,%6$s]]}",
              shapes.length() == 0 ? "" : ",",
              label,
              b[0],
              b[1],
              b[2],
              b[3]));
    }
    String text =
        "{'version':'5.5.0','flags':{},'imagePath':'box.png','imageData':null,'imageWidth':1040,"
            + "'imageHeight':240,'shapes':["
            + shapes
            + "]}";
    return file(name, text.replace('\'', '"'));
  }

  private Run log(Object... more) {
    List<Object> words =
        new ArrayList<>(List.of("log", photos, "--boxes", boxes, "--rows", rows, "--out", out));
    words.addAll(List.of(more));
    return run(words.toArray());
  }

  /** The rows of a table without quoted cells. */
  private List<Map<String, String>> table(String name) throws IOException {
    List<String> lines = Files.readAllLines(out.resolve(name));
    String[] header = lines.get(0).split(",", -1);
    List<Map<String, String>> table = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < header.length; i++) {
        row.put(header[i], cells[i]);
      }
      table.add(row);
    }
    return table;
  }

  @Test
  void theTablesAreWrittenAsParquet() throws IOException {
    Run run = log("--labels", labels, "--runs", runs, "--format", "parquet");
    assertEquals(0, run.exitCode(), run.err() + run.out());
    try (Stream<Path> files = Files.list(out)) {
      assertEquals(
          List.of(
              "fractures.parquet",
              "fragments.parquet",
              "intervals.parquet",
              "pieces.parquet",
              "zones.parquet"),
          files.map(file -> String.valueOf(file.getFileName())).sorted().toList());
    }
    String intervals = Files.readString(out.resolve("intervals.parquet"), ISO_8859_1);
    assertTrue(intervals.startsWith("PAR1") && intervals.endsWith("PAR1"));
    assertTrue(
        intervals.contains("corescore.columns") && intervals.contains("Total core recovery"));
    Run again = log("--labels", labels, "--runs", runs, "--format", "parquet");
    assertEquals(1, again.exitCode(), again.err());
    assertTrue(again.err().contains("fractures.parquet: exists already"), again.err());
    assertEquals(
        0, log("--labels", labels, "--runs", runs, "--format", "parquet", "--force").exitCode());
  }

  @Test
  void aBoxOfLabelsIsLoggedByRunAndByBox() throws IOException {
    Run run = log("--labels", labels, "--runs", runs, "--step", "0.5");
    assertEquals(0, run.exitCode(), run.err() + run.out());
    List<Map<String, String>> intervals = table("intervals.csv");
    assertEquals(6, intervals.size());
    Map<String, String> first = intervals.get(0);
    assertEquals("BH1", first.get("HOLEID"));
    assertEquals("10.0000", first.get("FROM"));
    assertEquals("12.0000", first.get("TO"));
    assertEquals("run", first.get("KIND"));
    assertEquals("95.00", first.get("TCR"));
    assertEquals("95.00", first.get("SCR_BS5930"));
    assertEquals("82.05", first.get("RQD_BS5930"));
    assertEquals("87.05", first.get("RQD_ASTM_D6032"));
    assertEquals("good", first.get("RQD_CLASS_ASTM_D6032"));
    assertEquals("6", first.get("FRACTURES"));
    assertEquals("0.100", first.get("NR_M"));
    assertEquals("1", first.get("APPARENT"));
    assertTrue(run.out().contains("RQD BS5930 82"), run.out());
    // The last piece of the first row was cut to fit the tray.
    List<Map<String, String>> fractures = table("fractures.csv");
    assertEquals("tray_cut", fractures.get(6).get("KIND"));
    assertEquals("11.0000", fractures.get(6).get("DEPTH"));
    List<Map<String, String>> pieces = table("pieces.csv");
    assertEquals("510.00", pieces.get(7).get("PIECE_LENGTH_MM"));
    assertEquals("300.00", pieces.get(7).get("LENGTH_MM"));
    assertEquals("11.4000", pieces.get(8).get("FROM"));
    JsonNode json = new ObjectMapper().readTree(out.resolve("log.json").toFile());
    assertEquals("run", json.at("/holes/0/per").asText());
    assertEquals(
        0.8205, json.at("/holes/0/intervals/0/figures/0/RockQualityDesignation").asDouble(), 1e-9);
    assertEquals("depths", json.at("/holes/0/rows/0/scale/source").asText());
    JsonNode condition = json.at("/holes/0/intervals/0/condition");
    assertEquals(first.get("CONDITION"), condition.get("class").asText());
    assertEquals(
        Double.parseDouble(first.get("CONDITION_P")),
        condition.at("/probabilities/" + first.get("CONDITION")).asDouble(),
        0.0006);
    assertEquals(
        Double.parseDouble(first.get("CONDITION_GRADE")),
        condition.get("expectedGrade").asDouble(),
        0.006);
    assertTrue(json.at("/rules/1").asText().contains("longer than 100 mm"));
  }

  @Test
  void theHoleIsDrawnWithItsPhotosAndAPageTellsWhatCameOut() throws IOException {
    assertEquals(0, log("--labels", labels, "--format", "csv").exitCode());
    assertFalse(Files.exists(out.resolve("log.html")));
    Files.writeString(photos.resolve("torn.png"), "torn");
    Run run = log("--labels", labels, "--runs", runs, "--strip-scale", "1:20", "--force");
    assertEquals(1, run.exitCode(), run.err());
    String svg = Files.readString(out.resolve("BH1.strip.svg"));
    assertTrue(svg.contains("Strip log at 1:20 down"), svg);
    assertTrue(svg.contains("Bars are of each run."), svg);
    // Two rows of a metre, each half of the page's metre and as wide as its track.
    assertEquals(2, svg.split("<image class=\"log-photo\"", -1).length - 1);
    assertEquals(2, svg.split("height=\"50\" href=\"data:image/jpeg;base64,", -1).length - 1);
    assertEquals(
        "89504e47",
        HexFormat.of().formatHex(Files.readAllBytes(out.resolve("BH1.strip.png")), 0, 4));
    String html = Files.readString(out.resolve("log.html"));
    assertTrue(html.contains("TCR 95 %, SCR by BS5930 95 %, RQD by BS5930 82 %"), html);
    assertTrue(html.contains("torn.png"), "what was left out is told");
  }

  @Test
  void masksGiveTheSameLogAsTheirLabels() throws IOException {
    assertEquals(0, log("--labels", labels).exitCode());
    String drawn = Files.readString(out.resolve("intervals.csv"));
    Path masks = folder.resolve("masks");
    Run made = run("masks", "--labels", labels, "--photos", photos, "--out", masks);
    assertEquals(0, made.exitCode(), made.err());
    Run again = log("--masks", masks, "--force");
    assertEquals(0, again.exitCode(), again.err());

    assertEquals(drawn, Files.readString(out.resolve("intervals.csv")));
    assertTrue(again.out().contains("per box, as no run of it is known"), again.out());
  }

  @Test
  void aSegmenterFindsThePiecesThatItsMasksHave() throws IOException {
    Path drawn = folder.resolve("drawn");
    assertEquals(
        0,
        run("draw", "--count", 1, "--seed", 3, "--width", 640, "--height", 96, "--out", drawn)
            .exitCode());
    photos = drawn.resolve("photos");
    boxes = file("boxes.csv", "hole,photo,top_m,base_m", "BH1,drawn-000003,0,0.64");
    Object[] log = {"log", photos, "--boxes", boxes, "--out", out, "--force"};
    Object[] segmenter = {"--segmenter", "boofcv-watershed", "--min-area", "200"};
    Run seen = run(LabelledPair.with(log, segmenter));
    assertEquals(0, seen.exitCode(), seen.err());
    String found = Files.readString(out.resolve("pieces.csv"));
    assertTrue(table("pieces.csv").size() > 1, found);
    Path masks = folder.resolve("scored");
    Object[] score = {"score", photos, "--format", "mask,instances", "--out", masks};
    assertEquals(0, run(LabelledPair.with(score, segmenter)).exitCode());
    Run again = run(LabelledPair.with(log, new Object[] {"--masks", masks}));
    assertEquals(0, again.exitCode(), again.err());

    assertEquals(found, Files.readString(out.resolve("pieces.csv")));
  }

  @Test
  void whatIsWrongIsToldByNameAndTheRestIsLogged() throws IOException {
    Files.copy(photos.resolve("box.png"), photos.resolve("other.png"));
    boxes =
        file(
            "boxes.csv",
            "hole,photo,top_m,base_m,row",
            "BH1,box.png,10,11,1",
            "BH1,box.png,12,11,2",
            "BH1,gone.png,12,13,1");
    Run run = log("--labels", labels);

    assertEquals(1, run.exitCode());
    assertTrue(run.err().contains("boxes.csv, row 3: expected top_m above base_m"), run.err());
    assertTrue(run.err().contains("gone.png: no photo of that name"), run.err());
    assertTrue(run.err().contains("other.png: not logged"), run.err());
    assertEquals("100.00", table("intervals.csv").get(0).get("TCR"));
    assertTrue(run.out().contains("1 of 2 photos logged"), run.out());
  }

  @Test
  void wrongUseIsRefusedBeforeAnythingIsRead() {
    for (List<Object> wrong :
        List.<List<Object>>of(
            List.of("--mm-per-pixel", "0"),
            List.of("--mm-per-pixel", "1", "--row-length", "1000"),
            List.of("--ruler", "1,2,3,4"),
            List.of("--rules", "BS5931"),
            List.of("--rules", "BS5930,BS5930"),
            List.of("--threshold", "-1"),
            List.of("--missing-rock", "gone"),
            List.of("--step", "0"),
            List.of("--format", "csv,xlsx"),
            List.of("--ags-edition", "4.2"),
            List.of("--las-step", "0.1"),
            List.of("--format", "las", "--las-step", "0"),
            List.of("--format", "ags", "--ags-edition", "3.1"),
            List.of("--strip-scale", "1:0"),
            List.of("--strip-scale", "ten"),
            List.of("--strip-per", "row"),
            List.of("--strip-per", "run"),
            List.of("--strip-per", "fixed"),
            List.of("--strip-per", "named"),
            List.of("--strip-scale", "1:20", "--format", "csv"),
            List.of("--strip-per", "box", "--format", "ags"),
            List.of("--missing-rock", "stretch"),
            List.of("--no-depth-scale", "--mm-per-pixel", "1"),
            List.of("--scale-by-diameter", "76", "--diameter", "75"),
            List.of("--no-join-row-ends", "--row-end", "5"),
            List.of("--labels-on", "shown"),
            List.of("--masks", photos, "--scales", "scales.csv"),
            List.of("--labels", labels, "--segmenter", "boofcv-edges"),
            List.of("--labels", labels, "--option", "a=b"),
            List.of("--masks", photos, "--model", "unet.zip"),
            List.of("--labels", labels, "--layout-option", "a=b"),
            List.of("--labels", labels, "--masks", photos))) {
      Run run = log(wrong.toArray());
      assertEquals(2, run.exitCode(), wrong + ": " + run.err());
      assertFalse(Files.exists(out), wrong.toString());
    }
    Run told = log("--format", "csv", "--strip-scale", "1:20");
    assertTrue(told.err().contains("--strip-scale goes with --format strip"), told.err());
  }

  /** The break below the second piece is drawn as induced, and the last piece as unsound. */
  @Test
  void marksThatAreDrawnCountInLabelsAndInTheirMasks() throws IOException {
    String[] shapes = Files.readString(labels).split("(?=\\{\"label\")", -1);
    shapes[2] = shapes[2].replace("\"flags\":{}", "\"flags\":{\"induced_below\":true}");
    shapes[9] = shapes[9].replace("\"flags\":{}", "\"description\":\"wet, unsound\"");
    Files.writeString(labels, String.join("", shapes));
    Run run = log("--labels", labels);
    assertEquals(0, run.exitCode(), run.err());
    List<Map<String, String>> fractures = table("fractures.csv");
    assertEquals("induced", fractures.get(1).get("KIND"));
    // 180 and 99 mm are one piece of 279 mm: 250 + 279 + 101 + 510 + 600 of 2000 mm, and by ASTM
    // D6032 without the last 600 mm, with 100 mm.
    Map<String, String> box = table("intervals.csv").get(0);
    assertEquals("87.00", box.get("RQD_BS5930"));
    assertEquals("62.00", box.get("RQD_ASTM_D6032"));
    assertEquals("5", box.get("FRACTURES"));
    String drawn = Files.readString(out.resolve("intervals.csv"));
    Path masks = folder.resolve("masks");
    assertEquals(
        0, run("masks", "--labels", labels, "--photos", photos, "--out", masks).exitCode());
    assertEquals(0, log("--masks", masks, "--force").exitCode());
    assertEquals(drawn, Files.readString(out.resolve("intervals.csv")));
  }

  @Test
  void anAgsFileGoesWithItsPhotosAndPassesTheCheck() throws IOException {
    Path project = file("project.properties", "PROJ_ID = 7", "TRAN_RECV = Owner", "LOCA_TYPE = RC");
    Run run =
        log(
            "--labels",
            labels,
            "--runs",
            runs,
            "--format",
            "ags",
            "--ags-edition",
            "4.2",
            "--ags-project",
            project,
            "--ags-fractures");
    assertEquals(0, run.exitCode(), run.err() + run.out());
    assertTrue(run.out().contains("asked, BGS: groups, GEOL"), run.out());
    assertFalse(Files.exists(out.resolve("intervals.csv")));
    String ags = Files.readString(out.resolve("log.ags"));
    assertTrue(
        ags.contains("\"DATA\",\"BH1\",\"10.00\",\"12.00\",\"95\",\"95\",\"82\",\"\","), ags);
    assertEquals(
        Files.size(photos.resolve("box.png")), Files.size(out.resolve("FILE/FS1/box.png")));

    Run sound = run("ags-check", out.resolve("log.ags"), "--bgs");
    assertEquals(0, sound.exitCode(), sound.err());
    assertTrue(sound.out().contains("log.ags: errors: 0, warnings: 0"), sound.out());
    assertTrue(sound.out().contains("asked, BGS: location, LOCA"), sound.out());

    Path bad =
        Files.writeString(out.resolve("bad.ags"), ags.replace("\"95\",\"82\"", "\"95\",\"96\""));
    Run wrong = run("ags-check", bad, folder.resolve("gone.ags"));
    assertEquals(1, wrong.exitCode());
    assertTrue(
        wrong.out().contains("logic: recovery, line")
            && wrong.out().contains("expected CORE_RQD of at most CORE_SREC, got 96.0 and 95.0"),
        wrong.out());
    assertTrue(wrong.err().contains("gone.ags: does not exist"), wrong.err());
  }

  /**
   * AGS4 is in ASCII, where two holes can have one name; the other files are as good without it.
   */
  @Test
  void whatCannotBeWrittenAsAgsIsWrittenOtherwise() throws IOException {
    boxes =
        file(
            "boxes.csv",
            "hole,photo,top_m,base_m,row",
            "\u5b541,box.png,10,11,1",
            "\u57511,box.png,11,12,2");
    Run run = log("--labels", labels, "--format", "all");
    assertEquals(1, run.exitCode());
    assertTrue(run.err().contains("log.ags: not written, the holes"), run.err());
    assertTrue(run.err().contains("give one of them another name"), run.err());
    assertFalse(Files.exists(out.resolve("log.ags")));
    assertEquals(2, table("intervals.csv").size());
    for (String hole : List.of("\u5b541", "\u57511")) {
      assertTrue(Files.exists(out.resolve(hole + ".strip.svg")), hole);
      assertTrue(Files.exists(out.resolve(hole + ".las")), hole);
    }
  }

  @Test
  void samplesAndFragmentsAreWrittenAsAsked() throws IOException {
    Run run = log("--labels", labels, "--format", "csv,geojson,las", "--las-step", "0.1");
    assertEquals(0, run.exitCode(), run.err());
    List<Map<String, String>> fragments = table("fragments.csv");
    assertEquals(9, fragments.size());
    assertEquals("11.4000", fragments.get(8).get("FROM"));
    assertEquals("600.00", fragments.get(8).get("AXIAL_LENGTH_MM"));
    JsonNode outlines = new ObjectMapper().readTree(out.resolve("box.log.geojson").toFile());
    assertEquals(9, outlines.get("features").size());
    assertEquals(11.4, outlines.at("/features/8/properties/from").asDouble(), 1e-9);
    assertEquals(
        "10.0",
        Files.readAllLines(out.resolve("BH1.las")).stream()
            .dropWhile(line -> !line.startsWith("~A"))
            .skip(1)
            .findFirst()
            .orElseThrow()
            .strip()
            .substring(0, 4));
    assertFalse(Files.exists(out.resolve("log.html")));
    assertFalse(Files.exists(out.resolve("log.json")));
  }

  @Test
  void withoutRunsBoxesAreRowsOfCoreOnlyIfAsked() throws IOException {
    Run run = log("--labels", labels, "--format", "ags", "--ags-no-photos");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("no rows of CORE, as no runs are given"), run.out());
    assertFalse(Files.readString(out.resolve("log.ags")).contains("\"GROUP\",\"CORE\""));
    assertFalse(Files.exists(out.resolve("FILE")));
    Run boxed = log("--labels", labels, "--format", "ags", "--ags-boxes-as-runs", "--force");
    assertEquals(0, boxed.exitCode(), boxed.err());
    assertTrue(Files.readString(out.resolve("log.ags")).contains("A box, not a core run: Box 1"));
  }

  @Test
  void aLogThatExistsIsNotReplacedUnlessAsked() throws IOException {
    assertEquals(0, log("--labels", labels).exitCode());
    Run again = log("--labels", labels);
    assertEquals(1, again.exitCode());
    assertTrue(again.err().contains("intervals.csv: exists already"), again.err());
    assertEquals(0, log("--labels", labels, "--force").exitCode());
  }
}
