// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.corelog.report.LasWriter;
import uk.ac.bgs.corescore.core.corelog.report.LogFormat;
import uk.ac.bgs.corescore.core.corelog.report.LogWriter;
import uk.ac.bgs.corescore.core.corelog.table.CoreRun;
import uk.ac.bgs.corescore.core.corelog.table.FragmentMark;

/** Fragments with depths, and samples of a log. */
class LogFilesTest {
  @TempDir Path folder = Path.of(".");

  private List<LogPhoto> photos = List.of();
  private CoreLog log = new CoreLog(LogSettings.DEFAULT, List.of(), List.of(), List.of());

  /** 300 mm whole, 200 mm split along the axis of which a half ends early, 100 mm of rubble. */
  @BeforeEach
  void logRow() {
    DrawnCore core =
        new DrawnCore(1000, 1)
            .piece(1, 0, 300)
            .outline(1, 300, 0, 500, 0, 500, 38, 300, 38)
            .outline(1, 300, 38, 450, 38, 450, 76, 300, 76)
            .outline(1, 500, 20, 600, 20, 600, 60, 500, 60);
    LogPhoto photo =
        new LogPhoto(
            "BH1/box.jpg",
            core.layout(),
            core.fragments(),
            List.of(),
            List.of(DrawnCore.row("BH1/box.jpg", 1, 10, 11)),
            List.of(),
            List.of(new FragmentMark("BH1/box.jpg", 4, FragmentMark.Kind.RUBBLE)),
            Optional.empty());
    photos = List.of(photo);
    CoreRun run =
        new CoreRun("BH1", DepthInterval.of(10, 10.5), OptionalDouble.empty(), Optional.empty());
    CoreRun short1 =
        new CoreRun(
            "BH1", DepthInterval.of(10.5, 10.503), OptionalDouble.empty(), Optional.empty());
    CoreRun last =
        new CoreRun("BH1", DepthInterval.of(10.503, 11), OptionalDouble.empty(), Optional.empty());
    log = CoreLogger.log(photos, List.of(run, short1, last), List.of(), LogSettings.DEFAULT);
  }

  private List<Map<String, String>> table(String name) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve(name));
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

  /** A photo that is there as JPEG and as PNG loses neither of them, nor the rest of the log. */
  @Test
  void photosWithOneStemHaveFilesOfTheirWholeNames() throws IOException {
    DrawnCore core = new DrawnCore(1000, 1).piece(1, 0, 1000);
    List<LogPhoto> both = new ArrayList<>();
    for (String name : List.of("BH1/a.jpg", "BH1/A.png", "BH1/b.jpg")) {
      both.add(
          new LogPhoto(
              name,
              core.layout(),
              core.fragments(),
              List.of(DrawnCore.row(name, 1, both.size(), both.size() + 1))));
    }
    CoreLog two = CoreLogger.log(both, List.of(), List.of(), LogSettings.DEFAULT);
    LogWriter.write(two, both, EnumSet.of(LogFormat.GEOJSON), folder, false);
    try (Stream<Path> all = Files.list(folder.resolve("BH1"))) {
      assertEquals(
          List.of("A.png.log.geojson", "a.jpg.log.geojson", "b.log.geojson"),
          all.map(path -> path.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void aFolderThatIsNamedFromHereHasNoOtherInside() throws IOException {
    Path here = Path.of("").toAbsolutePath();
    Path there = folder.toAbsolutePath();
    assumeTrue(there.getRoot().equals(here.getRoot()), "both are on one drive");
    LogWriter.write(
        log, photos, EnumSet.of(LogFormat.GEOJSON), here.relativize(there).resolve("log"), false);
    try (Stream<Path> all = Files.walk(folder)) {
      assertEquals(
          List.of("", "log", "log/BH1"),
          all.filter(Files::isDirectory)
              .map(path -> folder.relativize(path).toString().replace('\\', '/'))
              .sorted()
              .toList());
    }
  }

  @Test
  void eachFragmentHasItsOwnDepthsAndThePieceThatItBelongsTo() throws IOException {
    LogWriter.write(log, photos, EnumSet.of(LogFormat.CSV), folder, false);
    List<Map<String, String>> rows = table("fragments.csv");
    assertEquals(
        List.of("1 1 300.00", "3 2 150.00", "2 2 200.00", "4  100.00"),
        rows.stream()
            .map(
                row ->
                    row.get("FRAGMENT") + " " + row.get("PIECE") + " " + row.get("AXIAL_LENGTH_MM"))
            .toList());
    assertEquals("10.3000", rows.get(1).get("FROM"));
    assertEquals("10.4500", rows.get(1).get("TO"));
    assertEquals("10.5000", rows.get(2).get("TO"));
    assertEquals("rubble", rows.get(3).get("KIND"));
    assertEquals("BH1/box.jpg", rows.get(3).get("PHOTO"));
    assertEquals(List.of("HOLEID", "FROM", "TO"), List.copyOf(rows.get(0).keySet()).subList(0, 3));
    // The piece of both halves is as long as the longer one.
    assertEquals("200.00", table("pieces.csv").get(1).get("LENGTH_MM"));
    assertFalse(Files.exists(folder.resolve("log.json")));
  }

  @Test
  void outlinesHaveDepthsInGeoJson() throws IOException {
    LogWriter.write(log, photos, EnumSet.of(LogFormat.GEOJSON), folder, false);
    String json = Files.readString(folder.resolve("BH1").resolve("box.log.geojson"));
    String flat = json.replaceAll("\\s+", "");
    assertTrue(flat.contains("\"from\":10.3,\"to\":10.45"), json);
    assertTrue(
        flat.contains("\"hole\":\"BH1\",\"box\":\"1\",\"kind\":\"piece\",\"piece\":2"), json);
    assertTrue(flat.contains("\"kind\":\"rubble\""), json);
    assertTrue(flat.contains("\"axial_length_mm\":15"), json);
    assertEquals(4, flat.split("\"type\":\"Feature\"", -1).length - 1);
    assertThrows(
        FileAlreadyExistsException.class,
        () -> LogWriter.write(log, photos, EnumSet.of(LogFormat.GEOJSON), folder, false));
  }

  @Test
  void samplesRepeatTheFiguresOfTheirIntervals() throws IOException {
    List<String> remarks = LasWriter.write(log, 0.1, folder, false);
    List<String> lines = Files.readAllLines(folder.resolve("BH1.las"));
    assertTrue(lines.stream().anyMatch(line -> line.matches("STRT +\\.M +10\\.0 : FIRST DEPTH")));
    assertTrue(lines.stream().anyMatch(line -> line.matches("STOP +\\.M +10\\.9 : LAST DEPTH")));
    assertTrue(lines.stream().anyMatch(line -> line.matches("RQDT +\\.MM +100 : Pieces longer.*")));
    int begin = 0;
    while (!lines.get(begin).startsWith("~A")) {
      begin++;
    }
    assertEquals("~A", lines.get(begin).substring(0, 2));
    assertEquals(
        "DEPT TCR SCR RQD RQD_2 FI ZONE",
        lines.get(begin).substring(2).strip().replaceAll(" +", " "));
    List<String> samples =
        lines.subList(begin + 1, lines.size()).stream()
            .map(line -> line.strip().replaceAll(" +", " "))
            .toList();
    assertEquals(10, samples.size());
    // 300 mm solid and a split piece of 200 mm in half a metre; one fracture.
    assertEquals("10.0 100.00 60.00 60.00 100.00 2.00 0", samples.get(0));
    assertEquals("10.4 100.00 60.00 60.00 100.00 2.00 0", samples.get(4));
    // Half-open: at 10.5 the next interval has begun.
    assertTrue(samples.get(5).endsWith(" -999.25 1"), samples.get(5));
    assertTrue(samples.get(9).endsWith(" -999.25 2"), samples.get(9));
    assertTrue(samples.get(9).startsWith("10.9 "), samples.get(9));
    assertTrue(remarks.isEmpty(), remarks.toString());
    List<String> coarse = LasWriter.write(log, 0.2, folder, true);
    assertTrue(coarse.get(0).contains("10.5 to 10.503 m: not in the LAS file"), coarse.toString());
    for (String line : Files.readAllLines(folder.resolve("BH1.las"))) {
      assertTrue(line.chars().allMatch(c -> c >= 32 && c <= 126), line);
    }
  }

  @Test
  void stepsAreCheckedAndNothingIsReplaced() throws IOException {
    for (double wrong : new double[] {0, -1, 0.0001, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThrows(
          IllegalArgumentException.class, () -> LasWriter.write(log, wrong, folder, false));
    }
    LasWriter.write(log, LasWriter.STEP, folder, false);
    assertThrows(
        FileAlreadyExistsException.class,
        () -> LasWriter.write(log, LasWriter.STEP, folder, false));
  }

  @Test
  void formatsAreNamedInLists() {
    assertEquals(Set.of(LogFormat.CSV, LogFormat.LAS), LogFormat.parse("csv, LAS"));
    assertEquals(Set.of(LogFormat.values()), LogFormat.parse("all"));
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> LogFormat.parse("csv,pdf"));
    assertEquals(
        "no format of a log 'pdf'; there are csv, parquet, json, geojson, strip, ags, las and all",
        refused.getMessage());
  }
}
