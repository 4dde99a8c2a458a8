// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.collection.immutable.ArraySeq;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.score.SixMeasuresProvider;
import uk.ac.bgs.corescore.core.table.PhotoTables;

class ResultSetTest {
  private static final PhotoTables TABLES =
      PhotoTables.of(
          ScoringSettings.providers().createAreaScorer(SixMeasuresProvider.ID, Map.of()));

  private static final SparkSession SPARK =
      TestCluster.start(
          "local[1]",
          Map.of(
              "spark.hadoop.fs.crash.impl",
              CrashingFiles.class.getName(),
              "spark.hadoop.fs.crash.impl.disable.cache",
              "true",
              "spark.sql.codegen.wholeStage",
              "false",
              "spark.sql.shuffle.partitions",
              "1"));

  private static final Configuration HADOOP = SPARK.sparkContext().hadoopConfiguration();

  @TempDir java.nio.file.Path disk = java.nio.file.Path.of(".");

  @AfterAll
  static void stop() {
    SPARK.stop();
  }

  @AfterEach
  void live() {
    CrashingFiles.LEFT.set(Integer.MAX_VALUE);
  }

  @Test
  void runThatIsKilledAtAnyChangeOfTheDiskLeavesNoDoubleAndNoMissingRows() throws IOException {
    // Two waves; the second replaces b, adds c, and leaves a alone.
    List<String> expected = List.of("a 1 2", "b 2 3", "c 1 1");
    File first = disk.resolve("first").toFile();
    try (ResultSet set = open(new Path(first.toString()), false)) {
      set.add(wave("a", 1, 2, "b", 1, 1));
    }
    boolean killed = true;
    int changes = 0;
    for (; killed; changes++) {
      File copy = disk.resolve("run" + changes).toFile();
      FileUtil.copy(
          FileSystem.getLocal(HADOOP).getRaw(),
          new Path(first.toString()),
          FileSystem.getLocal(HADOOP).getRaw(),
          new Path(copy.toString()),
          false,
          HADOOP);
      Path folder = new Path("crash:" + copy);
      ResultSet second = open(folder, false);
      CrashingFiles.LEFT.set(changes);
      try {
        second.add(wave("b", 2, 3, "c", 1, 1));
        killed = false;
      } catch (Exception e) { // Spark wraps what its committer meets
        assertTrue(isKilled(e), e.toString());
      }
      CrashingFiles.LEFT.set(Integer.MAX_VALUE);
      try (ResultSet set = open(folder, true)) {
        List<String> found = rows(set);
        if (found.equals(List.of("a 1 2", "b 1 1"))) {
          set.add(wave("b", 2, 3, "c", 1, 1)); // what was not written is scored again
        }
        assertEquals(expected, rows(set), "killed at change " + changes);
      }
    }
    assertTrue(changes > 8, "every change of a wave was met: " + changes);
  }

  private static boolean isKilled(@Nullable Throwable failure) {
    return failure != null
        && (String.valueOf(failure.getMessage()).contains("killed")
            || isKilled(failure.getCause()));
  }

  @Test
  void secondRunIsToldOfTheFirst() throws IOException {
    Path folder = new Path(disk.resolve("one").toString());
    ResultSet first = open(folder, false);
    try (first) {
      CoreScoreException busy = assertThrows(CoreScoreException.class, () -> open(folder, false));
      assertEquals(FailureKind.BUSY, busy.kind());
      String message = String.valueOf(busy.getMessage());
      assertTrue(message.contains("--take-over"), message);
      assertTrue(message.contains(SPARK.sparkContext().applicationId()), message);
    }
    open(folder, false).close();
  }

  @Test
  void settingsThatWereChangedAreRefused() throws IOException {
    java.nio.file.Path folder = disk.resolve("one");
    open(new Path(folder.toString()), false).close();
    Files.writeString(folder.resolve("settings.json"), "{}\n");
    Files.deleteIfExists(folder.resolve(".settings.json.crc"));
    CoreScoreException bad =
        assertThrows(CoreScoreException.class, () -> open(new Path(folder.toString()), false));
    assertEquals(FailureKind.BAD_INPUT, bad.kind());
    assertTrue(String.valueOf(bad.getMessage()).contains("settings.json"), bad.toString());
  }

  private static ResultSet open(Path folder, boolean takeOver) throws IOException {
    return ResultSet.open(SPARK, folder, "{\"a\": 1}\n", TABLES, takeOver);
  }

  /** Each photo as its name, a version that is in all its rows, and its number of fragments. */
  private static List<String> rows(ResultSet set) throws IOException {
    List<String> rows = new ArrayList<>();
    List<Row> fragments = set.fragments().select("photo", "fragment", "area_px2").collectAsList();
    List<Row> files = set.files().collectAsList();
    for (Row photo : set.photos().select("photo", "width").collectAsList()) {
      String name = photo.getString(0);
      long version = photo.getLong(1);
      List<Row> own = fragments.stream().filter(f -> f.getString(0).equals(name)).toList();
      assertTrue(own.stream().allMatch(f -> f.getDouble(2) == version), "of one version: " + own);
      assertEquals(own.size(), own.stream().map(f -> f.getLong(1)).distinct().count());
      assertEquals(
          List.of(version),
          files.stream().filter(f -> f.getString(0).equals(name)).map(f -> f.getLong(2)).toList());
      rows.add(name + " " + version + " " + own.size());
    }
    assertEquals(rows.size(), files.size());
    assertEquals(
        fragments.size(),
        rows.stream().mapToInt(row -> Integer.parseInt(row.split(" ", -1)[2])).sum(),
        "no fragments without a photo");
    return rows.stream().sorted().toList();
  }

  private static Dataset<Row> wave(Object... photos) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < photos.length; i += 3) {
      rows.add(row((String) photos[i], (Integer) photos[i + 1], (Integer) photos[i + 2]));
    }
    return SPARK.createDataFrame(rows, SparkTables.staged(TABLES));
  }

  private static Row row(String name, long version, int count) {
    Object[] photo = new Object[TABLES.photos().columns().size()];
    photo[TABLES.photos().indexOf("photo")] = name;
    photo[TABLES.photos().indexOf("width")] = version;
    Row[] fragments = new Row[count];
    for (int i = 0; i < count; i++) {
      Object[] cells = new Object[PhotoTables.fragments().columns().size()];
      cells[PhotoTables.fragments().indexOf("photo")] = name;
      cells[PhotoTables.fragments().indexOf("fragment")] = (long) i;
      cells[PhotoTables.fragments().indexOf("area_px2")] = (double) version;
      fragments[i] = RowFactory.create(cells);
    }
    return RowFactory.create(
        RowFactory.create(name, "path", version, 0L, "hash"),
        RowFactory.create(photo),
        ArraySeq.unsafeWrapArray(fragments));
  }
}
