// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.CoreScoreException;

class PhotoPairingTest {
  @TempDir Path folder = Path.of(".");

  private static PhotoPairing files(String... names) {
    return PhotoPairing.of(
        Stream.of(names).map(name -> new PhotoFile(name, Path.of("photos", name))).toList());
  }

  private static Optional<String> found(PhotoPairing pairing, String name) {
    return pairing.find(name).map(match -> match.photo().name());
  }

  private static String refusal(PhotoPairing pairing, String name) {
    return String.valueOf(
        assertThrows(CoreScoreException.class, () -> pairing.require(name), name).getMessage());
  }

  @Test
  void extensionsDoNotMatter() {
    PhotoPairing pairing = files("A.Top_1.png", "A.Top_2.JPEG", "B.jpg");
    assertEquals(Optional.of("A.Top_1.png"), found(pairing, "A.Top_1.JPEG"));
    assertEquals(Optional.of("A.Top_2.JPEG"), found(pairing, "boxes/A.Top_2.tif"));
    assertEquals(Optional.of("B.jpg"), found(pairing, "B.CR2"), "a camera's raw file");
    assertEquals(Optional.empty(), found(pairing, "A.Top_3.png"));
    assertEquals(Optional.empty(), found(pairing, "A.Top_10.png"), "Top_1 is another box");
  }

  @Test
  void caseCountsUnlessNothingElseFits() {
    PhotoPairing pairing = files("BH1/Box_1.jpg", "bh2/box_1.JPG", "A.jpg", "a.jpg", "C.one.jpg");
    assertEquals(Optional.of("BH1/Box_1.jpg"), found(pairing, "bh1/BOX_1.JPG"));
    assertEquals(Optional.of("bh2/box_1.JPG"), found(pairing, "BH2/BOX_1"));
    assertEquals(Optional.of("A.jpg"), found(pairing, "A.jpg"));
    assertEquals(Optional.of("a.jpg"), found(pairing, "a.JPG"));
    assertTrue(
        refusal(files("A.jpg", "a.jpg", "Aa.png", "aA.png"), "AA.png").contains("Aa.png, aA.png"));
    assertEquals(Optional.empty(), found(pairing, "c"), "C.one continues C, and not c");
    assertEquals(Optional.empty(), found(files("BH1_10.5.jpg"), "bh1_10.jpg"), "another depth");
  }

  @Test
  void suffixesAreFollowed() {
    PhotoPairing pairing =
        files(
            "A.Top_1.inpainted.jpg",
            "B.Top_2.pred2019.1674x243.png",
            "C.mask.png",
            "C.x.png",
            "D.png");
    assertEquals(Optional.of("A.Top_1.inpainted.jpg"), found(pairing, "A.Top_1.JPEG"));
    assertEquals(Optional.of("B.Top_2.pred2019.1674x243.png"), found(pairing, "B.Top_2.png"));
    assertEquals(Optional.of("C.mask.png"), found(pairing, "C.jpg"), "the exact one wins");
    assertEquals(Optional.empty(), found(pairing, "D_2.png"), "D is another photo");
  }

  @Test
  void ambiguityListsTheCandidates() {
    PhotoPairing pairing = files("A.one.jpg", "A.two.jpg", "B.jpg", "B.png");
    String message =
        String.valueOf(
            assertThrows(CoreScoreException.class, () -> pairing.find("A.jpg")).getMessage());
    assertTrue(message.contains("A.one.jpg, A.two.jpg"), message);
    assertThrows(CoreScoreException.class, () -> pairing.find("B.tif"));
  }

  @Test
  void dotsBelongToTheName() {
    PhotoPairing pairing = files("BH1_10.jpg", "BH1_10.5.jpg");
    for (String name : List.of("BH1_10.5", "BH1_10.5.jpg", "BH1_10.5.tif", "BH1_10.5.mask.png")) {
      assertEquals(Optional.of("BH1_10.5.jpg"), found(pairing, name), name);
    }
    for (String name : List.of("BH1_10", "BH1_10.jpg", "BH1_10.tif")) {
      assertEquals(Optional.of("BH1_10.jpg"), found(pairing, name), name);
    }
    for (String name : List.of("BH1_10.25", "BH1", "BH1_10.50.jpg", "BH1_1")) {
      assertEquals(Optional.empty(), found(pairing, name), name);
    }
    assertEquals(Optional.empty(), found(files("BH1_10.5.jpg"), "BH1_10.jpg"), "another depth");
    assertEquals(Optional.empty(), found(files("BH1_10.jpg"), "BH1_10.5"), "another depth");
    assertEquals(Optional.of("BH1_10.wet.jpg"), found(files("BH1_10.wet.jpg"), "BH1_10.jpg"));
  }

  @Test
  void foldersCountWhereBothHaveThem() {
    PhotoPairing pairing = files("BH1/box_001.jpg", "BH2/box_001.jpg", "BH2/box_002.jpg");
    assertEquals(Optional.of("BH1/box_001.jpg"), found(pairing, "BH1/box_001.jpg"));
    assertEquals(Optional.of("BH2/box_001.jpg"), found(pairing, "/disk/survey/BH2/box_001.png"));
    assertEquals(Optional.of("BH2/box_002.jpg"), found(pairing, "box_002.jpg"));
    assertEquals(Optional.of("BH1/box_001.jpg"), found(pairing, "../BH1/box_001.jpg"));
    String both = refusal(pairing, "box_001.jpg");
    assertTrue(both.contains("BH1/box_001.jpg, BH2/box_001.jpg"), both);
    String elsewhere = refusal(pairing, "BH3/box_002.jpg");
    assertTrue(elsewhere.contains("no photo") && elsewhere.contains("BH2/box_002.jpg"), elsewhere);
    assertEquals(
        Optional.of("wet/BH1/a.jpg"),
        found(files("a.jpg", "BH1/a.jpg", "wet/BH1/a.jpg"), "x/wet/BH1/a.jpg"),
        "the most folders");
    assertEquals(
        Optional.of("a.jpg"), found(files("a.jpg", "BH1/a.jpg"), "a.jpg"), "the same folders");
    assertEquals(Optional.of("a.jpg"), found(files("a.jpg"), "BH1/a.jpg"), "none there");
  }

  @Test
  void namesAreDecodedAfterTheyWereTriedAsTheyAre() {
    PhotoPairing pairing = files("box 1.jpg", "bo\u00EEte+2.jpg", "100%25.jpg", "100%.jpg");
    assertEquals(Optional.of("box 1.jpg"), found(pairing, "HOLE%20A/box%201.jpg"));
    assertEquals(Optional.of("box 1.jpg"), found(pairing, "HOLE%20A%5Cbox%201.jpg"));
    assertEquals(Optional.of("box 1.jpg"), found(pairing, "C:\\HOLE A\\box 1.jpg"));
    assertEquals(
        Optional.of("box 1.jpg"), found(pairing, "https://host/photos/box%201.jpg?token=a.b"));
    assertEquals(Optional.of("bo\u00EEte+2.jpg"), found(pairing, "bo%C3%AEte%2B2.jpg"));
    assertEquals(Optional.of("bo\u00EEte+2.jpg"), found(pairing, "bo%C3%AEte+2.jpg"));
    assertEquals(Optional.of("bo\u00EEte+2.jpg"), found(pairing, "boi\u0302te+2.jpg"), "a Mac's");
    assertEquals(Optional.of("100%25.jpg"), found(pairing, "100%25.jpg"), "as it is");
    assertEquals(Optional.of("100%.jpg"), found(pairing, "100%.jpg"), "as it is");
    assertEquals(Optional.of("50%zz.jpg"), found(files("50%zz.jpg"), "x/50%zz.jpg"), "no code");
    assertEquals(Optional.empty(), found(files("a.jpg"), "%FF.jpg"), "no UTF-8");
  }

  @Test
  void itIsSaidWhetherTheNameIsTheFiles() {
    PhotoPairing pairing = files("BH1/a.jpg");
    assertTrue(pairing.require("BH1/a.jpg").exact());
    for (String name : List.of("a.jpg", "BH1/a.png", "BH1/a", "BH1%2Fa.jpg", "x/BH1/a.jpg")) {
      assertFalse(pairing.require(name).exact(), name);
    }
    assertEquals(Path.of("photos", "BH1/a.jpg"), pairing.require("a").photo().file());
  }

  @Test
  void noFileIsGivenToTwoNames() {
    PhotoPairing pairing = files("a.jpg", "b.wet.jpg", "c.jpg");
    PhotoPairing known =
        pairing.among(List.of("BH1/a.jpg", "BH2/a.jpg", "b", "b.wet.jpg", "c.jpg", "BH1/c.jpg"));
    String message = refusal(known, "BH1/a.jpg");
    assertTrue(message.contains("BH2/a.jpg") && message.contains("could be a.jpg"), message);
    refusal(known, "BH2/a.jpg");
    assertEquals(Optional.of("b.wet.jpg"), found(known, "b.wet.jpg"));
    assertEquals(Optional.empty(), found(known, "b"), "it is another's");
    assertEquals(Optional.of("c.jpg"), found(known, "c.jpg"));
    assertEquals(Optional.empty(), found(known, "BH1/c.jpg"), "it is another's");
    String another = refusal(known, "BH1/c.jpg");
    assertTrue(another.contains("but is that of c.jpg"), another);
    assertEquals(Optional.of("a.jpg"), found(pairing, "BH1/a.jpg"), "asked alone");
    assertEquals(Optional.of("a.jpg"), found(pairing.among(List.of("a", "a")), "a"), "named twice");
  }

  @Test
  void theFolderThatIsLookedIntoCountsWhereNamesHaveIt() {
    PhotoPairing pairing =
        PhotoPairing.of(
            Stream.of("a.jpg", "b.jpg")
                .map(name -> new PhotoFile(name, Path.of("survey", "BH2", name)))
                .toList());
    PhotoPairing whole = pairing.among(List.of("BH1/a.jpg", "BH2/a.jpg", "b.jpg"));
    assertEquals(Optional.of("a.jpg"), found(whole, "BH2/a.jpg"));
    assertEquals(Optional.of("b.jpg"), found(whole, "b.jpg"));
    assertEquals(Optional.empty(), found(whole, "BH1/a.jpg"));
    assertTrue(refusal(whole, "BH1/a.jpg").contains("no photo of that name"));
    PhotoPairing part = pairing.among(List.of("BH1/a.jpg", "BH2/b.jpg"));
    assertEquals(Optional.empty(), found(part, "BH1/a.jpg"), "that is BH2/a.jpg");
    assertEquals(Optional.of("b.jpg"), found(part, "BH2/b.jpg"));
    assertEquals(
        Optional.of("a.jpg"),
        found(pairing.among(List.of("images/a.jpg", "images/b.jpg")), "images/a.jpg"),
        "folders that nothing here is called");
  }

  @Test
  void aTableOfScalesKeepsDotsAndFolders() throws IOException {
    Path csv = folder.resolve("scales.csv");
    Files.writeString(
        csv,
        """
        file,external_id,label_canvas_width,label_canvas_height
        BH1_10.jpg,BH1_10,100,50
        BH1_10.5.jpg,BH1_10.5,200,50
        BH1/a.jpg,one/a.jpg,400,50
        BH2/a.jpg,two/a.jpg,800,50
        """);
    PhotoPairing pairing =
        files("BH1_10.jpg", "BH1_10.5.jpg", "BH1/a.jpg", "BH2/a.jpg").withScales(csv);
    assertEquals(Optional.of(new PhotoPairing.Canvas(100, 50)), pairing.canvas("BH1_10"));
    assertEquals(Optional.of(new PhotoPairing.Canvas(200, 50)), pairing.canvas("BH1_10.5"));
    assertEquals(Optional.empty(), pairing.canvas("BH1_10.25"));
    assertEquals(Optional.of("BH2/a.jpg"), found(pairing, "two/a.jpg"));
    assertEquals(Optional.of(new PhotoPairing.Canvas(800, 50)), pairing.canvas("two/a.jpg"));
    String message = refusal(pairing, "a.jpg");
    assertTrue(message.contains("one/a.jpg, two/a.jpg"), message);
  }

  @Test
  void anUploadOfLabelStudioIsThePhotoWhereNoFileHasItsName() {
    String upload = "images/9f8e7d6c-A.jpg";
    assertEquals(Optional.of("A.jpg"), found(files("A.jpg", "B.jpg"), upload));
    assertEquals(
        Optional.of("9f8e7d6c-A.jpg"), found(files("A.jpg", "9f8e7d6c-A.jpg"), upload), "first");
    assertEquals(Optional.empty(), found(files("A.jpg"), "20231015-A.jpg"), "a date, no upload");
    assertEquals(Optional.of("A.jpg"), found(files("A.jpg"), "images/20231015-A.jpg"), "its own");
    assertEquals(Optional.of("A.jpg"), found(files("A.jpg"), "9f8e7d6c-A.jpg"));
    assertEquals(Optional.of("A.JPG"), found(files("A.JPG"), "images\\9f8e7d6c-A.png"));
    assertEquals(Optional.of("A.jpg"), found(files("A.jpg"), "images/9f8e7d6c-A"), "YOLO");
    assertEquals(Optional.of("A 1.jpg"), found(files("A 1.jpg"), "upload/3/9f8e7d6c-A%201.jpg"));
    assertEquals(Optional.of("BH1/A.jpg"), found(files("BH1/A.jpg"), "images/9f8e7d6c-A.jpg"));
    assertEquals(Optional.empty(), found(files("BH1/A.jpg"), "BH2/9f8e7d6c-A.jpg"));
  }

  @Test
  void aFileThatIsAnUploadOfLabelStudioIsFoundByTheNameThatItHadBefore() {
    String upload = "9f8e7d6c-A.jpg";
    assertEquals(Optional.of(upload), found(files(upload, "A-old.jpg"), "A.jpg"));
    assertEquals(Optional.of("A.png"), found(files(upload, "A.png"), "A.jpg"), "nearer");
    assertEquals(Optional.of("images/" + upload), found(files("images/" + upload), "A.jpg"));
    assertEquals(Optional.empty(), found(files(upload), "0a1b2c3d-A.jpg"), "another upload");
    assertEquals(Optional.empty(), found(files("20231015-A.jpg"), "A.jpg"), "a date");
    CoreScoreException e =
        assertThrows(
            CoreScoreException.class, () -> found(files(upload, "0a1b2c3d-A.jpg"), "A.jpg"));
    assertTrue(
        String.valueOf(e.getMessage()).contains("0a1b2c3d-A.jpg, 9f8e7d6c-A.jpg"), e.getMessage());
  }

  @Test
  void aTableOfScalesNamesFileAndCanvas() throws IOException {
    Path csv = folder.resolve("photos.csv");
    Files.writeString(
        csv,
        """
        \uFEFFfile,external_id,label_canvas_width,label_canvas_height,how\r
        photos/A.small.png,A.JPEG,6288,880,"cut, ""scaled""
        by hand"\r
        """);
    PhotoPairing pairing = files("A.small.png", "A.other.png").withScales(csv);
    assertEquals(Optional.of("A.small.png"), found(pairing, "A.JPEG"));
    Optional<PhotoPairing.Canvas> canvas = Optional.of(new PhotoPairing.Canvas(6288, 880));
    assertEquals(canvas, pairing.canvas("A.JPEG"));
    assertEquals(canvas, pairing.canvas("A.png"));
    assertEquals(Optional.empty(), pairing.canvas("B.JPEG"));
  }

  @Test
  void badTablesAreRefused() throws IOException {
    for (String text :
        List.of(
            "",
            "file,external_id\na,b",
            "file,external_id,label_canvas_width,label_canvas_height\na,b,0,5",
            "file,external_id,label_canvas_width,label_canvas_height\na,b.png,4,5\nc,b.jpg,4,5",
            "file,external_id,label_canvas_width,label_canvas_height\na,b,wide,5",
            "file,external_id,label_canvas_width,label_canvas_height\na,b")) {
      Path csv = folder.resolve("bad.csv");
      Files.writeString(csv, text);
      String message =
          String.valueOf(
              assertThrows(CoreScoreException.class, () -> files("a").withScales(csv))
                  .getMessage());
      assertTrue(message.contains("bad.csv"), message);
    }
  }
}
