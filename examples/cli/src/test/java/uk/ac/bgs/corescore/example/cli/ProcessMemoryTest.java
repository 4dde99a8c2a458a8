// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

class ProcessMemoryTest {
  private static final int LARGE = 160 << 20;

  @Test
  void aLargeHeapIsCollected() {
    WeakReference<byte[]> free = new WeakReference<>(new byte[LARGE]);
    byte[] held = new byte[LARGE];
    ProcessMemory.collectIfLarge();
    assertNull(free.get());
    assertNotNull(held);
  }
}
