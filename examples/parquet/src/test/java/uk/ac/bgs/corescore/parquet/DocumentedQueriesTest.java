// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.table.PhotoTables;
import uk.ac.bgs.corescore.core.table.TableSchema;
import uk.ac.bgs.corescore.core.table.TableSink;
import uk.ac.bgs.corescore.score.AreaScore;

/** The queries of docs/tables.md, as they stand there, of two scored photos and a failed one. */
class DocumentedQueriesTest {
  private final Path folder;

  DocumentedQueriesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void theQueriesOfTheDocumentAreAnswered() throws IOException, SQLException {
    PhotoTables tables = PhotoTables.of(AreaScore::of);
    TableSchema photos = tables.photos();
    write(
        photos,
        row(
            photos,
            Map.of(
                "photo",
                "a.jpg",
                "status",
                "scored",
                "total_fragments",
                2L,
                "relative_area",
                0.5,
                "confidence",
                0.9)),
        row(
            photos,
            Map.of(
                "photo",
                "b.jpg",
                "status",
                "scored",
                "total_fragments",
                1L,
                "relative_area",
                0.25,
                "confidence",
                0.7)),
        tables.failed("c.jpg", Optional.empty(), FailureKind.OTHER, "c.jpg: no photo"));
    TableSchema fragments = PhotoTables.fragments();
    write(
        fragments,
        row(
            fragments,
            Map.of("photo", "a.jpg", "fragment", 1L, "length_mm", 10.0, "rubble", false)),
        row(
            fragments,
            Map.of("photo", "a.jpg", "fragment", 2L, "length_mm", 20.0, "rubble", false)),
        row(fragments, Map.of("photo", "b.jpg", "fragment", 1L, "length_mm", 7.0, "rubble", true)));
    List<List<List<@Nullable Object>>> answers = new ArrayList<>();
    try (DuckDb duck = DuckDb.open()) {
      for (String query : queries()) {
        answers.add(
            duck.rows(
                query
                    .replace("'photos.parquet'", "'" + folder.resolve("photos.parquet") + "'")
                    .replace("'fragments.parquet'", "$"),
                folder.resolve("fragments.parquet")));
      }
    }
    assertEquals(3, answers.size());
    assertEquals(List.of(List.of("b.jpg", 1L, 0.25), List.of("a.jpg", 2L, 0.5)), answers.get(0));
    assertEquals(List.of(List.of("a.jpg", 15.0)), answers.get(1));
    assertEquals(
        fragments.columns().stream()
            .map(column -> List.of(column.name(), column.unit(), column.description()))
            .toList(),
        answers.get(2));
  }

  private static List<String> queries() throws IOException {
    String document = Files.readString(Path.of("../../docs/tables.md")).replace("\r\n", "\n");
    int begin = document.indexOf("```sql\n") + 7;
    return Arrays.stream(document.substring(begin, document.indexOf("```", begin)).split(";"))
        .map(String::strip)
        .filter(query -> !query.isEmpty())
        .toList();
  }

  private static List<@Nullable Object> row(TableSchema schema, Map<String, Object> cells) {
    List<@Nullable Object> row =
        new ArrayList<>(Collections.nCopies(schema.columns().size(), (@Nullable Object) null));
    cells.forEach((column, cell) -> row.set(schema.indexOf(column), cell));
    return row;
  }

  @SafeVarargs
  private final void write(TableSchema schema, List<? extends @Nullable Object>... rows)
      throws IOException {
    try (TableSink table = new ParquetTables().open(folder, schema)) {
      for (List<? extends @Nullable Object> row : rows) {
        table.write(row);
      }
      table.complete();
    }
  }
}
