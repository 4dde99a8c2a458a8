// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.plugin;

import java.util.List;
import uk.ac.bgs.corescore.segment.Segmenter;
import uk.ac.bgs.corescore.spi.Availability;
import uk.ac.bgs.corescore.spi.OptionKey;
import uk.ac.bgs.corescore.spi.Options;
import uk.ac.bgs.corescore.spi.SegmenterProvider;

/**
 * Provides {@code example-brightness}: what is brighter than a threshold is rock. It shows how a
 * plugin is written; a bright tray is rock to it as well.
 */
public final class BrightnessProvider implements SegmenterProvider {
  /** Luma above which a pixel is rock. */
  public static final OptionKey<Integer> THRESHOLD =
      OptionKey.ofInt(
          "threshold", 110, 0, 255, "Luma above which a pixel is rock, unless auto is set.");

  /** Whether the photo's histogram decides on the threshold. */
  public static final OptionKey<Boolean> AUTO =
      OptionKey.ofBoolean(
          "auto", false, "Takes the threshold from the photo's histogram by Otsu's method (1979).");

  static final String ID = "example-brightness";

  /** Makes the descriptor; nothing is loaded. */
  public BrightnessProvider() {}

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String description() {
    return "Example of a plugin: pixels above a brightness are rock, connected ones a fragment.";
  }

  @Override
  public List<OptionKey<?>> options() {
    return List.of(THRESHOLD, AUTO);
  }

  @Override
  public Availability availability() {
    return new Availability.Available("plain Java, any CPU");
  }

  @Override
  public Segmenter create(Options options) {
    return new BrightnessSegmenter(options.get(THRESHOLD), options.get(AUTO));
  }
}
