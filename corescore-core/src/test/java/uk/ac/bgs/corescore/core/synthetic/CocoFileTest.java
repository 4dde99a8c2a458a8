// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.image.PixelScale;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.measure.Length;

class CocoFileTest {
  /** A photo of noise: three fragments in many parts with holes, up to every border. */
  private static SyntheticCore noise(int width, int height, long seed) {
    Random random = new Random(seed);
    int[] ids = new int[width * height];
    byte[] labels = new byte[ids.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = i < 3 ? i + 1 : random.nextInt(4);
      labels[i] = (byte) (ids[i] == 0 ? 6 : 1);
    }
    List<SyntheticCore.Piece> pieces = new ArrayList<>();
    for (int id = 1; id <= 3; id++) {
      pieces.add(new SyntheticCore.Piece(id, 0, 0, 1, new Length(1), "chalk", false));
    }
    return new SyntheticCore(
        seed,
        RgbImage.of(width, height, new int[ids.length]),
        Segmentation.of(
            LabelMask.of(width, height, labels, LabelSet.CORESCORE),
            FragmentMap.ofIds(width, height, ids),
            PixelFrame.PHOTO),
        new PixelScale(1),
        List.of(),
        pieces);
  }

  @ParameterizedTest
  @CsvSource({"3, 1", "1, 3", "4, 4", "9, 5", "5, 17", "31, 8"})
  void runLengthsGiveTheCellsBack(int width, int height) throws IOException {
    for (long seed = 0; seed < 20; seed++) {
      SyntheticCore core = noise(width, height, seed);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (CocoFile coco = new CocoFile(out, List.of("a.png"), width, height)) {
        coco.add(core);
      }
      JsonNode root = new ObjectMapper().readTree(out.toByteArray());
      assertEquals(3, root.get("annotations").size());
      int[] ids = core.truth().fragments().toIds();
      for (int id = 1; id <= 3; id++) {
        JsonNode segmentation = root.get("annotations").get(id - 1).get("segmentation");
        if (segmentation.isObject()) {
          assertEquals(height, segmentation.get("size").get(0).asInt());
          assertEquals(width, segmentation.get("size").get(1).asInt());
          int wanted = id;
          boolean[] cells = new boolean[ids.length];
          for (int i = 0; i < ids.length; i++) {
            cells[i] = ids[i] == wanted;
          }
          assertArrayEquals(cells, decode(segmentation.get("counts"), width, height));
        }
      }
    }
  }

  private static boolean[] decode(JsonNode counts, int width, int height) {
    boolean[] cells = new boolean[width * height];
    int at = 0;
    for (int k = 0; k < counts.size(); k++) {
      int count = counts.get(k).asInt();
      assertTrue(count > 0 || k == 0, "only the first count may be 0");
      for (int end = at + count; at < end; at++) {
        cells[at % height * width + at / height] = k % 2 == 1;
      }
    }
    assertEquals(cells.length, at);
    return cells;
  }
}
