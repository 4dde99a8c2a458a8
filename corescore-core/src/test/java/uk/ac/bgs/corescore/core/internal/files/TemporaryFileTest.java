// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written to a temporary file and moved cannot be led elsewhere. */
class TemporaryFileTest {
  private static final byte[] CONTENT = {1, 2, 3};

  private final Path folder;

  TemporaryFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @Test
  void noTwoPartsHaveOneName() {
    Path target = folder.resolve("t.csv");
    Path one = TemporaryFile.aside(target);
    assertTrue(
        String.valueOf(one.getFileName()).matches("\\.t\\.csv\\.[0-9a-f]{16}\\.part"),
        one.toString());
    assertNotEquals(one, TemporaryFile.aside(target));
  }

  @Test
  void aPartIsMadeAnewAndFollowsNoLink() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "of another");
    Path link = Files.createSymbolicLink(folder.resolve(".t.part"), other);
    Path dangling = Files.createSymbolicLink(folder.resolve(".u.part"), folder.resolve("nothing"));
    for (Path there : List.of(other, link, dangling)) {
      assertThrows(
          FileAlreadyExistsException.class,
          () -> Files.newOutputStream(there, TemporaryFile.anew()).close());
    }
    assertEquals("of another", Files.readString(other));
    assertFalse(Files.exists(folder.resolve("nothing")));
  }

  @Test
  void aLinkInThePlaceOfTheFileIsReplacedAndNotFollowed() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "of another");
    Path file = Files.createSymbolicLink(folder.resolve("file"), other);
    assertThrows(
        FileAlreadyExistsException.class,
        () -> TemporaryFile.put(file, false, out -> out.write(CONTENT)));
    TemporaryFile.put(file, true, out -> out.write(CONTENT));
    assertFalse(Files.isSymbolicLink(file));
    assertArrayEquals(CONTENT, Files.readAllBytes(file));
    DurableFile.write(file, new byte[] {9});
    assertArrayEquals(new byte[] {9}, Files.readAllBytes(file));
    assertEquals("of another", Files.readString(other));
    assertEquals(List.of(file, other), files());
  }

  @Test
  void aFileIsCopiedOnlyToWhatIsNotThereYet() throws IOException {
    Path from = Files.write(folder.resolve("from"), CONTENT);
    Path other = Files.writeString(folder.resolve("other"), "of another");
    Path link = Files.createSymbolicLink(folder.resolve("to"), other);
    assertThrows(FileAlreadyExistsException.class, () -> DurableFile.copy(from, link));
    assertEquals("of another", Files.readString(other));
    DurableFile.copy(from, folder.resolve("new"));
    assertArrayEquals(CONTENT, Files.readAllBytes(folder.resolve("new")));
  }

  @Test
  void nothingStaysOfWhatFails() throws IOException {
    assertThrows(
        IOException.class,
        () ->
            TemporaryFile.put(
                folder.resolve("file"),
                false,
                out -> {
                  out.write(CONTENT);
                  throw new IOException("the disk is full");
                }));
    assertEquals(List.of(), files());
  }

  @Test
  void namesOfEveryLengthHaveParts() throws IOException {
    for (String name :
        List.of("a", "x".repeat(255), "\u2603".repeat(85), "\ud83d\ude00".repeat(63))) {
      Path file = folder.resolve(name);
      TemporaryFile.put(file, false, out -> out.write(CONTENT));
      assertArrayEquals(CONTENT, Files.readAllBytes(file));
      Path part = Files.createFile(TemporaryFile.aside(file));
      assertEquals(List.of(part), TemporaryFile.left(file));
      Files.delete(part);
    }
  }

  @Test
  void onlyPartsOfTheFileAreLeft() throws IOException {
    Path file = folder.resolve("t.csv");
    Path old = Files.createFile(folder.resolve(".t.csv.part"));
    Path part = Files.createFile(TemporaryFile.aside(file));
    Files.createFile(TemporaryFile.aside(folder.resolve("t.csv.csv")));
    Files.createFile(folder.resolve(".t.csv.notes.part"));
    Files.createFile(folder.resolve("t.csv.part"));
    assertEquals(Stream.of(old, part).sorted().toList(), TemporaryFile.left(file));
  }

  @Test
  void valuesThatLookLikeFormulasAreGuardedAndReadBack() throws IOException {
    Path file = folder.resolve("tags.csv");
    Map<String, String> values =
        Map.of("a", "=1+1", "b", "'quoted", "c", "-5", "d", "plain", "e", "", "f", "@x\n\"y\"");
    KeyedValues.write(file, values);
    assertEquals(values, KeyedValues.read(file));
    String text = Files.readString(file);
    assertTrue(text.contains("a,\"'=1+1\"") && text.contains("d,\"plain\""), text);
  }
}
