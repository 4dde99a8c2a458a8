// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.page;

import java.util.List;

/**
 * What the page of a model's versions shows. Coordinates are units of a chart's view box.
 *
 * @param head the page up to its body's beginning, as {@code HtmlHead} writes it
 * @param count how many versions there are
 * @param versions the last first
 */
public record ModelHistoryView(
    String head, String model, String count, List<Chart> charts, List<Version> versions) {

  /**
   * A figure over versions.
   *
   * @param line the path through all points
   */
  public record Chart(
      String title, List<Label> scale, String line, List<Mark> marks, List<Label> axis) {}

  /** Text at a place. */
  public record Label(String x, String y, String text) {}

  /**
   * A version in a chart.
   *
   * @param refused whether the gate refused it
   * @param kind the class of its style
   * @param at x and y, parted by a comma
   */
  public record Mark(boolean refused, String kind, String at, String title) {}

  /** A version in the table. */
  public record Version(
      int number,
      String registered,
      String aliases,
      String verdict,
      String rockIou,
      List<String> reasons) {}
}
