// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.core.photo.PhotoMemory;
import uk.ac.bgs.corescore.core.report.ReportFormat;
import uk.ac.bgs.corescore.core.table.CsvTables;
import uk.ac.bgs.corescore.core.table.TableSchema;
import uk.ac.bgs.corescore.core.table.TableSink;
import uk.ac.bgs.corescore.image.PixelScale;

/** What a batch keeps, does again and tells. */
class BatchTest {
  private static final Instant EARLIER = Instant.parse("2020-01-01T00:00:00Z");

  @TempDir private Path folder = Path.of(".");
  private Path photos = Path.of(".");
  private Path out = Path.of(".");

  @BeforeEach
  void draw() throws IOException {
    photos = folder.resolve("photos");
    out = folder.resolve("out");
    TinyArchive.draw(photos, 12);
  }

  private BatchOutcome run() throws IOException {
    return TinyArchive.run(photos, out);
  }

  private static List<String> names(BatchOutcome outcome, String table) throws IOException {
    return TinyArchive.lines(outcome, table).stream()
        .skip(1)
        .map(line -> line.substring(0, line.indexOf(',')))
        .toList();
  }

  private static long number(String name) {
    return Long.parseLong(name.replaceAll(".*_|[.]png", ""));
  }

  @Test
  void tablesHaveARowForEachPhotoInNaturalOrderAndItsReportsAreThere() throws IOException {
    BatchOutcome outcome = run();
    List<String> names = names(outcome, "photos.csv");
    assertEquals(12, names.size());
    assertEquals(
        List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L),
        names.stream().map(BatchTest::number).toList());
    assertEquals(12, outcome.status().scored());
    assertEquals(0, outcome.failures());
    assertTrue(outcome.complete());
    Map<String, String> files = TinyArchive.files(outcome.folder());
    for (String name : names) {
      String base = name.replace(".png", "");
      for (String suffix : List.of(".json", ".geojson", ".mask.png")) {
        assertTrue(files.containsKey("reports/" + base + suffix), base + suffix);
      }
      assertTrue(files.containsKey("thumbnails/" + base + ".jpg"), base);
    }
    assertEquals(12 * 4, TinyArchive.reports(outcome.folder()), files.keySet().toString());
    assertTrue(files.containsKey("index.html"), files.keySet().toString());
  }

  @Test
  void nothingIsDoneTwiceAndTheSameTablesComeAgain() throws IOException {
    Map<String, String> first = TinyArchive.files(run().folder());
    BatchOutcome again = run();
    assertEquals(0, again.status().scored());
    assertEquals(12, again.status().kept());
    assertEquals(first, TinyArchive.files(again.folder()));
  }

  @Test
  void threadsDoNotDecideAnything() throws IOException {
    Map<String, String> two = TinyArchive.files(run().folder());
    Path other = folder.resolve("other");
    BatchOutcome one =
        TinyArchive.batch(other).threads(1).build().run(TinyArchive.photos(photos, other));
    assertEquals(two, TinyArchive.files(one.folder()));
    assertEquals(out.relativize(run().folder()), other.relativize(one.folder()));
  }

  @Test
  void otherSettingsAreAnotherFolder() throws IOException {
    Set<Path> folders = new HashSet<>();
    folders.add(run().folder());
    List<PhotoSource> all = TinyArchive.photos(photos, out);
    folders.add(Batch.builder(TinyArchive.pipeline().minArea(5), out).build().run(all).folder());
    folders.add(
        Batch.builder(TinyArchive.pipeline().scale(new PixelScale(0.5)), out)
            .build()
            .run(all)
            .folder());
    folders.add(TinyArchive.batch(out).setting("rows", "1").build().run(all).folder());
    folders.add(TinyArchive.batch(out).setting("rows", "2").build().run(all).folder());
    folders.add(TinyArchive.batch(out).wholePixels(7).build().run(all).folder());
    assertEquals(6, folders.size());
    for (Path set : folders) {
      assertEquals(13, Files.readAllLines(set.resolve("photos.csv")).size());
      assertTrue(Files.readString(set.resolve("settings.json")).contains("\"brightness\""));
    }
  }

  @Test
  void aSetWhoseSettingsWereChangedIsRefused() throws IOException {
    Path settings = run().folder().resolve("settings.json");
    Files.writeString(settings, Files.readString(settings).replace("brightness", "darkness"));
    CoreScoreException refused = assertThrows(CoreScoreException.class, this::run);
    assertTrue(String.valueOf(refused.getMessage()).contains(settings.toString()));
  }

  @Test
  void aChangedPhotoIsDoneAgainAndOneThatWasTouchedIsNot() throws IOException {
    Map<String, String> before = TinyArchive.files(run().folder());
    Path changed = photos.resolve("BH0/box_3.png");
    TinyArchive.drawOne(changed, 99);
    Files.setLastModifiedTime(changed, FileTime.from(EARLIER));
    Path touched = photos.resolve("BH0/box_4.png");
    Files.setLastModifiedTime(touched, FileTime.from(EARLIER));
    BatchOutcome outcome = run();
    assertEquals(1, outcome.status().scored());
    assertEquals(11, outcome.status().kept());
    Map<String, String> after = TinyArchive.files(outcome.folder());
    before.keySet().removeIf(name -> name.startsWith("page-") || name.equals("settings.json"));
    for (Map.Entry<String, String> file : before.entrySet()) {
      boolean differs = file.getKey().contains("box_3.") || !file.getKey().contains("/");
      assertEquals(!differs, file.getValue().equals(after.get(file.getKey())), file.getKey());
    }
    Path fresh = folder.resolve("fresh");
    assertEquals(TinyArchive.files(TinyArchive.run(photos, fresh).folder()), after);
    assertEquals(12, run().status().kept());
  }

  @Test
  void aFailedPhotoIsARowAndIsTriedAgainOnRequestOrWhenItHasChanged() throws IOException {
    Path bad = photos.resolve("BH0/box_20.png");
    Files.writeString(bad, "no photo");
    BatchOutcome first = run();
    assertEquals(1, first.status().failed());
    assertEquals(1, first.failures());
    String row = TinyArchive.lines(first, "photos.csv").get(11);
    assertTrue(row.startsWith("BH0/box_20.png,,failed,bad_input,"), row);
    assertTrue(row.contains("the name says PNG"), row);
    BatchOutcome second = run();
    assertEquals(0, second.status().failed());
    assertEquals(13, second.status().kept());
    assertEquals(1, second.failures());
    BatchOutcome retried =
        TinyArchive.batch(out).retryFailed(true).build().run(TinyArchive.photos(photos, out));
    assertEquals(1, retried.status().failed());
    assertEquals(TinyArchive.files(first.folder()), TinyArchive.files(retried.folder()));
    TinyArchive.drawOne(bad, 20);
    Files.setLastModifiedTime(bad, FileTime.from(EARLIER));
    BatchOutcome mended = run();
    assertEquals(1, mended.status().scored());
    assertEquals(0, mended.failures());
  }

  @Test
  void aPhotoThatIsDamagedNowLosesItsFigures() throws IOException {
    run();
    Path bad = photos.resolve("BH0/box_5.png");
    Files.writeString(bad, "no photo");
    BatchOutcome outcome = run();
    assertEquals(1, outcome.failures());
    assertFalse(names(outcome, "fragments.csv").contains("BH0/box_5.png"));
    assertTrue(
        TinyArchive.files(outcome.folder()).keySet().stream()
            .noneMatch(name -> name.contains("box_5.")));
  }

  @Test
  void aPhotoThatCannotBeReachedNowKeepsItsFigures() throws IOException {
    BatchOutcome first = run();
    List<PhotoSource> all = TinyArchive.photos(photos, out);
    Files.delete(photos.resolve("BH0/box_5.png"));
    List<String> remarks = new ArrayList<>();
    BatchOutcome second = TinyArchive.batch(out).listener(remarks(remarks)).build().run(all);
    assertEquals(TinyArchive.files(first.folder()), TinyArchive.files(second.folder()));
    assertEquals(1, remarks.size(), remarks.toString());
    assertTrue(remarks.get(0).startsWith("BH0/box_5.png: "), remarks.toString());
  }

  @Test
  void aPhotoThatHasChangedAndCannotBeReadDoesNotKeepItsFigures() throws IOException {
    run();
    Path file = photos.resolve("BH0/box_5.png");
    List<PhotoSource> all = new ArrayList<>(TinyArchive.photos(photos, out));
    all.replaceAll(
        photo -> photo.name().equals("BH0/box_5.png") ? new ChangedAndLocked(photo) : photo);
    BatchOutcome locked = TinyArchive.batch(out).build().run(all);
    assertEquals(1, locked.failures());
    assertFalse(names(locked, "fragments.csv").contains("BH0/box_5.png"));
    TinyArchive.drawOne(file, 77);
    BatchOutcome after = run();
    assertEquals(0, after.failures());
    assertEquals(1, after.status().scored());
  }

  /** A file with another size and time, which cannot be opened. */
  private record ChangedAndLocked(PhotoSource photo) implements PhotoSource {
    @Override
    public String name() {
      return photo.name();
    }

    @Override
    public String fingerprint() {
      return "1 bytes, 2026-01-01T00:00:00Z";
    }

    @Override
    public String sha256() throws IOException {
      throw new IOException("locked");
    }

    @Override
    public Photo read(PhotoMemory limits) {
      throw new CoreScoreException(FailureKind.IO, name() + ": locked");
    }
  }

  private static BatchListener remarks(List<String> remarks) {
    return new BatchListener() {
      @Override
      public void remark(String line) {
        remarks.add(line);
      }
    };
  }

  @Test
  void aPhotoThatIsNoneOfTheBatchAnyMoreIsNamedAndInNoTable() throws IOException {
    run();
    Files.delete(photos.resolve("BH0/box_5.png"));
    BatchOutcome outcome = run();
    assertEquals(List.of("BH0/box_5.png"), outcome.absent());
    assertEquals(11, names(outcome, "photos.csv").size());
    assertFalse(names(outcome, "photos.csv").contains("BH0/box_5.png"));
  }

  @Test
  void aPhotoThatLacksAReportIsScoredAgain() throws IOException {
    BatchOutcome first = run();
    Files.delete(first.folder().resolve("reports/BH0/box_1.json"));
    Files.write(first.folder().resolve("reports/BH0/box_2.mask.png"), new byte[0]);
    BatchOutcome second = run();
    assertEquals(2, second.status().scored());
    assertEquals(48, TinyArchive.reports(second.folder()));
    List<PhotoSource> all = TinyArchive.photos(photos, out);
    BatchOutcome fewer =
        TinyArchive.batch(out).reports(EnumSet.of(ReportFormat.JSON)).build().run(all);
    assertEquals(12, fewer.status().kept());
    BatchOutcome more =
        TinyArchive.batch(out).reports(EnumSet.of(ReportFormat.HTML)).build().run(all);
    assertEquals(12, more.status().scored());
    assertEquals(second.folder(), more.folder());
  }

  @Test
  void photosOfOneStemHaveReportsOfTheirOwn() throws IOException {
    Files.copy(photos.resolve("BH0/box_1.png"), photos.resolve("BH0/BOX_1.tif.png"));
    TinyArchive.drawOne(photos.resolve("BH0/same.png"), 50);
    Files.writeString(photos.resolve("BH0/same.bmp"), "no photo");
    BatchOutcome outcome = run();
    Set<String> files = TinyArchive.files(outcome.folder()).keySet();
    assertTrue(files.contains("reports/BH0/same.png.json"), files.toString());
    assertFalse(files.contains("reports/BH0/same.json"), files.toString());
    Files.delete(photos.resolve("BH0/same.bmp"));
    Set<String> after = TinyArchive.files(run().folder()).keySet();
    assertTrue(after.contains("reports/BH0/same.json"), after.toString());
    assertFalse(after.contains("reports/BH0/same.png.json"), after.toString());
  }

  @Test
  void namesThatLeadOutOfTheFolderAreFailures() throws IOException {
    List<PhotoSource> all = new ArrayList<>(TinyArchive.photos(photos, out));
    Path file = photos.resolve("BH0/box_1.png");
    for (String name : List.of("../out.png", "a//b.png", "/c.png", "d\\e.png", "f".repeat(250))) {
      all.add(PhotoSource.of(new PhotoFile(name, file)));
    }
    BatchOutcome outcome = TinyArchive.batch(out).build().run(all);
    assertEquals(5, outcome.failures());
    assertEquals(48, TinyArchive.reports(outcome.folder()));
    try (Stream<Path> beside = Files.list(folder)) {
      assertEquals(2, beside.count());
    }
  }

  @Test
  void noPhotosOrTwoOfOneNameAreRefused() {
    Batch batch = TinyArchive.batch(out).build();
    assertEquals(
        FailureKind.BAD_INPUT,
        assertThrows(CoreScoreException.class, () -> batch.run(List.of())).kind());
    PhotoSource one = PhotoSource.of(new PhotoFile("a.png", photos.resolve("BH0/box_1.png")));
    CoreScoreException twice =
        assertThrows(CoreScoreException.class, () -> batch.run(List.of(one, one)));
    assertTrue(String.valueOf(twice.getMessage()).contains("a.png"));
  }

  /** Stands for a disk that is full after some rows. */
  private static TableSink.Format full(int rows) {
    return (place, schema) ->
        new TableSink() {
          private int left = rows;

          @Override
          public void write(List<? extends @Nullable Object> row) throws IOException {
            left--;
            if (left < 0) {
              throw new IOException(place + ": No space left on device");
            }
          }

          @Override
          public void complete() {}

          @Override
          public void close() {}
        };
  }

  @Test
  void tablesThatCannotBeWrittenStopTheBatchAndLeaveTheOldOnes() throws IOException {
    Map<String, String> before = TinyArchive.files(run().folder());
    TinyArchive.drawOne(photos.resolve("BH9/box_90.png"), 90);
    Batch batch = TinyArchive.batch(out).tables(List.of(new CsvTables(), full(7))).build();
    List<PhotoSource> all = TinyArchive.photos(photos, out);
    CoreScoreException stopped = assertThrows(CoreScoreException.class, () -> batch.run(all));
    assertEquals(FailureKind.IO, stopped.kind());
    String message = String.valueOf(stopped.getMessage());
    assertTrue(message.contains("No space left on device"), message);
    assertTrue(message.contains("start again"), message);
    BatchOutcome later = run();
    assertEquals(13, later.status().kept());
    Map<String, String> after = TinyArchive.files(later.folder());
    assertNotEquals(before.get("photos.csv"), after.get("photos.csv"));
    assertEquals(13 * 4, TinyArchive.reports(later.folder()));
    assertEquals(
        TinyArchive.files(TinyArchive.run(photos, folder.resolve("fresh")).folder()), after);
  }

  @Test
  void aReportThatCannotBeWrittenIsNoPhotosFailure() throws IOException {
    Path set = run().folder();
    TinyArchive.drawOne(photos.resolve("BH9/box_90.png"), 90);
    Files.writeString(set.resolve("reports/BH9"), "a file where a folder is needed");
    CoreScoreException stopped = assertThrows(CoreScoreException.class, this::run);
    assertEquals(FailureKind.IO, stopped.kind());
    assertTrue(String.valueOf(stopped.getMessage()).contains("BH9"), stopped.toString());
    Files.delete(set.resolve("reports/BH9"));
    BatchOutcome later = run();
    assertEquals(0, later.failures());
    assertEquals(1, later.status().scored());
  }

  @Test
  void oneRunAtATime() throws IOException {
    List<PhotoSource> all = TinyArchive.photos(photos, out);
    List<String> told = new ArrayList<>();
    BatchListener inside =
        new BatchListener() {
          @Override
          public void progress(BatchStatus status) {
            if (told.isEmpty()) {
              for (Shard shard : List.of(Shard.ALL, new Shard(1, 3))) {
                CoreScoreException busy =
                    assertThrows(
                        CoreScoreException.class,
                        () -> TinyArchive.batch(out).shard(shard).build().run(all));
                told.add(busy.kind() + ": " + busy.getMessage());
              }
            }
          }
        };
    TinyArchive.batch(out).listener(inside).build().run(all);
    assertEquals(2, told.size());
    for (String line : told) {
      assertTrue(line.startsWith("BUSY: ") && line.contains("on all photos"), line);
    }
  }

  @Test
  void shardsShareThePhotosAndTheLastOneMakesTheTables() throws IOException {
    List<PhotoSource> all = TinyArchive.photos(photos, out);
    long done = 0;
    for (int i = 1; i <= 3; i++) {
      Shard shard = new Shard(i, 3);
      BatchOutcome outcome = TinyArchive.batch(out).shard(shard).build().run(all);
      done += outcome.status().scored();
      assertEquals(
          all.stream().filter(photo -> shard.holds(photo.name())).count(),
          outcome.status().scored());
      assertEquals(i == 3, outcome.complete());
      assertEquals(12 - done, outcome.openElsewhere());
      assertEquals(i == 3, Files.exists(outcome.folder().resolve("photos.csv")));
    }
    assertEquals(12, done);
    BatchOutcome whole = run();
    assertEquals(12, whole.status().kept());
    assertEquals(
        TinyArchive.files(TinyArchive.run(photos, folder.resolve("fresh")).folder()),
        TinyArchive.files(whole.folder()));
  }

  @Test
  void shardsAreAtWorkTogetherAndKeepOutAllOthers() throws IOException {
    List<PhotoSource> all = TinyArchive.photos(photos, out);
    List<String> told = new ArrayList<>();
    BatchListener inside =
        new BatchListener() {
          @Override
          public void progress(BatchStatus status) {
            if (told.isEmpty()) {
              told.add("begun");
              for (Shard shard : List.of(Shard.ALL, new Shard(1, 3), new Shard(1, 2))) {
                CoreScoreException busy =
                    assertThrows(
                        CoreScoreException.class,
                        () -> TinyArchive.batch(out).shard(shard).build().run(all));
                told.add(String.valueOf(busy.getMessage()));
              }
              try {
                TinyArchive.batch(out).shard(new Shard(2, 2)).build().run(all);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }
          }
        };
    BatchOutcome first =
        TinyArchive.batch(out).shard(new Shard(1, 2)).listener(inside).build().run(all);
    assertEquals(4, told.size());
    told.stream().skip(1).forEach(line -> assertTrue(line.contains("on shard 1/2"), line));
    assertTrue(first.complete());
    assertEquals(
        TinyArchive.files(TinyArchive.run(photos, folder.resolve("fresh")).folder()),
        TinyArchive.files(first.folder()));
  }

  @Test
  void aFailureThatOtherShardsHaveRecordedIsNoOpenPhoto() throws IOException {
    Files.writeString(photos.resolve("BH0/box_20.png"), "no photo");
    Files.writeString(photos.resolve("BH0/box_21.png"), "no photo");
    List<PhotoSource> all = TinyArchive.photos(photos, out);
    for (int i = 1; i <= 2; i++) {
      TinyArchive.batch(out).shard(new Shard(i, 2)).build().run(all);
    }
    BatchOutcome retried =
        TinyArchive.batch(out).shard(new Shard(1, 2)).retryFailed(true).build().run(all);
    assertTrue(retried.complete());
    assertEquals(2, retried.failures());
  }

  /** A photo on a disk that is away. */
  private record Away(String name) implements PhotoSource {
    @Override
    public String fingerprint() {
      return "as ever";
    }

    @Override
    public String sha256() {
      throw new CoreScoreException(FailureKind.IO, name + ": the disk is away");
    }

    @Override
    public Photo read(PhotoMemory limits) {
      throw new CoreScoreException(FailureKind.IO, name + ": the disk is away");
    }
  }

  /** Each run tries its own again, and none waits for those of the others. */
  @Test
  void photosThatNoShardCanReachKeepNoShardFromTheTables() throws IOException {
    List<PhotoSource> all = new ArrayList<>(TinyArchive.photos(photos, out));
    for (int i = 0; i < 6; i++) {
      all.add(new Away("away_" + i + ".png"));
    }
    for (int round = 0; round < 2; round++) {
      for (int i = 1; i <= 2; i++) {
        Shard shard = new Shard(i, 2);
        BatchOutcome outcome = TinyArchive.batch(out).shard(shard).build().run(all);
        assertEquals(round == 1 || i == 2, outcome.complete());
        assertEquals(
            all.stream().filter(p -> p instanceof Away && shard.holds(p.name())).count(),
            outcome.status().failed());
        assertTrue(outcome.status().failed() > 0, "both shards have some");
        assertEquals(outcome.complete() ? 6 : outcome.status().failed(), outcome.failures());
      }
    }
  }

  @Test
  void tablesKnowTheirSettings() throws IOException {
    List<TableSchema> schemas = new ArrayList<>();
    TableSink.Format format =
        (place, schema) -> {
          schemas.add(schema);
          return new CsvTables().open(place, schema);
        };
    TinyArchive.batch(out)
        .tables(List.of(format))
        .setting("rows", "by hand")
        .build()
        .run(TinyArchive.photos(photos, out));
    assertEquals(2, schemas.size());
    for (TableSchema schema : schemas) {
      String settings = String.valueOf(schema.properties().get("settings"));
      assertTrue(settings.contains("\"segmenter\" : \"brightness\""), settings);
      assertTrue(settings.contains("\"rows\" : \"by hand\""), settings);
    }
  }

  @Test
  void namesThatDifferInCaseAloneAreOtherFilesOnEveryDisk() {
    List<PhotoSource> sources = new ArrayList<>();
    for (String name : List.of("BH1/Case.png", "BH1/case.png", "bh1/case.png", "BH1/other.png")) {
      sources.add(PhotoSource.of(new PhotoFile(name, photos.resolve("any.png"))));
    }
    ReportNames names = new ReportNames(sources);
    Set<String> files = new java.util.TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    sources.forEach(source -> files.add(names.of(source.name())));
    assertEquals(4, files.size(), files.toString());
    assertEquals("BH1/other", names.of("BH1/other.png"));
  }
}
