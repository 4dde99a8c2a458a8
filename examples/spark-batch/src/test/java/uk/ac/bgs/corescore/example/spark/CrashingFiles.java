// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.spark;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * The local disk as {@code crash:/...}, on which every change after a number of changes fails, as
 * if the driver had been killed. Changes of temporary files count too.
 */
public final class CrashingFiles extends RawLocalFileSystem {
  static final AtomicInteger LEFT = new AtomicInteger(Integer.MAX_VALUE);

  private static void change(Path path) throws IOException {
    if (path.toString().contains("/_temporary")) {
      return;
    }
    if (LEFT.getAndUpdate(left -> Math.max(0, left - 1)) <= 0) {
      throw new IOException("killed");
    }
  }

  @Override
  public URI getUri() {
    return URI.create("crash:///");
  }

  @Override
  public String getScheme() {
    return "crash";
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    change(from);
    return super.rename(from, to);
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    if (!path.toString().contains("/made/")) {
      change(path);
    }
    return super.delete(path, recursive);
  }
}
