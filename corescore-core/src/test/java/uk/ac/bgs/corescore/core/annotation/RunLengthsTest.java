// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Geometry;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;

/** Run lengths against hand-worked ones. */
class RunLengthsTest {
  private static List<JsonValue> numbers(double... lengths) {
    return DoubleStream.of(lengths).<JsonValue>mapToObj(JsonValue.Decimal::new).toList();
  }

  @Test
  void theStringFormOfZeroSixOneThree() throws MalformedShapeException {
    // 2 wide, 5 high, down the columns: 6 inside, 1 outside, 3 inside
    RunMask ofString = RunMask.ofColumns(2, 5);
    RunLengths.string("061M", ofString);
    RunMask ofNumbers = RunMask.ofColumns(2, 5);
    RunLengths.numbers(numbers(0, 6, 1, 3), ofNumbers);
    Geometry outline = ofString.outline();
    assertTrue(outline.equalsExact(ofNumbers.outline()));
    assertEquals(9, outline.getArea());
    assertTrue(outline.isValid());
  }

  @Test
  void theStringFormOfALongRun() throws MalformedShapeException {
    RunMask mask = RunMask.ofColumns(64, 16);
    RunLengths.string("0PP1", mask);
    Geometry outline = mask.outline();
    assertEquals(1024, outline.getArea());
    assertEquals("Env[0.0 : 64.0, 0.0 : 16.0]", outline.getEnvelopeInternal().toString());
  }

  @Test
  void columnsAndRowsDiffer() throws MalformedShapeException {
    RunMask columns = RunMask.ofColumns(3, 2);
    RunLengths.numbers(numbers(2, 2, 2), columns);
    assertEquals("Env[1.0 : 2.0, 0.0 : 2.0]", columns.outline().getEnvelopeInternal().toString());
    RunMask rows = RunMask.ofRows(3, 2, 10, 20);
    RunLengths.commas(" 3, 3", rows);
    assertEquals("Env[10.0 : 13.0, 21.0 : 22.0]", rows.outline().getEnvelopeInternal().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"06", "061N", "0P", "0~", "0 6", "0oooooooooooooooo1", "061M1", "O"})
  void damagedStrings(String text) throws MalformedShapeException {
    RunMask mask = RunMask.ofColumns(2, 5);
    assertThrows(MalformedShapeException.class, () -> RunLengths.string(text, mask));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "5,6", "-1,11", "5,x", "1e999,0", "0.5,9.5", "5,,5"})
  void damagedLists(String text) throws MalformedShapeException {
    RunMask mask = RunMask.ofRows(2, 5, 0, 0);
    assertThrows(MalformedShapeException.class, () -> RunLengths.commas(text, mask));
  }

  @Test
  void sizesBeyondTheLimitsAreRefusedBeforeAnyMemoryIsTaken() throws MalformedShapeException {
    assertEquals(1 << 28, RunMask.MAX_PIXELS);
    RunMask.check(4, 5, 20);
    assertThrows(MalformedShapeException.class, () -> RunMask.check(3, 7, 20));
    assertThrows(MalformedShapeException.class, () -> RunMask.ofColumns((1 << 17) + 1, 1));
    assertThrows(MalformedShapeException.class, () -> RunMask.ofColumns(0, 5));
    assertThrows(MalformedShapeException.class, () -> RunMask.ofColumns(2.5, 5));
    assertThrows(MalformedShapeException.class, () -> RunMask.ofColumns(Double.NaN, 5));
    assertThrows(MalformedShapeException.class, () -> RunMask.ofRows(2, 5, Double.NaN, 0));
  }
}
