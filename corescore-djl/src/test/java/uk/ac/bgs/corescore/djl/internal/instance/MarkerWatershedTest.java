// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.instance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreGenerator;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreSettings;
import uk.ac.bgs.corescore.djl.internal.augmentation.Crop;
import uk.ac.bgs.corescore.djl.internal.network.Heads;
import uk.ac.bgs.corescore.djl.internal.network.Prediction;
import uk.ac.bgs.corescore.djl.internal.training.Targets;

class MarkerWatershedTest {
  private static byte[] bytes(float[] likelihoods) {
    byte[] bytes = new byte[likelihoods.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = Prediction.of(likelihoods[i]);
    }
    return bytes;
  }

  /** The pieces, numbered in the order of their first cells. */
  private static int[] split(
      int width, int height, boolean[] rock, byte[] boundary, byte[] distance) {
    int[] ids = MarkerWatershed.split(width, height, rock, boundary, distance, 0.5).toIds();
    int[] number = new int[ids.length + 1];
    int count = 0;
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] != 0 && number[ids[i]] == 0) {
        number[ids[i]] = ++count;
      }
      ids[i] = number[ids[i]];
    }
    return ids;
  }

  /** With the ground truth as prediction, the pieces are the true ones up to their boundaries. */
  @Test
  void piecesOfThePerfectPredictionAreTheTrueOnes() {
    Crop crop = new Crop(64, 32);
    boolean[] rock = new boolean[64 * 32];
    for (int y = 4; y < 28; y++) {
      for (int x = 4; x < 60; x++) {
        rock[y * 64 + x] = true;
        crop.fragment[y * 64 + x] = x < 20 ? 1 : x < 44 ? 2 : 3;
      }
    }
    Arrays.fill(crop.weight, 1);
    Heads heads = Heads.standard();
    float[] boundary = new float[64 * 32];
    Targets targets = Targets.of(List.of(crop), heads, new float[heads.labels().size()]);
    for (int i = 0; i < boundary.length; i++) {
      int x = i % 64;
      int y = Math.floorDiv(i, 64);
      boundary[i] = targets.boundary().get(((y & 1) * 2 + (x & 1)) * 512 + y / 2 * 32 + x / 2);
    }
    int[] found =
        split(
            64,
            32,
            rock,
            bytes(boundary),
            bytes(ChamferDistance.of(crop.width, crop.height, crop.fragment)));
    for (int i = 0; i < found.length; i++) {
      assertEquals(crop.fragment[i] != 0, found[i] != 0);
      if (boundary[i] == 0) {
        assertEquals(crop.fragment[i], found[i]);
      }
    }
  }

  @Test
  void rockWithoutAMarkerIsAPiece() {
    boolean[] rock = new boolean[100];
    Arrays.fill(rock, 33, 37, true);
    int[] found = split(10, 10, rock, new byte[100], new byte[100]);
    for (int i = 0; i < 100; i++) {
      assertEquals(rock[i] ? 1 : 0, found[i]);
    }
  }

  @Test
  void everyCellOfRockIsInAPieceAndNoOther() {
    var truth =
        new SyntheticCoreGenerator(SyntheticCoreSettings.builder().size(640, 96).build())
            .draw(9)
            .truth();
    int[] ids = truth.fragments().toIds();
    boolean[] rock = new boolean[ids.length];
    float[] noise = new float[ids.length];
    float[] other = new float[ids.length];
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < ids.length; i++) {
      rock[i] = ids[i] != 0;
      noise[i] = (float) random.nextDouble();
      other[i] = (float) random.nextDouble();
    }
    int[] found = split(640, 96, rock, bytes(noise), bytes(other));
    for (int i = 0; i < ids.length; i++) {
      assertEquals(rock[i], found[i] != 0);
    }
  }

  /** The same pieces as if every cell of a marker were queued, also those that cannot grow. */
  @Test
  void piecesGrowAsIfAllMarkersWereQueued() {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 400; round++) {
      int width = random.nextInt(1, 16);
      int height = random.nextInt(1, 10);
      boolean[] rock = new boolean[width * height];
      byte[] boundary = new byte[rock.length];
      byte[] distance = new byte[rock.length];
      boolean deep = true;
      for (int i = 0; i < rock.length; i++) {
        rock[i] = random.nextInt(8) > 0;
        deep = random.nextInt(4) == 0 ? random.nextBoolean() : deep;
        distance[i] = (byte) (deep ? 255 : random.nextInt(3) * 30);
        boundary[i] = (byte) (deep ? 0 : random.nextInt(3) * 90);
      }
      assertArrayEquals(
          grown(width, height, rock, boundary, distance),
          split(width, height, rock, boundary, distance));
    }
  }

  private static int[] grown(
      int width, int height, boolean[] rock, byte[] boundary, byte[] distance) {
    int[] piece = new int[rock.length];
    List<ArrayDeque<Integer>> waiting = new ArrayList<>();
    for (int level = 0; level < 256; level++) {
      waiting.add(new ArrayDeque<>());
    }
    boolean[] seed = new boolean[rock.length];
    for (int i = 0; i < rock.length; i++) {
      seed[i] = rock[i] && (distance[i] & 0xff) * (255 - (boundary[i] & 0xff)) > 128 * 255;
    }
    int pieces = fill(width, height, seed, piece, 0);
    for (int i = 0; i < rock.length; i++) {
      if (seed[i]) {
        waiting.get(0).add(i);
      }
    }
    for (int level = 0; level < 256; level++) {
      while (!waiting.get(level).isEmpty()) {
        int i = waiting.get(level).remove();
        for (int[] step : new int[][] {{-1, 0}, {1, 0}, {0, -1}, {0, 1}}) {
          int x = i % width + step[0];
          int y = Math.floorDiv(i, width) + step[1];
          int j = y * width + x;
          if (x >= 0 && x < width && y >= 0 && y < height && rock[j] && piece[j] == 0) {
            piece[j] = piece[i];
            int energy = (255 - (distance[j] & 0xff) + (boundary[j] & 0xff) + 1) / 2;
            waiting.get(Math.max(level, energy)).add(j);
          }
        }
      }
    }
    fill(width, height, rock, piece, pieces);
    int[] number = new int[rock.length + 1];
    int count = 0;
    for (int i = 0; i < piece.length; i++) {
      if (piece[i] != 0 && number[piece[i]] == 0) {
        number[piece[i]] = ++count;
      }
      piece[i] = number[piece[i]];
    }
    return piece;
  }

  /** Labels the 8-connected regions of cells without a number; gives the last number. */
  private static int fill(int width, int height, boolean[] of, int[] piece, int last) {
    int count = last;
    for (int first = 0; first < of.length; first++) {
      if (!of[first] || piece[first] != 0) {
        continue;
      }
      ArrayDeque<Integer> open = new ArrayDeque<>(List.of(first));
      piece[first] = ++count;
      while (!open.isEmpty()) {
        int i = open.remove();
        for (int k = 0; k < 9; k++) {
          int x = i % width + k % 3 - 1;
          int y = Math.floorDiv(i, width) + Math.floorDiv(k, 3) - 1;
          int j = y * width + x;
          if (x >= 0 && x < width && y >= 0 && y < height && of[j] && piece[j] == 0) {
            piece[j] = count;
            open.add(j);
          }
        }
      }
    }
    return count;
  }
}
