// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import com.sun.jna.NativeLibrary;
import java.util.Map;

/**
 * Keeps the memory of this process small while it works on several photos at a time. That is for a
 * program that owns its process, not for a library in another's.
 */
final class ProcessMemory {
  /** From glibc's {@code malloc.h}. */
  private static final int TRIM_THRESHOLD = -1;

  private static final int MMAP_THRESHOLD = -3;

  /** Blocks from this size on are given back when they are free. */
  private static final int LARGE = 8 << 20;

  /** So much of the heap may be in use before what is not is given back. */
  private static final long HEAP = 128L << 20;

  private ProcessMemory() {}

  /**
   * Makes glibc give large blocks back to the system when they are free. By itself it raises the
   * size from which it does, up to 32 MB; the forward passes of several threads then leave gaps
   * between each other's blocks, some 100 MB a thread. Does nothing where the environment has a
   * setting of its own, or with another C library.
   */
  static void giveBackLargeBlocks() {
    Map<String, String> environment = System.getenv();
    if (environment.keySet().stream().anyMatch(name -> name.startsWith("MALLOC_"))
        || environment.containsKey("GLIBC_TUNABLES")) {
      return;
    }
    try {
      NativeLibrary process = NativeLibrary.getProcess();
      for (int setting : new int[] {MMAP_THRESHOLD, TRIM_THRESHOLD}) {
        process
            .getFunction("mallopt")
            .invokeInt(new Object[] {setting, setting == TRIM_THRESHOLD ? 8 * LARGE : LARGE});
      }
    } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
      // Another C library, or a platform without JNA's: its memory stays as it is.
    }
  }

  /**
   * Collects the heap when much of it is in use. By itself the JVM grows it to a multiple of what
   * is held first, because photos are large arrays, which its young collections do not count.
   */
  static void collectIfLarge() {
    Runtime runtime = Runtime.getRuntime();
    if (runtime.totalMemory() - runtime.freeMemory() > HEAP) {
      System.gc();
    }
  }
}
