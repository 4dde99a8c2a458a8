// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

class FailureTextTest {
  @Test
  void eachKindIsOneLine() {
    assertEquals("a: b", FailureText.of(new CoreScoreException(FailureKind.BAD_INPUT, "a: b")));
    assertEquals("lost", FailureText.of(new IOException("lost")));
    assertEquals("f: exists already", FailureText.of(new FileAlreadyExistsException("f")));
    assertEquals("f: does not exist", FailureText.of(new NoSuchFileException("f")));
    assertEquals("f: access is denied", FailureText.of(new AccessDeniedException("f")));
    assertEquals("f: is not a folder", FailureText.of(new NotDirectoryException("f")));
    assertEquals(
        "x/.a.1.part: a run",
        FailureText.of(new FileAlreadyExistsException("x/.a.1.part", null, "a run")));
    assertEquals(
        "java.lang.IllegalStateException: broke",
        FailureText.of(new IllegalStateException("broke")));
    assertTrue(FailureText.of(new OutOfMemoryError()).startsWith("not enough memory"));
  }

  @Test
  void aNameComesOnce() {
    assertEquals(
        "a.jpg: no rows",
        FailureText.of("a.jpg", new CoreScoreException(FailureKind.BAD_INPUT, "no rows")));
    assertEquals(
        "a.jpg: no rows",
        FailureText.of("a.jpg", new CoreScoreException(FailureKind.BAD_INPUT, "a.jpg: no rows")));
  }

  @Test
  void nothingControlsATerminal() {
    assertEquals("a?[2J?b?c", FailureText.line("a\u001b[2J\nb\u202ec"));
    assertEquals("\u00e4 \ud83e\udea8", FailureText.line("\u00e4 \ud83e\udea8"));
  }

  @Test
  void aFolderThatCannotBeMadeIsNamedWithTheReason(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    FileSystemException taken =
        assertThrows(FileSystemException.class, () -> OutputFolder.make(file));
    assertEquals(file + ": a folder is expected, but it is a file", FailureText.of(taken));
    assertEquals(folder.resolve("a/b"), OutputFolder.make(folder.resolve("a/b")));
    assertEquals(folder.resolve("c/d"), OutputFolder.makeFor(folder.resolve("c/d")));
    assertTrue(Files.isDirectory(folder.resolve("c")));
    OutputFolder.requireFree(true, file);
    OutputFolder.requireFree(false, folder.resolve("none"));
    assertThrows(FileAlreadyExistsException.class, () -> OutputFolder.requireFree(false, file));
    NoSuchFileException none =
        assertThrows(
            NoSuchFileException.class,
            () -> AtomicFile.write(folder.resolve("none/x"), false, out -> {}));
    assertEquals(folder.resolve("none") + ": does not exist", FailureText.of(none));
  }
}
