// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import uk.ac.bgs.corescore.core.corelog.depth.MissingRock;
import uk.ac.bgs.corescore.core.corelog.hole.LogInterval;
import uk.ac.bgs.corescore.core.corelog.rule.LengthRule;

/** Reads a value by its id, in any case. */
abstract class IdConverter<E> implements ITypeConverter<E> {
  private final E[] values;
  private final Function<E, String> id;
  private final String expected;

  IdConverter(E[] values, Function<E, String> id, String expected) {
    this.values = values;
    this.id = id;
    this.expected = expected;
  }

  @Override
  public E convert(String text) {
    for (E one : values) {
      if (id.apply(one).equalsIgnoreCase(text)) {
        return one;
      }
    }
    throw new TypeConversionException("expected " + expected + ", got '" + text + "'");
  }

  /** How a piece's length is taken. */
  static final class Length extends IdConverter<LengthRule> {
    Length() {
      super(LengthRule.values(), LengthRule::id, "axis, tip-to-tip or full-diameter");
    }
  }

  /** What is made of missing rock. */
  static final class Missing extends IdConverter<MissingRock> {
    Missing() {
      super(MissingRock.values(), MissingRock::id, "loss-at-base or stretch");
    }
  }

  /** What bars are of. */
  static final class Bars extends IdConverter<LogInterval.Kind> {
    Bars() {
      super(LogInterval.Kind.values(), LogInterval.Kind::id, "run, box, fixed or named");
    }
  }
}
