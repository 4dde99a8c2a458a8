// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import uk.ac.bgs.corescore.core.corelog.hole.LogInterval;
import uk.ac.bgs.corescore.core.corelog.strip.StripSettings;
import uk.ac.bgs.corescore.spi.OptionException;

/** How the strip log of a hole is drawn. */
final class StripOptions {
  @Option(
      names = "--strip-scale",
      paramLabel = "1:N",
      converter = ScaleConverter.class,
      description =
          "Scale of the strip logs, such as 1:10; without it the first of 1:10, 1:20, 1:50 and so on"
              + " at which a hole takes no more than eight pages.")
  private @Nullable Integer scale;

  @Option(
      names = "--strip-per",
      paramLabel = "KIND",
      converter = IdConverter.Bars.class,
      description =
          "What the bars of the strip logs are of: run, box, fixed (of --step) or named (of"
              + " --intervals); without it runs, or boxes where there are no runs.")
  private LogInterval.@Nullable Kind per;

  /** Reads a scale. */
  static final class ScaleConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
      String number = value.startsWith("1:") ? value.substring(2) : value;
      try {
        return Integer.valueOf(number);
      } catch (NumberFormatException e) {
        throw new TypeConversionException("expected a scale such as 1:10, got '" + value + "'");
      }
    }
  }

  /**
   * How it is drawn.
   *
   * @throws OptionException if the scale is out of range
   */
  StripSettings settings() {
    try {
      return new StripSettings(
          scale == null ? OptionalInt.empty() : OptionalInt.of(scale), Optional.ofNullable(per));
    } catch (IllegalArgumentException e) {
      throw new OptionException("--strip-scale: " + e.getMessage());
    }
  }
}
