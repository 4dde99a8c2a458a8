// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.results;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import uk.ac.bgs.corescore.core.report.TableFile;

/**
 * An append-only log of reviews: a row each with author, photo, verdict and time, on the disk when
 * the call returns. Not safe for use by several threads at a time.
 */
final class ReviewLog {
  private static final String HEADER = "time,author,result,version,photo,verdict,comment\n";

  private final ResultDisk disk;
  private final Path file;

  /** Where the last whole row ends, if something could not be cut off behind it; else -1. */
  private long end = -1;

  /** Opens a log; half a row, which a kill has left, is cut off. */
  ReviewLog(ResultDisk disk, Path file) throws IOException {
    this.disk = disk;
    this.file = file;
    if (!Files.exists(file)) {
      begin();
    } else {
      long whole = whole();
      if (whole < Files.size(file)) {
        disk.cut(file, whole);
      }
    }
  }

  private void begin() throws IOException {
    disk.put(file, HEADER.getBytes(StandardCharsets.UTF_8));
  }

  /** Where the last row that is whole ends. */
  private long whole() throws IOException {
    try (var channel = Files.newByteChannel(file)) {
      var one = java.nio.ByteBuffer.allocate(1);
      for (long at = channel.size(); at > 0; at--) {
        one.clear();
        channel.position(at - 1);
        if (channel.read(one) == 1 && one.get(0) == '\n') {
          return at;
        }
      }
      return 0;
    }
  }

  /** Whether there is a row of this verdict; reads the whole log. */
  boolean has(StoredResult result, ResultVersion version, String verdict) throws IOException {
    disk.step(ResultDisk.Step.READ, file);
    String state = "," + result.id() + "," + version.number() + ",";
    try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
      return lines.anyMatch(line -> line.contains(state) && line.contains("," + verdict + ","));
    }
  }

  /** Adds a row. */
  void add(StoredResult result, ResultVersion version, String verdict) throws IOException {
    if (!Files.exists(file)) {
      begin();
    }
    long size = Files.size(file);
    long at = end >= 0 ? Math.min(end, size) : size;
    byte[] row =
        String.join(
                ",",
                Instant.now().toString(),
                cell(version.author()),
                result.id(),
                Integer.toString(version.number()),
                cell(version.fact("photo").get("name").plain()),
                verdict,
                cell(version.comment()) + "\n")
            .getBytes(StandardCharsets.UTF_8);
    if (at < size) {
      disk.cut(file, at);
    }
    end = at;
    disk.append(file, at, row);
    end = -1;
  }

  /** A text in quotes, with an apostrophe before what a spreadsheet would run. */
  private static String cell(String text) {
    return '"' + TableFile.guarded(text).replace("\"", "\"\"") + '"';
  }
}
