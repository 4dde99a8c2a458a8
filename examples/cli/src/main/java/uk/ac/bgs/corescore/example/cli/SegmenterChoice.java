// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.djl.DjlUnetProvider;
import uk.ac.bgs.corescore.spi.Providers;

/** The options that choose one segmenter and say how it works. */
final class SegmenterChoice {
  private static final List<String> BEST_FIRST = List.of("djl-unet", "boofcv-watershed");

  @Option(
      names = "--segmenter",
      paramLabel = "ID",
      description =
          "Which segmenter looks; default djl-unet where it can run, else boofcv-watershed.")
  private @Nullable String id;

  @Mixin private SegmenterSettings settings = new SegmenterSettings();

  /** The id that was given, else the one that a model is for, else the default. */
  String id(Providers providers) {
    if (id != null) {
      return id;
    }
    return settings.hasModel()
        ? BEST_FIRST.get(0)
        : providers.firstAvailable(BEST_FIRST).orElse(BEST_FIRST.get(1));
  }

  /**
   * Begins to load the engine of the segmenter, if it has one and may be the one that is chosen.
   * Close it before the process ends.
   */
  Ahead<Boolean> loading() {
    return id == null || id.equals(DjlUnetProvider.ID)
        ? Ahead.of(
            "corescore-engine",
            () -> {
              DjlUnetProvider.loadEngine();
              return true;
            })
        : Ahead.none();
  }

  /**
   * Its settings by name, in a new map.
   *
   * @throws IOException if the registry cannot be read
   */
  Map<String, String> settings() throws IOException {
    return settings.all();
  }
}
