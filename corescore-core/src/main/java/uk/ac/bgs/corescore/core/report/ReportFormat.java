// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import java.util.Locale;
import java.util.Set;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.FormatList;
import uk.ac.bgs.corescore.core.mask.InstancesPng;
import uk.ac.bgs.corescore.core.mask.MaskPng;

/** The kinds of file that a report can consist of. */
public enum ReportFormat {
  /** Two tables for all photos together, {@code measures.csv} and {@code fragments.csv}. */
  CSV(".csv"),
  /** Measures, fragments and provenance of one photo; see {@link ReportWriter#resultSchema()}. */
  JSON(".json"),
  /** The fragments' outlines in photo pixels. */
  GEOJSON(".geojson"),
  /** The label of each pixel as an indexed PNG; see {@link MaskPng}. */
  MASK(".mask.png"),
  /** The fragment of each pixel as a PNG of 16 bits, at most 65535; see {@link InstancesPng}. */
  INSTANCES(".instances.png"),
  /** The photo with outlines, numbers and a legend drawn on it; see {@link OverlayPainter}. */
  OVERLAY(".overlay.png"),
  /** One page to read, with everything inside. */
  HTML(".html");

  private final String suffix;

  ReportFormat(String suffix) {
    this.suffix = suffix;
  }

  /**
   * What follows the photo's stem, or the table's name, in the file name.
   *
   * @return the suffix with its leading point
   */
  public String suffix() {
    return suffix;
  }

  /**
   * Whether each photo gets a file of its own.
   *
   * @return false for {@link #CSV}, whose tables hold all photos
   */
  public boolean perPhoto() {
    return this != CSV;
  }

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
   * @param list ids with commas between them, for example {@code csv,json,overlay}; spaces and case
   *     do not matter, {@code all} is every format
   * @return the formats named, at least one
   * @throws ReportException if a name is no format; the message lists the known ones
   */
  public static Set<ReportFormat> parse(String list) {
    try {
      return FormatList.parse(ReportFormat.class, "report format", list);
    } catch (IllegalArgumentException e) {
      throw new ReportException(FailureKind.CONFIGURATION, String.valueOf(e.getMessage()));
    }
  }
}
