// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.rule;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** The usual classes of rock quality designation. */
public enum RqdClass {
  /** Under 25. */
  VERY_POOR(24),
  /** 25 to 50. */
  POOR(50),
  /** 51 to 75. */
  FAIR(75),
  /** 76 to 90. */
  GOOD(90),
  /** 91 on. */
  EXCELLENT(Integer.MAX_VALUE);

  private final int most;

  RqdClass(int most) {
    this.most = most;
  }

  /**
   * The class of a value, which is rounded to a whole number first: no class has 50.4.
   *
   * @param percent RQD, %
   * @return its class
   */
  public static RqdClass of(double percent) {
    int rounded = BigDecimal.valueOf(percent).setScale(0, RoundingMode.HALF_UP).intValue();
    for (RqdClass one : values()) {
      if (rounded <= one.most) {
        return one;
      }
    }
    return EXCELLENT;
  }

  /**
   * The name in files.
   *
   * @return the constant's name in lower case
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
