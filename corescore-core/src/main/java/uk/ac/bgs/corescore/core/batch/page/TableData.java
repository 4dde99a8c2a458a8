// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import uk.ac.bgs.corescore.core.batch.page.PhotoColumns.State;
import uk.ac.bgs.corescore.core.table.Column;

/** What the page's script has to know of the table. */
final class TableData {
  /** Columns that are shown from the beginning, in their order; others are offered. */
  private static final List<String> SHOWN =
      List.of(
          PhotoColumns.CONDITION,
          PhotoColumns.GRADE,
          PhotoColumns.RELATIVE_AREA,
          PhotoColumns.FRAGMENTS,
          PhotoColumns.COMPLEXITY_PER_MM,
          PhotoColumns.COMPLEXITY,
          "confidence");

  private final PhotoColumns columns;
  private final Overview overview;
  private final DataFolder data;

  TableData(PhotoColumns columns, Overview overview, DataFolder data) {
    this.columns = columns;
    this.overview = overview;
    this.data = data;
  }

  String json() {
    List<Column> differing = data.differing();
    StringJoiner list = new StringJoiner(",\n", "[\n", "\n]");
    list.add(
        json(
            "column-photo",
            ColumnText.of(columns.column("photo")),
            "Name of the photo.",
            "text",
            true));
    list.add(
        json(
            "state",
            new ColumnText("Status", "", 1, Map.of()),
            "Scored, in doubt or failed.",
            "state",
            true));
    boolean onCore =
        differing.stream().anyMatch(one -> one.name().equals(PhotoColumns.COMPLEXITY_PER_MM));
    for (String name : SHOWN) {
      differing.stream()
          .filter(one -> one.name().equals(name))
          .forEach(one -> list.add(json(one, !(onCore && name.equals(PhotoColumns.COMPLEXITY)))));
    }
    if (overview.count(State.DOUBT) + overview.count(State.FAILED) > 0) {
      list.add(
          json(
              "reason",
              new ColumnText("Reason", "", 1, Map.of()),
              "Why a person should check the photo, or why it failed.",
              "text",
              true));
    }
    for (Column column : differing) {
      if (!SHOWN.contains(column.name()) && !column.name().equals(PhotoColumns.PHOTO)) {
        list.add(json(column, false));
      }
    }
    StringJoiner all = new StringJoiner(",\n", "{", "}");
    all.add("\"folder\":" + JsText.quoted(data.name()));
    all.add("\"rows\":" + overview.all());
    StringJoiner counts = new StringJoiner(",", "[", "]");
    for (State state : State.values()) {
      counts.add(Long.toString(overview.count(state)));
    }
    all.add("\"counts\":" + counts);
    StringJoiner doubts = new StringJoiner(",", "[", "]");
    for (Doubts.Kind kind : overview.doubts().kinds()) {
      String id = JsText.quoted(kind.id());
      String title = JsText.quoted(DoubtText.title(kind.id()));
      if (!kind.id().equals(Doubts.OTHERS)) {
        doubts.add("[" + id + "," + title + "," + kind.count() + "]");
      }
    }
    all.add("\"doubts\":" + doubts);
    all.add(
        "\"worst\":"
            + overview
                .extremes()
                .map(Extremes::column)
                .filter(worst -> differing.stream().anyMatch(one -> one.name().equals(worst)))
                .map(worst -> JsText.quoted("column-" + worst))
                .orElse("null"));
    all.add("\"thumbnails\":" + data.hasThumbnails());
    all.add("\"columns\":" + list);
    return all.toString();
  }

  private static String json(Column column, boolean shown) {
    boolean figure = column.type() == Column.Type.INTEGER || column.type() == Column.Type.REAL;
    return json(
        "column-" + column.name(),
        ColumnText.of(column),
        column.description(),
        figure ? "number" : "text",
        shown);
  }

  private static String json(
      String name, ColumnText text, String description, String type, boolean shown) {
    List<String> words = new ArrayList<>();
    text.words()
        .forEach(
            (id, word) -> words.add("[" + JsText.quoted(id) + "," + JsText.quoted(word) + "]"));
    return "{\"name\":"
        + JsText.quoted(name)
        + ",\"title\":"
        + JsText.quoted(text.title())
        + ",\"unit\":"
        + JsText.quoted(text.unit())
        + ",\"factor\":"
        + JsText.number(text.factor())
        + ",\"type\":"
        + JsText.quoted(type)
        + ",\"shown\":"
        + shown
        + ",\"description\":"
        + JsText.quoted(description)
        + ",\"words\":["
        + String.join(",", words)
        + "]}";
  }
}
