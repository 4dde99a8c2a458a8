// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.core.training.retrain.RetrainConfig;
import uk.ac.bgs.corescore.djl.DjlUnetProvider;
import uk.ac.bgs.corescore.djl.settings.TrainingSettings;
import uk.ac.bgs.corescore.spi.OptionException;
import uk.ac.bgs.corescore.spi.Options;
import uk.ac.bgs.corescore.spi.Providers;

/** The options of train that a recipe may have, under the names that train gives them. */
@Command(name = "recipe")
final class RetrainRecipe {
  @ArgGroup(exclusive = false)
  private TrainingOptions recipe = new TrainingOptions();

  @Mixin private TrainingDataOptions photos = new TrainingDataOptions();

  @Option(names = "--licence", defaultValue = "not stated")
  private String licence = "not stated";

  TrainingOptions recipe() {
    return recipe;
  }

  TrainingDataOptions photos() {
    return photos;
  }

  String licence() {
    return licence;
  }

  /**
   * A recipe.
   *
   * @param said options by name, without hyphens before it
   * @param start the model to begin with, in place of the one that the options say
   * @throws IllegalArgumentException if they are no recipe
   */
  static RetrainRecipe of(Map<String, String> said, Optional<Path> start) {
    List<String> args = new ArrayList<>();
    said.forEach(
        (name, value) -> {
          if (start.isEmpty() || !name.equals("fine-tune")) {
            args.add("--" + name + "=" + value);
          }
        });
    start.ifPresent(model -> args.add("--fine-tune=" + model));
    RetrainRecipe made = new RetrainRecipe();
    try {
      NumberConverters.set(new CommandLine(made)).parseArgs(args.toArray(new String[0]));
    } catch (CommandLine.ParameterException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    return made;
  }

  /** What a recipe can say. */
  static final class Names implements RetrainConfig.Recipe {
    @Override
    public Set<String> names() {
      Set<String> names = new LinkedHashSet<>();
      for (OptionSpec option : new CommandLine(new RetrainRecipe()).getCommandSpec().options()) {
        // All of them: train --help shows the option under the last one.
        Stream.of(option.names())
            .filter(each -> each.startsWith("--"))
            .forEach(each -> names.add(each.substring(2)));
      }
      return names;
    }

    @Override
    public String checked(String name, String value, Path folder) {
      OptionSpec option = new CommandLine(new RetrainRecipe()).getCommandSpec().findOption(name);
      boolean isPath = option != null && option.type() == Path.class;
      String resolved = isPath ? folder.resolve(value).toString() : value;
      if (isPath && !Files.exists(Path.of(resolved))) {
        throw new IllegalArgumentException(
            "expected a file or folder, " + resolved + " does not exist");
      }
      of(Map.of(name, resolved), Optional.empty());
      return resolved;
    }

    @Override
    public void checkSegmenter(String name, String value) {
      Providers providers = Providers.discover(RetrainRecipe.class.getClassLoader());
      try {
        Options.parse(providers.segmenter("djl-unet").options(), Map.of(name, value));
        if (name.equals(DjlUnetProvider.DEVICE.name())) {
          DjlUnetProvider.requireDevice(value);
        }
      } catch (OptionException e) {
        throw new IllegalArgumentException(e.getMessage(), e);
      }
    }

    @Override
    public void check(Map<String, String> options) {
      RetrainRecipe made = of(options, Optional.empty());
      try {
        made.recipe().check();
        if (made.recipe().task() != TrainingSettings.Task.SEGMENT) {
          throw new IllegalArgumentException(
              "expected task segment, which is what retrain judges and promotes, got "
                  + made.recipe().task().id());
        }
      } catch (OptionException e) {
        throw new IllegalArgumentException(e.getMessage(), e);
      }
      made.photos().check();
      made.recipe().checkRows(made.photos().byRows());
    }
  }
}
