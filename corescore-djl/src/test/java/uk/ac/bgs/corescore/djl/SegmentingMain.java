// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import java.util.Map;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.segment.Segmenter;
import uk.ac.bgs.corescore.spi.Options;

/** Segments a grey photo with a model; without one it only asks for options and availability. */
public final class SegmentingMain {
  private SegmentingMain() {}

  /**
   * Runs.
   *
   * @param arguments path of a model, or nothing
   */
  public static void main(String[] arguments) {
    DjlUnetProvider provider = new DjlUnetProvider();
    if (arguments.length == 0) {
      System.out.println(provider.options().size() + " options, " + provider.availability());
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
