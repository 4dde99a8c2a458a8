// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.core.draw.CoreDrawer;
import uk.ac.bgs.corescore.core.draw.DrawnCoreSettings;

class LearntWatershedTest {
  private static byte[] bytes(float[] likelihoods) {
    byte[] bytes = new byte[likelihoods.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = Prediction.of(likelihoods[i]);
    }
    return bytes;
  }

  /** With the truth for prediction, the pieces are the true ones up to their boundaries. */
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
      boundary[i] = targets.boundary()[((y & 1) * 2 + (x & 1)) * 512 + y / 2 * 32 + x / 2];
    }
    int[] found =
        LearntWatershed.part(64, 32, rock, bytes(boundary), bytes(Targets.distances(crop)), 0.5, 1)
            .toIds();
    for (int i = 0; i < found.length; i++) {
      assertEquals(crop.fragment[i] != 0, found[i] != 0);
      if (boundary[i] == 0) {
        assertEquals(crop.fragment[i], found[i]);
      }
    }
  }

  @Test
  void rockWithoutASeedIsAPieceToo() {
    boolean[] rock = new boolean[100];
    Arrays.fill(rock, 33, 37, true);
    int[] found = LearntWatershed.part(10, 10, rock, new byte[100], new byte[100], 0.5, 1).toIds();
    for (int i = 0; i < 100; i++) {
      assertEquals(rock[i] ? 1 : 0, found[i]);
    }
    assertArrayEquals(
        new int[100],
        LearntWatershed.part(10, 10, rock, new byte[100], new byte[100], 0.5, 5).toIds());
  }

  @Test
  void everyCellOfRockIsInAPieceAndNoOther() {
    var truth = new CoreDrawer(DrawnCoreSettings.builder().size(640, 96).build()).draw(9).truth();
    int[] ids = truth.fragments().toIds();
    boolean[] rock = new boolean[ids.length];
    float[] noise = new float[ids.length];
    float[] other = new float[ids.length];
    java.util.SplittableRandom random = new java.util.SplittableRandom(4);
    for (int i = 0; i < ids.length; i++) {
      rock[i] = ids[i] != 0;
      noise[i] = (float) random.nextDouble();
      other[i] = (float) random.nextDouble();
    }
    int[] found = LearntWatershed.part(640, 96, rock, bytes(noise), bytes(other), 0.5, 1).toIds();
    for (int i = 0; i < ids.length; i++) {
      assertEquals(rock[i], found[i] != 0);
    }
  }
}
