// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.house.JavaProgram;

/** One place of one process holds a file. */
class ProcessLockTest {
  private final Path folder;
  private final Path file;

  ProcessLockTest(@TempDir Path folder) {
    this.folder = folder;
    this.file = folder.resolve("lock");
  }

  /** What another process says of the file: whether it could hold it. */
  private String elsewhere() throws IOException, InterruptedException {
    Process process =
        JavaProgram.of(Asking.class, List.of(), file.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (InputStream said = process.getInputStream()) {
      return new String(said.readAllBytes(), StandardCharsets.UTF_8);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /** Returns whether a file can be held. */
  static final class Asking {
    private Asking() {}

    public static void main(String[] args) throws IOException {
      Optional<ProcessLock> lock = ProcessLock.tryAcquire(Path.of(args[0]));
      System.out.print(lock.isPresent() ? "free" : "held");
      if (lock.isPresent()) {
        lock.get().close();
      }
    }
  }

  @Test
  void whoIsRefusedDoesNotLetAnotherProcessIn() throws IOException, InterruptedException {
    try (ProcessLock lock = ProcessLock.tryAcquire(file).orElseThrow()) {
      assertTrue(ProcessLock.tryAcquire(file).isEmpty());
      assertTrue(ProcessLock.isHeldHere(file), lock.toString());
      assertEquals("held", elsewhere());
    }
    assertFalse(ProcessLock.isHeldHere(file));
    assertEquals("free", elsewhere());
  }

  @Test
  void anotherWayToTheFolderIsTheSameFile() throws IOException, InterruptedException {
    Path link = Files.createSymbolicLink(folder.resolve("way"), folder);
    try (ProcessLock lock = ProcessLock.tryAcquire(file).orElseThrow()) {
      assertTrue(ProcessLock.tryAcquire(link.resolve("lock")).isEmpty(), lock.toString());
      assertEquals("held", elsewhere());
    }
  }

  @Test
  void closedTwiceDoesNotFreeTheNext() throws IOException {
    ProcessLock first = ProcessLock.tryAcquire(file).orElseThrow();
    first.close();
    try (ProcessLock second = ProcessLock.tryAcquire(file).orElseThrow()) {
      first.close();
      assertTrue(ProcessLock.tryAcquire(file).isEmpty(), second.toString());
    }
  }

  @Test
  void whatCannotBeOpenedIsNotHeld() throws IOException {
    Files.createSymbolicLink(file, folder.resolve("other"));
    assertThrows(IOException.class, () -> ProcessLock.tryAcquire(file));
    assertFalse(ProcessLock.isHeldHere(file));
    assertFalse(Files.exists(folder.resolve("other")), "the link was followed");
    Files.delete(file);
    ProcessLock.tryAcquire(file).orElseThrow().close();
  }

  @Test
  void whoWaitsGetsItWhenItIsFree()
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    FutureTask<Boolean> waiting =
        new FutureTask<>(
            () -> {
              try (ProcessLock lock = ProcessLock.hold(file)) {
                return ProcessLock.isHeldHere(file) && !lock.toString().isEmpty();
              }
            });
    try (ProcessLock lock = ProcessLock.tryAcquire(file).orElseThrow()) {
      new Thread(waiting).start();
      assertFalse(waiting.isDone(), lock.toString());
    }
    assertTrue(waiting.get(60, TimeUnit.SECONDS));
    assertFalse(ProcessLock.isHeldHere(file));
  }

  @Test
  void whoWaitsCanBeInterrupted()
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    CountDownLatch begun = new CountDownLatch(1);
    FutureTask<Boolean> waiting =
        new FutureTask<>(
            () -> {
              begun.countDown();
              assertThrows(InterruptedIOException.class, () -> ProcessLock.hold(file).close());
              return Thread.currentThread().isInterrupted();
            });
    try (ProcessLock lock = ProcessLock.tryAcquire(file).orElseThrow()) {
      Thread thread = new Thread(waiting);
      thread.start();
      begun.await();
      thread.interrupt();
      assertTrue(waiting.get(60, TimeUnit.SECONDS), lock.toString());
      assertEquals("held", elsewhere());
    }
  }

  @Test
  void anotherCopyOfTheLibraryInThisProcessIsRefused()
      throws IOException, ReflectiveOperationException, InterruptedException {
    URL classes = ProcessLock.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader copies =
            new URLClassLoader(new URL[] {classes}, getClass().getClassLoader()) {
              @Override
              protected Class<?> loadClass(String name, boolean resolve)
                  throws ClassNotFoundException {
                return name.equals(ProcessLock.class.getName())
                    ? findClass(name)
                    : super.loadClass(name, resolve);
              }
            };
        ProcessLock lock = ProcessLock.tryAcquire(file).orElseThrow()) {
      Class<?> copy = copies.loadClass(ProcessLock.class.getName());
      assertFalse(copy.isInstance(lock));
      assertEquals(Optional.empty(), tryAcquire(copy));
      assertEquals("held", elsewhere());
    }
  }

  private Object tryAcquire(Class<?> copy) throws ReflectiveOperationException {
    try {
      return copy.getMethod("tryAcquire", Path.class).invoke(null, file);
    } catch (InvocationTargetException e) {
      throw new AssertionError(e.getCause());
    }
  }
}
