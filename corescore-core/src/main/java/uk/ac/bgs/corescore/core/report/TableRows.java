// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.CsvTable;
import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.core.pipeline.Doubt;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.core.table.Column;
import uk.ac.bgs.corescore.core.table.CsvTables;
import uk.ac.bgs.corescore.core.table.PhotoTables;
import uk.ac.bgs.corescore.core.table.ScoreMeasures;
import uk.ac.bgs.corescore.core.table.TableSchema;
import uk.ac.bgs.corescore.score.ExtraMeasure;

/** The rows of a photo in the two tables: finished cells by column. */
final class TableRows {
  private static final Set<String> NO_MEASURES =
      Set.of("sha256", "status", "failure_kind", "failure");

  private TableRows() {}

  /** The photo's row among the measures. */
  static Map<String, String> measures(ScoredPhoto scored) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("photo", CsvTable.text(scored.photo().name()));
    row.put("width", Integer.toString(scored.photo().width()));
    row.put("height", Integer.toString(scored.photo().height()));
    row.put("segmenter", CsvTable.text(scored.provenance().segmenterId()));
    ScoreMeasures.of(scored.score()).forEach((name, value) -> row.put(name, cell(value)));
    row.put(
        "mm_per_pixel",
        scored.scale().map(scale -> NumberText.exact(scale.millimetresPerPixel())).orElse(""));
    ScoreMeasures.onCore(scored.score(), scored.scale())
        .forEach((name, value) -> row.put(name, cell(value)));
    row.put("confidence", cell(scored.confidence()));
    row.put("uncertain_share", cell(scored.uncertainShare()));
    row.put("doubt", scored.doubt().map(doubt -> doubt.kind().id()).orElse(""));
    row.put("doubt_reason", CsvTable.text(scored.doubt().map(Doubt::reason).orElse("")));
    row.put("remarks", CsvTable.text(String.join(" | ", scored.photo().remarks())));
    for (ExtraMeasure extra : scored.score().extras()) {
      if (row.containsKey(extra.name())) {
        throw new ReportException(
            FailureKind.PLUGIN,
            scored.photo().name()
                + ": scorer "
                + scored.provenance().scorerId()
                + " adds a measure '"
                + extra.name()
                + "', which is the name of another column");
      }
      row.put(extra.name(), extra.text().map(CsvTable::text).orElseGet(() -> cell(extra.value())));
    }
    return row;
  }

  /** The same of a row of the table of photos, which has more columns. */
  static Map<String, String> measures(TableSchema photos, List<@Nullable Object> cells) {
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      String column = photos.columns().get(i).name();
      if (!NO_MEASURES.contains(column)) {
        row.put(column, CsvTables.cell(cells.get(i)));
      }
    }
    return row;
  }

  /** The rows of a photo's fragments. */
  static List<Map<String, String>> fragments(List<List<@Nullable Object>> fragments) {
    List<Column> columns = PhotoTables.fragments().columns();
    List<Map<String, String>> rows = new ArrayList<>();
    for (List<@Nullable Object> cells : fragments) {
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        row.put(columns.get(i).name(), CsvTables.cell(cells.get(i)));
      }
      rows.add(row);
    }
    return rows;
  }

  private static String cell(OptionalDouble value) {
    return value.isPresent() ? NumberText.exact(value.getAsDouble()) : "";
  }
}
