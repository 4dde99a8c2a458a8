// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import uk.ac.bgs.corescore.core.training.retrain.RetrainListener;
import uk.ac.bgs.corescore.core.training.retrain.Stage;

/** Tells on the console how retraining goes. */
class RetrainConsole extends ConsoleListener implements RetrainListener {
  private final PrintWriter console;
  private final PrintWriter err;

  RetrainConsole(PrintWriter console, PrintWriter err) {
    super(console, "; ");
    this.console = console;
    this.err = err;
  }

  @Override
  public void stageBegins(Stage stage) {
    console.println(stage.number() + "/" + Stage.values().length + " " + stage);
    console.flush();
  }

  @Override
  public void stageDone(Stage stage, double seconds) {
    detail(String.format(Locale.ROOT, "%s: %.1f s", stage, seconds));
  }

  @Override
  public void detail(String line) {
    console.println("    " + Messages.line(line));
    console.flush();
  }

  @Override
  public void remark(String lines) {
    lines.lines().forEach(super::remark);
    console.flush();
  }

  @Override
  public void nothingNew(String reason, boolean refused) {
    remark(reason + (refused ? "; --anyway trains again" : ""));
  }

  @Override
  public void notEvaluated(List<String> failures) {
    Messages.failures(failures, err);
  }
}
