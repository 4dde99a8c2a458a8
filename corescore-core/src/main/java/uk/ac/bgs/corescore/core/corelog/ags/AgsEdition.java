// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.ags;

import java.util.Arrays;
import java.util.Optional;

/** The editions of the AGS4 data format that core logs are written in. */
public enum AgsEdition {
  /** Edition 4.0.4. */
  V4_0_4("4.0.4"),
  /** Edition 4.1.1. */
  V4_1_1("4.1.1"),
  /** Edition 4.2. */
  V4_2("4.2");

  private final String id;

  AgsEdition(String id) {
    this.id = id;
  }

  /**
   * The edition as TRAN_AGS has it.
   *
   * @return such as {@code 4.2}; checkers do not accept {@code 4.2.0}
   */
  public String id() {
    return id;
  }

  /**
   * The edition of that name.
   *
   * @param text such as {@code 4.1.1}; {@code 4.2.0} is {@code 4.2}
   * @return the edition; empty if there is none
   */
  public static Optional<AgsEdition> of(String text) {
    String wanted = text.strip().replaceAll("^(\\d+\\.\\d+)\\.0$", "$1");
    return Arrays.stream(values()).filter(edition -> edition.id.equals(wanted)).findFirst();
  }
}
