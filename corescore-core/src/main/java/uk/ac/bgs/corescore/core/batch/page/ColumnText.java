// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.core.table.Column;

/**
 * How people read a column.
 *
 * @param title in a word or two
 * @param unit behind its figures; empty where there is none
 * @param factor by which a figure is multiplied to be in the unit
 * @param words values that have other words than their ids, in their order
 */
record ColumnText(String title, String unit, double factor, Map<String, String> words) {
  private static final Map<String, String> TITLES =
      Map.ofEntries(
          Map.entry("photo", "Photo"),
          Map.entry("sha256", "SHA-256 of the file"),
          Map.entry("status", "Status"),
          Map.entry("failure_kind", "Kind of failure"),
          Map.entry("failure", "Why it failed"),
          Map.entry("width", "Width of the photo"),
          Map.entry("height", "Height of the photo"),
          Map.entry("absolute_area", "Rock area"),
          Map.entry("relative_area", "Share of photo"),
          Map.entry("fragment_perimeter", "Perimeter"),
          Map.entry("average_perimeter", "Mean perimeter"),
          Map.entry("total_fragments", "Fragments"),
          Map.entry("perimeter_complexity", "Complexity"),
          Map.entry("mm_per_pixel", "Scale"),
          Map.entry("absolute_area_mm2", "Rock area"),
          Map.entry("fragment_perimeter_mm", "Perimeter"),
          Map.entry("average_perimeter_mm", "Mean perimeter"),
          Map.entry("perimeter_complexity_per_mm", "Complexity"),
          Map.entry("uncertain_share", "Uncertain rock"),
          Map.entry("doubt", "Doubt"),
          Map.entry("doubt_reason", "Why to check it"),
          Map.entry("condition_excellent", "Probability of excellent"),
          Map.entry("condition_moderate", "Probability of moderate"),
          Map.entry("condition_poor", "Probability of poor"),
          Map.entry("condition_very_poor", "Probability of very poor"),
          Map.entry("condition_grade", "Condition grade"),
          Map.entry("condition_piece_size", "Piece size"),
          Map.entry("condition_full_share", "Rock of full diameter"),
          Map.entry("condition_missing", "Why no condition"));

  /** Shares of one, which are read as percentages. */
  private static final List<String> SHARES =
      List.of(
          "relative_area",
          "confidence",
          "uncertain_share",
          "condition_excellent",
          "condition_moderate",
          "condition_poor",
          "condition_very_poor",
          "condition_full_share");

  /** In the order of the classes, the best first. */
  private static final List<String> CONDITIONS =
      List.of("excellent", "moderate", "poor", "very_poor");

  static ColumnText of(Column column) {
    boolean share = column.unit().equals("1") && SHARES.contains(column.name());
    return new ColumnText(
        TITLES.getOrDefault(column.name(), sentence(column.name())),
        share ? "%" : column.name().equals(PhotoColumns.GRADE) ? "of 4" : unit(column.unit()),
        share ? 100 : 1,
        switch (column.name()) {
          case "condition" -> conditions();
          case "doubt" -> DoubtText.titles();
          case "failure_kind" -> FailureKindText.titles();
          default -> Map.of();
        });
  }

  private static Map<String, String> conditions() {
    Map<String, String> words = new LinkedHashMap<>();
    CONDITIONS.forEach(id -> words.put(id, id.replace('_', ' ')));
    return words;
  }

  /** The unit as it is written by hand. */
  static String unit(String unit) {
    return unit.equals("1") ? "" : unit.replace("^2", "\u00B2").replace("^3", "\u00B3");
  }

  /** The id of a column or value as words. */
  static String sentence(String id) {
    return capital(id.replace('_', ' '));
  }

  /** The words with a capital letter in front. */
  static String capital(String words) {
    int first = words.isEmpty() ? 0 : Character.charCount(words.codePointAt(0));
    return words.substring(0, first).toUpperCase(Locale.ROOT) + words.substring(first);
  }

  /** A figure of the column with its unit. */
  String value(OptionalDouble figure) {
    if (figure.isEmpty()) {
      return "\u2013";
    }
    String number = NumberText.readable(figure.getAsDouble() * factor, 3);
    return unit.isEmpty() ? number : number + " " + unit;
  }
}
