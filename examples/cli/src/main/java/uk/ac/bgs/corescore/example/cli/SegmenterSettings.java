// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.spi.OptionException;

/** The options that become the settings of a segmenter. */
final class SegmenterSettings {
  private static final String MODEL = "model";

  @Option(
      names = "--model",
      paramLabel = "M",
      description = "The model of a segmenter that has one: its option model.")
  private @Nullable String model;

  @Option(
      names = "--option",
      paramLabel = "KEY=VALUE",
      description = "Sets an option of the segmenter; may be given several times.")
  private Map<String, String> options = new LinkedHashMap<>();

  /**
   * The settings by name, in a new map.
   *
   * @throws OptionException if two different models are asked for
   */
  Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>(options);
    if (model != null) {
      String other = all.put(MODEL, model);
      if (other != null && !other.equals(model)) {
        throw new OptionException(
            "expected one model, got --model " + model + " and --option model=" + other);
      }
    }
    return all;
  }
}
