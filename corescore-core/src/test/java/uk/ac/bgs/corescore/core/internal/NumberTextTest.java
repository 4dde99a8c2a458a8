// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class NumberTextTest {
  @Test
  void exactReadsBackAsTheSameDouble() {
    Random random = new Random(11);
    for (int i = 0; i < 20_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        String text = NumberText.exact(value);
        assertEquals(value, Double.parseDouble(text), text);
        assertTrue(text.matches("-?[0-9]+(\\.[0-9]+)?(E[+-]?[0-9]+)?"), text);
      }
      double plain = random.nextDouble() * 1e6;
      assertEquals(plain, Double.parseDouble(NumberText.exact(plain)));
      assertTrue(NumberText.exact(plain).matches("[0-9]+\\.[0-9]+"));
    }
  }

  @Test
  void exactIsShort() {
    assertEquals("0", NumberText.exact(0));
    assertEquals("0", NumberText.exact(-0.0));
    assertEquals("3040172", NumberText.exact(3_040_172));
    assertEquals("12345678", NumberText.exact(1.2345678e7));
    assertEquals("0.1", NumberText.exact(0.1));
    assertEquals("0.0001", NumberText.exact(1e-4));
    assertEquals("0.3333333333333333", NumberText.exact(1.0 / 3));
    assertEquals("-2.5", NumberText.exact(-2.5));
  }

  @Test
  void exactRefusesWhatIsNoNumber() {
    assertThrows(IllegalArgumentException.class, () -> NumberText.exact(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> NumberText.exact(Double.NEGATIVE_INFINITY));
  }

  @Test
  void readableGroupsThousandsAndRounds() {
    assertEquals("1234", NumberText.readable(1234.4, 4));
    assertEquals("3\u202F040\u202F172", NumberText.readable(3_040_172, 3));
    assertEquals("0.549", NumberText.readable(0.5494, 3));
    assertEquals("10\u202F000.0", NumberText.fixed(9999.96, 1));
    assertEquals("0", NumberText.readable(0, 3));
  }

  @Test
  void whatIsTooLargeHasAnExponent() {
    assertEquals("999\u202F999\u202F999\u202F999\u202F999", NumberText.readable(1e15 - 1, 3));
    assertEquals("1E+15", NumberText.readable(1e15, 3));
    assertEquals("-1.23E+20", NumberText.fixed(-1.234e20, 4));
    assertEquals("1E+300", NumberText.readable(1e300, 4));
    assertEquals("1.8E+308", NumberText.fixed(Double.MAX_VALUE, 1));
    assertEquals("1E+294M px\u00B2", NumberText.shortPixels(1e300));
    assertEquals("1E+294 m\u00B2", NumberText.shortMillimetres(1e300));
    assertEquals("1E+300", NumberText.exact(1e300));
    assertEquals("4.9E-324", NumberText.readable(Double.MIN_VALUE, 3));
  }

  @Test
  void whatIsNotFiniteIsASignForPeople() {
    assertEquals("\u221E", NumberText.readable(Double.POSITIVE_INFINITY, 3));
    assertEquals("-\u221E", NumberText.fixed(Double.NEGATIVE_INFINITY, 3));
    assertEquals("\u2013", NumberText.readable(Double.NaN, 3));
    assertEquals("\u221E m\u00B2", NumberText.shortMillimetres(Double.POSITIVE_INFINITY));
    assertEquals("\u221EM px\u00B2", NumberText.shortPixels(Double.POSITIVE_INFINITY));
  }

  @Test
  void areasInFewCharacters() {
    assertEquals("9999 px\u00B2", NumberText.shortPixels(9999));
    assertEquals("41.2k px\u00B2", NumberText.shortPixels(41_234));
    assertEquals("999k px\u00B2", NumberText.shortPixels(999_499));
    assertEquals("1.00M px\u00B2", NumberText.shortPixels(999_500));
    assertEquals("45.0 mm\u00B2", NumberText.shortMillimetres(45));
    assertEquals("12.3 cm\u00B2", NumberText.shortMillimetres(1234));
    assertEquals("276 cm\u00B2", NumberText.shortMillimetres(27_614));
  }
}
