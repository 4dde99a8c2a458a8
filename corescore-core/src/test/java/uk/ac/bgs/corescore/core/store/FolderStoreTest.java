// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.CoreScoreException;

@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class FolderStoreTest {
  @TempDir private Path temporary;

  private FolderStore store;

  @BeforeEach
  void fill() throws IOException {
    Path photos = Files.createDirectories(temporary.resolve("photos/box"));
    Files.write(photos.resolve("a b.jpg"), new byte[] {1, 2, 3});
    Files.write(photos.resolve(".hidden.jpg"), new byte[] {1});
    Path left = Files.createDirectories(temporary.resolve("photos/__MACOSX"));
    Files.write(left.resolve("a.jpg"), new byte[] {1});
    Files.write(temporary.resolve("secret.txt"), new byte[] {9});
    Files.createSymbolicLink(photos.resolve("out.jpg"), temporary.resolve("secret.txt"));
    store = new FolderStore(temporary.resolve("photos"), 3);
  }

  @Test
  void givesTheWholeFile() throws IOException {
    StoredPhoto photo = store.fetch("box/a b.jpg", OptionalInt.of(10)).orElseThrow();
    assertEquals("a b.jpg", photo.name());
    assertEquals(3, photo.content().remaining());
    assertTrue(photo.full().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "none.jpg",
        "box",
        "../secret.txt",
        "box/../../secret.txt",
        "box/out.jpg",
        "box/.hidden.jpg",
        "__MACOSX/a.jpg",
        "box\\a b.jpg",
        "box//a b.jpg",
        "box/a b.jpg\0"
      })
  void nothingLeadsOutOfTheFolder(String id) throws IOException {
    assertTrue(store.fetch(id, OptionalInt.empty()).isEmpty());
  }

  @Test
  void nothingIsFetchedByItsWholePath() throws IOException {
    String whole = temporary.resolve("photos/box/a b.jpg").toAbsolutePath().toString();
    assertTrue(store.fetch(whole, OptionalInt.empty()).isEmpty());
  }

  @Test
  void refusesWhatIsTooLarge() throws IOException {
    Files.write(temporary.resolve("photos/large.jpg"), new byte[4]);
    CoreScoreException refused =
        assertThrows(CoreScoreException.class, () -> store.fetch("large.jpg", OptionalInt.empty()));
    assertEquals("large.jpg: at most 3 bytes expected, the file has 4", refused.getMessage());
  }
}
