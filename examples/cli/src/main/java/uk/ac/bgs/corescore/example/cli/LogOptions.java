// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.core.corelog.LogSettings;
import uk.ac.bgs.corescore.core.corelog.rule.LengthRule;
import uk.ac.bgs.corescore.core.corelog.rule.RuleSet;
import uk.ac.bgs.corescore.spi.OptionException;

/** The options that say by which rules a core log is made. */
final class LogOptions {
  @Mixin private DepthOptions depths = new DepthOptions();

  @Option(
      names = "--diameter",
      paramLabel = "MM",
      description =
          "The core's diameter, for what is solid; measured in the photo without it. That of the"
              + " table of runs is never taken: it is often the hole's.")
  private @Nullable Double diameter;

  @Option(
      names = "--rules",
      paramLabel = "LIST",
      split = ",",
      defaultValue = "BS5930,ASTM_D6032",
      description = "The rule sets to give RQD by; default ${DEFAULT-VALUE}.")
  private List<String> rules = List.of();

  @Option(
      names = "--threshold",
      paramLabel = "MM",
      description =
          "Another length for RQD than 100 mm in all rule sets; --two-diameters for twice the"
              + " core's diameter.")
  private @Nullable Double threshold;

  @Option(
      names = "--two-diameters",
      paramLabel = "MM",
      description = "RQD of pieces of at least twice this diameter of the core.")
  private @Nullable Double twoDiameters;

  @Option(
      names = "--length",
      paramLabel = "RULE",
      defaultValue = "axis",
      converter = IdConverter.Length.class,
      description =
          "How a piece's length is taken: axis, tip-to-tip or full-diameter; default"
              + " ${DEFAULT-VALUE}.")
  private LengthRule length = LengthRule.AXIS;

  @Option(
      names = "--by-depth",
      description = "Recovery sums depths, not lengths measured in the rows: at most 100 %%.")
  private boolean byDepth;

  @Option(
      names = "--no-join-row-ends",
      description = "A break at the end of a row is natural, though both end faces are square.")
  private boolean apart;

  @Option(
      names = "--row-end",
      paramLabel = "MM",
      defaultValue = "10",
      description = "How near to the end of a row a cut is; default ${DEFAULT-VALUE}.")
  private double rowEnd;

  @Option(
      names = "--gap",
      paramLabel = "MM",
      defaultValue = "50",
      description = "A longer empty part of the tray is not recovered; default ${DEFAULT-VALUE}.")
  private double gap;

  @Option(
      names = "--boundary-error",
      paramLabel = "PX",
      defaultValue = "2",
      description = "Standard deviation of the pieces' boundaries; default ${DEFAULT-VALUE}.")
  private double boundary;

  @Option(
      names = "--fresh",
      description = "The photos were taken on site: figures are not apparent ones of old core.")
  private boolean fresh;

  @Option(
      names = "--step",
      paramLabel = "M",
      description = "Gives figures of even intervals, too, such as each 0.5 m.")
  private @Nullable Double step;

  /**
   * The settings.
   *
   * @throws OptionException if options contradict each other or a number is not allowed
   */
  LogSettings settings() {
    try {
      LogSettings usual = LogSettings.DEFAULT;
      return new LogSettings(
          depths.depth(),
          depths.missing(),
          depths.scale(),
          depths.depthsAsScale(),
          byDepth,
          optional(diameter),
          usual.pieces(),
          ruleSets(),
          !apart,
          rowEnd,
          gap,
          boundary,
          !fresh,
          optional(step));
    } catch (IllegalArgumentException e) {
      throw new OptionException(String.valueOf(e.getMessage()));
    }
  }

  private static OptionalDouble optional(@Nullable Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private List<RuleSet> ruleSets() {
    if (threshold != null && twoDiameters != null) {
      throw new IllegalArgumentException("expected one of --threshold and --two-diameters");
    }
    return RuleSet.of(rules, optional(threshold), optional(twoDiameters), length);
  }
}
