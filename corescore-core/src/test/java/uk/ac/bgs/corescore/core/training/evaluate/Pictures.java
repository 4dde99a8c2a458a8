// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.evaluate;

import java.util.OptionalDouble;
import java.util.stream.IntStream;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;

/** Small segmentations: from rows of digits, or from discs thrown by a linear congruence. */
final class Pictures {
  private Pictures() {}

  /** Label indices as digits, a row a string; fragments are 8-connected. */
  static Segmentation labels(LabelSet labels, String... rows) {
    byte[] values = new byte[rows.length * rows[0].length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) (rows[i / rows[0].length()].charAt(i % rows[0].length()) - '0');
    }
    return Evaluator.connected(LabelMask.wrap(rows[0].length(), rows.length, values, labels));
  }

  static Segmentation labels(String... rows) {
    return labels(LabelSet.CORESCORE, rows);
  }

  /** Fragment ids as digits, 0 for no rock. */
  static Segmentation fragments(String... rows) {
    int width = rows[0].length();
    byte[] values = new byte[rows.length * width];
    int[] ids = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      ids[i] = rows[i / width].charAt(i % width) - '0';
      values[i] = (byte) Math.min(1, ids[i]);
    }
    return Segmentation.of(
        LabelMask.wrap(width, rows.length, values, LabelSet.CORESCORE),
        FragmentMap.ofIds(width, rows.length, ids),
        PixelFrame.PHOTO);
  }

  /** The same with some of the fragments marked as rubble; 0 is none. */
  static Segmentation withRubble(Segmentation picture, int... ids) {
    return Segmentation.of(
        picture.mask(),
        picture.fragments().withRubble(id -> IntStream.of(ids).anyMatch(one -> one == id)),
        picture.frame());
  }

  static Segmentation rock(int width, int height, boolean[] rock) {
    byte[] values = new byte[rock.length];
    for (int i = 0; i < rock.length; i++) {
      values[i] = (byte) (rock[i] ? 1 : 0);
    }
    return Evaluator.connected(LabelMask.wrap(width, height, values, LabelSet.CORESCORE));
  }

  static PhotoEvaluation judge(Segmentation truth, Segmentation prediction) {
    return Evaluator.DEFAULT.evaluate("photo", truth, prediction, OptionalDouble.empty());
  }

  /** Throws discs: the generator of the C standard's example, with its modulus. */
  static final class Dice {
    private long state = 12345;

    int next() {
      state = (state * 1103515245 + 12345) & 0x7fffffff;
      return (int) (state >> 16);
    }

    boolean[] discs(int n, int width, int height) {
      boolean[] rock = new boolean[width * height];
      for (int disc = 0; disc < n; disc++) {
        int cx = next() % width;
        int cy = next() % height;
        int r = 2 + next() % 6;
        for (int i = 0; i < rock.length; i++) {
          int dx = i % width - cx;
          int dy = i / width - cy;
          rock[i] |= dx * dx + dy * dy <= r * r;
        }
      }
      return rock;
    }
  }
}
