// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
    return PhotoPairing.of(Stream.of(names).map(Path::of).toList());
  }

  private static Optional<String> found(PhotoPairing pairing, String name) {
    return pairing.find(name).map(Path::toString);
  }

  @Test
  void extensionsDoNotMatter() {
    PhotoPairing pairing = files("p/A.Top_1.png", "p/A.Top_2.JPEG", "p/B.jpg");
    assertEquals(Optional.of("p/A.Top_1.png"), found(pairing, "A.Top_1.JPEG"));
    assertEquals(Optional.of("p/A.Top_2.JPEG"), found(pairing, "boxes/A.Top_2.tif"));
    assertEquals(Optional.empty(), found(pairing, "A.Top_3.png"));
    assertEquals(Optional.empty(), found(pairing, "A.Top_10.png"), "Top_1 is another box");
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
            "file,external_id,label_canvas_width,label_canvas_height\na,b.x,4,5\nc,b.y,4,5",
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
