// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.mask;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ConfidenceMapTest {
  private static final byte[] VALUES = {0, 51, 102, (byte) 153, (byte) 204, (byte) 255};

  @Test
  void valuesAreSharesOf255() {
    ConfidenceMap map = ConfidenceMap.of(3, 2, VALUES);
    assertEquals(0, map.probability(0, 0));
    assertEquals(0.4, map.probability(2, 0));
    assertEquals(1, map.probability(2, 1));
    assertThrows(IndexOutOfBoundsException.class, () -> map.probability(3, 0));
    assertThrows(IndexOutOfBoundsException.class, () -> map.probability(0, -1));
  }

  @Test
  void probabilitiesAreRoundedToTheNearestStep() {
    float[] probabilities = {-0.0005f, 0.2f, 0.401f, 0.6f, 0.8f, 1.0005f};
    assertEquals(
        ConfidenceMap.of(3, 2, VALUES), ConfidenceMap.ofProbabilities(3, 2, probabilities));
  }

  @Test
  void whatIsNoProbabilityIsRefusedWithItsPlace() {
    for (float wrong : new float[] {Float.NaN, -0.01f, 1.01f, Float.POSITIVE_INFINITY}) {
      String message =
          String.valueOf(
              assertThrows(
                      IllegalArgumentException.class,
                      () -> ConfidenceMap.ofProbabilities(2, 2, new float[] {0, 0, 0, wrong}))
                  .getMessage());
      assertTrue(message.contains("cell (1, 1)") && message.contains("" + wrong), message);
    }
  }

  @Test
  void sizesMustAgree() {
    assertThrows(IllegalArgumentException.class, () -> ConfidenceMap.of(2, 2, VALUES));
    assertThrows(IllegalArgumentException.class, () -> ConfidenceMap.wrap(0, 6, VALUES));
    assertThrows(
        IllegalArgumentException.class, () -> ConfidenceMap.ofProbabilities(2, 2, new float[3]));
    ConfidenceMap map = ConfidenceMap.of(3, 2, VALUES);
    FragmentMap turned = FragmentMap.builder(2, 3).build();
    assertThrows(IllegalArgumentException.class, () -> map.means(turned));
    assertThrows(IllegalArgumentException.class, () -> map.shareBelow(0.5, turned));
    FragmentMap none = FragmentMap.builder(3, 2).build();
    assertThrows(IllegalArgumentException.class, () -> map.shareBelow(1.5, none));
  }

  @Test
  void meansAndSharesAreThoseOfAHandCount() {
    ConfidenceMap map = ConfidenceMap.of(3, 2, VALUES);
    FragmentMap two = FragmentMap.ofIds(3, 2, new int[] {0, 1, 1, 2, 0, 1});
    assertArrayEquals(
        new double[] {(0.2 + 0.4 + 0.6 + 1) / 4, (0.2 + 0.4 + 1) / 3, 0.6}, map.means(two), 1e-12);
    assertEquals(OptionalDouble.of(0.5), map.shareBelow(0.6, two));
    FragmentMap none = FragmentMap.builder(3, 2).build();
    assertTrue(Double.isNaN(map.means(none)[0]));
    assertEquals(OptionalDouble.empty(), map.shareBelow(0.6, none));
  }

  @Test
  void aCopyIsNotChangedByItsCaller() {
    byte[] values = VALUES.clone();
    ConfidenceMap map = ConfidenceMap.of(3, 2, values);
    values[0] = 9;
    assertEquals(map, ConfidenceMap.of(3, 2, VALUES));
    assertEquals(map.hashCode(), ConfidenceMap.of(3, 2, VALUES).hashCode());
    assertNotEquals(map, ConfidenceMap.of(2, 3, VALUES));
    assertTrue(map.values().isReadOnly());
    assertTrue(map.toString().contains("3 x 2"));
  }
}
