// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.spi;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Collects what {@link Providers} logs, and keeps it from the console. */
final class WarningLog extends Handler implements AutoCloseable {
  private static final Logger LOGGER = Logger.getLogger(Providers.class.getName());

  private final List<LogRecord> records = new CopyOnWriteArrayList<>();

  WarningLog() {
    LOGGER.setUseParentHandlers(false);
    LOGGER.addHandler(this);
  }

  /** How many warnings have a cause whose text contains this. */
  long about(String text) {
    return records.stream()
        .filter(record -> record.getLevel().equals(Level.WARNING))
        .filter(record -> (record.getMessage() + " " + record.getThrown()).contains(text))
        .count();
  }

  int size() {
    return records.size();
  }

  @Override
  public void publish(LogRecord record) {
    records.add(record);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    LOGGER.removeHandler(this);
    LOGGER.setUseParentHandlers(true);
  }
}
