// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import uk.ac.bgs.corescore.djl.TrainingSettings;

class TrainingRecipeTest {
  @Command
  static final class Holder {
    @ArgGroup(exclusive = false)
    private TrainingRecipe recipe = new TrainingRecipe();
  }

  private static TrainingSettings of(String... options) {
    Holder holder = new Holder();
    new CommandLine(holder).parseArgs(options);
    holder.recipe.check();
    return holder.recipe.settings(List.of(), holder.recipe.usualWidth());
  }

  /** Those who say nothing, and those who say one thing, get the library's defaults. */
  @Test
  void whatIsNotSaidIsTheLibrarysDefault() {
    assertEquals(TrainingSettings.DEFAULT, of());
    assertEquals(TrainingSettings.DEFAULT, of("--drawn", "24"));
    assertEquals(TrainingSettings.builder().steps(7).build(), of("--steps", "7"));
  }

  @Test
  void theHelpNamesTheDefaults() {
    String help = new CommandLine(new Holder()).getUsageMessage().replaceAll("\\s+", " ");
    TrainingSettings usual = TrainingSettings.DEFAULT;
    assertTrue(help.contains("Batches of crops; default " + usual.steps() + "."), help);
    assertTrue(help.contains("sees it; default " + usual.photoWidth() + ", or"), help);
    assertTrue(help.contains("and checkpoints; default " + usual.validateEvery() + "."), help);
  }
}
