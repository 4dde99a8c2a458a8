// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells how far a batch is: a bar that is drawn again and again on a terminal, a line for each
 * photo elsewhere.
 */
final class Progress {
  private static final int BAR = 24;
  private static final int USUAL_COLUMNS = 80;

  private final PrintWriter out;
  private final boolean terminal;
  private final int columns;
  private final int total;
  private final long start = System.nanoTime();
  private int done;
  private int drawn;

  Progress(PrintWriter out, boolean terminal, int total) {
    this(out, terminal, total, columns(System.getenv("COLUMNS")));
  }

  Progress(PrintWriter out, boolean terminal, int total, int columns) {
    this.out = out;
    this.terminal = terminal;
    this.columns = columns;
    this.total = total;
  }

  /** How wide the terminal is, from what the environment says of it. */
  static int columns(@Nullable String environment) {
    return environment != null && environment.matches("[1-9][0-9]{0,3}")
        ? Integer.parseInt(environment)
        : USUAL_COLUMNS;
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
    StringBuilder line = new StringBuilder(bar());
    if (done > 0) {
      line.append(
          String.format(
              Locale.ROOT,
              ", %.1f photos/s, %.0f s left",
              done / seconds,
              seconds / done * (total - done)));
    }
    line.append(", ").append(name);
    redraw(cut(Messages.line(line.toString())));
  }

  /** So many are done; the bar says what else is known. Nothing without a terminal. */
  void at(int count, String known) {
    done = count;
    if (terminal) {
      redraw(cut(bar() + ", " + Messages.line(known)));
    }
  }

  /** A line in place of the bar, as far as it fits; nothing without a terminal. */
  void draw(String text) {
    redraw(cut(Messages.line(text)));
  }

  /** A line that stays on the screen above the bar. */
  void say(String line) {
    redraw("");
    out.println(Messages.line(line));
    out.flush();
  }

  private String bar() {
    int filled = (int) ((long) BAR * done / Math.max(1, total));
    return "[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "] " + done + "/" + total;
  }

  boolean isDrawn() {
    return terminal;
  }

  /** One photo is done; the line stays on the screen. */
  void end(String line) {
    done++;
    redraw("");
    out.println(done + "/" + total + " " + Messages.line(line));
    out.flush();
  }

  /** The beginning that fits on a row; a full row would move the cursor to the next. */
  private String cut(String line) {
    int left = columns - 1;
    int end = 0;
    while (end < line.length()) {
      int c = line.codePointAt(end);
      left -= width(c);
      if (left < 0) {
        return line.substring(0, end);
      }
      end += Character.charCount(c);
    }
    return line;
  }

  /** Columns of a character; the scripts from Hangul Jamo on may take two. */
  private static int width(int codePoint) {
    return codePoint < 0x1100 ? 1 : 2;
  }

  private void redraw(String line) {
    if (terminal) {
      out.print("\r" + " ".repeat(drawn) + "\r" + line);
      out.flush();
      drawn = line.codePoints().map(Progress::width).sum();
    }
  }
}
