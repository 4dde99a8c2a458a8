// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An atomic group of changes: all take effect or none. What is new has been written beside its
 * place before; to put it there, and to take it back, are moves, which need no room. For use by one
 * thread.
 */
final class Moves {
  /** What ends the name of that which was there before. */
  static final String BEFORE = ".before";

  private static final Logger LOG = LoggerFactory.getLogger("corescore.disk");

  private final ResultDisk disk;
  private final Deque<Undo> undos = new ArrayDeque<>();
  private final List<Path> replaced = new ArrayList<>();

  private interface Undo {
    void run() throws IOException;
  }

  Moves(ResultDisk disk) {
    this.disk = disk;
  }

  /** Puts what lies aside in its place; the file that was there comes back if all is undone. */
  void place(Path part, Path target) throws IOException {
    undos.push(() -> disk.remove(part));
    if (Files.isRegularFile(target)) {
      Path before = before(target);
      undos.push(() -> disk.delete(before));
      disk.link(target, before);
      replaced.add(before);
      undos.push(() -> disk.move(before, target));
    } else {
      undos.push(() -> disk.remove(target));
    }
    // A move can have been done and still fail, as its folder is then forced to the disk.
    disk.move(part, target);
  }

  /** Gives a file a second name, in place of the file that has it. */
  void link(Path file, Path second) throws IOException {
    Path part = ResultDisk.unguessable(second);
    disk.link(file, part);
    place(part, second);
  }

  /** Deletes a file if it exists. */
  void delete(Path file) throws IOException {
    if (Files.exists(file)) {
      Path before = before(file);
      undos.push(
          () -> {
            if (Files.exists(before)) {
              disk.move(before, file);
            }
          });
      disk.move(file, before);
      replaced.add(before);
    }
  }

  private static Path before(Path file) {
    return file.resolveSibling("." + file.getFileName() + BEFORE);
  }

  /** All holds: what was there before is removed. What cannot be removed is left lying. */
  void keep() {
    for (Path before : replaced) {
      var unused = quietly(() -> disk.delete(before));
    }
  }

  /**
   * Nothing holds: everything is as it was before.
   *
   * @return false if something could not be taken back
   */
  boolean undo() {
    boolean all = true;
    while (!undos.isEmpty()) {
      all &= quietly(undos.pop());
    }
    return all;
  }

  private static boolean quietly(Undo step) {
    try {
      step.run();
      return true;
    } catch (IOException e) {
      LOG.warn("event=not-cleared", e);
      return false;
    }
  }
}
