// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.training;

import java.util.List;
import uk.ac.bgs.corescore.djl.internal.augmentation.Crop;
import uk.ac.bgs.corescore.djl.internal.augmentation.LayoutCrop;
import uk.ac.bgs.corescore.djl.internal.instance.ChamferDistance;
import uk.ac.bgs.corescore.djl.internal.network.Heads;
import uk.ac.bgs.corescore.djl.settings.TrainingSettings;

/**
 * What a batch of crops should have become, in the layout of the network's output: the four pixels
 * of each 2 x 2 square on end, then the squares row by row.
 *
 * @param label for each crop, label, square and pixel: what that pixel counts if that is its label,
 *     else 0
 * @param known for each crop, pixel and square: 1, or 0 where nothing is known
 * @param weight what the boundary of each counts
 * @param rock 1 where rock is
 * @param boundary 1 within a pixel of where a piece ends; of a network that finds rows, the channel
 * @param distance from the end of the piece, 0 outside of pieces, 1 at its middle or {@link
 *     ChamferDistance#FAR} pixels from its end; of a network that finds rows, the ridge
 */
@SuppressWarnings("ArrayRecordComponent") // handed to the engine, never kept
public record Targets(
    float[] label,
    float[] known,
    float[] weight,
    float[] rock,
    float[] boundary,
    float[] distance) {
  private static final float GAP_WEIGHT = 3;
  private static final int GAP_REACH = 3;

  /** What the crops should have become for a task; for a layout they are scenes. */
  public static Targets of(
      TrainingSettings.Task task, List<Crop> crops, Heads heads, float[] labelWeights) {
    return switch (task) {
      case SEGMENT -> of(crops, heads, labelWeights);
      case LAYOUT -> ofScenes(crops.stream().map(LayoutCrop.class::cast).toList(), heads);
    };
  }

  /** Rock, channel and ridge of scenes, by the weights of their pixels. */
  static Targets ofScenes(List<LayoutCrop> scenes, Heads heads) {
    int size = scenes.get(0).size();
    int classes = heads.labels().size();
    int all = scenes.size() * size;
    Targets targets =
        new Targets(
            new float[classes * all],
            new float[all],
            new float[all],
            new float[all],
            new float[all],
            new float[all]);
    for (int n = 0; n < scenes.size(); n++) {
      LayoutCrop scene = scenes.get(n);
      for (int i = 0; i < size; i++) {
        int at = place(i % scene.width, Math.floorDiv(i, scene.width), scene);
        int of = scene.label[i] & 0xFF;
        int to = n * size + at;
        targets.label[(n * classes + of) * size + at] = scene.weight[i];
        targets.known[to] = scene.weight[i] > 0 ? 1 : 0;
        targets.weight[to] = scene.weight[i];
        targets.rock[to] = scene.weight[i] > 0 && heads.labels().isRock(of) ? 1 : 0;
        targets.boundary[to] = scene.channel[i];
        targets.distance[to] = scene.ridge[i];
      }
    }
    return targets;
  }

  /** Where a pixel is in the layout of the network's output. */
  private static int place(int x, int y, Crop crop) {
    return ((y & 1) * 2 + (x & 1)) * (crop.size() / 4) + (y / 2) * (crop.width / 2) + x / 2;
  }

  public static Targets of(List<Crop> crops, Heads heads, float[] labelWeights) {
    int size = crops.get(0).size();
    int classes = heads.labels().size();
    float[] label = new float[crops.size() * classes * size];
    float[] known = new float[crops.size() * size];
    float[] rock = new float[crops.size() * size];
    float[] boundary = new float[crops.size() * size];
    float[] distance = new float[crops.size() * size];
    for (int n = 0; n < crops.size(); n++) {
      Crop crop = crops.get(n);
      float[] depth = ChamferDistance.of(crop.width, crop.height, crop.fragment);
      for (int y = 0; y < crop.height; y++) {
        for (int x = 0; x < crop.width; x++) {
          int i = y * crop.width + x;
          int at = place(x, y, crop);
          float weight = crop.weight[i];
          known[n * size + at] = weight;
          int of = crop.label[i] & 0xFF;
          rock[n * size + at] = heads.labels().isRock(of) ? weight : 0;
          distance[n * size + at] = depth[i];
          boundary[n * size + at] = weight > 0 && meetsAnother(crop, x, y) ? 1 : 0;
          float emphasis = weight > 0 && isGap(crop, x, y) ? GAP_WEIGHT : 1;
          label[(n * classes + of) * size + at] = weight * emphasis * labelWeights[of];
        }
      }
    }
    return new Targets(label, known, known, rock, boundary, distance);
  }

  /** Whether a neighbour belongs to another piece, or to none, or this to none and that to one. */
  private static boolean meetsAnother(Crop crop, int x, int y) {
    int own = crop.fragment[y * crop.width + x];
    for (int v = Math.max(0, y - 1); v <= Math.min(crop.height - 1, y + 1); v++) {
      for (int u = Math.max(0, x - 1); u <= Math.min(crop.width - 1, x + 1); u++) {
        if (crop.fragment[v * crop.width + u] != own) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether a pixel of no piece has two pieces close by. */
  private static boolean isGap(Crop crop, int x, int y) {
    if (crop.fragment[y * crop.width + x] != 0) {
      return false;
    }
    int seen = 0;
    for (int v = Math.max(0, y - GAP_REACH); v <= Math.min(crop.height - 1, y + GAP_REACH); v++) {
      for (int u = Math.max(0, x - GAP_REACH); u <= Math.min(crop.width - 1, x + GAP_REACH); u++) {
        int id = crop.fragment[v * crop.width + u];
        if (id != 0 && seen != 0 && id != seen) {
          return true;
        }
        seen = id == 0 ? seen : id;
      }
    }
    return false;
  }
}
