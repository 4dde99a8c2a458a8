// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.layout;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.PhotoPoint;
import uk.ac.bgs.corescore.mask.ConfidenceMap;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;

/**
 * A photo's pixels, onto which the segmentations of its rows are resampled one after the other. A
 * pixel belongs to the first row in which its centre lies, and takes the fragment or label with the
 * largest bilinear weight among the four cells around that centre, the nearest where two are equal.
 * A fragment that lies with more than half of its cells beside its row is left out. For one thread.
 * Memory: two bytes and a bit a pixel, one byte less without confidence, and twelve bytes a run of
 * a fragment.
 */
final class RowCanvas {
  private final int width;
  private final int height;
  private final byte[] labels;
  private final BitSet taken;

  /** Of each line the runs of fragments, in the order in which the rows came. */
  private final Runs[] lines;

  private int count;

  /** Which of all fragments that were returned are rubble. */
  private final BitSet rubble = new BitSet();

  private byte @Nullable [] confidence;
  private @Nullable LabelSet labelSet;

  RowCanvas(int width, int height) {
    this.width = width;
    this.height = height;
    this.labels = new byte[width * height];
    this.taken = new BitSet(width * height);
    this.lines = new Runs[height];
    Arrays.setAll(lines, y -> new Runs());
  }

  /**
   * Carries the result to a row.
   *
   * @param row the row
   * @param cut how it was cut out
   * @param result labels and fragments of the cut, on a grid that covers it
   */
  void add(CoreRow row, RowCutter.Cut cut, Segmentation result) {
    if (labelSet == null) {
      labelSet = result.mask().labels();
      confidence = result.confidence().isPresent() ? new byte[labels.length] : null;
      if (confidence != null) {
        // Beyond the rows nothing is doubted.
        Arrays.fill(confidence, (byte) 255);
      }
    } else if (!labelSet.equals(result.mask().labels())
        || (confidence != null) != result.confidence().isPresent()) {
      throw new IllegalArgumentException(
          "row " + row.number() + " is answered with other labels or confidence than the first");
    }
    Cells cells = new Cells(result, within(result, cut));
    int firstId = count;
    count += result.fragments().count();
    for (int id = 1; id <= result.fragments().count(); id++) {
      rubble.set(firstId + id, result.fragments().isRubble(id));
    }
    PixelFrame frame = result.frame();
    Envelope box = row.outline().getEnvelopeInternal();
    int left = (int) Math.max(0, Math.floor(box.getMinX()));
    int right = (int) Math.min(width, Math.ceil(box.getMaxX()));
    int bottom = (int) Math.min(height, Math.ceil(box.getMaxY()));
    for (int y = (int) Math.max(0, Math.floor(box.getMinY())); y < bottom; y++) {
      for (int x = left; x < right; x++) {
        int at = y * width + x;
        if (taken.get(at) || !row.contains(x + 0.5, y + 0.5)) {
          continue;
        }
        taken.set(at);
        PhotoPoint inRow = cut.transform().toRow(x + 0.5, y + 0.5);
        cells.look(
            (inRow.x() + cut.margin() - frame.offsetX()) / frame.scaleX() - 0.5,
            (inRow.y() + cut.margin() - frame.offsetY()) / frame.scaleY() - 0.5);
        labels[at] = (byte) cells.label();
        if (cells.fragment() != 0) {
          lines[y].add(x, firstId + cells.fragment());
        }
        if (confidence != null) {
          confidence[at] = (byte) cells.confidence();
        }
      }
    }
  }

  /**
   * Which fragments of a result lie in the row, half of their cells at least: the others are of
   * what is beside it, of which the cut shows a margin. Where the margin is beyond the photo's rim,
   * which continues in it, nothing is beside the row.
   */
  private boolean[] within(Segmentation result, RowCutter.Cut cut) {
    FragmentMap map = result.fragments();
    PixelFrame frame = result.frame();
    double last = cut.image().width() - cut.margin();
    double bottom = cut.image().height() - cut.margin();
    long[] inside = new long[map.count() + 1];
    long[] beside = new long[inside.length];
    for (int y = 0; y < map.height(); y++) {
      double v = frame.offsetY() + (y + 0.5) * frame.scaleY();
      boolean inStrip = v >= cut.margin() && v <= bottom;
      for (int run = map.firstRun(y); run < map.firstRun(y + 1); run++) {
        int id = map.runId(run);
        for (int x = map.runStart(run); x < map.runEnd(run); x++) {
          double u = frame.offsetX() + (x + 0.5) * frame.scaleX();
          if (inStrip && u >= cut.margin() && u <= last) {
            inside[id]++;
          } else if (onPhoto(cut.transform().toPhoto(u - cut.margin(), v - cut.margin()))) {
            beside[id]++;
          }
        }
      }
    }
    boolean[] within = new boolean[inside.length];
    for (int id = 1; id < within.length; id++) {
      within[id] = inside[id] >= beside[id] && inside[id] > 0;
    }
    return within;
  }

  private boolean onPhoto(PhotoPoint point) {
    return point.x() >= 0 && point.y() >= 0 && point.x() < width && point.y() < height;
  }

  /** What was carried; fragments in order of their rows, without those that have no pixel. */
  Segmentation finish() {
    LabelSet set = labelSet == null ? LabelSet.CORESCORE : labelSet;
    int[] number = new int[count + 1];
    for (Runs line : lines) {
      line.mark(number);
    }
    for (int id = 1, next = 1; id <= count; id++) {
      number[id] = number[id] == 0 ? 0 : next++;
    }
    FragmentMap.Builder fragments = FragmentMap.builder(width, height);
    for (int y = 0; y < height; y++) {
      lines[y].write(y, number, fragments);
    }
    BitSet rubbleHere = new BitSet();
    rubble.stream().forEach(id -> rubbleHere.set(number[id]));
    Segmentation found =
        Segmentation.of(
            LabelMask.wrap(width, height, labels, set),
            fragments.build().withRubble(rubbleHere::get),
            PixelFrame.PHOTO);
    return confidence == null
        ? found
        : found.withConfidence(ConfidenceMap.wrap(width, height, confidence));
  }

  /** The runs of fragments in one line of the photo. */
  private static final class Runs {
    private static final int[] NONE = {};

    private int[] starts = NONE;
    private int[] ends = NONE;
    private int[] ids = NONE;
    private int size;

    /** A pixel of a fragment; pixels of one row come from left to right. */
    void add(int x, int id) {
      if (size > 0 && ends[size - 1] == x && ids[size - 1] == id) {
        ends[size - 1]++;
        return;
      }
      if (size == ids.length) {
        int more = Math.max(8, 2 * size);
        starts = Arrays.copyOf(starts, more);
        ends = Arrays.copyOf(ends, more);
        ids = Arrays.copyOf(ids, more);
      }
      starts[size] = x;
      ends[size] = x + 1;
      ids[size++] = id;
    }

    /** Marks the fragments that have a pixel here. */
    void mark(int[] seen) {
      for (int i = 0; i < size; i++) {
        seen[ids[i]] = 1;
      }
    }

    /** Writes the runs from left to right. */
    void write(int y, int[] number, FragmentMap.Builder fragments) {
      long[] order = new long[size];
      for (int i = 0; i < size; i++) {
        order[i] = (long) starts[i] << Integer.SIZE | i;
      }
      Arrays.sort(order);
      for (long at : order) {
        int i = (int) at;
        fragments.add(y, starts[i], ends[i], number[ids[i]]);
      }
    }
  }

  /** The cells of a result, sampled at points between their centres. */
  private static final class Cells {
    private final LabelMask mask;
    private final int[] ids;
    private final Optional<ByteBuffer> confidence;
    private final int columns;
    private final int rows;
    private final int[] at = new int[4];
    private final double[] weight = new double[4];
    private int best;

    /**
     * @param within which fragments there are, by id; the cells of others are none
     */
    Cells(Segmentation result, boolean[] within) {
      this.mask = result.mask();
      this.ids = result.fragments().toIds();
      for (int i = 0; i < ids.length; i++) {
        ids[i] = within[ids[i]] ? ids[i] : 0;
      }
      this.confidence = result.confidence().map(ConfidenceMap::values);
      this.columns = mask.width();
      this.rows = mask.height();
    }

    /** Looks at a point, in cells from the centre of the first one. */
    void look(double x, double y) {
      double column = Math.max(0, Math.min(columns - 1, x));
      double row = Math.max(0, Math.min(rows - 1, y));
      int left = (int) column;
      int top = (int) row;
      int right = Math.min(columns - 1, left + 1);
      int bottom = Math.min(rows - 1, top + 1);
      double across = column - left;
      double down = row - top;
      at[0] = top * columns + left;
      at[1] = top * columns + right;
      at[2] = bottom * columns + left;
      at[3] = bottom * columns + right;
      weight[0] = (1 - across) * (1 - down);
      weight[1] = across * (1 - down);
      weight[2] = (1 - across) * down;
      weight[3] = across * down;
      best = 0;
      double bestSum = sum(0);
      for (int i = 1; i < 4; i++) {
        double sum = sum(i);
        if (sum > bestSum || (sum == bestSum && weight[i] > weight[best])) {
          best = i;
          bestSum = sum;
        }
      }
    }

    private double sum(int i) {
      int code = code(at[i]);
      double sum = 0;
      for (int j = 0; j < 4; j++) {
        sum += code(at[j]) == code ? weight[j] : 0;
      }
      return sum;
    }

    /** The fragment, or the label's index with its sign turned where there is none. */
    private int code(int cell) {
      return ids[cell] != 0 ? ids[cell] : -label(cell);
    }

    /** The label of a cell, the first of the set where its fragment is none. */
    private int label(int cell) {
      return isLeft(cell) ? 0 : mask.index(cell % columns, cell / columns);
    }

    private boolean isLeft(int cell) {
      return ids[cell] == 0 && mask.labels().isRock(mask.index(cell % columns, cell / columns));
    }

    int label() {
      return label(at[best]);
    }

    int fragment() {
      return ids[at[best]];
    }

    /** The probability of that label, 0 to 255; a cell of another leaves it what it lacks to 1. */
    int confidence() {
      double sum = 0;
      for (int i = 0; i < 4; i++) {
        int value = confidence.isPresent() ? confidence.get().get(at[i]) & 0xff : 255;
        value = isLeft(at[i]) ? 255 - value : value;
        sum += weight[i] * (label(at[i]) == label() ? value : 255 - value);
      }
      return (int) (sum + 0.5);
    }
  }
}
