// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static uk.ac.bgs.corescore.core.report.Samples.message;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.core.mask.InstancesPng;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.core.report.sink.ReportSink;
import uk.ac.bgs.corescore.image.PixelScale;
import uk.ac.bgs.corescore.score.ExtraMeasure;

class ReportWriterTest {
  private static final Set<ReportFormat> ALL = EnumSet.allOf(ReportFormat.class);

  private final Path folder;

  ReportWriterTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void writesEveryFormatUnderItsName() throws IOException {
    Path out = folder.resolve("new/reports");
    try (ReportWriter writer = ReportWriter.open(out, ALL, false)) {
      assertEquals(
          List.of(
              out.resolve("S1.Top.json"),
              out.resolve("S1.Top.geojson"),
              out.resolve("S1.Top.mask.png"),
              out.resolve("S1.Top.instances.png"),
              out.resolve("S1.Top.overlay.png"),
              out.resolve("S1.Top.html")),
          writer.write(Samples.box("S1.Top.jpg", Samples.SCALED)));
    }
    assertEquals(
        Set.of(
            "S1.Top.json",
            "S1.Top.geojson",
            "S1.Top.mask.png",
            "S1.Top.instances.png",
            "S1.Top.overlay.png",
            "S1.Top.html",
            "measures.csv",
            "fragments.csv"),
        names(out));
  }

  @Test
  void tablesHoldTheMeasuresAndOneRowAFragment() throws IOException {
    assertEquals("de", Locale.getDefault().getLanguage(), "numbers are tried in another country");
    ExtraMeasure share = new ExtraMeasure("largest_share", "%", OptionalDouble.of(41.5));
    ExtraMeasure word = ExtraMeasure.word("condition", Optional.of("=poor"));
    try (ReportWriter writer = ReportWriter.open(folder, EnumSet.of(ReportFormat.CSV), false)) {
      assertEquals(List.of(), writer.write(Samples.box("a.jpg", Samples.UNSCALED)));
      writer.write(Samples.empty("none.jpg", 1, 1));
      writer.write(Samples.box("b.jpg", Samples.SCALED, share, word));
    }
    List<List<String>> measures = CsvTableTest.read(folder.resolve("measures.csv"));
    assertEquals(
        "photo,width,height,segmenter,absolute_area,relative_area,fragment_perimeter,"
            + "average_perimeter,total_fragments,perimeter_complexity,mm_per_pixel,"
            + "absolute_area_mm2,fragment_perimeter_mm,average_perimeter_mm,"
            + "perimeter_complexity_per_mm,confidence,uncertain_share,"
            + "doubt,doubt_reason,remarks,largest_share,condition",
        String.join(",", measures.get(0)));
    int area = 2 * 30 * 40 + 31 * 41 - 7 * 9;
    List<String> a = measures.get(1);
    assertEquals(List.of("a.jpg", "120", "80", "by-hand", "" + area), a.subList(0, 5));
    assertEquals(area / 9600.0, Double.parseDouble(a.get(5)));
    assertEquals(Collections.nCopies(12, ""), a.subList(10, 22));
    List<String> none =
        new ArrayList<>(List.of("none.jpg", "1", "1", "by-hand", "0", "0", "0", "", "0"));
    none.addAll(Collections.nCopies(13, ""));
    assertEquals(none, measures.get(2));
    List<String> b = measures.get(3);
    // A pixel is a quarter of a millimetre wide.
    assertEquals(List.of("0.25", NumberText.exact(area / 16.0)), b.subList(10, 12));
    assertEquals(Double.parseDouble(b.get(6)) / 4, Double.parseDouble(b.get(12)), 1e-12);
    assertEquals(Double.parseDouble(b.get(7)) / 4, Double.parseDouble(b.get(13)), 1e-12);
    assertEquals(Double.parseDouble(b.get(9)) * 4, Double.parseDouble(b.get(14)), 1e-12);
    assertEquals(List.of("41.5", "'=poor"), b.subList(20, 22));

    List<List<String>> fragments = CsvTableTest.read(folder.resolve("fragments.csv"));
    assertEquals(
        "photo,fragment,label,area_px2,perimeter_px,hole_area_px2,centroid_x,centroid_y,bbox_x,"
            + "bbox_y,bbox_width,bbox_height,length_px,width_px,equivalent_diameter_px,"
            + "circularity,solidity,area_mm2,length_mm,width_mm,perimeter_mm,hole_area_mm2,"
            + "equivalent_diameter_mm,confidence,row,rubble",
        String.join(",", fragments.get(0)));
    assertEquals(7, fragments.size());
    List<String> second = fragments.get(5);
    assertEquals(List.of("b.jpg", "2", "Rock_Fragment_2", "1200"), second.subList(0, 4));
    assertEquals(List.of("55", "30", "40", "10", "30", "40"), second.subList(6, 12));
    assertEquals(List.of("40", "30"), second.subList(12, 14));
    assertEquals(List.of("1", "75", "10", "7.5"), second.subList(16, 20));
    assertEquals(Double.parseDouble(second.get(4)) / 4, Double.parseDouble(second.get(20)), 1e-12);
    assertEquals("0", second.get(21));
    assertEquals(Double.parseDouble(second.get(14)) / 4, Double.parseDouble(second.get(22)), 1e-12);
    assertEquals("" + 63 / 16.0, fragments.get(6).get(21));
    assertEquals(Collections.nCopies(7, ""), fragments.get(1).subList(17, 24));
    assertEquals("63", fragments.get(3).get(5));
  }

  @Test
  void rowsAreInTheColumnBeforeTheLast() throws IOException {
    try (ReportWriter writer = ReportWriter.open(folder, EnumSet.of(ReportFormat.CSV), false)) {
      writer.write(Samples.inRows("a.jpg"));
    }
    assertEquals(
        List.of("row", "1", "1", ""),
        CsvTableTest.read(folder.resolve("fragments.csv")).stream()
            .map(row -> row.get(row.size() - 2))
            .toList());
  }

  @Test
  void instancesReadBack() throws IOException {
    Set<ReportFormat> instances = EnumSet.of(ReportFormat.INSTANCES);
    ScoredPhoto few = Samples.box("few.jpg", Samples.UNSCALED);
    ScoredPhoto many = Samples.squares("many.jpg", 65535);
    try (ReportWriter writer = ReportWriter.open(folder, instances, false)) {
      for (ScoredPhoto scored : List.of(few, many)) {
        assertEquals(
            scored.segmentation().fragments(),
            InstancesPng.read(writer.write(scored).get(0)),
            scored.photo().name());
      }
      ScoredPhoto more = Samples.squares("more.jpg", 65536);
      CoreScoreException e = assertThrows(CoreScoreException.class, () -> writer.write(more));
      assertEquals(
          "more.jpg: an instance PNG holds at most 65535 fragments, not 65536", message(e));
    }
    assertEquals(Set.of("few.instances.png", "many.instances.png"), names(folder));
  }

  @Test
  void aDoubtAndWhatTheReaderSaysAreInTheTableTheFilesAndThePage() throws IOException {
    try (ReportWriter writer = ReportWriter.open(folder, ALL, false)) {
      writer.write(Samples.doubted("a.jpg"));
    }
    List<List<String>> measures = CsvTableTest.read(folder.resolve("measures.csv"));
    assertEquals(
        List.of("uncertain", "67 % <is>, perhaps, wrong", "page 2 | dark"),
        measures.get(1).subList(17, 20));
    String page = Files.readString(folder.resolve("a.html"));
    assertTrue(page.contains("67 % &lt;is&gt;, perhaps, wrong. Look at the picture"), page);
    assertTrue(page.contains("</strong> page 2.</p>"), page);
    try (ReportWriter writer = ReportWriter.open(folder, ALL, true)) {
      writer.write(Samples.sure("a.jpg"));
    }
    assertFalse(Files.readString(folder.resolve("a.html")).contains("In doubt"));
  }

  @Test
  void confidenceIsInBothTables() throws IOException {
    try (ReportWriter writer = ReportWriter.open(folder, ALL, false)) {
      writer.write(Samples.sure("a.jpg"));
    }
    List<List<String>> measures = CsvTableTest.read(folder.resolve("measures.csv"));
    // Fragments of 1200, 1200 and 1208 pixels at 0.8, 0.6 and 0.4; 0.8 is not below 0.8.
    double mean = (0.8 * 1200 + 0.6 * 1200 + 0.4 * 1208) / 3608;
    assertEquals("confidence", measures.get(0).get(15));
    assertEquals(mean, Double.parseDouble(measures.get(1).get(15)), 1e-12);
    assertEquals("uncertain_share", measures.get(0).get(16));
    assertEquals(2408.0 / 3608, Double.parseDouble(measures.get(1).get(16)), 1e-12);
    List<List<String>> fragments = CsvTableTest.read(folder.resolve("fragments.csv"));
    assertEquals("confidence", fragments.get(0).get(23));
    assertEquals(
        List.of("0.8", "0.6", "0.4"),
        List.of(fragments.get(1).get(23), fragments.get(2).get(23), fragments.get(3).get(23)));
    String geojson = Files.readString(folder.resolve("a.geojson"));
    assertTrue(geojson.replace(" ", "").contains("\"confidence\":0.6"), geojson);
    String page = Files.readString(folder.resolve("a.html"));
    assertTrue(page.contains("<span>Confidence</span>"), "a column");
    assertTrue(page.contains("of the rock pixels lie below 80 %"), "a line");
  }

  @Test
  void pagesWithoutConfidenceDoNotSpeakOfIt() throws IOException {
    try (ReportWriter writer = ReportWriter.open(folder, ALL, false)) {
      writer.write(Samples.box("a.jpg", Samples.SCALED));
    }
    assertFalse(Files.readString(folder.resolve("a.html")).contains("Confidence"));
    assertFalse(Files.readString(folder.resolve("a.geojson")).contains("confidence"));
  }

  @Test
  void aSinglePixelHasNoCircularity() throws IOException {
    try (ReportWriter writer = ReportWriter.open(folder, ALL, false)) {
      writer.write(Samples.of("dot.jpg", 1, 1, new int[] {1}));
    }
    List<String> row = CsvTableTest.read(folder.resolve("fragments.csv")).get(1);
    assertEquals("1", row.get(3));
    assertFalse(row.contains("NaN"));
    assertFalse(Files.readString(folder.resolve("dot.json")).contains("NaN"));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 1e-3, 1e6})
  void takesScalesFarBeyondAnyPhoto(double millimetres) throws IOException {
    try (ReportWriter writer = ReportWriter.open(folder, ALL, false)) {
      writer.write(Samples.box("a.jpg", Optional.of(new PixelScale(millimetres))));
    }
    assertFalse(Files.readString(folder.resolve("a.json")).contains("NaN"));
    assertEquals(4, CsvTableTest.read(folder.resolve("fragments.csv")).size());
  }

  @Test
  void keepsWhatExistsUnlessAskedTo() throws IOException {
    Files.writeString(folder.resolve("a.json"), "mine");
    ScoredPhoto photo = Samples.box("a.jpg", Samples.UNSCALED);
    Set<ReportFormat> formats = EnumSet.of(ReportFormat.JSON, ReportFormat.MASK);
    try (ReportWriter writer = ReportWriter.open(folder, formats, false)) {
      for (FileAlreadyExistsException e :
          List.of(
              assertThrows(FileAlreadyExistsException.class, () -> writer.requireFree("a.jpg")),
              assertThrows(FileAlreadyExistsException.class, () -> writer.write(photo)))) {
        assertTrue(message(e).contains(folder.resolve("a.json").toString()), message(e));
      }
    }
    assertEquals(Set.of("a.json"), names(folder));
    assertEquals("mine", Files.readString(folder.resolve("a.json")));
    try (ReportWriter writer = ReportWriter.open(folder, formats, true)) {
      writer.requireFree("a.jpg");
      writer.write(photo);
    }
    assertTrue(Files.readString(folder.resolve("a.json")).startsWith("{"));
  }

  @Test
  void keepsTablesThatExist() throws IOException {
    Files.writeString(folder.resolve("measures.csv"), "mine");
    FileAlreadyExistsException e =
        assertThrows(
            FileAlreadyExistsException.class,
            () -> ReportWriter.open(folder, EnumSet.of(ReportFormat.CSV), false));
    assertTrue(message(e).contains("measures.csv"), message(e));
    assertEquals(Set.of("measures.csv"), names(folder));
  }

  @Test
  void nothingOfAPhotoStaysWhenOneOfItsFilesFails() throws IOException {
    Files.createDirectory(folder.resolve("a.html"));
    try (ReportWriter writer = ReportWriter.open(folder, ALL, false)) {
      assertThrows(IOException.class, () -> writer.write(Samples.box("a.jpg", Samples.UNSCALED)));
      writer.write(Samples.box("b.jpg", Samples.UNSCALED));
    }
    assertTrue(names(folder).stream().noneMatch(name -> name.matches("\\.?a\\.(?!html$).*")));
    List<List<String>> rows = CsvTableTest.read(folder.resolve("measures.csv"));
    assertEquals(2, rows.size());
    assertEquals("b.jpg", rows.get(1).get(0));
  }

  @Test
  void anExecutorChangesNoFile() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    ExecutorService ended = Executors.newSingleThreadExecutor();
    ended.shutdown();
    List<String> drawnBy = new CopyOnWriteArrayList<>();
    Map<String, Executor> executors =
        Map.of(
            "other",
            task -> thread.execute(() -> drawnBy.add(ran(task))),
            "same",
            Runnable::run,
            "never",
            task -> {},
            "rejects",
            ended);
    try {
      Path alone = folder.resolve("alone");
      try (ReportWriter writer = ReportWriter.open(alone, ALL, false)) {
        writer.write(Samples.box("a.jpg", Samples.SCALED));
      }
      for (Map.Entry<String, Executor> executor : executors.entrySet()) {
        Path beside = folder.resolve(executor.getKey());
        try (ReportWriter writer = ReportWriter.open(beside, ALL, false).on(executor.getValue())) {
          writer.write(Samples.box("a.jpg", Samples.SCALED));
        }
        assertEquals(names(alone), names(beside));
        for (String name : names(alone)) {
          assertEquals(-1, Files.mismatch(alone.resolve(name), beside.resolve(name)), name);
        }
      }
    } finally {
      thread.shutdown();
      assertTrue(thread.awaitTermination(1, TimeUnit.MINUTES));
    }
    assertEquals(1, drawnBy.size());
  }

  private static String ran(Runnable task) {
    task.run();
    return Thread.currentThread().getName();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.overlay.png", "a.mask.png"})
  void whatFailsOnTheExecutorOrBesideItIsTheFailureOfThePhoto(String fails) throws Exception {
    IOException full = new IOException("no space left");
    List<String> discarded = new CopyOnWriteArrayList<>();
    List<String> written = new CopyOnWriteArrayList<>();
    ReportSink sink =
        name ->
            new ReportSink.PendingFile() {
              private final OutputStream out =
                  new FilterOutputStream(OutputStream.nullOutputStream()) {
                    @Override
                    public void write(byte[] bytes, int from, int count) throws IOException {
                      written.add(name);
                      if (name.equals(fails)) {
                        throw full;
                      }
                    }
                  };

              @Override
              public OutputStream out() {
                return out;
              }

              @Override
              public void publish() {}

              @Override
              public void discard() {
                discarded.add(name);
              }
            };
    ExecutorService thread = Executors.newSingleThreadExecutor();
    boolean beside = fails.equals("a.overlay.png");
    Set<ReportFormat> formats = EnumSet.of(ReportFormat.MASK, ReportFormat.OVERLAY);
    try (ReportWriter writer = ReportWriter.open(sink, formats).on(beside ? thread : task -> {})) {
      IOException thrown =
          assertThrows(
              IOException.class, () -> writer.write(Samples.box("a.jpg", Samples.UNSCALED)));
      assertSame(full, thrown);
      assertEquals(0, thrown.getSuppressed().length);
    } finally {
      thread.shutdown();
    }
    assertEquals(Set.of("a.mask.png", "a.overlay.png"), Set.copyOf(discarded));
    assertEquals(beside, written.contains("a.overlay.png"), "drawn for a photo that has failed");
  }

  @Test
  void aSecondWriterInTheFolderIsToldAndTheFirstGoesOn() throws IOException {
    try (ReportWriter first = ReportWriter.open(folder, ALL, true)) {
      first.write(Samples.box("a.jpg", Samples.UNSCALED));
      for (Set<ReportFormat> formats : List.of(ALL, EnumSet.of(ReportFormat.JSON))) {
        CoreScoreException told =
            assertThrows(CoreScoreException.class, () -> ReportWriter.open(folder, formats, true));
        assertTrue(
            String.valueOf(told.getMessage()).startsWith(folder + ": another run is writing there"),
            told.getMessage());
      }
      first.write(Samples.box("b.jpg", Samples.UNSCALED));
    }
    assertEquals(3, CsvTableTest.read(folder.resolve("measures.csv")).size());
    assertTrue(names(folder).stream().noneMatch(name -> name.startsWith(".")));
    ReportWriter.open(folder, ALL, true).close();
  }

  @Test
  void refusesASecondPhotoOfTheSameStemEvenWhenOverwriting() throws IOException {
    try (ReportWriter writer = ReportWriter.open(folder, ALL, true)) {
      writer.write(Samples.box("a.jpg", Samples.UNSCALED));
      ScoredPhoto other = Samples.box("a.png", Samples.UNSCALED);
      ReportException e = assertThrows(ReportException.class, () -> writer.write(other));
      assertTrue(message(e).contains("a.png") && message(e).contains("a.jpg"));
      assertThrows(ReportException.class, () -> writer.requireFree("a.tif"));
    }
  }

  @Test
  void theSameStemInTwoFoldersIsTwoReports() throws IOException {
    List<String> names = List.of("BH1/box.jpg", "BH2.5/box.jpg", "box.jpg");
    try (ReportWriter writer = ReportWriter.open(folder, ALL, false)) {
      for (String name : names) {
        writer.requireFree(name);
        ScoredPhoto photo = Samples.box(name, Samples.UNSCALED);
        for (Path file : writer.write(photo)) {
          assertEquals(folder.resolve(name).getParent(), file.getParent());
        }
        assertTrue(Files.isRegularFile(folder.resolve(photo.photo().stem() + ".json")), name);
      }
      ScoredPhoto other = Samples.box("BH1/box.png", Samples.UNSCALED);
      ReportException e = assertThrows(ReportException.class, () -> writer.write(other));
      assertTrue(message(e).contains("BH1/box.png") && message(e).contains("BH1/box.jpg"));
    }
    List<String> rows = Files.readAllLines(folder.resolve("measures.csv"));
    for (int i = 0; i < names.size(); i++) {
      assertTrue(rows.get(i + 1).startsWith(names.get(i) + ","), rows.get(i + 1));
    }
  }

  @Test
  void stemsAreThoseOfPhotosAndStayInTheFolder() throws IOException {
    try (ReportWriter writer = ReportWriter.open(folder, EnumSet.of(ReportFormat.JSON), false)) {
      for (String name : List.of("x.y.jpg", ".hidden", "none", "..", "a\nb.jpg", "=1.png")) {
        ScoredPhoto photo = Samples.empty(name, 2, 2);
        Path file = writer.write(photo).get(0);
        assertEquals(folder.resolve(photo.photo().stem() + ".json"), file);
        assertEquals(folder, file.getParent());
        assertTrue(Files.isRegularFile(file));
      }
      for (String name :
          List.of(
              "../out.jpg",
              "a/../../out.jpg",
              "./a.jpg",
              "a//b.jpg",
              "a/",
              "a\\b.jpg",
              "/x/y.jpg",
              "nul\0.jpg")) {
        ScoredPhoto photo = Samples.empty(name, 2, 2);
        assertThrows(ReportException.class, () -> writer.write(photo));
        assertThrows(ReportException.class, () -> writer.requireFree(name));
      }
    }
  }

  @Test
  void refusesAMeasureThatWouldHideAColumn() throws IOException {
    ExtraMeasure width = new ExtraMeasure("width", "mm", OptionalDouble.of(1));
    try (ReportWriter writer = ReportWriter.open(folder, ALL, false)) {
      ScoredPhoto photo = Samples.box("a.jpg", Samples.UNSCALED, width);
      ReportException e = assertThrows(ReportException.class, () -> writer.write(photo));
      assertTrue(message(e).contains("six-measures") && message(e).contains("width"));
    }
  }

  @Test
  void aFolderThatCannotBeIsAnErrorThatNamesIt() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    IOException e =
        assertThrows(IOException.class, () -> ReportWriter.open(file.resolve("sub"), ALL, false));
    assertTrue(message(e).contains(file.toString()), message(e));
    assertThrows(
        IllegalArgumentException.class,
        () -> ReportWriter.open(folder, EnumSet.noneOf(ReportFormat.class), false));
  }

  @Test
  void refusesPhotosAfterItWasClosed() throws IOException {
    ReportWriter writer = ReportWriter.open(folder, ALL, false);
    writer.close();
    writer.close();
    assertThrows(IllegalStateException.class, () -> writer.write(Samples.empty("late.jpg", 1, 1)));
  }

  @Test
  void rowsOfPhotosDoNotMixWhenThreadsWrite() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try (ReportWriter writer =
        ReportWriter.open(folder, EnumSet.of(ReportFormat.CSV, ReportFormat.JSON), false)) {
      List<Future<List<Path>>> writes = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        ScoredPhoto photo = Samples.box("p" + i + ".jpg", Samples.UNSCALED);
        writes.add(pool.submit(() -> writer.write(photo)));
      }
      for (Future<List<Path>> write : writes) {
        assertTrue(Files.exists(write.get().get(0)));
      }
    } finally {
      pool.shutdown();
    }
    assertEquals(41, CsvTableTest.read(folder.resolve("measures.csv")).size());
    List<List<String>> fragments = CsvTableTest.read(folder.resolve("fragments.csv"));
    assertEquals(121, fragments.size());
    for (int i = 1; i < fragments.size(); i += 3) {
      assertEquals(fragments.get(i).get(0), fragments.get(i + 2).get(0));
    }
  }

  @Test
  void formatsAreReadFromLists() {
    assertEquals(EnumSet.of(ReportFormat.CSV, ReportFormat.HTML), ReportFormat.parse("csv, HTML"));
    assertEquals(ALL, ReportFormat.parse("all"));
    ReportException e =
        assertThrows(ReportException.class, () -> ReportFormat.parse("csv,shapefile"));
    assertTrue(message(e).contains("shapefile") && message(e).contains("geojson"));
    assertThrows(ReportException.class, () -> ReportFormat.parse(""));
  }

  private static Set<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }
}
