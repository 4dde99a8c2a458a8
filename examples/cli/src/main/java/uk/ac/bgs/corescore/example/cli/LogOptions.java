// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.core.corelog.LogSettings;
import uk.ac.bgs.corescore.core.corelog.depth.DepthRule;
import uk.ac.bgs.corescore.core.corelog.depth.MissingRock;
import uk.ac.bgs.corescore.core.corelog.piece.ScaleGiven;
import uk.ac.bgs.corescore.core.corelog.rule.LengthRule;
import uk.ac.bgs.corescore.core.corelog.rule.RuleSet;
import uk.ac.bgs.corescore.layout.PhotoPoint;
import uk.ac.bgs.corescore.spi.OptionException;

/** The options that say by which rules a core log is made. */
final class LogOptions {
  private static final int RULER_NUMBERS = 5;

  @Option(
      names = "--mm-per-pixel",
      paramLabel = "X[,Y]",
      split = ",",
      description =
          "Size of a photo pixel on the core, mm; to the right and down apart where they differ.")
  private List<Double> millimetresPerPixel = List.of();

  @Option(
      names = "--ruler",
      paramLabel = "X1,Y1,X2,Y2,MM",
      split = ",",
      description = "A line between two photo pixels whose length is known, such as of a ruler.")
  private List<Double> ruler = List.of();

  @Option(
      names = "--row-length",
      paramLabel = "MM",
      description =
          "Length of the inside of a row; the column length_mm of the table of boxes counts more.")
  private @Nullable Double rowLength;

  @Option(
      names = "--scale-by-diameter",
      paramLabel = "MM",
      description =
          "The core's diameter as the scale: what is as wide as whole core in the photo is so wide.")
  private @Nullable Double scaleByDiameter;

  @Option(
      names = "--no-depth-scale",
      description =
          "Without any of these a row is taken to be as long as the hole between its depths; with"
              + " this option it then has no lengths and no RQD.")
  private boolean noDepthScale;

  @Option(
      names = "--diameter",
      paramLabel = "MM",
      description =
          "The core's diameter, for what is solid; measured in the photo without it. That of the"
              + " table of runs is never taken: it is often the hole's.")
  private @Nullable Double diameter;

  @Option(
      names = "--depth",
      paramLabel = "RULE",
      defaultValue = "position",
      description =
          "How depth runs: position (evenly along the tray, for rows of a metre) or rock (along the"
              + " rock, between driller's blocks); default ${DEFAULT-VALUE}.")
  private DepthRule depth = DepthRule.POSITION;

  @Option(
      names = "--missing-rock",
      paramLabel = "WHERE",
      defaultValue = "loss-at-base",
      converter = MissingConverter.class,
      description =
          "With --depth rock, what is made of missing rock where no loss is stated: loss-at-base"
              + " (assumed, and marked so) or stretch; default ${DEFAULT-VALUE}.")
  private MissingRock missing = MissingRock.LOSS_AT_BASE;

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
          "Another length for RQD than 100 mm in all rule sets; --two-diameters for twice the core's"
              + " diameter.")
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
      converter = LengthConverter.class,
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

  /** Reads names with hyphens. */
  static final class MissingConverter implements picocli.CommandLine.ITypeConverter<MissingRock> {
    @Override
    public MissingRock convert(String value) {
      for (MissingRock one : MissingRock.values()) {
        if (one.id().equalsIgnoreCase(value)) {
          return one;
        }
      }
      throw new picocli.CommandLine.TypeConversionException(
          "expected loss-at-base or stretch, got '" + value + "'");
    }
  }

  /** Reads names with hyphens. */
  static final class LengthConverter implements picocli.CommandLine.ITypeConverter<LengthRule> {
    @Override
    public LengthRule convert(String value) {
      for (LengthRule one : LengthRule.values()) {
        if (one.id().equalsIgnoreCase(value)) {
          return one;
        }
      }
      throw new picocli.CommandLine.TypeConversionException(
          "expected axis, tip-to-tip or full-diameter, got '" + value + "'");
    }
  }

  /**
   * The settings.
   *
   * @throws OptionException if options contradict each other or a number is not allowed
   */
  LogSettings settings() {
    try {
      LogSettings usual = LogSettings.USUAL;
      return new LogSettings(
          depth,
          missing,
          scale(),
          !noDepthScale,
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

  private Optional<ScaleGiven> scale() {
    Map<String, ScaleGiven> given = new LinkedHashMap<>();
    if (!millimetresPerPixel.isEmpty()) {
      if (millimetresPerPixel.size() > 2) {
        throw new IllegalArgumentException("--mm-per-pixel takes one number or two");
      }
      given.put(
          "--mm-per-pixel",
          ScaleGiven.pixel(
              millimetresPerPixel.get(0), millimetresPerPixel.get(millimetresPerPixel.size() - 1)));
    }
    if (!ruler.isEmpty()) {
      if (ruler.size() != RULER_NUMBERS) {
        throw new IllegalArgumentException("--ruler takes five numbers: X1,Y1,X2,Y2,MM");
      }
      given.put(
          "--ruler",
          ScaleGiven.ruler(
              new PhotoPoint(ruler.get(0), ruler.get(1)),
              new PhotoPoint(ruler.get(2), ruler.get(3)),
              ruler.get(4)));
    }
    if (rowLength != null) {
      given.put("--row-length", ScaleGiven.rowLength(rowLength));
    }
    if (scaleByDiameter != null) {
      given.put("--scale-by-diameter", ScaleGiven.coreDiameter(scaleByDiameter));
    }
    if (given.size() > 1) {
      throw new IllegalArgumentException(
          "expected one scale, got " + String.join(" and ", given.keySet()));
    }
    return given.values().stream().findFirst();
  }

  private List<RuleSet> ruleSets() {
    if (threshold != null && twoDiameters != null) {
      throw new IllegalArgumentException("expected one of --threshold and --two-diameters");
    }
    List<RuleSet> sets = new ArrayList<>();
    for (String name : rules) {
      RuleSet set = named(name.strip());
      if (threshold != null) {
        set = set.withThreshold(threshold, set.inclusive());
      }
      if (twoDiameters != null) {
        set = set.withTwoDiameters(twoDiameters);
      }
      sets.add(length == LengthRule.AXIS ? set : set.withLength(length));
    }
    return sets;
  }

  private static RuleSet named(String name) {
    for (RuleSet set : List.of(RuleSet.BS5930, RuleSet.ASTM_D6032)) {
      if (set.name().equalsIgnoreCase(name)) {
        return set;
      }
    }
    throw new IllegalArgumentException(
        "no rule set '" + name + "'; there are BS5930 and ASTM_D6032");
  }
}
