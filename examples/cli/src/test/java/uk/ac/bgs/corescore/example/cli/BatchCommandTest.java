// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static uk.ac.bgs.corescore.example.cli.CoreScoreCommandTest.run;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.core.batch.BatchStatus;
import uk.ac.bgs.corescore.example.cli.CoreScoreCommandTest.Run;

/** The command {@code batch}. */
class BatchCommandTest {
  @TempDir private Path folder = Path.of(".");
  private Path photos = Path.of(".");
  private Path out = Path.of(".");

  @BeforeEach
  void draw() throws IOException {
    DrawnFolder.copy(3, 5, 400, 100, folder.resolve("drawn"));
    photos = folder.resolve("photos");
    out = folder.resolve("out");
    try (Stream<Path> drawn = Files.list(folder.resolve("drawn/photos"))) {
      int hole = 1;
      for (Path photo : drawn.sorted().toList()) {
        Path to = photos.resolve("BH" + hole).resolve("box.jpg");
        Files.createDirectories(to.getParent());
        Files.copy(photo, to);
        hole++;
      }
    }
  }

  private Run batch(Object... more) {
    return run(
        Stream.concat(
                Stream.of("batch", "--segmenter", "boofcv-watershed", "--out", out),
                Stream.of(more))
            .toArray());
  }

  private Path set() throws IOException {
    try (Stream<Path> sets = Files.list(out)) {
      List<Path> all = sets.toList();
      assertEquals(1, all.size(), all.toString());
      return all.get(0);
    }
  }

  private List<String> names(String status) throws IOException {
    return Files.readAllLines(set().resolve("photos.csv")).stream()
        .filter(line -> line.contains("," + status + ","))
        .map(line -> line.substring(0, line.indexOf(',')))
        .toList();
  }

  @Test
  void aTreeIsScoredOnce() throws IOException {
    Run first = batch(photos);
    assertEquals(0, first.exitCode(), first.err());
    assertTrue(first.out().contains("3 photos scored, 0 failed, 0 done before"), first.out());
    assertEquals(List.of("BH1/box.jpg", "BH2/box.jpg", "BH3/box.jpg"), names("scored"));
    for (String file :
        List.of(
            "settings.json",
            "fragments.csv",
            "photos.parquet",
            "fragments.parquet",
            "journal.bin",
            "reports/BH1/box.json",
            "reports/BH1/box.mask.png",
            "thumbnails/BH3/box.jpg")) {
      assertTrue(Files.size(set().resolve(file)) > 0, file);
    }
    Run second = batch(photos);
    assertTrue(second.out().contains("0 photos scored, 0 failed, 3 done before"), second.out());
  }

  /** Results inside the folder of photos are no photos. */
  @Test
  void resultsAmongThePhotosAreNotScored() throws IOException {
    out = photos.resolve("results");
    assertEquals(0, batch(photos).exitCode());
    Run second = batch(photos);
    assertTrue(second.out().contains("0 photos scored, 0 failed, 3 done before"), second.out());
    assertTrue(second.out().contains("6 pictures of results skipped"), second.out());
  }

  @Test
  void aListNamesFilesFromItsOwnFolderAndOneThatIsNotThereFails() throws IOException {
    Path list = folder.resolve("list.txt");
    Files.writeString(
        list,
        "\uFEFF# boxes\nphotos/BH2/box.jpg\r\n\n photos/BH9/box.jpg \n"
            + photos.resolve("BH1/box.jpg").toAbsolutePath()
            + "\nphotos/BH2/box.jpg\n");
    Run run = batch("--list", list, "--no-thumbnails", "--format", "csv");
    assertEquals(1, run.exitCode(), run.err());
    assertTrue(run.out().contains("2 photos scored, 1 failed"), run.out());
    assertTrue(run.err().contains("failed photos: 1"), run.err());
    assertTrue(run.out().contains("FAILED: photos/BH9/box.jpg: "), run.out());
    assertEquals(List.of("photos/BH9/box.jpg"), names("failed"));
    assertTrue(names("scored").contains("photos/BH2/box.jpg"), names("scored").toString());
    assertFalse(Files.exists(set().resolve("reports")));
    assertFalse(Files.exists(set().resolve("thumbnails")));
    Files.createDirectories(photos.resolve("BH9"));
    Files.copy(photos.resolve("BH1/box.jpg"), photos.resolve("BH9/box.jpg"));
    assertEquals(0, batch("--list", list, "--no-thumbnails", "--format", "csv").exitCode());
  }

  @Test
  void listsThatCannotBeUsedAreRefused() throws IOException {
    Path list = folder.resolve("list.txt");
    Files.writeString(list, "# nothing\n\n");
    assertTrue(batch("--list", list).err().contains(list + ": expected a path"));
    Files.writeString(list, "a/x.jpg\n../a/x.jpg\n");
    Run twice = batch("--list", list);
    assertEquals(1, twice.exitCode());
    assertTrue(twice.err().contains("two photos would have the name a/x.jpg"), twice.err());
    assertEquals(1, batch("--list", folder.resolve("none.txt")).exitCode());
  }

  @Test
  void severalFoldersAreNamedByTheirOwnNames() throws IOException {
    Run run = batch(photos.resolve("BH1"), photos.resolve("BH3"));
    assertEquals(0, run.exitCode(), run.err());
    assertEquals(List.of("BH1/box.jpg", "BH3/box.jpg"), names("scored"));
    Run clash = batch(photos.resolve("BH1/box.jpg"), photos.resolve("BH3/box.jpg"));
    assertEquals(1, clash.exitCode());
    assertTrue(clash.err().contains("two photos would have the name box.jpg"), clash.err());
  }

  @Test
  void wrongUseIsToldBeforeAnyWork() {
    for (List<Object> wrong :
        List.<List<Object>>of(
            List.of(),
            List.of(photos, "--list", photos),
            List.of(folder.resolve("nowhere-at-all/")),
            List.of(photos, "--shard", "3/2"),
            List.of(photos, "--shard", "one"),
            List.of(photos, "--threads", "0"),
            List.of(photos, "--whole-up-to", "-1"),
            List.of(photos, "--mm-per-pixel", "0"),
            List.of(photos, "--format", "pdf"))) {
      Run run = batch(wrong.toArray());
      boolean missing = wrong.size() == 1;
      assertEquals(missing ? 1 : 2, run.exitCode(), wrong + run.err());
    }
    assertEquals(2, run("batch", photos).exitCode());
  }

  @Test
  void anOutputFolderThatCannotBeMadeIsNamed() throws IOException {
    out = folder.resolve("a-file");
    Files.writeString(out, "");
    Run run = batch(photos);
    assertEquals(1, run.exitCode());
    assertTrue(run.err().contains(out + ": a folder is expected"), run.err());
    Path closed = Files.createDirectory(folder.resolve("closed"));
    assertTrue(closed.toFile().setWritable(false));
    assumeFalse(Files.isWritable(closed), "this user may write anywhere");
    out = closed.resolve("out");
    assertEquals(1, batch(photos).exitCode());
  }

  @Test
  void shardsEndWithoutTablesUntilAllAreDone() throws IOException {
    Run first = batch(photos, "--shard", "1/2");
    Run second = batch(photos, "--shard", "2/2");
    assertTrue(first.out().contains("photos of other shards are not done"), first.out());
    assertFalse(second.out().contains("photos of other shards"), second.out());
    assertEquals(3, names("scored").size());
  }

  @Test
  void aDamagedJournalIsNamedWithThePlace() throws IOException {
    assertEquals(0, batch(photos).exitCode());
    Path journal = set().resolve("journal.bin");
    byte[] content = Files.readAllBytes(journal);
    content[120] ^= 1;
    Files.write(journal, content);
    Run run = batch(photos);
    assertEquals(1, run.exitCode());
    assertTrue(run.err().contains(journal + ": damaged at byte "), run.err());
    assertEquals(-1, java.util.Arrays.mismatch(content, Files.readAllBytes(journal)));
  }

  @Test
  void givenRowsMakeAnotherSet() throws IOException {
    assertEquals(0, batch(photos).exitCode());
    Path reports = set().resolve("reports");
    Run run = batch(photos, "--rows", reports);
    assertEquals(0, run.exitCode(), run.err());
    try (Stream<Path> sets = Files.list(out)) {
      assertEquals(2, sets.count());
    }
  }

  @Test
  void progressIsALineWithRateAndTimeLeft() {
    assertEquals(
        "500 of 1000 photos (50.0 %), 4.00 photos/s, 2 min left, 100 failed",
        BatchProgress.text(new BatchStatus(1000, 100, 300, 100, Duration.ofSeconds(100))));
    assertEquals(
        "0 of 125000 photos (0.0 %), 0 failed",
        BatchProgress.text(new BatchStatus(125_000, 0, 0, 0, Duration.ZERO)));
    assertTrue(
        BatchProgress.text(new BatchStatus(125_000, 0, 100, 0, Duration.ofSeconds(50)))
            .contains(", 17 h 20 min left,"));
    StringWriter text = new StringWriter();
    BatchProgress told = new BatchProgress(new PrintWriter(text), false);
    told.progress(new BatchStatus(10, 0, 1, 0, Duration.ofSeconds(1)));
    assertEquals("", text.toString(), "a log has a line each half minute");
    told.failed("a.jpg", "a.jpg: broken\u001b[2J");
    assertEquals("FAILED: a.jpg: broken?[2J" + System.lineSeparator(), text.toString());
  }
}
