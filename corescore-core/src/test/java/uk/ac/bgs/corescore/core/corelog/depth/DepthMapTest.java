// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.depth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A row of a metre, 10 to 11 m: rock to 300 mm, nothing to 400 mm, rock to its end. */
class DepthMapTest {
  private static final List<TiePoint> ROW =
      List.of(new TiePoint(0, new Depth(10)), new TiePoint(1000, new Depth(11)));
  private static final List<AxialInterval> ROCK =
      List.of(new AxialInterval(0, 300), new AxialInterval(400, 1000));

  private static DepthMap map(DepthRule rule, MissingRock missing, DepthInterval... losses) {
    return DepthMap.of(ROW, ROCK, rule, missing, true, List.of(losses));
  }

  private static void second(double expected, DepthMap map) {
    assertEquals(expected, map.beginning(400).metres(), 1e-9);
  }

  @Test
  void byPositionTheEmptyTrayHasDepth() {
    DepthMap map = map(DepthRule.POSITION, MissingRock.STRETCH);

    second(10.4, map);
    assertEquals(10.3, map.end(300).metres(), 1e-9);
    assertEquals(11, map.end(1000).metres(), 1e-9);
    assertEquals(1, map.ties().get(0).stretch().orElseThrow(), 1e-9);
  }

  @Test
  void byRockStretchedTheRestIsSharedOut() {
    DepthMap map = map(DepthRule.ROCK, MissingRock.STRETCH);

    second(10 + 300 / 900.0, map);
    assertEquals(11, map.end(1000).metres(), 1e-9);
    TieInterval tie = map.ties().get(0);
    assertEquals(1 / 0.9, tie.stretch().orElseThrow(), 1e-9);
    assertTrue(tie.unusual());
    assertFalse(tie.impossible());
  }

  @Test
  void byRockTheRestIsALossAtTheBaseAndMarkedAsAssumed() {
    DepthMap map = map(DepthRule.ROCK, MissingRock.LOSS_AT_BASE);

    second(10.3, map);
    assertEquals(10.9, map.end(1000).metres(), 1e-9);
    DepthInterval loss = map.ties().get(0).assumedLoss().orElseThrow();
    assertEquals(10.9, loss.top().metres(), 1e-9);
    assertEquals(11, loss.base().metres(), 1e-9);
    assertEquals(1, map.ties().get(0).stretch().orElseThrow(), 1e-9);
  }

  @Test
  void aStatedLossIsWhereItIsStated() {
    for (MissingRock missing : MissingRock.values()) {
      DepthMap map = map(DepthRule.ROCK, missing, DepthInterval.of(10.3, 10.4));

      second(10.4, map);
      assertEquals(10.3, map.end(300).metres(), 1e-9);
      assertEquals(11, map.end(1000).metres(), 1e-9);
      assertEquals(2, map.ties().size());
      assertEquals(Optional.empty(), map.ties().get(0).assumedLoss());
    }
  }

  @Test
  void aLossInsideAPieceIsAtItsNearestEndAndWhatIsStretchedIsTold() {
    DepthMap map = map(DepthRule.ROCK, MissingRock.STRETCH, DepthInterval.of(10.33, 10.43));

    second(10.43, map);
    assertEquals(10.33, map.end(300).metres(), 1e-9);
    assertEquals(1.1, map.ties().get(0).stretch().orElseThrow(), 1e-9);
    assertEquals(0.95, map.ties().get(1).stretch().orElseThrow(), 1e-9);
  }

  @Test
  void lossesAtBothEndsAndBeyondAreCutToTheRow() {
    DepthMap map =
        map(
            DepthRule.ROCK,
            MissingRock.STRETCH,
            DepthInterval.of(9.5, 10.05),
            DepthInterval.of(10.95, 12));

    assertEquals(10.05, map.beginning(0).metres(), 1e-9);
    assertEquals(10.95, map.end(1000).metres(), 1e-9);
    second(10.35, map);
  }

  @Test
  void moreRockThanDepthIsPressedTogether() {
    DepthMap map =
        DepthMap.of(
            List.of(new TiePoint(0, new Depth(0)), new TiePoint(1000, new Depth(0.45))),
            ROCK,
            DepthRule.ROCK,
            MissingRock.LOSS_AT_BASE,
            true,
            List.of());

    assertEquals(0.15, map.beginning(400).metres(), 1e-9);
    assertTrue(map.ties().get(0).unusual());
    assertEquals(0.5, map.ties().get(0).stretch().orElseThrow(), 1e-9);
  }

  @Test
  void tiesInsideTheRowCount() {
    DepthMap map =
        DepthMap.of(
            List.of(
                new TiePoint(0, new Depth(10)),
                new TiePoint(350, new Depth(10.4)),
                new TiePoint(1000, new Depth(11))),
            ROCK,
            DepthRule.ROCK,
            MissingRock.STRETCH,
            true,
            List.of());

    assertEquals(10.4, map.end(300).metres(), 1e-9);
    second(10.4, map);
    assertEquals(2, map.ties().size());
  }

  @Test
  void withoutRockAllIsLost() {
    DepthMap map =
        DepthMap.of(ROW, List.of(), DepthRule.ROCK, MissingRock.LOSS_AT_BASE, true, List.of());

    assertEquals(DepthInterval.of(10, 11), map.ties().get(0).assumedLoss().orElseThrow());
    assertEquals(10, map.beginning(500).metres(), 1e-9);
  }

  @Test
  void depthNeverRunsUpwards() {
    for (DepthRule rule : DepthRule.values()) {
      for (MissingRock missing : MissingRock.values()) {
        DepthMap map = map(rule, missing, DepthInterval.of(10.55, 10.6));
        double last = Double.NEGATIVE_INFINITY;
        for (double place = -50; place < 1060; place += 7) {
          assertTrue(map.end(place).metres() >= last - 1e-12);
          assertTrue(map.beginning(place).metres() >= map.end(place).metres() - 1e-12);
          last = map.beginning(place).metres();
        }
      }
    }
  }

  @Test
  void tiesOutOfOrderAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            DepthMap.of(
                List.of(ROW.get(1), ROW.get(0)),
                ROCK,
                DepthRule.ROCK,
                MissingRock.STRETCH,
                true,
                List.of()));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            DepthMap.of(
                ROW.subList(0, 1), ROCK, DepthRule.ROCK, MissingRock.STRETCH, true, List.of()));
  }
}
