// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.core.corelog.LogSettings;
import uk.ac.bgs.corescore.core.corelog.depth.DepthRule;
import uk.ac.bgs.corescore.core.corelog.depth.MissingRock;
import uk.ac.bgs.corescore.core.corelog.piece.StatedScale;
import uk.ac.bgs.corescore.layout.PhotoPoint;

/** The options that say how long core is in photos, and how depth runs along it. */
final class DepthOptions {
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
          "Length of the inside of a row; a scale in the table of boxes (length_mm or mm_per_pixel)"
              + " counts more than any option.")
  private @Nullable Double rowLength;

  @Option(
      names = "--scale-by-diameter",
      paramLabel = "MM",
      description =
          "The core's diameter as the scale: what is as wide as whole core in the photo is so"
              + " wide.")
  private @Nullable Double scaleByDiameter;

  @Option(
      names = "--no-depth-scale",
      description =
          "Without any of these a row is taken to be as long as the hole between its depths; with"
              + " this option it then has no lengths and no RQD.")
  private boolean noDepthScale;

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
      converter = IdConverter.Missing.class,
      description =
          "With --depth rock, what is made of missing rock where no loss is stated: loss-at-base"
              + " (assumed, and marked so) or stretch; default ${DEFAULT-VALUE}.")
  private MissingRock missing = MissingRock.LOSS_AT_BASE;

  DepthRule depth() {
    return depth;
  }

  MissingRock missing() {
    return missing;
  }

  boolean depthsAsScale() {
    return !noDepthScale;
  }

  /** Refuses what would have no effect by these settings. */
  static void requireUsed(LogSettings settings, CommandLine command) {
    OptionUse.require(
        command, settings.depth() == DepthRule.ROCK, "--depth rock", "--missing-rock");
    OptionUse.require(command, settings.scale().isEmpty(), "no other scale", "--no-depth-scale");
  }

  /**
   * The scale that was given.
   *
   * @throws IllegalArgumentException if more than one was, or a number is not allowed
   */
  Optional<StatedScale> scale() {
    Map<String, StatedScale> given = new LinkedHashMap<>();
    if (!millimetresPerPixel.isEmpty()) {
      if (millimetresPerPixel.size() > 2) {
        throw new IllegalArgumentException("--mm-per-pixel takes one number or two");
      }
      given.put(
          "--mm-per-pixel",
          StatedScale.pixel(
              millimetresPerPixel.get(0), millimetresPerPixel.get(millimetresPerPixel.size() - 1)));
    }
    if (!ruler.isEmpty()) {
      if (ruler.size() != RULER_NUMBERS) {
        throw new IllegalArgumentException("--ruler takes five numbers: X1,Y1,X2,Y2,MM");
      }
      given.put(
          "--ruler",
          StatedScale.ruler(
              new PhotoPoint(ruler.get(0), ruler.get(1)),
              new PhotoPoint(ruler.get(2), ruler.get(3)),
              ruler.get(4)));
    }
    if (rowLength != null) {
      given.put("--row-length", StatedScale.rowLength(rowLength));
    }
    if (scaleByDiameter != null) {
      given.put("--scale-by-diameter", StatedScale.coreDiameter(scaleByDiameter));
    }
    if (given.size() > 1) {
      throw new IllegalArgumentException(
          "expected one scale, got " + String.join(" and ", given.keySet()));
    }
    return given.values().stream().findFirst();
  }
}
