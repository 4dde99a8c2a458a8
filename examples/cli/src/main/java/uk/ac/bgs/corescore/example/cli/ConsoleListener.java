// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import uk.ac.bgs.corescore.core.pipeline.WorkListener;

/** Tells on the console how work goes, and keeps what failed. */
class ConsoleListener implements WorkListener {
  private final PrintWriter console;
  private final String separator;
  private final List<String> failures = new ArrayList<>();
  private Progress progress;

  /**
   * A listener that tells of each item.
   *
   * @param separator what stands between an item and its figures
   */
  ConsoleListener(PrintWriter console, String separator) {
    this.console = console;
    this.separator = separator;
    this.progress = new Progress(console, Progress.onTerminal(), 0);
  }

  /** What failed, one line each. */
  List<String> failures() {
    return failures;
  }

  @Override
  public void start(int items) {
    progress = new Progress(console, Progress.onTerminal(), items);
  }

  @Override
  public void begin(String item) {
    progress.begin(item);
  }

  @Override
  public void done(String item, String figures) {
    progress.end(item + separator + figures);
  }

  @Override
  public void failed(String item, Throwable problem) {
    failures.add(Messages.of(item, problem));
    progress.end(item + ": FAILED: " + Messages.of(problem));
  }

  @Override
  public void remark(String line) {
    console.println(Messages.line(line));
  }
}
