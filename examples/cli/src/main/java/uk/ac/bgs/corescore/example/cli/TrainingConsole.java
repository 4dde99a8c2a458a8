// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.nio.file.Path;
import picocli.CommandLine;
import uk.ac.bgs.corescore.core.training.retrain.ModelTrainer;
import uk.ac.bgs.corescore.djl.TrainingListener;
import uk.ac.bgs.corescore.djl.settings.TrainingSettings;

/** Tells on the console how a training goes and what came of it. */
final class TrainingConsole extends ConsoleListener {
  private final CommandLine command;

  TrainingConsole(CommandLine command) {
    super(command.getOut(), "; ");
    this.command = command;
  }

  /** A bar, or lines, of the steps. */
  TrainingListener progress(TrainingSettings settings) {
    return new TrainingProgress(
        command.getOut(), Progress.onTerminal(), settings.steps(), settings.batch());
  }

  /** Names the files, and the photos held out that could not be evaluated. */
  void done(ModelTrainer.Trained trained, Path out) {
    remark("model: " + trained.model());
    remark("page: " + out.resolve("training.html"));
    command.getOut().flush();
    Messages.failures(failures(), command.getErr());
  }
}
