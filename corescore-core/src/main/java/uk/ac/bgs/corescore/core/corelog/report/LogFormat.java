// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.report;

import java.util.Locale;
import java.util.Set;
import uk.ac.bgs.corescore.core.internal.FormatList;

/** The kinds of file that a core log can be written to. */
public enum LogFormat {
  /** Tables of intervals, pieces, fragments, fractures and zones; {@link LogWriter} writes them. */
  CSV,
  /**
   * The same tables as Parquet, with units, by a writer that the host gives; {@link
   * LogWriter#writeTables} writes them.
   */
  PARQUET,
  /** All of it with the rules by which it was made; {@link LogWriter} writes it. */
  JSON,
  /** The fragments of each photo in its pixels, with their depths; {@link LogWriter} writes it. */
  GEOJSON,
  /** The strip log of each hole as SVG and PNG, and a page; {@link StripWriter} draws them. */
  STRIP,
  /**
   * The data format of the Association of Geotechnical Specialists; {@link
   * uk.ac.bgs.corescore.core.corelog.ags.AgsWriter} writes it.
   */
  AGS,
  /** Samples at a constant step as well logs have them; {@link LasWriter} writes them. */
  LAS;

  /**
   * The name in lists and on command lines.
   *
   * @return the constant's name in lower case
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a list of formats.
   *
   * @param list ids with commas between them, for example {@code csv,json}; spaces and case do not
   *     matter, {@code all} is every format
   * @return the formats named, at least one
   * @throws IllegalArgumentException if a name is no format; the message lists the known ones
   */
  public static Set<LogFormat> parse(String list) {
    return FormatList.parse(LogFormat.class, "format of a log", list);
  }
}
