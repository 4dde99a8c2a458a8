// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static uk.ac.bgs.corescore.example.cli.CoreScoreCommandTest.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.example.cli.CoreScoreCommandTest.Run;

/** Masks are measured. */
class MeasuresCommandTest extends LabelledPair {
  private List<String[]> measures(Object... more) throws IOException {
    Path table = folder.resolve("measures.csv");
    Object[] args = {"measures", "--masks", drawn.resolve("masks"), "--out", table, "--force"};
    Run run = run(with(args, more));
    assertEquals(0, run.exitCode(), run.err());
    return Files.readAllLines(table).stream().map(line -> line.split(",", -1)).toList();
  }

  @Test
  void measuresCountTheRock() throws IOException {
    List<String[]> rows = measures();
    assertEquals("absolute_area", rows.get(0)[3]);
    assertEquals(3, rows.size());
    for (String[] row : rows.subList(1, 3)) {
      int rock = count(rock(drawn.resolve("masks").resolve(row[0])));
      assertEquals(Integer.toString(rock), row[3], row[0]);
      assertEquals(rock / (640.0 * 96), Double.parseDouble(row[4]), 1e-12);
    }
    List<String[]> scaled = measures("--mm-per-pixel", 0.5);
    assertEquals(9, rows.get(0).length);
    assertEquals(
        List.of(
            "mm_per_pixel",
            "absolute_area_mm2",
            "fragment_perimeter_mm",
            "average_perimeter_mm",
            "perimeter_complexity_per_mm"),
        List.of(scaled.get(0)).subList(9, 14));
    assertEquals(
        Double.parseDouble(scaled.get(1)[3]) / 4, Double.parseDouble(scaled.get(1)[10]), 1e-9);
    assertEquals(
        Double.parseDouble(scaled.get(1)[5]) / 2, Double.parseDouble(scaled.get(1)[11]), 1e-9);
    List<String[]> none = measures("--min-area", 640 * 96);
    assertEquals("0", none.get(1)[3]);
    assertEquals("0", none.get(1)[7]);
    assertNotEquals("0", rows.get(1)[7]);
    Run kept =
        run("measures", "--masks", drawn.resolve("masks"), "--out", folder.resolve("measures.csv"));
    assertEquals(1, kept.exitCode());
    assertTrue(kept.err().contains("--force"), kept.err());
  }

  @Test
  void anAreaBelowNothingIsRefused() {
    Run run = run("measures", "--masks", drawn.resolve("masks"), "--min-area", -5, "--out", out);
    assertEquals(2, run.exitCode(), run.err());
    assertFalse(Files.exists(out));
    run = run("measures", "--masks", drawn.resolve("masks"), "--mm-per-pixel", 0, "--out", out);
    assertEquals(2, run.exitCode(), run.err());
    assertTrue(run.err().contains("--mm-per-pixel"), run.err());
  }
}
