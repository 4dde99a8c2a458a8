// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import java.util.Map;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.layout.LayoutFinder;
import uk.ac.bgs.corescore.segment.Segmenter;
import uk.ac.bgs.corescore.spi.Options;

/**
 * Segments a black photo with a model, or finds its rows; without a model it only reads options and
 * availability.
 */
public final class SegmentingMain {
  /** In place of a model's path: finds rows with the bundled model. */
  static final String ROWS = "rows";

  private SegmentingMain() {}

  /**
   * Runs.
   *
   * @param arguments path of a model, {@link #ROWS}, or nothing
   */
  public static void main(String[] arguments) {
    DjlUnetProvider provider = new DjlUnetProvider();
    if (arguments.length == 0) {
      System.out.println(provider.options().size() + " options, " + provider.availability());
      return;
    }
    if (arguments[0].equals(ROWS)) {
      DjlLayoutProvider finders = new DjlLayoutProvider();
      try (LayoutFinder finder =
          finders.create(Options.parse(finders.options(), Map.of("device", "cpu")))) {
        RgbImage photo = RgbImage.wrap(64, 48, new int[64 * 48]);
        System.out.println("rows of " + finder.find(photo).photoWidth());
      }
      return;
    }
    Options options =
        Options.parse(provider.options(), Map.of("model", arguments[0], "device", "cpu"));
    try (Segmenter segmenter = provider.create(options)) {
      RgbImage photo = RgbImage.wrap(64, 32, new int[64 * 32]);
      System.out.println("segmented " + segmenter.segment(photo).mask().width());
    }
  }
}
