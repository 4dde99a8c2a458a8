// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.djl.internal.augmentation.Crop;
import uk.ac.bgs.corescore.djl.internal.instance.ChamferDistance;
import uk.ac.bgs.corescore.djl.internal.network.Heads;
import uk.ac.bgs.corescore.mask.Label;
import uk.ac.bgs.corescore.mask.LabelSet;

class TargetsTest {
  private static final Heads HEADS = Heads.standard();

  /** Two pieces of rock side by side on a tray, with one pixel without ground truth. */
  private static Crop crop() {
    Crop crop = new Crop(32, 32);
    Arrays.fill(crop.weight, 1);
    crop.weight[0] = 0;
    for (int y = 8; y < 24; y++) {
      for (int x = 4; x < 28; x++) {
        crop.label[y * 32 + x] = (byte) HEADS.rock();
        crop.fragment[y * 32 + x] = x < 16 ? 1 : 2;
      }
    }
    return crop;
  }

  private static int at(int x, int y) {
    return ((y & 1) * 2 + (x & 1)) * 256 + y / 2 * 16 + x / 2;
  }

  @Test
  void eachKnownPixelHasOneLabelAndTheUnknownNone() {
    float[] ones = new float[HEADS.labels().size()];
    Arrays.fill(ones, 1);
    Targets targets = Targets.of(List.of(crop()), HEADS, ones);
    for (int i = 0; i < 1024; i++) {
      int set = 0;
      for (int k = 0; k < ones.length; k++) {
        set += targets.label().get(k * 1024 + i) > 0 ? 1 : 0;
      }
      assertEquals(targets.known().get(i), set);
    }
    assertEquals(0, targets.known().get(at(0, 0)));
    assertEquals(1, targets.label().get(HEADS.rock() * 1024 + at(4, 8)));
    assertEquals(1, targets.label().get(at(3, 8)));
  }

  /** An index is an unsigned byte. */
  @Test
  void labelsAbove127() {
    List<Label> many = new ArrayList<>();
    for (int i = 0; i < 256; i++) {
      many.add(new Label("label " + i, i == 200));
    }
    Crop crop = new Crop(32, 32);
    Arrays.fill(crop.weight, 1);
    Arrays.fill(crop.label, (byte) 200);
    float[] ones = new float[256];
    Arrays.fill(ones, 1);
    Targets targets = Targets.of(List.of(crop), new Heads(new LabelSet(many)), ones);
    assertEquals(1, targets.rock().get(at(9, 9)));
    assertTrue(targets.label().get(200 * 1024 + at(9, 9)) > 0);
    assertEquals(0, targets.label().get(at(9, 9)));
  }

  @Test
  void boundariesAreAtTheBordersOfPieces() {
    Targets targets = Targets.of(List.of(crop()), HEADS, new float[HEADS.labels().size()]);
    assertEquals(1, targets.boundary().get(at(15, 12)));
    assertEquals(1, targets.boundary().get(at(16, 12)));
    assertEquals(0, targets.boundary().get(at(14, 12)));
    assertEquals(1, targets.boundary().get(at(3, 12)));
    assertEquals(0, targets.boundary().get(at(2, 12)));
  }

  @Test
  void distanceIncreasesToTheMiddle() {
    Crop crop = crop();
    float[] distance = ChamferDistance.of(crop.width, crop.height, crop.fragment);
    assertEquals(0, distance[12 * 32 + 3]);
    for (int x = 4; x < 10; x++) {
      assertTrue(distance[15 * 32 + x] > distance[15 * 32 + x - 1]);
      assertEquals(distance[15 * 32 + x], distance[15 * 32 + 19 - x]);
    }
    assertEquals(1, distance[15 * 32 + 10]);
  }
}
