// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.results;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A disk that counts what is done on it, and on which a step can fail. */
public final class TestDisk extends ResultDisk {
  private final Map<Step, Integer> counts = new EnumMap<>(Step.class);
  private final List<Path> listed = new ArrayList<>();
  private int failing = -1;
  private boolean fullThen;
  private boolean full;

  /** Makes a disk that is sound. */
  public TestDisk() {}

  @Override
  protected synchronized void step(Step step, Path file) throws IOException {
    counts.merge(step, 1, Integer::sum);
    if (step == Step.LIST) {
      listed.add(file);
    }
    boolean now = failing == 0;
    failing--;
    full |= now && fullThen;
    if ((now && !fullThen) || (full && step == Step.WRITE)) {
      throw new IOException("injected at " + step + " " + file);
    }
  }

  /** Lets one step fail, 0 for the next; nothing after it. */
  public synchronized void failAt(int step) {
    failing = step;
    fullThen = false;
    full = false;
  }

  /** Takes nothing more from a step on; what is there can be moved and removed. */
  public synchronized void fullFrom(int step) {
    failing = step;
    fullThen = true;
    full = false;
  }

  /** Whether the step that was to fail has been reached. */
  synchronized boolean reached() {
    return failing < 0;
  }

  /** From now on all is well, and counted from 0. */
  public synchronized void mend() {
    failing = -1;
    full = false;
    counts.clear();
    listed.clear();
  }

  synchronized Map<Step, Integer> counts() {
    return new EnumMap<>(counts);
  }

  synchronized List<Path> listed() {
    return List.copyOf(listed);
  }
}
