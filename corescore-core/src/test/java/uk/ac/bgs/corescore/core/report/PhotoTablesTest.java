// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.core.table.Column;
import uk.ac.bgs.corescore.core.table.CsvTables;
import uk.ac.bgs.corescore.core.table.PhotoTables;
import uk.ac.bgs.corescore.core.table.TableSchema;
import uk.ac.bgs.corescore.score.AreaScore;
import uk.ac.bgs.corescore.score.ExtraMeasure;

/** The typed tables beside the ones that reports write. */
class PhotoTablesTest {
  private static final ExtraMeasure SHARE =
      new ExtraMeasure("largest_share", "%", OptionalDouble.of(41.5));
  private static final ExtraMeasure WORD = ExtraMeasure.word("condition", Optional.of("=poor"));
  private static final PhotoTables PLAIN = PhotoTables.of(AreaScore::of);
  private static final PhotoTables EXTRA =
      PhotoTables.of(
          fragments ->
              AreaScore.of(fragments)
                  .withExtras(
                      List.of(
                          new ExtraMeasure("largest_share", "%", OptionalDouble.empty()),
                          ExtraMeasure.word("condition", Optional.empty()))));

  private final Path folder;

  PhotoTablesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void photosHoldWhatMeasuresHold() throws IOException {
    assertAgree(
        PLAIN,
        Samples.box("a.jpg", Samples.UNSCALED),
        Samples.box("b, \"2\".jpg", Samples.SCALED),
        Samples.empty("none.jpg", 1, 1),
        Samples.sure("sure.jpg"),
        Samples.doubted("=doubted.jpg"),
        Samples.inRows("BH1/rows.jpg"));
  }

  @Test
  void soDoTheMeasuresThatAScorerAdds() throws IOException {
    assertAgree(EXTRA, Samples.box("a.jpg", Samples.SCALED, SHARE, WORD));
    TableSchema photos = EXTRA.photos();
    Column share = photos.columns().get(photos.indexOf("largest_share"));
    assertEquals("%", share.unit());
    assertEquals(Column.Type.REAL, share.type());
    assertEquals(Column.Type.TEXT, photos.columns().get(photos.indexOf("condition")).type());
  }

  private void assertAgree(PhotoTables tables, ScoredPhoto... photos) throws IOException {
    try (ReportWriter writer = ReportWriter.open(folder, EnumSet.of(ReportFormat.CSV), false)) {
      for (ScoredPhoto photo : photos) {
        writer.write(photo);
      }
    }
    List<List<String>> measures = CsvTableTest.read(folder.resolve("measures.csv"));
    List<List<String>> fragments = CsvTableTest.read(folder.resolve("fragments.csv"));
    List<String> names = tables.photos().columns().stream().map(Column::name).toList();
    List<String> others = new ArrayList<>(names);
    others.removeAll(measures.get(0));
    assertEquals(List.of("sha256", "status", "failure_kind", "failure"), others);
    assertEquals(names.size() - others.size(), measures.get(0).size());
    assertEquals(
        PhotoTables.fragments().columns().stream().map(Column::name).toList(), fragments.get(0));
    int fragment = 1;
    for (int i = 0; i < photos.length; i++) {
      List<@Nullable Object> row = tables.photo(photos[i]);
      tables.photos().check(row);
      for (String column : measures.get(0)) {
        assertEquals(
            measures.get(i + 1).get(measures.get(0).indexOf(column)),
            CsvTables.cell(row.get(names.indexOf(column))),
            column);
      }
      assertEquals("scored", row.get(names.indexOf("status")));
      assertEquals(photos[i].photo().sha256(), row.get(names.indexOf("sha256")));
      assertNull(row.get(names.indexOf("failure")));
      for (List<@Nullable Object> cells : PhotoTables.fragments(photos[i])) {
        PhotoTables.fragments().check(cells);
        assertEquals(fragments.get(fragment), cells.stream().map(CsvTables::cell).toList());
        fragment++;
      }
    }
    assertEquals(fragments.size(), fragment);
  }

  @Test
  void whatIsNotDefinedIsNull() {
    List<@Nullable Object> none = PLAIN.photo(Samples.empty("none.jpg", 4, 3));
    TableSchema photos = PLAIN.photos();
    assertEquals(0L, none.get(photos.indexOf("total_fragments")));
    assertEquals(0.0, none.get(photos.indexOf("absolute_area")));
    for (String column :
        List.of(
            "average_perimeter",
            "perimeter_complexity",
            "mm_per_pixel",
            "absolute_area_mm2",
            "confidence",
            "doubt",
            "remarks")) {
      assertNull(none.get(photos.indexOf(column)), column);
    }
    assertEquals(List.of(), PhotoTables.fragments(Samples.empty("none.jpg", 4, 3)));
  }

  @Test
  void aFailedPhotoIsARowWithItsReason() {
    List<@Nullable Object> row =
        EXTRA.failed("b.jpg", Optional.empty(), FailureKind.PLUGIN, "b.jpg: no");
    EXTRA.photos().check(row);
    assertEquals("b.jpg", row.get(0));
    assertNull(row.get(EXTRA.photos().indexOf("sha256")));
    assertEquals("failed", row.get(EXTRA.photos().indexOf("status")));
    assertEquals("plugin", row.get(EXTRA.photos().indexOf("failure_kind")));
    assertEquals("b.jpg: no", row.get(EXTRA.photos().indexOf("failure")));
    assertEquals(4, row.stream().filter(cell -> cell != null).count());
    assertEquals("ab", PLAIN.failed("b.jpg", Optional.of("ab"), FailureKind.OTHER, "no").get(1));
  }

  @Test
  void aScorerAddsTheMeasuresThatItHasAnnounced() {
    for (ScoredPhoto photo :
        List.of(
            Samples.box("b.jpg", Samples.UNSCALED),
            Samples.box("b.jpg", Samples.UNSCALED, SHARE),
            Samples.box("b.jpg", Samples.UNSCALED, WORD, SHARE),
            Samples.box(
                "b.jpg",
                Samples.UNSCALED,
                new ExtraMeasure("largest_share", "1", OptionalDouble.of(0.4)),
                WORD))) {
      CoreScoreException thrown = assertThrows(CoreScoreException.class, () -> EXTRA.photo(photo));
      assertEquals(FailureKind.PLUGIN, thrown.kind());
      String message = Samples.message(thrown);
      assertTrue(
          message.contains("b.jpg: scorer six-measures")
              && message.contains("expected [largest_share (%), condition (text)], found ["),
          message);
    }
    assertThrows(
        CoreScoreException.class, () -> PLAIN.photo(Samples.box("b.jpg", Samples.UNSCALED, SHARE)));
  }

  @Test
  void anAddedMeasureHasANameOfItsOwn() {
    CoreScoreException thrown =
        assertThrows(
            CoreScoreException.class,
            () ->
                PhotoTables.of(
                    fragments ->
                        AreaScore.of(fragments)
                            .withExtras(List.of(ExtraMeasure.word("sha256", Optional.empty())))));
    assertEquals(FailureKind.PLUGIN, thrown.kind());
    assertTrue(Samples.message(thrown).contains("measure 'sha256'"), Samples.message(thrown));
  }
}
