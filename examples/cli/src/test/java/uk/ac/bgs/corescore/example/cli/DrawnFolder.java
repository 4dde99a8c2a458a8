// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Folders that the command {@code draw} wrote: each is drawn once and copied for each test. */
final class DrawnFolder {
  private static final Map<List<Integer>, Map<String, byte[]>> DRAWN = new ConcurrentHashMap<>();

  private DrawnFolder() {}

  /** What {@code draw --count --seed --width --height} writes into a folder that is not there. */
  static void copy(int count, int seed, int width, int height, Path to) {
    try {
      for (Map.Entry<String, byte[]> file :
          DRAWN
              .computeIfAbsent(List.of(count, seed, width, height), DrawnFolder::draw)
              .entrySet()) {
        Path copy = to.resolve(file.getKey());
        Files.createDirectories(copy.getParent());
        Files.write(copy, file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, byte[]> draw(List<Integer> what) {
    try {
      Path folder = Files.createTempDirectory("drawn");
      CoreScoreCommandTest.Run run =
          CoreScoreCommandTest.run(
              "draw",
              "--count",
              what.get(0),
              "--seed",
              what.get(1),
              "--width",
              what.get(2),
              "--height",
              what.get(3),
              "--out",
              folder);
      assertEquals(0, run.exitCode(), run.err());
      Map<String, byte[]> files = new TreeMap<>();
      List<Path> all;
      try (Stream<Path> found = Files.walk(folder)) {
        all = found.sorted((a, b) -> b.compareTo(a)).toList();
      }
      for (Path file : all) {
        if (Files.isRegularFile(file)) {
          files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
        }
        Files.delete(file);
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
