// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.core.photo.PhotoFolder;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.pipeline.BatchResult;
import uk.ac.bgs.corescore.core.pipeline.BatchScorer;
import uk.ac.bgs.corescore.core.pipeline.PhotoTask;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;
import uk.ac.bgs.corescore.core.report.FailureText;
import uk.ac.bgs.corescore.core.score.SixMeasuresProvider;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreSettings;
import uk.ac.bgs.corescore.core.synthetic.SyntheticDataset;
import uk.ac.bgs.corescore.core.table.PhotoTables;

/**
 * A cluster of two executors on this machine, processes of their own, one of which is killed while
 * it scores. Its tables are those of a batch in one JVM.
 */
class LocalClusterTest {
  private static final int PHOTOS = 60;
  private static final SparkSession SPARK =
      TestCluster.start("local-cluster[2,1,1024]", Map.of("spark.speculation", "true"));

  @TempDir Path folder = Path.of(".");

  @AfterAll
  static void stop() {
    SPARK.stop();
  }

  @Test
  void tablesAreThoseOfOneProcessWhateverHappensToExecutors() throws IOException {
    Path archive = archive();
    Path made = Files.createDirectory(folder.resolve("made"));
    Path killed = folder.resolve("killed");
    Map<String, String> options =
        Map.of("once", killed.toString(), "made", made.toString(), "threshold", "110");

    ArchiveRun.Outcome first = run(archive, options, false);
    assertEquals(PHOTOS + 2, first.scoredNow());
    assertTrue(Files.exists(killed), "an executor was killed");
    assertEquals(2, first.failed());
    assertTablesAre(archive, first);
    assertOneModelAProcess(made);

    Set<String> before = filesIn(first);
    ArchiveRun.Outcome second = run(archive, options, false);
    assertEquals(0, second.scoredNow());
    assertEquals(PHOTOS + 2, second.done());
    assertEquals(first.folder(), second.folder());
    assertEquals(before, filesIn(second), "nothing is written");

    Path changed = archive.resolve("drawn-000007.jpg");
    Files.copy(archive.resolve("drawn-000008.jpg"), folder.resolve("new.jpg"));
    Files.move(folder.resolve("new.jpg"), archive.resolve("BH 2/new.jpg"));
    Files.write(changed, Files.readAllBytes(archive.resolve("drawn-000009.jpg")));
    Files.setLastModifiedTime(
        archive.resolve("drawn-000010.jpg"), FileTime.from(Instant.ofEpochSecond(1)));
    ArchiveRun.Outcome third = run(archive, options, false);
    assertEquals(2, third.scoredNow(), "the new one and the changed one");
    assertTablesAre(archive, third);
    assertEquals(0, run(archive, options, false).scoredNow());

    ArchiveRun.Outcome again = run(archive, options, true);
    assertEquals(2, again.scoredNow(), "those that failed");
    assertTablesAre(archive, again);

    Map<String, String> other = new TreeMap<>(options);
    other.put("threshold", "140");
    ArchiveRun.Outcome others = run(archive, other, false);
    assertNotEquals(first.folder(), others.folder());
    assertEquals(PHOTOS + 3, others.scoredNow());
    assertTablesAre(archive, again);
  }

  /**
   * Photos in folders, of names that Spark itself leaves out or spells in two ways, and bad ones.
   */
  private Path archive() throws IOException {
    Path archive = folder.resolve("an archive");
    Path drawn = folder.resolve("drawn");
    new SyntheticDataset(SyntheticCoreSettings.builder().size(240, 60).build())
        .write(drawn, 1, PHOTOS, false, file -> {});
    Files.move(drawn.resolve("photos"), archive);
    Files.createDirectories(archive.resolve("_BH1/box 1"));
    Files.createDirectories(archive.resolve("BH 2"));
    Files.move(archive.resolve("drawn-000001.jpg"), archive.resolve("_MG_0001.JPG"));
    Files.move(archive.resolve("drawn-000002.jpg"), archive.resolve("_BH1/box 1/100%20.jpg"));
    Files.move(archive.resolve("drawn-000003.jpg"), archive.resolve("BH 2/a+b #1 é.jpg"));
    Files.writeString(archive.resolve("broken.jpg"), "not a photo");
    Files.write(archive.resolve("BH 2/empty.png"), new byte[0]);
    Files.write(archive.resolve(".hidden.jpg"), new byte[] {1});
    Files.write(archive.resolve("notes.txt"), new byte[] {1});
    return archive;
  }

  private static ScoringSettings settings(Map<String, String> options) {
    return new ScoringSettings(
        KilledProvider.ID,
        new TreeMap<>(options),
        null,
        null,
        new TreeMap<>(),
        SixMeasuresProvider.ID,
        new TreeMap<>(),
        4,
        0.2,
        20_000_000,
        1,
        1);
  }

  private ArchiveRun.Outcome run(Path archive, Map<String, String> options, boolean retry)
      throws IOException {
    return new ArchiveRun(SPARK, settings(options), System.out::println)
        .run(
            new ArchiveRun.Request(
                new org.apache.hadoop.fs.Path(archive.toString()),
                new org.apache.hadoop.fs.Path(folder.resolve("out").toString()),
                retry,
                false,
                40));
  }

  private void assertTablesAre(Path archive, ArchiveRun.Outcome outcome) throws IOException {
    List<List<Object>> photos = new ArrayList<>();
    List<List<Object>> fragments = new ArrayList<>();
    ScoringPipeline.Builder pipeline =
        settings(Map.of("threshold", "110")).pipeline(ScoringSettings.providers());
    PhotoTables tables;
    try (BatchScorer scorer = BatchScorer.builder(pipeline).threads(1).build();
        Stream<BatchResult> results =
            scorer.score(
                PhotoFolder.of(archive).photos().stream()
                    .map(file -> PhotoTask.of(PhotoReader.create(), file))
                    .iterator())) {
      tables = PhotoTables.of(scorer.areaScorer());
      PhotoTables made = tables;
      results.forEach(
          result -> {
            if (result.scored().isPresent()) {
              photos.add(made.photo(result.orThrow()));
              fragments.addAll(PhotoTables.fragments(result.orThrow()));
            } else {
              // A batch reads a file on this machine and names its path.
              String path = archive.resolve(result.name()).toString();
              photos.add(
                  made.failed(
                      result.name(),
                      Optional.empty(),
                      result.failure().orElseThrow().kind(),
                      FailureText.of(result.name(), result.failure().orElseThrow())
                          .replace(path, result.name())));
            }
          });
    }
    assertTableIs(SparkTables.of(tables.photos()), photos, outcome, "photos");
    assertTableIs(SparkTables.of(PhotoTables.fragments()), fragments, outcome, "fragments");
  }

  private static void assertTableIs(
      StructType schema, List<List<Object>> rows, ArchiveRun.Outcome outcome, String table) {
    Dataset<Row> found =
        SPARK.read().parquet(new org.apache.hadoop.fs.Path(outcome.folder(), table).toString());
    assertEquals(schema, found.schema(), "names, order, types, units");
    for (StructField field : found.schema().fields()) {
      assertTrue(field.getComment().isDefined(), field.name());
    }
    List<String> texts = rows.stream().map(Object::toString).sorted().toList();
    List<String> inSpark =
        found.collectAsList().stream().map(row -> cells(row).toString()).sorted().toList();
    assertEquals(texts, inSpark);
  }

  private static List<Object> cells(Row row) {
    List<Object> cells = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      cells.add(row.get(i));
    }
    return cells;
  }

  private static Set<String> filesIn(ArchiveRun.Outcome outcome) throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of(outcome.folder().toUri()))) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        names.add(file + " " + Files.getLastModifiedTime(file));
      }
    }
    return names;
  }

  private static void assertOneModelAProcess(Path made) throws IOException {
    List<String> processes = new ArrayList<>();
    try (Stream<Path> files = Files.list(made)) {
      files.forEach(file -> processes.add(String.valueOf(file.getFileName()).split("-", 2)[0]));
    }
    assertEquals(List.copyOf(new TreeSet<>(processes)), processes.stream().sorted().toList());
    assertTrue(
        processes.size() >= 2, "two executors and perhaps the one after the killed: " + processes);
  }
}
