// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch.page;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.core.table.Column;
import uk.ac.bgs.corescore.core.table.TableSchema;

/** Reads cells of a table of photos by the names of their columns; others may be missing. */
final class PhotoColumns {
  static final String PHOTO = "photo";
  static final String STATUS = "status";
  static final String DOUBT = "doubt";
  static final String CONDITION = "condition";
  static final String GRADE = "condition_grade";
  static final String COMPLEXITY = "perimeter_complexity";
  static final String COMPLEXITY_PER_MM = "perimeter_complexity_per_mm";
  static final String RELATIVE_AREA = "relative_area";
  static final String FRAGMENTS = "total_fragments";

  private static final String SCORED = "scored";
  private static final String FAILED = "failed";

  /** What is to be said of a photo, one of three. */
  enum State {
    SCORED(0),
    DOUBT(1),
    FAILED(2);

    /** The number in the page's data. */
    final long code;

    State(long code) {
      this.code = code;
    }
  }

  private final TableSchema schema;
  private final Map<String, Integer> index = new HashMap<>();

  PhotoColumns(TableSchema schema) {
    this.schema = schema;
    schema.columns().forEach(column -> index.put(column.name(), index.size()));
    for (String required : List.of(PHOTO, STATUS)) {
      if (schema.columns().get(schema.indexOf(required)).type() != Column.Type.TEXT) {
        throw new IllegalArgumentException(
            "table " + schema.name() + ": " + required + " is expected to be text");
      }
    }
  }

  Column column(String name) {
    return schema.columns().get(schema.indexOf(name));
  }

  List<Column> all() {
    return schema.columns();
  }

  boolean has(String column) {
    return index.containsKey(column);
  }

  String photo(List<? extends @Nullable Object> row) {
    return text(row, PHOTO)
        .orElseThrow(() -> new IllegalArgumentException("a row without the name of its photo"));
  }

  State state(List<? extends @Nullable Object> row) {
    String status = text(row, STATUS).orElse("");
    return switch (status) {
      case SCORED -> text(row, DOUBT).isPresent() ? State.DOUBT : State.SCORED;
      case FAILED -> State.FAILED;
      default ->
          throw new IllegalArgumentException(
              photo(row) + ": expected the status scored or failed, got '" + status + "'");
    };
  }

  Optional<String> text(List<? extends @Nullable Object> row, String column) {
    Object cell = cell(row, column);
    return cell instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
  }

  OptionalDouble number(List<? extends @Nullable Object> row, String column) {
    Object cell = cell(row, column);
    return cell instanceof Number number
        ? OptionalDouble.of(number.doubleValue())
        : OptionalDouble.empty();
  }

  private @Nullable Object cell(List<? extends @Nullable Object> row, String column) {
    Integer at = index.get(column);
    return at == null ? null : row.get(at);
  }
}
