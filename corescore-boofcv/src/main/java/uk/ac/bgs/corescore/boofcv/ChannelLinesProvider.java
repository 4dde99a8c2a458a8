// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.boofcv;

import java.util.List;
import uk.ac.bgs.corescore.layout.LayoutFinder;
import uk.ac.bgs.corescore.spi.Availability;
import uk.ac.bgs.corescore.spi.LayoutFinderProvider;
import uk.ac.bgs.corescore.spi.OptionKey;
import uk.ac.bgs.corescore.spi.Options;

/**
 * Provides {@code channel-lines}: finds the rows of core in a photo of a whole box by the long
 * straight walls of its channels, without a model.
 *
 * <p>A photo much longer than wide ({@link #ROW_ASPECT}) is one row, without further work. Any
 * other is reduced to a grid ({@link #WORKING_SIZE}). The direction in which rows run, within 20
 * degrees of the photo's sides, is that in which gradients across it add up most. Long edges in
 * that direction are found block by block, each with a slope of its own for perspective. A row is
 * what lies between two of them: four times as long as wide or more, uneven all along, as core is
 * and paper, card and walls are not, and without an edge inside as strong as its sides. Of all such
 * rows those are taken that are about equally wide, do not overlap, and together are surest. Their
 * ends are where the walls end.
 *
 * <p>Where nothing is sure enough the result is the whole photo as one row, with a confidence of at
 * most a quarter. Its finders may be shared by many threads. Cost: one pass over the photo, some
 * hundred over the grid.
 */
public final class ChannelLinesProvider implements LayoutFinderProvider {
  /** The provider's id. */
  public static final String ID = "channel-lines";

  /** Longer side of the grid, cells; smaller photos keep their pixels. */
  public static final OptionKey<Integer> WORKING_SIZE =
      OptionKey.ofInt(
          "working-size",
          640,
          160,
          2048,
          "Longer side of the grid on which walls are looked for, in cells; a smaller photo keeps"
              + " its pixels.");

  /** Longer side over shorter side from which a photo is one row. */
  public static final OptionKey<Double> ROW_ASPECT =
      OptionKey.ofDouble(
          "row-aspect",
          4.5,
          1,
          1000,
          "A photo whose longer side is more times its shorter side than this is one row, and no"
              + " walls are looked for.");

  /** Makes the provider; {@link java.util.ServiceLoader} does, and hosts may. */
  public ChannelLinesProvider() {}

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String description() {
    return "Finds the rows of a box by the long straight walls of its channels, without a model.";
  }

  @Override
  public List<OptionKey<?>> options() {
    return List.of(WORKING_SIZE, ROW_ASPECT);
  }

  @Override
  public Availability availability() {
    return new Availability.Available("plain Java, any CPU");
  }

  @Override
  public LayoutFinder create(Options options) {
    return new ChannelLines(options);
  }
}
