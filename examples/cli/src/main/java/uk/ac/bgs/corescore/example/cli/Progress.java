// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * Tells how far a batch is: a bar that is drawn again and again on a terminal, a line for each
 * photo elsewhere.
 */
final class Progress {
  private static final int BAR = 24;

  private final PrintWriter out;
  private final boolean terminal;
  private final int total;
  private final long start = System.nanoTime();
  private int done;
  private int drawn;

  Progress(PrintWriter out, boolean terminal, int total) {
    this.out = out;
    this.terminal = terminal;
    this.total = total;
  }

  /** Whether a person watches: the console is a terminal that can move its cursor. */
  @SuppressWarnings("SystemConsoleNull") // before JDK 22 null says it, from then on isTerminal()
  static boolean onTerminal() {
    String term = System.getenv("TERM");
    Console console = System.console();
    if (console == null || term == null || term.equals("dumb")) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  void begin(String name) {
    if (!terminal) {
      return;
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    StringBuilder line = new StringBuilder("[");
    int filled = BAR * done / Math.max(1, total);
    line.append("#".repeat(filled)).append(".".repeat(BAR - filled)).append("] ");
    line.append(done).append('/').append(total);
    if (done > 0) {
      line.append(
          String.format(
              Locale.ROOT,
              ", %.1f photos/s, %.0f s left",
              done / seconds,
              seconds / done * (total - done)));
    }
    line.append(", ").append(name);
    redraw(line.length() > 110 ? line.substring(0, 110) : line.toString());
  }

  /** One photo is done; the line stays on the screen. */
  void end(String line) {
    done++;
    redraw("");
    out.println(done + "/" + total + " " + line);
    out.flush();
  }

  private void redraw(String line) {
    if (terminal) {
      out.print("\r" + line + " ".repeat(Math.max(0, drawn - line.length())) + "\r" + line);
      out.flush();
      drawn = line.length();
    }
  }
}
