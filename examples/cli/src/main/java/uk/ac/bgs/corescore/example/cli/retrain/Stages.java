// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli.retrain;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;

/** Tells on the console, and to whoever watches, which stage is at work and how long it took. */
final class Stages {
  private final PrintWriter console;
  private final Retraining.Watch watch;

  Stages(PrintWriter console, Retraining.Watch watch) {
    this.console = console;
    this.watch = watch;
  }

  /** The work of a stage. */
  @FunctionalInterface
  interface Work<T> {
    T make() throws IOException;
  }

  <T> T run(Stage stage, Work<T> work) throws IOException {
    long start = System.nanoTime();
    console.println(stage.number() + "/" + Stage.values().length + " " + stage);
    console.flush();
    watch.at(stage, false);
    T made = work.make();
    watch.at(stage, true);
    double seconds = (System.nanoTime() - start) / 1e9;
    say(String.format(Locale.ROOT, "%s: %.1f s", stage, seconds));
    return made;
  }

  /** A line that belongs to the stage at work. */
  void say(String line) {
    tell("    " + line);
  }

  /** A line that belongs to none. */
  void tell(String line) {
    console.println(line);
    console.flush();
  }
}
