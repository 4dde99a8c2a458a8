// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.spi.OptionException;

/** The options that become the settings of a segmenter. */
final class SegmenterSettings {
  private static final String MODEL = "model";

  @Option(
      names = "--model",
      paramLabel = "M",
      description =
          "The model of a segmenter that has one, its option model: a file, or registry:NAME@ALIAS or"
              + " registry:NAME@VERSION of --registry.")
  private @Nullable String model;

  @Mixin private RegistryOptions registry = new RegistryOptions();

  @Option(
      names = "--option",
      paramLabel = "KEY=VALUE",
      description = "Sets an option of the segmenter; may be given several times.")
  private Map<String, String> options = new LinkedHashMap<>();

  boolean hasModel() {
    return model != null;
  }

  /**
   * The settings by name, in a new map.
   *
   * @throws OptionException if two different models are asked for
   * @throws IOException if the registry cannot be read
   */
  Map<String, String> all() throws IOException {
    Map<String, String> all = new LinkedHashMap<>(options);
    if (model != null) {
      String other = all.put(MODEL, registry.file(model));
      if (other != null && !other.equals(all.get(MODEL))) {
        throw new OptionException(
            "expected one model, got --model " + model + " and --option model=" + other);
      }
    }
    return all;
  }
}
