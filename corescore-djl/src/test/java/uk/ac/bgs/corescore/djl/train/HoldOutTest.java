// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.CoreScoreException;

class HoldOutTest {
  private static final List<String> NAMES = List.of("BH1/a1", "BH1/b1", "BH2/a2", "c");

  @Test
  void photosAreHeldOutByPrefix() {
    assertEquals(Set.of(), HoldOut.named(List.of()).of(NAMES));
    assertEquals(Set.of("BH1/a1", "BH2/a2"), HoldOut.named(List.of("a")).of(NAMES));
    assertEquals(Set.of("BH2/a2", "c"), HoldOut.named(List.of("BH2/", "c")).of(NAMES));
    CoreScoreException none =
        assertThrows(
            CoreScoreException.class, () -> HoldOut.named(List.of("c", "nosuch")).of(NAMES));
    assertTrue(String.valueOf(none.getMessage()).contains("[nosuch]"), none.getMessage());
  }

  /** The order in which photos are found does not matter, and the seed does. */
  @Test
  void aShareIsDrawnBySeed() {
    Set<String> drawn = HoldOut.share(0.5, 3).of(NAMES);
    assertEquals(2, drawn.size());
    List<String> turned = List.of("c", "BH2/a2", "BH1/b1", "BH1/a1");
    assertEquals(drawn, HoldOut.share(0.5, 3).of(turned));
    assertEquals(1, HoldOut.share(0.01, 3).of(NAMES).size());
    assertThrows(CoreScoreException.class, () -> HoldOut.share(0.99, 3).of(NAMES));
    long others =
        java.util.stream.LongStream.range(0, 20)
            .filter(seed -> !HoldOut.share(0.5, seed).of(NAMES).equals(drawn))
            .count();
    assertTrue(others > 0, "another seed draws others");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, 1.5, Double.NaN})
  void aShareIsBetweenNoneAndAll(double share) {
    assertThrows(IllegalArgumentException.class, () -> HoldOut.share(share, 1));
  }
}
