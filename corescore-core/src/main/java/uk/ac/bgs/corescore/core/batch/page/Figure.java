// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch.page;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A figure of photos whose distribution is shown.
 *
 * @param title what it is called
 * @param unit behind the figures; empty where there is none
 * @param explanation what it means, in a sentence
 * @param whole whether it counts something
 * @param from where its axis begins if its figures begin near there
 * @param value the figure of a row, in its unit
 */
record Figure(
    String title,
    String unit,
    String explanation,
    boolean whole,
    double from,
    Function<List<? extends @Nullable Object>, OptionalDouble> value) {

  /** The figures that a table has, those that matter most first. */
  static List<Figure> of(PhotoColumns columns) {
    List<Figure> figures = new ArrayList<>();
    column(
        figures,
        columns,
        PhotoColumns.GRADE,
        "From 1, excellent, to 4, very poor: the class that is expected, between classes too.");
    column(
        figures,
        columns,
        "condition_piece_size",
        "Mean size of a piece in squares of the core's diameter: about how many diameters long a"
            + " piece is.");
    column(figures, columns, PhotoColumns.RELATIVE_AREA, "Area of rock over area of the photo.");
    column(
        figures,
        columns,
        PhotoColumns.FRAGMENTS,
        "Pieces of rock in a photo, a stretch of rubble counting as one.");
    size(figures, columns, "absolute_area_mm2", 0.01, "cm\u00B2");
    size(figures, columns, "absolute_area", 1, "px\u00B2");
    column(
        figures,
        columns,
        PhotoColumns.COMPLEXITY_PER_MM,
        "Perimeter of the pieces over their area: higher for more and rougher pieces.");
    column(
        figures,
        columns,
        PhotoColumns.COMPLEXITY,
        "Perimeter of the pieces over their area: higher for more and rougher pieces. In pixels,"
            + " so only photos of one scale compare.");
    column(
        figures,
        columns,
        "confidence",
        "Mean probability that what is called rock is rock, by the segmenter's own estimate.");
    return figures;
  }

  private static void column(
      List<Figure> figures, PhotoColumns columns, String name, String explanation) {
    if (columns.has(name)) {
      ColumnText text = ColumnText.of(columns.column(name));
      boolean whole = name.equals(PhotoColumns.FRAGMENTS);
      figures.add(
          new Figure(
              text.title(),
              text.unit(),
              explanation,
              whole,
              name.equals(PhotoColumns.GRADE) ? 1 : 0,
              row -> times(columns.number(row, name), text.factor())));
    }
  }

  private static void size(
      List<Figure> figures, PhotoColumns columns, String area, double factor, String unit) {
    if (columns.has(area) && columns.has(PhotoColumns.FRAGMENTS)) {
      figures.add(
          new Figure(
              "Mean fragment area",
              unit,
              "Area of rock over the number of its pieces.",
              false,
              0,
              row -> {
                OptionalDouble count = columns.number(row, PhotoColumns.FRAGMENTS);
                return count.isPresent() && count.getAsDouble() > 0
                    ? times(columns.number(row, area), factor / count.getAsDouble())
                    : OptionalDouble.empty();
              }));
    }
  }

  private static OptionalDouble times(OptionalDouble value, double factor) {
    return value.isPresent() ? OptionalDouble.of(value.getAsDouble() * factor) : value;
  }
}
