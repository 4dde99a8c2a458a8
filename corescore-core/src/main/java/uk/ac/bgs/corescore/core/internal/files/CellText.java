// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.files;

/** Escapes external text in the cells of a table that a spreadsheet would read as a formula. */
public final class CellText {
  /** What a formula begins with, also in full-width form. */
  private static final String FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

  private CellText() {}

  /**
   * The cell's content. What a spreadsheet would run gets an apostrophe in front, and so does what
   * begins with one, so that dropping a leading apostrophe always gives the text back.
   */
  public static String guarded(String text) {
    boolean guard =
        !text.isEmpty() && (text.charAt(0) == '\'' || FORMULA.indexOf(text.charAt(0)) >= 0);
    return guard ? "'" + text : text;
  }

  /** The text of which {@link #guarded} made a cell. */
  public static String plain(String cell) {
    return cell.startsWith("'") ? cell.substring(1) : cell;
  }
}
