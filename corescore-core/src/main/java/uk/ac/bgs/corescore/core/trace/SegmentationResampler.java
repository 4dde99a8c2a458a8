// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.trace;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntConsumer;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.Segmentation;

/**
 * Resamples a segmentation from its own grid to the photo's pixels, with smooth outlines.
 *
 * <p>Each photo pixel takes the fragment or label with the largest bilinear weight among the four
 * cells around its centre (one-hot labels, linear interpolation, largest wins; the nearest cell
 * where two are equal). Straight borders stay where they are and slanted ones lose their saw teeth;
 * a fragment of a cell or two may lose its corners. Everything measured afterwards is exact on the
 * pixels that come out. Fragments keep their order; one that has no pixel left is left out and the
 * ids close up; rubble stays rubble. Where the segmentation has a confidence it is carried too, by
 * linear interpolation of the probability of the label that the pixel takes; a cell of another
 * label leaves that label what is missing to 1. Inside a label the result lies between the least
 * and the most of the four cells.
 *
 * <p>Cost: the photo's pixels along borders, and one fill for each stretch inside a region.
 * Stateless; safe for use by many threads.
 */
public final class SegmentationResampler {
  private final Segmentation source;
  private final int width;
  private final int height;
  private final int gridWidth;
  private final int[] labelOfFragment;

  /**
   * For each photo column the cell at the left of its centre, from -1, and how far it is on to the
   * next one.
   */
  private final int[] cellOfColumn;

  private final double[] columnWeights;

  private final byte[] labels;
  private int[] runs = new int[4096];
  private int runsSize;

  /** Those of the current pair of rows. */
  private final ColumnSpans stretches;

  private SegmentationResampler(Segmentation source, int width, int height, boolean withMask) {
    this.source = source;
    this.width = width;
    this.height = height;
    this.gridWidth = source.mask().width();
    this.labels = new byte[withMask ? width * height : 0];
    this.labelOfFragment = new int[source.fragments().count() + 1];
    this.cellOfColumn = new int[width];
    this.columnWeights = new double[width];
    for (int x = 0; x < width; x++) {
      double at = position(x, source.frame().offsetX(), source.frame().scaleX(), gridWidth);
      cellOfColumn[x] = (int) Math.floor(at);
      columnWeights[x] = at - cellOfColumn[x];
    }
    this.stretches = new ColumnSpans(gridWidth, cellOfColumn);
  }

  /**
   * Carries a segmentation to the photo's pixels.
   *
   * @param segmentation labels and fragments on a grid whose corners are the photo's corners
   * @param photoWidth the photo's columns
   * @param photoHeight the photo's rows
   * @return labels and fragments on the photo's own grid; the segmentation itself if it is there
   *     already
   * @throws IllegalArgumentException if the grid's corners are not the photo's (to a billionth of
   *     its size), or the photo has more than 2^31 - 9 pixels
   */
  public static Segmentation resample(Segmentation segmentation, int photoWidth, int photoHeight) {
    if (segmentation.frame().equals(PixelFrame.PHOTO)
        && segmentation.mask().width() == photoWidth
        && segmentation.mask().height() == photoHeight) {
      return segmentation;
    }
    requireCovering(segmentation, photoWidth, photoHeight);
    return new SegmentationResampler(segmentation, photoWidth, photoHeight, true).resample();
  }

  /**
   * Carries the fragments alone to the photo's pixels: the same ones that {@link #resample} finds,
   * without a mask, whose memory would grow with the photo. Cost: as there; twelve bytes a run.
   *
   * @param segmentation labels and fragments on a grid whose corners are the photo's corners
   * @param photoWidth the photo's columns
   * @param photoHeight the photo's rows
   * @param source takes, for each fragment in order, which one of the segmentation it is
   * @return the fragments on the photo's own grid
   * @throws IllegalArgumentException as {@link #resample}
   */
  public static FragmentMap fragments(
      Segmentation segmentation, int photoWidth, int photoHeight, IntConsumer source) {
    requireCovering(segmentation, photoWidth, photoHeight);
    SegmentationResampler grid =
        new SegmentationResampler(segmentation, photoWidth, photoHeight, false);
    grid.fill();
    int[] number = grid.numbers();
    for (int id = 1; id < number.length; id++) {
      if (number[id] > 0) {
        source.accept(id);
      }
    }
    return grid.fragments(number);
  }

  /**
   * Checks that a segmentation's grid covers a photo.
   *
   * @param segmentation labels and fragments
   * @param photoWidth the photo's columns
   * @param photoHeight the photo's rows
   * @return the segmentation
   * @throws IllegalArgumentException as {@link #resample}
   */
  public static Segmentation requireCovering(
      Segmentation segmentation, int photoWidth, int photoHeight) {
    requireCovering(
        segmentation.frame().offsetX(),
        segmentation.frame().scaleX() * segmentation.mask().width(),
        photoWidth,
        segmentation);
    requireCovering(
        segmentation.frame().offsetY(),
        segmentation.frame().scaleY() * segmentation.mask().height(),
        photoHeight,
        segmentation);
    if ((long) photoWidth * photoHeight > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "no mask of " + photoWidth + " x " + photoHeight + " pixels");
    }
    return segmentation;
  }

  /**
   * Where a pixel's centre lies among the centres of the cells, not beyond the outer ones by a
   * cell.
   */
  private static double position(int pixel, double offset, double scale, int cells) {
    double at = (pixel + 0.5 - offset) / scale - 0.5;
    return Math.max(-0.5, Math.min(cells - 0.5, at));
  }

  private static double[] positions(int pixels, double offset, double scale, int cells) {
    double[] positions = new double[pixels];
    Arrays.setAll(positions, pixel -> position(pixel, offset, scale, cells));
    return positions;
  }

  private static void requireCovering(
      double offset, double extent, int photo, Segmentation segmentation) {
    if (Math.abs(offset) > 1e-9 * photo || Math.abs(extent - photo) > 1e-9 * photo) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the grid does not cover the photo: it begins at %s px and is %s px long, the photo"
                  + " has %d px; %s",
              offset,
              extent,
              photo,
              segmentation));
    }
  }

  private Segmentation resample() {
    fill();
    LabelMask mask = LabelMask.wrap(width, height, labels, source.mask().labels());
    Segmentation onPhoto = Segmentation.of(mask, fragments(numbers()), PixelFrame.PHOTO);
    int gridHeight = source.mask().height();
    return source.confidence().isEmpty()
        ? onPhoto
        : onPhoto.withConfidence(
            ConfidenceResampler.resample(
                source,
                positions(width, source.frame().offsetX(), source.frame().scaleX(), gridWidth),
                positions(height, source.frame().offsetY(), source.frame().scaleY(), gridHeight),
                mask));
  }

  private void fill() {
    int gridHeight = source.mask().height();
    int[] upper = new int[gridWidth];
    int[] lower = new int[gridWidth];
    int upperRow = -2;
    for (int y = 0; y < height; y++) {
      double at = position(y, source.frame().offsetY(), source.frame().scaleY(), gridHeight);
      int row = (int) Math.floor(at);
      if (row != upperRow) {
        upperRow = row;
        readCodes(Math.max(0, row), upper);
        readCodes(Math.min(gridHeight - 1, row + 1), lower);
        stretches.cut(upper, lower);
      }
      fillRow(y, at - row, upper, lower);
    }
  }

  /** Codes of a row of cells: the fragment's id, or the label's index with its sign turned. */
  private void readCodes(int row, int[] codes) {
    LabelMask mask = source.mask();
    for (int x = 0; x < gridWidth; ) {
      int end = mask.runEnd(x, row);
      Arrays.fill(codes, x, end, -mask.index(x, row));
      x = end;
    }
    FragmentMap map = source.fragments();
    for (int run = map.firstRun(row); run < map.firstRun(row + 1); run++) {
      labelOfFragment[map.runId(run)] = mask.index(map.runStart(run), row);
      Arrays.fill(codes, map.runStart(run), map.runEnd(run), map.runId(run));
    }
  }

  private void fillRow(int y, double way, int[] upper, int[] lower) {
    int x = 0;
    for (int i = 0; i < stretches.count(); i++) {
      int end = stretches.end(i);
      if (stretches.code(i) != ColumnSpans.MIXED) {
        fill(y, x, end, stretches.code(i));
      } else {
        int start = x;
        int code = x < end ? largest(x, way, upper, lower) : 0;
        while (++x < end) {
          int next = largest(x, way, upper, lower);
          if (next != code) {
            fill(y, start, x, code);
            start = x;
            code = next;
          }
        }
        fill(y, start, end, code);
      }
      x = end;
    }
  }

  private int largest(int x, double rowWeight, int[] upper, int[] lower) {
    int left = Math.max(0, cellOfColumn[x]);
    int right = Math.min(gridWidth - 1, cellOfColumn[x] + 1);
    double columnWeight = columnWeights[x];
    int a = upper[left];
    int b = upper[right];
    int c = lower[left];
    int d = lower[right];
    double weightA = (1 - columnWeight) * (1 - rowWeight);
    double weightB = columnWeight * (1 - rowWeight);
    double weightC = (1 - columnWeight) * rowWeight;
    double weightD = columnWeight * rowWeight;
    double sumA =
        weightA + (b == a ? weightB : 0) + (c == a ? weightC : 0) + (d == a ? weightD : 0);
    double sumB =
        weightB + (a == b ? weightA : 0) + (c == b ? weightC : 0) + (d == b ? weightD : 0);
    double sumC =
        weightC + (a == c ? weightA : 0) + (b == c ? weightB : 0) + (d == c ? weightD : 0);
    double sumD =
        weightD + (a == d ? weightA : 0) + (b == d ? weightB : 0) + (c == d ? weightC : 0);
    int best = a;
    double bestSum = sumA;
    double bestWeight = weightA;
    if (sumB > bestSum || (sumB == bestSum && weightB > bestWeight)) {
      best = b;
      bestSum = sumB;
      bestWeight = weightB;
    }
    if (sumC > bestSum || (sumC == bestSum && weightC > bestWeight)) {
      best = c;
      bestSum = sumC;
      bestWeight = weightC;
    }
    if (sumD > bestSum || (sumD == bestSum && weightD > bestWeight)) {
      best = d;
    }
    return best;
  }

  private void fill(int y, int start, int end, int code) {
    if (start >= end) {
      return;
    }
    int label = code > 0 ? labelOfFragment[code] : -code;
    if (label != 0 && labels.length > 0) {
      Arrays.fill(labels, y * width + start, y * width + end, (byte) label);
    }
    if (code > 0) {
      if (runsSize + 4 > runs.length) {
        runs = Arrays.copyOf(runs, 2 * runs.length);
      }
      runs[runsSize++] = y;
      runs[runsSize++] = start;
      runs[runsSize++] = end;
      runs[runsSize++] = code;
    }
  }

  /** The number on the photo of each fragment of the grid; 0 where no pixel is left of it. */
  private int[] numbers() {
    int[] number = new int[source.fragments().count() + 1];
    for (int i = 3; i < runsSize; i += 4) {
      number[runs[i]] = 1;
    }
    int count = 0;
    for (int id = 1; id < number.length; id++) {
      number[id] = number[id] == 0 ? 0 : ++count;
    }
    return number;
  }

  private FragmentMap fragments(int[] number) {
    FragmentMap.Builder builder = FragmentMap.builder(width, height);
    for (int i = 0; i < runsSize; i += 4) {
      builder.add(runs[i], runs[i + 1], runs[i + 2], number[runs[i + 3]]);
    }
    return builder.build().withMarksOf(source.fragments(), number);
  }
}
