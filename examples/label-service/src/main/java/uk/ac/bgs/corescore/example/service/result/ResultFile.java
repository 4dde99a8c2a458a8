// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.result;

import java.util.Arrays;
import java.util.Optional;

/** The files of a result that clients can have. */
public enum ResultFile {
  /** The six measures, a row. */
  CSV(".csv", "measures.csv", "text/csv; charset=utf-8"),
  /** A row a fragment. */
  FRAGMENTS(".fragments.csv", "fragments.csv", "text/csv; charset=utf-8"),
  /** Measures, fragments, provenance. */
  JSON(".json", "result.json", "application/json"),
  /** Outlines. */
  GEOJSON(".geojson", "result.geojson", "application/geo+json"),
  /** The label of each pixel. */
  MASK(".mask.png", "result.mask.png", "image/png"),
  /** The photo with outlines and numbers. */
  OVERLAY(".overlay.png", "result.overlay.png", "image/png"),
  /** A page with everything inside. */
  HTML(".html", "result.html", "text/html; charset=utf-8");

  private final String suffix;
  private final String fileName;
  private final String type;

  ResultFile(String suffix, String fileName, String type) {
    this.suffix = suffix;
    this.fileName = fileName;
    this.type = type;
  }

  /**
   * What follows the id in the address.
   *
   * @return begins with a dot
   */
  public String suffix() {
    return suffix;
  }

  /**
   * The name in the folder of a state.
   *
   * @return a file name
   */
  public String fileName() {
    return fileName;
  }

  /**
   * The content type.
   *
   * @return as in HTTP
   */
  public String type() {
    return type;
  }

  /**
   * Finds a file by the end of its address.
   *
   * @param suffix what follows the id
   * @return the file, empty if there is none
   */
  public static Optional<ResultFile> ofSuffix(String suffix) {
    return Arrays.stream(values()).filter(file -> file.suffix.equals(suffix)).findFirst();
  }
}
