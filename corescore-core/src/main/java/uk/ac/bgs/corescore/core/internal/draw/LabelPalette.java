// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.draw;

import java.util.Map;
import uk.ac.bgs.corescore.mask.LabelSet;

/**
 * The colours of labels, the same in masks, drawings and pages.
 *
 * <p>The labels of CoreScore have colours of their own, taken from the set that Okabe and Ito
 * (2008) chose to be distinguished by people with any common colour blindness; other labels take
 * the set in turn, by their index.
 */
public final class LabelPalette {
  private static final int[] CYCLE = {
    0xE69F00, 0x56B4E9, 0x009E73, 0xF0E442, 0x0072B2, 0xD55E00, 0xCC79A7, 0xBFBFBF
  };
  private static final Map<String, Integer> KNOWN =
      Map.of(
          "Void", 0x000000,
          "Rock_Fragment", 0xE69F00,
          "Rock_Fragment_2", 0x56B4E9,
          "Paper", 0xF0E442,
          "Core_Plug", 0x009E73,
          "Text", 0xCC79A7,
          "Box", 0x0072B2);

  private LabelPalette() {}

  /** The colour of a label, {@code 0xRRGGBB}. Index 0, what nothing was drawn on, is black. */
  public static int rgb(LabelSet labels, int index) {
    if (index == 0) {
      return 0x000000;
    }
    Integer known = KNOWN.get(labels.get(index).name());
    return known != null ? known : CYCLE[(index - 1) % CYCLE.length];
  }

  /** The colour of the label of that name; grey where the set has none. */
  public static int rgb(LabelSet labels, String name) {
    return labels.indexOf(name).isPresent()
        ? rgb(labels, labels.indexOf(name).getAsInt())
        : 0xBFBFBF;
  }

  /** The colour as {@code #rrggbb}. */
  public static String hex(int rgb) {
    String digits = Integer.toHexString(0x1000000 | rgb);
    return "#" + digits.substring(1);
  }
}
