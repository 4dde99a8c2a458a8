// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;
import uk.ac.bgs.corescore.spi.Providers;

/**
 * Scores a photo thousands of times and checks the memory of the process: after the last photo it
 * is that after the first hundred. Give it a heap of one size, so that what grows is not the heap:
 *
 * <p>{@code java -Xms256m -Xmx256m -XX:+AlwaysPreTouch -cp benchmarks.jar
 * uk.ac.bgs.corescore.benchmarks.Soak [--count N]}. Needs Linux's /proc. Ends with 1 if it has
 * grown by more than 128 MB: it sways by some 60 MB for what the JVM compiles and the allocator
 * keeps, and one input left behind at each photo is a megabyte.
 */
public final class Soak {
  private static final int FIRST = 100;
  private static final long ALLOWED = 128 << 20;
  private static final int WIDTH = 786;

  private Soak() {}

  /** Runs it. */
  public static void main(String[] arguments) throws IOException {
    int count;
    try {
      Map<String, String> options = Arguments.parse(arguments, List.of(), List.of("count"));
      count = (int) Arguments.number(options, "count", 10_000, FIRST + 1, 1e9);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    List<Photo> photos = BenchmarkPhotos.photos(WIDTH);
    long before = 0;
    long after = 0;
    try (ScoringPipeline pipeline =
        ScoringPipeline.builder(Providers.discover(Soak.class.getClassLoader()), "djl-unet")
            .segmenterOption("flips", "false")
            .build()) {
      for (int i = 1; i <= count; i++) {
        pipeline.score(photos.get(i % photos.size()));
        if (i == FIRST) {
          before = resident();
        }
        if (i == FIRST || i % Math.max(1, count / 10) == 0) {
          after = resident();
          System.out.printf(Locale.ROOT, "%6d photos, %d MB resident%n", i, after >> 20);
        }
      }
    }
    boolean grown = after - before > ALLOWED;
    System.out.printf(
        Locale.ROOT,
        "%s: %d MB after %d photos, %d MB after %d%n",
        grown ? "GROWN" : "flat",
        before >> 20,
        FIRST,
        after >> 20,
        count);
    System.exit(grown ? 1 : 0);
  }

  /** The memory of the process that is resident now, in bytes. */
  static long resident() throws IOException {
    return status("VmRSS:").orElseThrow(() -> new IOException("/proc/self/status: no VmRSS"));
  }

  /** The most memory that the process had so far, in words. */
  static String highest() throws IOException {
    OptionalLong highest = status("VmHWM:");
    return highest.isPresent()
        ? (highest.getAsLong() >> 20) + " MB of memory at most"
        : "memory is only told on Linux";
  }

  private static OptionalLong status(String name) throws IOException {
    Path status = Path.of("/proc/self/status");
    return (Files.isReadable(status) ? Files.readAllLines(status) : List.<String>of())
        .stream()
            .filter(line -> line.startsWith(name))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
            .findFirst();
  }
}
