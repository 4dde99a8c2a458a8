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
class RunLengthDecoderTest {
  private static List<JsonValue> numbers(double... lengths) {
    return DoubleStream.of(lengths).<JsonValue>mapToObj(JsonValue.Decimal::new).toList();
  }

  @Test
  void theStringFormOfZeroSixOneThree() throws MalformedShapeException {
    // 2 wide, 5 high, down the columns: 6 inside, 1 outside, 3 inside
    RunLengthMask ofString = RunLengthMask.ofColumns(2, 5);
    RunLengthDecoder.string("061M", ofString);
    RunLengthMask ofNumbers = RunLengthMask.ofColumns(2, 5);
    RunLengthDecoder.numbers(numbers(0, 6, 1, 3), ofNumbers);
    Geometry outline = ofString.outline();
    assertTrue(outline.equalsExact(ofNumbers.outline()));
    assertEquals(9, outline.getArea());
    assertTrue(outline.isValid());
  }

  @Test
  void theStringFormOfALongRun() throws MalformedShapeException {
    RunLengthMask mask = RunLengthMask.ofColumns(64, 16);
    RunLengthDecoder.string("0PP1", mask);
    Geometry outline = mask.outline();
    assertEquals(1024, outline.getArea());
    assertEquals("Env[0.0 : 64.0, 0.0 : 16.0]", outline.getEnvelopeInternal().toString());
  }

  @Test
  void columnsAndRowsDiffer() throws MalformedShapeException {
    RunLengthMask columns = RunLengthMask.ofColumns(3, 2);
    RunLengthDecoder.numbers(numbers(2, 2, 2), columns);
    assertEquals("Env[1.0 : 2.0, 0.0 : 2.0]", columns.outline().getEnvelopeInternal().toString());
    RunLengthMask rows = RunLengthMask.ofRows(3, 2, 10, 20);
    RunLengthDecoder.commas(" 3, 3", rows);
    assertEquals("Env[10.0 : 13.0, 21.0 : 22.0]", rows.outline().getEnvelopeInternal().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"06", "061N", "0P", "0~", "0 6", "0oooooooooooooooo1", "061M1", "O"})
  void damagedStrings(String text) throws MalformedShapeException {
    RunLengthMask mask = RunLengthMask.ofColumns(2, 5);
    assertThrows(MalformedShapeException.class, () -> RunLengthDecoder.string(text, mask));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "5,6", "-1,11", "5,x", "1e999,0", "0.5,9.5", "5,,5"})
  void damagedLists(String text) throws MalformedShapeException {
    RunLengthMask mask = RunLengthMask.ofRows(2, 5, 0, 0);
    assertThrows(MalformedShapeException.class, () -> RunLengthDecoder.commas(text, mask));
  }

  @Test
  void sizesBeyondTheLimitsAreRefusedBeforeAnyMemoryIsTaken() throws MalformedShapeException {
    assertEquals(1 << 28, RunLengthMask.MAX_PIXELS);
    RunLengthMask.check(4, 5, 20);
    assertThrows(MalformedShapeException.class, () -> RunLengthMask.check(3, 7, 20));
    assertThrows(MalformedShapeException.class, () -> RunLengthMask.ofColumns((1 << 17) + 1, 1));
    assertThrows(MalformedShapeException.class, () -> RunLengthMask.ofColumns(0, 5));
    assertThrows(MalformedShapeException.class, () -> RunLengthMask.ofColumns(2.5, 5));
    assertThrows(MalformedShapeException.class, () -> RunLengthMask.ofColumns(Double.NaN, 5));
    assertThrows(MalformedShapeException.class, () -> RunLengthMask.ofRows(2, 5, Double.NaN, 0));
  }
}
