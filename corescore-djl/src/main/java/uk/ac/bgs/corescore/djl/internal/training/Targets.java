// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import uk.ac.bgs.corescore.djl.internal.augmentation.Crop;
import uk.ac.bgs.corescore.djl.internal.augmentation.LayoutCrop;
import uk.ac.bgs.corescore.djl.internal.instance.ChamferDistance;
import uk.ac.bgs.corescore.djl.internal.network.Heads;
import uk.ac.bgs.corescore.djl.settings.TrainingSettings;

/**
 * The targets of a batch in the layout of the network's output: the upper left pixels of all 2 x 2
 * squares, then the upper right, the lower left and the lower right ones; of each the squares crop
 * by crop and row by row. The numbers lie outside of Java's heap, where the engine reads them in
 * place.
 *
 * @param label for each label, the weight of each pixel if that is its label, else 0
 * @param known for each pixel 1, or 0 without ground truth
 * @param weight of the boundary of each
 * @param rock 1 where rock is
 * @param boundary 1 within a pixel of a piece's boundary; for layout, the channel
 * @param distance from the boundary of the piece, 0 outside of pieces, 1 at its middle or {@link
 *     ChamferDistance#FAR} pixels from its boundary; for layout, the ridge
 */
public record Targets(
    Plane label, Plane known, Plane weight, Plane rock, Plane boundary, Plane distance) {
  /**
   * Numbers outside of Java's heap.
   *
   * @param bytes where they lie
   * @param values the same as numbers
   */
  public record Plane(ByteBuffer bytes, FloatBuffer values) {
    static Plane of(int count) {
      ByteBuffer bytes =
          ByteBuffer.allocateDirect(Float.BYTES * count).order(ByteOrder.nativeOrder());
      return new Plane(bytes, bytes.asFloatBuffer());
    }

    public float get(int index) {
      return values.get(index);
    }

    void put(int index, float value) {
      values.put(index, value);
    }

    /** An array over them, not a copy. */
    NDArray array(NDManager manager, Shape shape) {
      return manager.create(bytes, shape, DataType.FLOAT32);
    }
  }

  private static final float GAP_WEIGHT = 3;
  private static final int GAP_REACH = 3;

  /** The targets of crops for a task; for layout they are {@link LayoutCrop}s. */
  public static Targets of(
      TrainingSettings.Task task, List<Crop> crops, Heads heads, float[] labelWeights) {
    return switch (task) {
      case SEGMENT -> of(crops, heads, labelWeights);
      case LAYOUT -> ofScenes(crops.stream().map(LayoutCrop.class::cast).toList(), heads);
    };
  }

  /** Targets of rock, channel and ridge, with the weights of the pixels. */
  static Targets ofScenes(List<LayoutCrop> scenes, Heads heads) {
    int size = scenes.get(0).size();
    int classes = heads.labels().size();
    int all = scenes.size() * size;
    Targets targets =
        new Targets(
            Plane.of(classes * all),
            Plane.of(all),
            Plane.of(all),
            Plane.of(all),
            Plane.of(all),
            Plane.of(all));
    for (int n = 0; n < scenes.size(); n++) {
      LayoutCrop scene = scenes.get(n);
      for (int i = 0; i < size; i++) {
        int to = place(i % scene.width, Math.floorDiv(i, scene.width), scene, n, scenes.size());
        int of = scene.label[i] & 0xFF;
        targets.label.put(of * all + to, scene.weight[i]);
        targets.known.put(to, scene.weight[i] > 0 ? 1 : 0);
        targets.weight.put(to, scene.weight[i]);
        targets.rock.put(to, scene.weight[i] > 0 && heads.labels().isRock(of) ? 1 : 0);
        targets.boundary.put(to, scene.channel[i]);
        targets.distance.put(to, scene.ridge[i]);
      }
    }
    return targets;
  }

  /** Index of a pixel of a crop in the layout of the network's output. */
  private static int place(int x, int y, Crop crop, int index, int crops) {
    int squares = crop.size() / 4;
    int pixel = (y & 1) * 2 + (x & 1);
    return (pixel * crops + index) * squares + (y / 2) * (crop.width / 2) + x / 2;
  }

  public static Targets of(List<Crop> crops, Heads heads, float[] labelWeights) {
    int size = crops.get(0).size();
    int classes = heads.labels().size();
    int all = crops.size() * size;
    Plane label = Plane.of(classes * all);
    Plane known = Plane.of(all);
    Plane rock = Plane.of(all);
    Plane boundary = Plane.of(all);
    Plane distance = Plane.of(all);
    for (int n = 0; n < crops.size(); n++) {
      Crop crop = crops.get(n);
      float[] depth = ChamferDistance.of(crop.width, crop.height, crop.fragment);
      boolean[] atBoundary = boundaries(crop);
      boolean[] inGap = gaps(crop);
      for (int y = 0; y < crop.height; y++) {
        for (int x = 0; x < crop.width; x++) {
          int i = y * crop.width + x;
          int at = place(x, y, crop, n, crops.size());
          float weight = crop.weight[i];
          known.put(at, weight);
          int of = crop.label[i] & 0xFF;
          rock.put(at, heads.labels().isRock(of) ? weight : 0);
          distance.put(at, depth[i]);
          boundary.put(at, weight > 0 && atBoundary[i] ? 1 : 0);
          float emphasis = weight > 0 && inGap[i] ? GAP_WEIGHT : 1;
          label.put(of * all + at, weight * emphasis * labelWeights[of]);
        }
      }
    }
    return new Targets(label, known, known, rock, boundary, distance);
  }

  /** Whether each pixel has a neighbour of another piece, or is of a piece and has one of none. */
  private static boolean[] boundaries(Crop crop) {
    int[] lowest = range(crop.fragment, crop, 1, false);
    int[] highest = range(crop.fragment, crop, 1, true);
    return differing(lowest, highest);
  }

  /** Whether each pixel outside of pieces has two pieces near it. */
  private static boolean[] gaps(Crop crop) {
    int[] low = new int[crop.size()];
    int[] high = new int[crop.size()];
    for (int i = 0; i < low.length; i++) {
      int id = crop.fragment[i];
      low[i] = id == 0 ? Integer.MAX_VALUE : id;
      high[i] = id == 0 ? Integer.MIN_VALUE : id;
    }
    boolean[] near =
        differing(range(low, crop, GAP_REACH, false), range(high, crop, GAP_REACH, true));
    for (int i = 0; i < near.length; i++) {
      near[i] &= crop.fragment[i] == 0;
    }
    return near;
  }

  private static boolean[] differing(int[] lowest, int[] highest) {
    boolean[] differ = new boolean[lowest.length];
    for (int i = 0; i < differ.length; i++) {
      differ[i] = lowest[i] < highest[i];
    }
    return differ;
  }

  /**
   * The lowest or highest value in the square of side 2 {@code reach} + 1 around each pixel,
   * columns first, then rows.
   */
  private static int[] range(int[] values, Crop crop, int reach, boolean highest) {
    int[] columns = values.clone();
    for (int d = 1; d <= reach; d++) {
      merge(columns, 0, values, d * crop.width, values.length - d * crop.width, highest);
      merge(columns, d * crop.width, values, 0, values.length - d * crop.width, highest);
    }
    int[] squares = columns.clone();
    for (int row = 0; row < squares.length; row += crop.width) {
      for (int d = 1; d <= reach; d++) {
        merge(squares, row, columns, row + d, crop.width - d, highest);
        merge(squares, row + d, columns, row, crop.width - d, highest);
      }
    }
    return squares;
  }

  private static void merge(
      int[] into, int at, int[] values, int from, int count, boolean highest) {
    if (highest) {
      for (int i = 0; i < count; i++) {
        into[at + i] = Math.max(into[at + i], values[from + i]);
      }
    } else {
      for (int i = 0; i < count; i++) {
        into[at + i] = Math.min(into[at + i], values[from + i]);
      }
    }
  }
}
