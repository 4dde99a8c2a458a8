// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.corelog.hole.LogZone;

/** Pieces of which the lengths are known, in millimetres, one below the other. */
class SpacingZonesTest {
  private static List<LogZone> zones(double top, double... lengths) {
    List<Double> fractures = new ArrayList<>();
    double at = top;
    for (int i = 0; i < lengths.length; i++) {
      at += lengths[i] / 1000;
      if (i + 1 < lengths.length) {
        fractures.add(at);
      }
    }
    return SpacingZones.of(DepthInterval.of(top, at), fractures);
  }

  private static String text(List<LogZone> zones) {
    StringBuilder text = new StringBuilder();
    for (LogZone zone : zones) {
      text.append(Math.round(1000 * zone.depths().metres())).append(':').append(zone.fractures());
      text.append(' ');
    }
    return text.toString().strip();
  }

  @ParameterizedTest
  @CsvSource({
    "250 180 99 100 101 60 210, 1000:6",
    "1000, 1000:0",
    "1000 50 50 50 50 50 50 50 50 50 50, 1000:1 500:9",
    "50 50 50 50 50 50 700, 300:6 700:0",
    "700 50 50 50 50 50 50, 700:1 300:5",
    "600 40 40 40 40 40 40 600 40 40 40 40 40 40, 600:1 240:6 600:1 240:5",
    "300 20 300, 620:2"
  })
  void aZoneEndsWhereTheSpacingChanges(String lengths, String expected) {
    double[] pieces =
        List.of(lengths.split(" ")).stream().mapToDouble(Double::parseDouble).toArray();
    assertEquals(expected, text(zones(10, pieces)));
  }

  @Test
  void zonesAreTheWholeAndEachFractureIsInOne() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      double[] lengths = random.doubles(1 + random.nextInt(40), 5, 600).toArray();
      List<LogZone> zones = zones(-1, lengths);
      double at = -1;
      int fractures = 0;
      for (LogZone zone : zones) {
        assertEquals(at, zone.depths().top().metres(), 0, "seed " + seed);
        assertTrue(zones.size() == 1 || zone.depths().metres() > 0.0999, "seed " + seed);
        at = zone.depths().base().metres();
        fractures += zone.fractures();
      }
      assertEquals(lengths.length - 1, fractures, "seed " + seed);
    }
  }
}
