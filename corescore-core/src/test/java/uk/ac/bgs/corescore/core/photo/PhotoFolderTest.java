// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of photographs, by names alone: the files are empty. */
class PhotoFolderTest {
  private static final List<String> ENDINGS = List.of(".mask.png", ".overlay.png");

  @TempDir Path folder = Path.of(".");

  private void make(String... names) throws IOException {
    for (String name : names) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
  }

  private static List<String> names(PhotoFolder found) {
    return found.photos().stream().map(PhotoFile::name).toList();
  }

  @Test
  void aFolderIsListedByNameAndNumber() throws IOException {
    make("box10.jpg", "Box2.JPEG", "box1.png", "a.tif", "b.TIFF", "c.Bmp", "notes.txt");
    make(".hidden.jpg", "d.gif", "jpg", "inner.jpg/notes.txt");
    assertEquals(
        List.of("a.tif", "b.TIFF", "box1.png", "Box2.JPEG", "box10.jpg", "c.Bmp"),
        names(PhotoFolder.of(folder)));
    assertEquals(List.of(), names(PhotoFolder.of(folder.resolve("inner.jpg"))));
    assertThrows(PhotoReadException.class, () -> PhotoFolder.of(folder.resolve("a.tif")));
    assertThrows(PhotoReadException.class, () -> PhotoFolder.of(folder.resolve("none")));
  }

  @Test
  void photosInFoldersAreNamedByTheirPath() throws IOException {
    make("box_001.jpg", "BH2/box_001.jpg", "BH10/wet/box_001.jpg", "BH10/box_001.png");
    PhotoFolder found = PhotoFolder.of(folder);
    assertEquals(
        List.of("BH2/box_001.jpg", "BH10/box_001.png", "BH10/wet/box_001.jpg", "box_001.jpg"),
        names(found));
    assertEquals("BH10/wet/box_001", found.photos().get(2).stem());
    assertEquals(
        folder.resolve("BH10").resolve("wet").resolve("box_001.jpg"), found.photos().get(2).file());
    assertEquals(List.of("box_001.jpg"), names(PhotoFolder.of(folder, false)));
  }

  @Test
  void whatIsHiddenOrAMacsIsPassedOver() throws IOException {
    make(
        "a.jpg", "._a.jpg", ".thumbs/a.jpg", "__MACOSX/a.jpg", "BH1/__MACOSX/._b.jpg", "BH1/b.jpg");
    assertEquals(List.of("a.jpg", "BH1/b.jpg"), names(PhotoFolder.of(folder)));
  }

  @Test
  void linksInACircleEndAndNoFolderIsTwice() throws IOException {
    make("BH1/a.jpg", "BH2/b.jpg");
    Path outside = Files.createDirectory(folder.resolveSibling(folder.getFileName() + "-other"));
    Files.createFile(outside.resolve("c.jpg"));
    try {
      Files.createSymbolicLink(folder.resolve("BH1").resolve("up"), folder);
      Files.createSymbolicLink(folder.resolve("BH1").resolve("self"), Path.of("."));
      Files.createSymbolicLink(folder.resolve("BH1").resolve("other"), Path.of("..", "BH2"));
      Files.createSymbolicLink(folder.resolve("BH2").resolve("other"), Path.of("..", "BH1"));
      Files.createSymbolicLink(folder.resolve("Alias"), Path.of("BH2"));
      Files.createSymbolicLink(folder.resolve("broken"), Path.of("none"));
      Files.createSymbolicLink(folder.resolve("linked"), outside);
      PhotoFolder found = PhotoFolder.of(folder);
      assertEquals(List.of("BH1/a.jpg", "BH2/b.jpg", "linked/c.jpg"), names(found));
      assertEquals(List.of(), found.unread());
    } finally {
      Files.delete(outside.resolve("c.jpg"));
      Files.delete(outside);
    }
  }

  @Test
  void resultsOfPhotosThatAreThereAreLeftOut() throws IOException {
    make("a.jpg", "a.mask.png", "BH1/b.jpg", "BH1/b.overlay.png", "results/a.overlay.png");
    make("results/BH1/b.mask.png", "c.mask.png", "results/b.mask.png", "a.other.png");
    assertEquals(
        List.of("a.jpg", "a.other.png", "BH1/b.jpg", "c.mask.png", "results/b.mask.png"),
        names(PhotoFolder.of(folder).without(ENDINGS)),
        "those of photos that are not there stay");
  }

  @Test
  void filesOfSeveralFoldersAreToldApart() {
    List<PhotoFile> given =
        Stream.of("s/BH1/a.jpg", "s/BH2/a.png", "s/BH2/b.jpg")
            .map(file -> PhotoFile.of(Path.of(file)))
            .toList();
    assertEquals(
        List.of("BH1/a.jpg", "BH2/a.png", "BH2/b.jpg"),
        PhotoFile.apart(given).stream().map(PhotoFile::name).toList());
    assertEquals(
        List.of("a.png", "b.jpg"),
        PhotoFile.apart(given.subList(1, 3)).stream().map(PhotoFile::name).toList());
    List<PhotoFile> same = List.of(given.get(0), PhotoFile.of(Path.of("s", "BH1", "a.png")));
    assertEquals(same, PhotoFile.apart(same), "in one folder no path tells them apart");
    assertEquals(List.of(), PhotoFile.apart(List.of()));
  }

  @Test
  void whatIsMadeOfANameStaysInItsFolder() {
    assertEquals("BH1/box_001", PhotoFile.stemOf("BH1/box_001.jpg"));
    assertEquals("BH1_10.5", PhotoFile.stemOf("BH1_10.5"));
    assertEquals("HOLE A/box 1", PhotoFile.stemOf("HOLE%20A%5Cbox%201.jpg"));
    for (String name :
        List.of(
            "/disk/a.jpg",
            "../../a.jpg",
            "b/../../a.jpg",
            "C:\\photos\\a.jpg",
            "\\\\server\\share\\a.jpg",
            "..\\a.jpg",
            "%2E%2E/a.jpg",
            "file:///disk/a.jpg",
            "https://host/BH1/a.jpg?token=1/2")) {
      assertEquals("a", PhotoFile.stemOf(name), name);
    }
    for (String name : List.of("..", "/", "b/..", " ")) {
      assertThrows(IllegalArgumentException.class, () -> PhotoFile.stemOf(name), name);
    }
  }

  @Test
  void aFolderThatCannotBeReadIsSaid() throws IOException {
    make("a.jpg", "BH1/b.jpg");
    Path closed = folder.resolve("BH1");
    boolean isPosix = closed.getFileSystem().supportedFileAttributeViews().contains("posix");
    assumeTrue(isPosix, "needs permissions of POSIX");
    Files.setPosixFilePermissions(closed, Set.of());
    try {
      assumeFalse(Files.isReadable(closed), "whom no permission stops reads it");
      PhotoFolder found = PhotoFolder.of(folder);
      assertEquals(List.of("a.jpg"), names(found));
      assertEquals(1, found.unread().size());
      assertTrue(found.unread().get(0).contains("BH1"), found.unread().toString());
    } finally {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    }
  }

  /** What is named is taken in the order of the names; a folder without photos hides no other. */
  @Test
  void filesAndFoldersAreTakenTogether() throws IOException {
    make("a/box.jpg", "a/box.mask.png", "b/box.jpg", "c/notes.txt", "single.png");
    PhotoFolder.Selection found =
        PhotoFolder.select(
            List.of(
                folder.resolve("single.png"),
                folder.resolve("a"),
                folder.resolve("c"),
                folder.resolve("b")),
            true,
            ENDINGS);
    assertEquals(
        List.of(
            folder.resolve("single.png"), folder.resolve("a/box.jpg"), folder.resolve("b/box.jpg")),
        found.files().stream().map(PhotoFile::file).toList());
    assertEquals(3, found.files().stream().map(PhotoFile::name).distinct().count());
    assertEquals(1, found.passedOver());
    assertEquals(
        List.of(folder.resolve("c") + ": expected photographs (jpg, png, tif, bmp), found none"),
        found.failures());
  }
}
