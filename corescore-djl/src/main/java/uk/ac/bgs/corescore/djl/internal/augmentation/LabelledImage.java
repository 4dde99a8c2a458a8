// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.augmentation;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import uk.ac.bgs.corescore.core.photo.PhotoReducer;
import uk.ac.bgs.corescore.djl.internal.network.Heads;
import uk.ac.bgs.corescore.djl.internal.network.Prediction;
import uk.ac.bgs.corescore.djl.settings.TrainingExample;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;

/**
 * A labelled photograph that can be sampled at any place and scale: its pixels at full size, and
 * reduced to about the network's input size.
 */
public final class LabelledImage {
  private static final double REDUCED = 1.3;

  private final RgbImage full;
  private final RgbImage reduced;
  private final byte[] label;
  private final short[] fragment;
  private final boolean[] ignored;
  private final int fragments;
  private final int[] rock;

  /**
   * @param example photo and ground truth
   * @param labels index of each of the truth's labels in the model's list
   * @param networkSide maximum input side of the network, in cells
   */
  public LabelledImage(TrainingExample example, byte[] labels, int networkSide) {
    RgbImage photo = example.photo();
    this.full = photo;
    this.reduced = PhotoReducer.reduceToFit(photo, (int) Math.round(REDUCED * networkSide));
    int w = reduced.width();
    int h = reduced.height();
    this.label = new byte[w * h];
    this.fragment = new short[w * h];
    this.ignored = new boolean[w * h];
    LabelMask mask = example.truth().mask();
    FragmentMap map = example.truth().fragments();
    ByteBuffer values = mask.values();
    int[] ids = map.toIds();
    BitSet unknown = example.ignored();
    for (int y = 0; y < h; y++) {
      int sourceY = nearest(y, h, photo.height());
      for (int x = 0; x < w; x++) {
        int from = sourceY * photo.width() + nearest(x, w, photo.width());
        label[y * w + x] = labels[values.get(from) & 0xFF];
        fragment[y * w + x] = (short) ids[from];
        ignored[y * w + x] = unknown.get(from);
      }
    }
    this.fragments = map.count();
    this.rock = rockPixels();
  }

  private static int nearest(int i, int cells, int size) {
    return Math.min(size - 1, (int) ((i + 0.5) * size / cells));
  }

  private int[] rockPixels() {
    int w = reduced.width();
    return java.util.stream.IntStream.range(0, fragment.length)
        .filter(i -> fragment[i] != 0 && !ignored[i] && (i % w) % 3 == 0)
        .toArray();
  }

  public int width() {
    return reduced.width();
  }

  public int height() {
    return reduced.height();
  }

  int fragments() {
    return fragments;
  }

  public RgbImage image() {
    return reduced;
  }

  /** Fragment at a cell of the reduced grid, 0 for none. */
  public int fragmentAt(int x, int y) {
    return fragment[y * reduced.width() + x];
  }

  /** Index of the label at a cell of the reduced grid. */
  public byte labelAt(int x, int y) {
    return label[y * reduced.width() + x];
  }

  /** Whether a cell of the reduced grid has no ground truth. */
  public boolean ignoredAt(int x, int y) {
    return ignored[y * reduced.width() + x];
  }

  /** A random cell of rock that is not ignored, as x + y * width, or -1 if there is none. */
  int randomRockPixel(SplittableRandom random) {
    return rock.length == 0 ? -1 : rock[random.nextInt(rock.length)];
  }

  /**
   * Fills a crop.
   *
   * @param crop the crop
   * @param warp from crop pixels to the reduced grid
   * @param nearestNeighbour whether to sample the full photo with nearest neighbour instead of the
   *     reduced photo bilinearly
   */
  void sample(Crop crop, Homography warp, boolean nearestNeighbour) {
    int w = reduced.width();
    int h = reduced.height();
    int plane = crop.size();
    double[] at = new double[2];
    double fullX = (double) full.width() / w;
    double fullY = (double) full.height() / h;
    java.nio.IntBuffer smooth = reduced.pixels();
    java.nio.IntBuffer sharp = full.pixels();
    for (int y = 0; y < crop.height; y++) {
      for (int x = 0; x < crop.width; x++) {
        int i = y * crop.width + x;
        warp.apply(x + 0.5, y + 0.5, at);
        int cellX = clamp((int) Math.floor(at[0]), w);
        int cellY = clamp((int) Math.floor(at[1]), h);
        boolean inside = at[0] >= 0 && at[1] >= 0 && at[0] < w && at[1] < h;
        int cell = cellY * w + cellX;
        crop.label[i] = label[cell];
        crop.fragment[i] = fragment[cell];
        crop.weight[i] = inside && !ignored[cell] ? 1 : 0;
        if (nearestNeighbour) {
          int sx = clamp((int) Math.floor(at[0] * fullX), full.width());
          int sy = clamp((int) Math.floor(at[1] * fullY), full.height());
          int argb = sharp.get(sy * full.width() + sx);
          crop.rgb[i] = argb >> 16 & 0xff;
          crop.rgb[plane + i] = argb >> 8 & 0xff;
          crop.rgb[2 * plane + i] = argb & 0xff;
        } else {
          bilinear(smooth, w, h, at[0] - 0.5, at[1] - 0.5, crop.rgb, i, plane);
        }
      }
    }
  }

  private static void bilinear(
      java.nio.IntBuffer pixels, int w, int h, double x, double y, float[] rgb, int i, int plane) {
    int x0 = (int) Math.floor(x);
    int y0 = (int) Math.floor(y);
    float fx = (float) (x - x0);
    float fy = (float) (y - y0);
    int left = clamp(x0, w);
    int right = clamp(x0 + 1, w);
    int top = clamp(y0, h) * w;
    int bottom = clamp(y0 + 1, h) * w;
    int a = pixels.get(top + left);
    int b = pixels.get(top + right);
    int c = pixels.get(bottom + left);
    int d = pixels.get(bottom + right);
    for (int channel = 0; channel < 3; channel++) {
      int shift = 16 - 8 * channel;
      float upper = (a >> shift & 0xff) * (1 - fx) + (b >> shift & 0xff) * fx;
      float lower = (c >> shift & 0xff) * (1 - fx) + (d >> shift & 0xff) * fx;
      rgb[channel * plane + i] = upper * (1 - fy) + lower * fy;
    }
  }

  private static int clamp(int value, int size) {
    return Math.max(0, Math.min(size - 1, value));
  }

  /** Cells of each label that are not ignored. */
  long[] histogram(int labels) {
    long[] counts = new long[labels];
    for (int i = 0; i < label.length; i++) {
      counts[label[i] & 0xFF] += ignored[i] ? 0 : 1;
    }
    return counts;
  }

  /** IoU of rock where there is ground truth, on the prediction's grid. */
  public double rockIou(Prediction prediction, Heads heads) {
    long both = 0;
    long either = 0;
    byte[] mostLikely = prediction.mostLikely(heads.labels().size());
    for (int y = 0; y < prediction.height(); y++) {
      int fromY = nearest(y, prediction.height(), reduced.height()) * reduced.width();
      for (int x = 0; x < prediction.width(); x++) {
        int from = fromY + nearest(x, prediction.width(), reduced.width());
        if (!ignored[from]) {
          boolean found = heads.labels().isRock(mostLikely[y * prediction.width() + x] & 0xFF);
          boolean there = heads.labels().isRock(label[from] & 0xFF);
          both += found && there ? 1 : 0;
          either += found || there ? 1 : 0;
        }
      }
    }
    return either == 0 ? 1 : (double) both / either;
  }

  /** Weights of the labels for class balance: the root of the inverse frequency, within bounds. */
  public static float[] labelWeights(List<LabelledImage> sources, int labels) {
    double[] counts = new double[labels];
    double all = 0;
    for (LabelledImage source : sources) {
      long[] histogram = source.histogram(labels);
      for (int k = 0; k < labels; k++) {
        counts[k] += histogram[k];
        all += histogram[k];
      }
    }
    float[] weights = new float[labels];
    for (int k = 0; k < labels; k++) {
      double balanced = Math.sqrt(all / labels / Math.max(1, counts[k]));
      weights[k] = (float) Math.max(0.6, Math.min(2.5, balanced));
    }
    return weights;
  }
}
