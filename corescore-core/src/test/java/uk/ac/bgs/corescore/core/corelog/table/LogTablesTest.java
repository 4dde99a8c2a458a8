// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.corelog.depth.Depth;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;

class LogTablesTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets the field
  Path folder;

  private Path file(String... lines) throws IOException {
    return Files.writeString(folder.resolve("table.csv"), String.join("\n", lines) + "\n");
  }

  private static void problem(TableContent<?> read, String... parts) {
    assertEquals(1, read.problems().size(), read.problems().toString());
    for (String part : parts) {
      assertTrue(read.problems().get(0).text().contains(part), read.problems().get(0).text());
    }
  }

  @Test
  void columnsMayStandInAnyOrderAndZeroIsADepth() throws IOException {
    TableContent<BoxRow> boxes =
        LogTables.boxes(
            file(
                "\uFEFFBASE_M, top_m ,hole,Photo,note,base,row,box,length_mm",
                "1.00,0.0,\"BH-1 \"\"A\"\"\",a.jpg,,rock,1,Box 1,1000",
                "1.95,1,\"BH-1 \"\"A\"\"\",a.jpg,,,2,,",
                ",,,,,,,,"));

    assertEquals(List.of(), boxes.problems());
    assertEquals(
        List.of(
            folder.resolve("table.csv")
                + ": not read: the columns note; besides those that must be there, read are box,"
                + " row, base, length_mm, mm_per_pixel"),
        boxes.remarks());
    assertEquals(
        List.of(
            new BoxRow(
                "a.jpg",
                "BH-1 \"A\"",
                "Box 1",
                OptionalInt.of(1),
                DepthInterval.of(0, 1),
                BasePosition.ROCK,
                OptionalDouble.of(1000)),
            new BoxRow(
                "a.jpg",
                "BH-1 \"A\"",
                "a.jpg",
                OptionalInt.of(2),
                DepthInterval.of(1, 1.95),
                BasePosition.TRAY,
                OptionalDouble.empty())),
        boxes.rows());
  }

  @Test
  void aRowThatSaysNothingSoundIsToldAndTheRestGoesOn() throws IOException {
    for (String wrong :
        List.of(
            "b.jpg,BH1,1,2.5,2.0,tray",
            "b.jpg,BH1,1,2.5,2.5,tray",
            "b.jpg,BH1,1,\"2,5\",3,tray",
            "b.jpg,BH1,1,0x1p3,9,tray",
            "b.jpg,BH1,1,NaN,9,tray",
            "b.jpg,BH1,1,,3,tray",
            "b.jpg,BH1,0,2,3,tray",
            "b.jpg,BH1,1.5,2,3,tray",
            "b.jpg,BH1,1,2,3,rok",
            "b.jpg,,1,2,3,tray",
            ",BH1,1,2,3,tray",
            "b.jpg,BH1,1,2,1e999,tray",
            "b.jpg,BH1,1,2,3")) {
      TableContent<BoxRow> boxes =
          LogTables.boxes(file("photo,hole,row,top_m,base_m,base", "a.jpg,BH1,1,0,1,", wrong));

      problem(boxes, "table.csv, row 3: ");
      assertEquals(1, boxes.rows().size(), wrong);
    }
  }

  @Test
  void overlapsAndDoubleDepthsAreToldByNameAndNeitherIsUsed() throws IOException {
    String header = "photo,hole,row,top_m,base_m";
    TableContent<BoxRow> overlap =
        LogTables.boxes(file(header, "a.jpg,BH1,1,0,1", "a.jpg,BH1,2,0.9,2", "a.jpg,BH2,3,0.5,1"));
    problem(overlap, "row 3", "a.jpg, row 2", "overlaps a.jpg, row 1", "0.0 to 1.0 m", "(row 2)");
    assertEquals("BH2", overlap.rows().get(0).hole());

    TableContent<BoxRow> same =
        LogTables.boxes(file(header, "a.jpg,BH1,1,0,1", "a.jpg,BH1,2,0,1", "b.jpg,BH1,1,1,2"));
    problem(same, "has the same depths as a.jpg, row 1");
    assertEquals("b.jpg", same.rows().get(0).photo());

    TableContent<BoxRow> twice =
        LogTables.boxes(file(header, "a.jpg,BH1,1,0,1", "a.jpg,BH1,1,1,2"));
    problem(twice, "a.jpg, row 1 is there already (row 2)");
    assertEquals(List.of(), twice.rows());

    TableContent<BoxRow> whole = LogTables.boxes(file(header, "a.jpg,BH1,,0,1", "a.jpg,BH1,2,1,2"));
    problem(whole, "is there already");
  }

  @Test
  void gapsAreRemarked() throws IOException {
    TableContent<BoxRow> boxes =
        LogTables.boxes(file("photo,hole,row,top_m,base_m", "b.jpg,BH1,1,2,3", "a.jpg,BH1,1,0,1"));

    assertEquals(List.of(), boxes.problems());
    assertEquals(2, boxes.rows().size());
    assertTrue(
        boxes.remarks().get(0).contains("hole BH1 has a gap from 1.0 to 2.0 m above b.jpg, row 1"),
        boxes.remarks().toString());
  }

  @Test
  void runsMayStateADiameterAndALoss() throws IOException {
    TableContent<CoreRun> runs =
        LogTables.runs(
            file(
                "hole,top_m,base_m,loss_from_m,loss_to_m,diameter_mm",
                "BH1,0,1.5,0.0,0.1,76",
                "BH1,1.5,3,,,"));

    assertEquals(
        List.of(
            new CoreRun(
                "BH1",
                DepthInterval.of(0, 1.5),
                OptionalDouble.of(76),
                Optional.of(DepthInterval.of(0, 0.1))),
            new CoreRun("BH1", DepthInterval.of(1.5, 3), OptionalDouble.empty(), Optional.empty())),
        runs.rows());
  }

  @ParameterizedTest
  @CsvSource({
    "'BH1,0,1.5,0.2,,76', belong together",
    "'BH1,0,1.5,0.2,0.1,76', expected loss_from_m above loss_to_m",
    "'BH1,0,1.5,1.4,1.6,76', does not lie in the run",
    "'BH1,0,1.5,,,0', diameter_mm is above 0",
    "'BH1,0,1.5,,,-76', diameter_mm is above 0",
    "'BH1,1.5,0,,,', expected top_m above base_m"
  })
  void aRunThatContradictsItselfIsTold(String row, String reason) throws IOException {
    TableContent<CoreRun> runs =
        LogTables.runs(file("hole,top_m,base_m,loss_from_m,loss_to_m,diameter_mm", row));

    problem(runs, reason);
    assertEquals(List.of(), runs.rows());
  }

  @Test
  void tiesMarksAndIntervalsAreRead() throws IOException {
    assertEquals(
        List.of(new RowTiePoint("a.jpg", 2, 0.25, new Depth(10.4))),
        LogTables.ties(file("depth_m,share,row,photo", "10.4,.25,2,a.jpg")).rows());
    problem(LogTables.ties(file("depth_m,share,row,photo", "10.4,1.25,2,a.jpg")), "from 0 to 1");
    assertEquals(
        List.of(new FragmentMark("a.jpg", 3, FragmentMark.Kind.INDUCED_BELOW)),
        LogTables.marks(file("photo,fragment,mark", "a.jpg,3,Induced_Below")).rows());
    problem(
        LogTables.marks(file("photo,fragment,mark", "a.jpg,3,broken")),
        "[unsound, rubble, piece, induced_below, natural_below]",
        "'broken'");
    assertEquals(
        List.of(new NamedInterval("BH1", "upper", DepthInterval.of(0, 1))),
        LogTables.intervals(file("hole,name,top_m,base_m", "BH1,upper,0,1")).rows());
  }

  @Test
  void aTableWithoutItsColumnsIsRefused() throws IOException {
    refused(
        () -> LogTables.boxes(file("photo,hole,top_m", "a,b,1")),
        "expected the column base_m, got the columns photo,hole,top_m");
    refused(() -> LogTables.runs(file("")), "the file is empty");
    refused(
        () -> LogTables.runs(file("hole,top_m,Top_M,base_m", "a,1,2,3")),
        "the column top_m is there twice");
  }

  @Test
  void otherSeparatorsAreRefusedByName() {
    for (String mark : List.of(";", "\t", "|")) {
      refused(
          () -> LogTables.runs(file("hole,top_m,base_m".replace(",", mark), "BH1" + mark + "1,5")),
          "expected cells that commas part, and depths with a decimal point, got a header with "
              + (mark.equals("\t") ? "tabs" : "'" + mark + "'"));
    }
  }

  @Test
  void theEndOfABaseIsNamedInSeveralWays() throws IOException {
    for (String rock : List.of("rock", "Rock end", "rock_end", "ROCK-END")) {
      for (String tray : List.of("", "tray", "tray_end", "Tray End")) {
        TableContent<BoxRow> boxes =
            LogTables.boxes(
                file("photo,hole,top_m,base_m,base", "a,BH1,0,1," + rock, "b,BH1,1,2," + tray));
        assertEquals(
            List.of(BasePosition.ROCK, BasePosition.TRAY),
            boxes.rows().stream().map(BoxRow::base).toList());
      }
    }
  }

  @Test
  void rowsAreNumberedAsASpreadsheetShowsThem() throws IOException {
    TableContent<CoreRun> runs =
        LogTables.runs(file("", "hole,top_m,base_m\r", "\r", "BH1,2,1\r", "", "BH1,1,2"));
    problem(runs, "row 4: expected top_m above base_m");
    assertEquals(1, runs.rows().size());
    problem(
        LogTables.runs(file("hole,top_m,base_m", "", "\"BH1,0,1", "BH1,1,2")),
        "row 3: expected 3 cells, got 1; a quotation mark is not closed on its line");
  }

  /** Its row has as many cells as it should, and holds all rows below it. */
  @Test
  void aLastCellThatIsNotClosedIsTold() throws IOException {
    TableContent<NamedInterval> intervals =
        LogTables.intervals(
            file("hole,top_m,base_m,name", "BH1,0,1,a", "BH1,1,2,\"b", "BH1,2,3,c", "BH1,3,4,d"));
    problem(intervals, "row 3: expected a cell in quotation marks to be closed");
    assertEquals(1, intervals.rows().size());
  }

  @Test
  void aRowHasOneScale() throws IOException {
    String header = "photo,hole,top_m,base_m,length_mm,mm_per_pixel";
    TableContent<BoxRow> boxes =
        LogTables.boxes(file(header, "a,BH1,0,1,1000,", "b,BH1,1,2,,0.16", "c,BH1,2,3,1000,0.16"));
    problem(boxes, "row 4: a row has one scale, its length or the size of a pixel");
    assertEquals(OptionalDouble.of(0.16), boxes.rows().get(1).millimetresPerPixel());
    problem(LogTables.boxes(file(header, "a,BH1,0,1,,0")), "mm_per_pixel is above 0, not 0");
  }

  private static void refused(Executable reading, String part) {
    String message = String.valueOf(assertThrows(CoreScoreException.class, reading).getMessage());
    assertTrue(message.contains(part), message);
  }
}
