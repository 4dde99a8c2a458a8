// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.spi.Providers;

/** The options that choose one segmenter and say how it works. */
final class SegmenterChoice {
  @Option(
      names = "--segmenter",
      paramLabel = "ID",
      description = "Which segmenter looks; " + DefaultSegmenter.TEXT)
  private @Nullable String id;

  @Mixin private SegmenterSettings settings = new SegmenterSettings();

  /** The id that was given, else the one that a model is for, else the default. */
  String id(Providers providers) {
    String usual = settings.hasModel() ? "djl-unet" : DefaultSegmenter.in(providers);
    return id == null ? usual : id;
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
