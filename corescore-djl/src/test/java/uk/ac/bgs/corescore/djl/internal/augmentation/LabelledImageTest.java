// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.augmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.core.trace.FragmentFinder;
import uk.ac.bgs.corescore.djl.internal.inference.Resize;
import uk.ac.bgs.corescore.djl.internal.network.Heads;
import uk.ac.bgs.corescore.djl.internal.network.Prediction;
import uk.ac.bgs.corescore.djl.settings.TrainingExample;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.Label;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;

class LabelledImageTest {
  private static LabelledImage of(int width, int height) {
    Heads heads = Heads.standard();
    LabelMask mask = LabelMask.wrap(width, height, new byte[width * height], heads.labels());
    Segmentation truth = Segmentation.of(mask, FragmentFinder.find(mask), PixelFrame.PHOTO);
    RgbImage photo = RgbImage.wrap(width, height, new int[width * height]);
    TrainingExample example = new TrainingExample("photo", photo, truth, new BitSet());
    return new LabelledImage(example, heads.indicesOf(mask.labels()), 100);
  }

  /** The maximum input side applies to photos of either orientation. */
  @Test
  void verticalPhotosAreTrainedAtTheSameScale() {
    assertEquals(130, of(600, 60).width());
    assertEquals(13, of(600, 60).height());
    assertEquals(13, of(60, 600).width());
    assertEquals(130, of(60, 600).height());
    RgbImage upright = RgbImage.wrap(60, 600, new int[60 * 600]);
    assertEquals(10, Resize.toMaximumSide(upright, 100).width());
    assertEquals(100, Resize.toMaximumSide(upright, 100).height());
  }

  /** An index is an unsigned byte, of the truth's labels and of the model's. */
  @Test
  void labelsAbove127() {
    List<Label> many = new ArrayList<>();
    for (int i = 0; i < 256; i++) {
      many.add(new Label("label " + i, i == 200));
    }
    Heads heads = new Heads(new LabelSet(many));
    byte[] values = new byte[130 * 130];
    Arrays.fill(values, 0, 65 * 130, (byte) 200);
    Arrays.fill(values, 65 * 130, 66 * 130, (byte) 255);
    LabelMask mask = LabelMask.wrap(130, 130, values, heads.labels());
    Segmentation truth = Segmentation.of(mask, FragmentFinder.find(mask), PixelFrame.PHOTO);
    RgbImage photo = RgbImage.wrap(130, 130, new int[130 * 130]);
    TrainingExample example = new TrainingExample("photo", photo, truth, new BitSet());
    LabelledImage source = new LabelledImage(example, heads.indicesOf(mask.labels()), 100);
    long[] histogram = source.histogram(256);
    assertEquals(65 * 130, histogram[200]);
    assertEquals(130, histogram[255]);
    assertEquals(64 * 130, histogram[0]);
    byte[][] planes = new byte[heads.outputs()][130 * 130];
    for (int i = 0; i < values.length; i++) {
      planes[values[i] & 0xFF][i] = (byte) 255;
    }
    assertEquals(1, source.rockIou(new Prediction(130, 130, planes), heads));
  }
}
