// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.column;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.core.corelog.CoreLog;
import uk.ac.bgs.corescore.core.corelog.CoreLogger;
import uk.ac.bgs.corescore.core.corelog.LogPhoto;
import uk.ac.bgs.corescore.core.corelog.LogSettings;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.corelog.table.BasePosition;

class ColumnWriterTest {
  @TempDir Path folder = Path.of(".");

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private List<ColumnStacker.StackedHole> write(
      PaintedBox box, ColumnSettings settings, boolean overwrite) throws IOException {
    List<LogPhoto> photos = List.of(box.photo());
    CoreLog log = CoreLogger.log(photos, List.of(), List.of(), LogSettings.DEFAULT);
    return ColumnWriter.write(log, photos, name -> box.read(), settings, folder, overwrite);
  }

  @Test
  void eachHoleHasItsPagesAndAnIndex() throws IOException {
    PaintedBox box =
        new PaintedBox("a.png", 100, 3)
            .depths("BH 1", 1, 0, 1, BasePosition.TRAY)
            .depths("BH 1", 2, 1.5, 2.5, BasePosition.TRAY)
            .depths("BH/1", 3, 7, 8, BasePosition.TRAY);
    List<ColumnStacker.StackedHole> holes = write(box, ColumnSettings.DEFAULT, false);
    assertEquals(List.of("BH 1", "BH/1"), holes.stream().map(one -> one.hole()).toList());
    assertEquals(
        List.of(
            "BH_1.json",
            "BH_1_0.000_2.500.png",
            "BH_1_0.000_2.500_depths.npy",
            "BH_1_0.000_2.500_image.npy",
            "BH_1_2.json",
            "BH_1_2_7.000_8.000.png",
            "BH_1_2_7.000_8.000_depths.npy",
            "BH_1_2_7.000_8.000_image.npy"),
        names());
    String json = Files.readString(folder.resolve("BH_1.json")).replaceAll("\\s+", "");
    assertTrue(json.contains("\"hole\":\"BH1\""), json);
    assertTrue(
        json.contains("{\"firstRow\":100,\"endRow\":150,\"from\":1,\"to\":1.5,\"kind\":\"gap\"}"),
        json);
    assertTrue(json.contains("\"height\":250,\"arrayRows\":249"), json);
    assertTrue(json.contains("\"notPhotographed\":[{\"from\":1,\"to\":1.5}]"), json);
    assertTrue(json.contains("\"source\":\"a.png,row2\""), json);
    assertEquals(249, ColumnFiles.loadCoreBreakout(folder, "BH_1_0.000_2.500").height());
  }

  /** A name that no file system takes loses neither its hole nor those after it. */
  @Test
  void holesOfAnyNameHaveFiles() throws IOException {
    PaintedBox box =
        new PaintedBox("a.png", 100, 3)
            .depths("a".repeat(300), 1, 0, 1, BasePosition.TRAY)
            .depths("CON", 2, 1, 2, BasePosition.TRAY)
            .depths("con", 3, 2, 3, BasePosition.TRAY);
    assertEquals(3, write(box, ColumnSettings.DEFAULT, false).size());
    assertEquals(
        List.of("_CON.json", "_con_2.json", "a".repeat(60) + ".json"),
        names().stream().filter(name -> name.endsWith(".json")).toList());
  }

  @Test
  void columnsThatAreThereAreReplacedOnRequestAlone() throws IOException {
    PaintedBox box = new PaintedBox("a.png", 100, 1).depths(1, 0, 1);
    write(box, ColumnSettings.DEFAULT, false);
    List<String> before = names();
    assertThrows(FileAlreadyExistsException.class, () -> write(box, ColumnSettings.DEFAULT, false));
    assertEquals(before, names());
    write(box, ColumnSettings.DEFAULT.withRowsPerMetre(50), true);
    assertEquals(
        DepthInterval.of(0, 1),
        ColumnFiles.loadCoreBreakout(folder, "BH1_0.000_1.000").toColumn().depths());
    assertEquals(50, ColumnFiles.loadCoreBreakout(folder, "BH1_0.000_1.000").height());
  }

  /** A reader of all arrays of a folder would get the core twice. */
  @Test
  void pagesOfOtherDepthsAreGoneOnceTheHoleIsWrittenAnew() throws IOException {
    write(new PaintedBox("a.png", 100, 1).depths(1, 0, 1), ColumnSettings.DEFAULT, false);
    Path other = Files.writeString(folder.resolve("BH1_notes.txt"), "kept");
    write(new PaintedBox("a.png", 100, 1).depths(1, 1, 2), ColumnSettings.DEFAULT, true);
    assertEquals(
        List.of(
            "BH1.json",
            "BH1_1.000_2.000.png",
            "BH1_1.000_2.000_depths.npy",
            "BH1_1.000_2.000_image.npy",
            "BH1_notes.txt"),
        names());
    // An index that is damaged, or names what is none of its pages, removes nothing.
    for (String index :
        List.of(
            "{", "{\"pages\":[{\"picture\":\"BH1_notes.txt\",\"image\":\"../x_image.npy\"}]}")) {
      Files.writeString(folder.resolve("BH1.json"), index);
      write(new PaintedBox("a.png", 100, 1).depths(1, 1, 2), ColumnSettings.DEFAULT, true);
      assertTrue(Files.exists(other));
      assertEquals(5, names().size());
    }
  }
}
