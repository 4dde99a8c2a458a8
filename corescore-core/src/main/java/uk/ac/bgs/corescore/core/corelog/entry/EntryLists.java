// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.entry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import uk.ac.bgs.corescore.core.corelog.table.TableContent;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;

/** Reads the lists of an entry as tables. */
final class EntryLists {
  private static final String MARKS = "marks";
  private static final String PHOTO = "photo";
  private static final String HOLE = "hole";

  /** The columns of each list. */
  static final Map<String, Set<String>> COLUMNS =
      Map.of(
          "rows",
          Set.of("row", "box", "top_m", "base_m", "base", "length_mm", "mm_per_pixel"),
          "runs",
          Set.of("top_m", "base_m", "diameter_mm", "loss_from_m", "loss_to_m"),
          "ties",
          Set.of("row", "share", "depth_m"),
          MARKS,
          Set.of("fragment", "mark"),
          "intervals",
          Set.of("top_m", "base_m", "name"));

  private static final int MAX_ROWS = 1000;
  private static final int MAX_MARKS = 10_000;

  private final String photo;
  private final String hole;
  private final JsonValue json;
  private final EntryProblems problems;

  EntryLists(String photo, String hole, JsonValue json, EntryProblems problems) {
    this.photo = photo;
    this.hole = hole;
    this.json = json;
    this.problems = problems;
  }

  /** Reads a list by the rules of its table. */
  <T> List<T> read(
      String name, BiFunction<String, List<Map<String, String>>, TableContent<T>> table) {
    JsonValue list = json.get(name);
    if (list == JsonValue.Word.MISSING || list == JsonValue.Word.NULL) {
      return List.of();
    }
    int most = name.equals(MARKS) ? MAX_MARKS : MAX_ROWS;
    if (!list.isList() || list.items().size() > most) {
      problems.of(
          name,
          list.isList()
              ? "expected at most " + most + ", got " + list.items().size()
              : "expected a list, got " + list.kind());
      return List.of();
    }
    List<Map<String, String>> cells = new ArrayList<>();
    for (int i = 0; i < list.items().size(); i++) {
      cells.add(cells(name, i, list.get(i)));
    }
    TableContent<T> content = table.apply(name, cells);
    content.problems().forEach(problems::of);
    return content.rows();
  }

  private Map<String, String> cells(String list, int index, JsonValue row) {
    String field = "/" + list + "/" + index;
    String place = list + ", row " + (index + 1);
    Map<String, String> cells = new LinkedHashMap<>();
    cells.put(PHOTO, photo);
    // Without a hole, which is reported once, the rest is still checked.
    cells.put(HOLE, hole.isEmpty() ? "?" : hole);
    json.get("box").text().ifPresent(box -> cells.put("box", box));
    Set<String> known = COLUMNS.getOrDefault(list, Set.of());
    row.members()
        .forEach(
            (column, value) -> {
              if (!known.contains(column)) {
                problems.of(
                    field + "/" + column,
                    place,
                    "there is no " + column + "; there are " + new TreeSet<>(known));
              } else if (value.isObject() || value.isList()) {
                problems.of(field + "/" + column, place, column + " is not " + value.kind());
              } else if (!value.plain().isBlank()) {
                cells.put(column, value.plain().strip());
              }
            });
    return cells;
  }
}
