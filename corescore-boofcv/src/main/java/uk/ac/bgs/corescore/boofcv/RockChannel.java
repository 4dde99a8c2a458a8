// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.boofcv;

/** The colour channel in which rock is above the threshold and the tray below it. */
public enum RockChannel {
  /**
   * How little red there is: {@code 100 ln(G / R)}. Cardboard and wood are redder than most rock,
   * both in light and in shadow.
   */
  GREENNESS,
  /**
   * How little colour there is: {@code 100 ln(min / max)} of red, green and blue. For grey rock in
   * a coloured tray.
   */
  GREYNESS,
  /** Luma of ITU-R BT.601, 0 to 255. For pale rock in a dark tray. */
  LIGHTNESS,
  /** 255 less the luma. For dark rock in a pale tray. */
  DARKNESS
}
