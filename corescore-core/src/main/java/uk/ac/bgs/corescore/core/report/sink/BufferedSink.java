// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report.sink;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Holds each file in memory until it is published. */
final class BufferedSink implements ReportSink {
  private final StreamOpener opener;

  BufferedSink(StreamOpener opener) {
    this.opener = opener;
  }

  @Override
  public PendingFile begin(String name) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    return new PendingFile() {
      @Override
      public OutputStream out() {
        return bytes;
      }

      @Override
      public void publish() throws IOException {
        put(name, bytes);
        bytes.reset();
      }

      @Override
      public void discard() {
        bytes.reset();
      }
    };
  }

  private synchronized void put(String name, ByteArrayOutputStream bytes) throws IOException {
    try (OutputStream out = opener.open(name)) {
      bytes.writeTo(out);
    }
  }
}
