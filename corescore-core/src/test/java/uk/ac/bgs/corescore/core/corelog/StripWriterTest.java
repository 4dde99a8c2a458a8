// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.corelog.report.StripWriter;
import uk.ac.bgs.corescore.core.corelog.strip.StripExtras;
import uk.ac.bgs.corescore.core.corelog.strip.StripSettings;
import uk.ac.bgs.corescore.core.corelog.table.BasePosition;
import uk.ac.bgs.corescore.core.corelog.table.BoxRow;
import uk.ac.bgs.corescore.core.corelog.table.CoreRun;

class StripWriterTest {
  @TempDir private Path folder = Path.of(".");

  /** A log of holes of a metre each. */
  private static CoreLog log(double metres, List<CoreRun> runs, String... holes) {
    List<LogPhoto> photos = new ArrayList<>();
    for (String hole : holes) {
      List<BoxRow> table = new ArrayList<>();
      int rows = (int) metres;
      DrawnCore core = new DrawnCore(1000, rows);
      for (int row = 1; row <= rows; row++) {
        core.piece(row, 0, 300).piece(row, 301, 1000);
        table.add(
            new BoxRow(
                photos.size() + ".jpg",
                hole,
                "1",
                OptionalInt.of(row),
                DepthInterval.of(row - 1, row),
                BasePosition.TRAY,
                OptionalDouble.empty()));
      }
      LogPhoto drawn = core.photo(table);
      photos.add(new LogPhoto(photos.size() + ".jpg", drawn.layout(), drawn.fragments(), table));
    }
    return CoreLogger.log(photos, runs, List.of(), LogSettings.DEFAULT);
  }

  private List<String> write(CoreLog log, StripSettings settings, boolean overwrite)
      throws IOException {
    return StripWriter.write(
        log,
        settings,
        strip -> StripExtras.NONE,
        List.of("photo <3>.jpg: cannot be read"),
        folder,
        overwrite);
  }

  private Set<String> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(file -> String.valueOf(file.getFileName()))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private String html() throws IOException {
    return Files.readString(folder.resolve("log.html"));
  }

  @Test
  void thePageSaysWhatCameOutFirstAndWhatWasLeftOutLast() throws IOException {
    assertEquals(List.of(), write(log(1, List.of(), "A & B"), StripSettings.DEFAULT, false));
    String html = html();
    int body = html.indexOf("<main>");
    String lead = html.substring(html.indexOf("<p class=\"lead\">"), body);
    assertTrue(
        lead.contains(
            "Hole <bdi>A &amp; B</bdi> from 0.00 to 1.00 m, 1.00 m of it in the photos: TCR 100 %,"
                + " SCR by BS5930 100 %, RQD by BS5930 100 %, RQD by ASTM_D6032 100 %, 1 fracture"
                + " between 2 pieces; the figures are apparent, and 1 thing was left out."),
        lead);
    int table = html.indexOf("<table>");
    int strip = html.indexOf("<svg ");
    int warnings = html.indexOf("To check");
    int left = html.indexOf("photo &lt;3&gt;.jpg: cannot be read");
    assertTrue(body < table && table < strip && strip < warnings && warnings < left, html);
    assertFalse(html.contains("photo <3>"));
    assertFalse(html.contains("<script"));
    assertTrue(html.contains("BS5930: pieces with a section of full diameter"));
    assertEquals(Set.of("A_&_B.strip.png", "A_&_B.strip.svg", "log.html"), files());
    String svg = Files.readString(folder.resolve("A_&_B.strip.svg"));
    assertTrue(svg.startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg "));
    assertTrue(html.contains(svg.substring(svg.indexOf("<svg "))), "the page has the same drawing");
  }

  @Test
  void holesHaveFilesOfTheirOwnWhateverTheyAreCalled() throws IOException {
    write(
        log(1, List.of(), "BH-1 \"A\" <x>", "bh1", "BH1", "con", "../b"),
        StripSettings.DEFAULT,
        false);
    Set<String> svgs = new TreeSet<>(files());
    svgs.removeIf(name -> !name.endsWith(".svg"));
    assertEquals(
        Set.of(
            "BH-1_A_x_.strip.svg",
            "BH1.strip.svg",
            "bh1_2.strip.svg",
            "_con.strip.svg",
            "_.._b.strip.svg"),
        svgs);
    assertTrue(html().contains("5 holes, 5.00 m of them in the photos: TCR 100 %"));
  }

  @Test
  void pagesHaveFilesAndThoseOfALongerLogGo() throws IOException {
    write(log(5, List.of(), "BH1"), StripSettings.DEFAULT, false);
    Set<String> three =
        Set.of(
            "BH1.strip.png",
            "BH1.strip.svg",
            "BH1.strip-2.png",
            "BH1.strip-2.svg",
            "BH1.strip-3.png",
            "BH1.strip-3.svg",
            "log.html");
    assertEquals(three, files());
    byte[] before = Files.readAllBytes(folder.resolve("log.html"));
    FileAlreadyExistsException refused =
        assertThrows(
            FileAlreadyExistsException.class,
            () -> write(log(1, List.of(), "BH1"), StripSettings.DEFAULT, false));
    assertTrue(String.valueOf(refused.getMessage()).contains("log.html"), refused.getMessage());
    assertEquals(three, files());
    assertEquals(new String(before, java.nio.charset.StandardCharsets.UTF_8), html());

    write(log(3, List.of(), "BH1"), StripSettings.DEFAULT, true);
    assertEquals(
        Set.of("BH1.strip.png", "BH1.strip.svg", "BH1.strip-2.png", "BH1.strip-2.svg", "log.html"),
        files());
  }

  @Test
  void aHoleThatCannotBeDrawnIsToldAndTheOthersAre() throws IOException {
    CoreRun deep =
        new CoreRun(
            "deep", DepthInterval.of(0, 1000), OptionalDouble.empty(), java.util.Optional.empty());
    List<String> problems =
        write(log(1, List.of(deep), "deep", "flat"), StripSettings.DEFAULT.withScale(1), false);
    assertEquals(1, problems.size());
    assertTrue(problems.get(0).startsWith("hole deep: at 1:1 "), problems.get(0));
    assertTrue(files().contains("flat.strip.svg"));
    assertFalse(files().contains("deep.strip.svg"));
    assertTrue(html().contains("hole deep: at 1:1 "));
    assertTrue(html().contains("2 things were left out"));
  }

  @Test
  void aLogWithoutHolesIsAPage() throws IOException {
    write(
        new CoreLog(LogSettings.DEFAULT, List.of(), List.of("a.jpg: no"), List.of()),
        StripSettings.DEFAULT,
        false);
    assertTrue(html().contains("No core was logged; 2 things were left out."));
    assertEquals(Set.of("log.html"), files());
  }
}
