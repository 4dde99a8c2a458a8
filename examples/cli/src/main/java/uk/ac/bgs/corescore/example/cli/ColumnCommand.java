// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.core.column.ColumnGaps;
import uk.ac.bgs.corescore.core.column.ColumnMask;
import uk.ac.bgs.corescore.core.column.ColumnSettings;
import uk.ac.bgs.corescore.core.column.ColumnStacker;
import uk.ac.bgs.corescore.core.column.ColumnWriter;
import uk.ac.bgs.corescore.core.corelog.CoreLog;
import uk.ac.bgs.corescore.core.corelog.CoreLogger;
import uk.ac.bgs.corescore.core.corelog.LogSettings;
import uk.ac.bgs.corescore.core.corelog.depth.DepthRule;
import uk.ac.bgs.corescore.core.corelog.piece.ScaleSource;
import uk.ac.bgs.corescore.core.report.OutputFolder;
import uk.ac.bgs.corescore.spi.OptionException;

/** Makes core columns. */
@Command(
    name = "column",
    description = {
      "Cuts the rows of core out of photographs and stacks them by depth into one",
      "upright strip for each hole.",
      "",
      "Writes HOLE_TOP_BASE.png, the strip as NumPy arrays (_image.npy and",
      "_depths.npy, as corebreakout has them) and HOLE.json with the depth of each",
      "row and what is missing; a long hole comes in pages. Pieces are looked for",
      "with --depth rock, --mask rock, --scale-by-diameter, and where base_m is the",
      "rock's end.",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  corescore column photos --boxes boxes.csv --rows rows.json --out columns",
      "  corescore column photos --boxes boxes.csv --labels labels.json \\",
      "    --mask rock --rows-per-metre 1000"
    })
final class ColumnCommand extends Subcommand {
  private static final long HEAP_A_PIXEL = 32;
  private static final double MEGA = 1e6;

  @Mixin private LoggedPhotos photos = new LoggedPhotos();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "corescore-columns",
      description = "Where the columns go; default ${DEFAULT-VALUE}.")
  private Path out = Path.of(".");

  @Option(
      names = "--rows-per-metre",
      paramLabel = "N",
      description =
          "Rows of pixels for a metre of depth; without it as many as the photos have in the"
              + " median.")
  private @Nullable Double rowsPerMetre;

  @Option(
      names = "--mask",
      paramLabel = "WHAT",
      defaultValue = "row",
      description =
          "What is shown, the rest is black: none (all, photos go on beyond their rim), row or"
              + " rock; default ${DEFAULT-VALUE}.")
  private ColumnMask mask = ColumnMask.ROW;

  @Option(
      names = "--gaps",
      paramLabel = "HOW",
      defaultValue = "fill",
      description =
          "Depths that no photo shows: fill (black rows) or collapse; default ${DEFAULT-VALUE}.")
  private ColumnGaps gaps = ColumnGaps.FILL;

  @Option(
      names = "--most-gap",
      paramLabel = "M",
      defaultValue = "5",
      description = "Below a larger gap another page begins; default ${DEFAULT-VALUE}.")
  private double mostGap;

  @Option(
      names = "--page",
      paramLabel = "MEGAPIXELS",
      description =
          "Another page begins where one would be larger; default 67, less where the JVM has less"
              + " than 2 GiB of memory.")
  private @Nullable Double page;

  @Mixin private DepthOptions depths = new DepthOptions();

  @Option(names = "--force", description = "Replaces columns that exist.")
  private boolean force;

  @Override
  public Integer call() throws IOException {
    PrintWriter console = console();
    LogSettings log = log();
    DepthOptions.requireUsed(log, command());
    ColumnSettings settings = settings();
    boolean pieces =
        log.depth() == DepthRule.ROCK
            || settings.mask() == ColumnMask.ROCK
            || log.scale().stream().anyMatch(one -> one.source() == ScaleSource.CORE_DIAMETER);
    LoggedPhotos.Found found = photos.find(pieces, command());
    List<String> failures = new ArrayList<>(found.failures());
    CoreLog placed = CoreLogger.log(found.photos(), found.tables().runs(), List.of(), log);
    placed.remarks().forEach(this::say);
    failures.addAll(placed.problems());
    OutputFolder.make(out);
    List<ColumnStacker.StackedHole> holes =
        ColumnWriter.write(
            placed, found.photos(), name -> found.read(name, this::say), settings, out, force);
    for (ColumnStacker.StackedHole hole : holes) {
      hole.remarks().forEach(this::say);
      failures.addAll(hole.problems());
      say(
          String.format(
              Locale.ROOT,
              "hole %s: pages: %d, %.0f rows for a metre, gaps: %d",
              hole.hole(),
              hole.pages(),
              hole.rowsPerMetre(),
              hole.gaps().size()));
    }
    console.println(
        found.photos().size() + " of " + found.count() + " photos; the columns are in " + out);
    return failures(failures);
  }

  private LogSettings log() {
    try {
      LogSettings usual = LogSettings.DEFAULT.withDepth(depths.depth(), depths.missing());
      LogSettings scaled = depths.scale().map(usual::withScale).orElse(usual);
      return depths.depthsAsScale() ? scaled : scaled.withoutDepthsAsScale();
    } catch (IllegalArgumentException e) {
      throw new OptionException(String.valueOf(e.getMessage()));
    }
  }

  private ColumnSettings settings() {
    try {
      long held = Math.max(1, Runtime.getRuntime().maxMemory() / HEAP_A_PIXEL);
      return new ColumnSettings(
          rowsPerMetre == null ? OptionalDouble.empty() : OptionalDouble.of(rowsPerMetre),
          mask,
          gaps,
          mostGap,
          page == null ? Math.min(held, ColumnSettings.DEFAULT.maxPixels()) : (long) (MEGA * page));
    } catch (IllegalArgumentException e) {
      throw new OptionException(String.valueOf(e.getMessage()));
    }
  }
}
