// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.result;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.core.report.WholeFile;

/** Files and folders that appear whole or not at all. */
final class Folders {
  private Folders() {}

  /** Where something is made before it is whole. */
  static Path aside(Path target) {
    return target.resolveSibling("." + target.getFileName() + ".part");
  }

  /** Writes a small file aside and moves it under its name in one move. */
  static void put(Path target, byte[] content) throws IOException {
    WholeFile.write(target, true, out -> out.write(content));
  }

  /** Gives a folder that is whole its name. */
  static void publish(Path part, Path target) throws IOException {
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Names in a folder, in order; none where there is no folder. */
  static List<String> names(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> String.valueOf(entry.getFileName())).sorted().toList();
    }
  }

  /** Removes a folder: first it loses its name, then what is in it. */
  static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Path gone = folder;
    if (!String.valueOf(folder.getFileName()).startsWith(".")) {
      gone = folder.resolveSibling("." + folder.getFileName() + ".gone");
      Files.move(folder, gone, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.walkFileTree(
        gone,
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException problem)
              throws IOException {
            if (problem != null) {
              throw problem;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Removes what a killed process has left aside. */
  static void sweep(Path folder) throws IOException {
    for (String name : names(folder)) {
      if (name.startsWith(".") && (name.endsWith(".part") || name.endsWith(".gone"))) {
        Path left = folder.resolve(name);
        if (Files.isDirectory(left)) {
          remove(left);
        } else {
          Files.delete(left);
        }
      }
    }
  }
}
