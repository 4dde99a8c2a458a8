// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.core.mask.MaskPng;
import uk.ac.bgs.corescore.core.photo.PhotoReader;

class SyntheticDatasetTest {
  private static final SyntheticCoreSettings SETTINGS =
      SyntheticCoreSettings.builder().size(700, 99).build();

  @TempDir Path folder = Path.of(".");

  private List<Path> write(boolean overwrite) throws IOException {
    List<Path> photos = new ArrayList<>();
    new SyntheticDataset(SETTINGS).write(folder, 7, 2, overwrite, photos::add);
    return photos;
  }

  @Test
  void filesHoldTheTruth() throws IOException {
    List<Path> photos = write(false);
    assertEquals(2, photos.size());
    ObjectMapper json = new ObjectMapper();
    JsonNode coco = json.readTree(folder.resolve("labels.json").toFile());
    List<String> table = Files.readAllLines(folder.resolve("truth.csv"));
    assertEquals(-1, Files.readString(folder.resolve("truth.csv")).indexOf('\r'));
    int annotations = 0;
    for (int k = 0; k < 2; k++) {
      SyntheticCore core = new SyntheticCoreGenerator(SETTINGS).draw(7 + k);
      String stem = SyntheticDataset.stem(7 + k);
      assertEquals(700, PhotoReader.create().read(photos.get(k)).image().width());
      assertEquals(
          core.truth().mask(), MaskPng.read(folder.resolve("masks").resolve(stem + ".png")));
      BufferedImage instances =
          ImageIO.read(folder.resolve("instances").resolve(stem + ".png").toFile());
      assertEquals(16, instances.getColorModel().getPixelSize());
      assertArrayEquals(
          core.truth().fragments().toIds(),
          instances.getRaster().getPixels(0, 0, 700, 99, (int[]) null));
      long[] areas = core.truth().fragments().areas();
      for (SyntheticCore.Piece piece : core.pieces()) {
        JsonNode annotation = coco.get("annotations").get(annotations);
        assertEquals(k + 1, annotation.get("image_id").asInt());
        assertEquals(areas[piece.fragment()], annotation.get("area").asLong());
        assertEquals((double) areas[piece.fragment()], cells(annotation.get("segmentation")));
        assertTrue(table.get(++annotations).startsWith(photos.get(k).getFileName() + ","));
      }
    }
    assertEquals(annotations, coco.get("annotations").size());
    assertEquals(annotations + 1, table.size());
  }

  /** Pixels of a COCO segmentation: of one ring on pixel corners, or of run lengths. */
  private static double cells(JsonNode segmentation) {
    double area = 0;
    if (segmentation.isArray()) {
      JsonNode ring = segmentation.get(0);
      int size = ring.size() / 2;
      for (int i = 0; i < size; i++) {
        int next = (i + 1) % size;
        area +=
            ring.get(2 * i).asDouble() * ring.get(2 * next + 1).asDouble()
                - ring.get(2 * next).asDouble() * ring.get(2 * i + 1).asDouble();
      }
      return Math.abs(area) / 2;
    }
    for (int i = 1; i < segmentation.get("counts").size(); i += 2) {
      area += segmentation.get("counts").get(i).asLong();
    }
    return area;
  }

  @Test
  void nothingIsReplacedUnlessAskedFor() throws IOException {
    write(false);
    Path photo = folder.resolve("photos").resolve(SyntheticDataset.stem(8) + ".jpg");
    Files.writeString(photo, "mine");
    assertThrows(FileAlreadyExistsException.class, () -> write(false));
    assertEquals("mine", Files.readString(photo));
    write(true);
    assertTrue(Files.size(photo) > 1000);
    try (Stream<Path> files = Files.walk(folder)) {
      assertEquals(0, files.filter(file -> file.toString().endsWith(".part")).count());
    }
  }

  @Test
  void aDataSetHasAPhoto() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new SyntheticDataset(SETTINGS).write(folder, 1, 0, false, photo -> {}));
  }
}
