// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

/**
 * Keeps the memory of this process small while it works on several photos at a time. That is for a
 * program that owns its process, not for a library in another's.
 */
final class ProcessMemory {
  /** So much of the heap may be in use before what is not is given back. */
  private static final long HEAP = 128L << 20;

  private ProcessMemory() {}

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
