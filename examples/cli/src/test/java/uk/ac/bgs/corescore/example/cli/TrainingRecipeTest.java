// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import uk.ac.bgs.corescore.core.trace.FragmentFinder;
import uk.ac.bgs.corescore.djl.TrainingExample;
import uk.ac.bgs.corescore.djl.TrainingSettings;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.Label;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;

class TrainingRecipeTest {
  private static final LabelSet LABELS =
      new LabelSet(List.of(new Label("Background", false), new Label("Rock_Fragment", true)));

  private static TrainingSettings settings(int width, int height, String... args) {
    LabelMask mask = LabelMask.wrap(width, height, new byte[width * height], LABELS);
    TrainingExample photo =
        new TrainingExample(
            "photo",
            RgbImage.wrap(width, height, new int[width * height]),
            Segmentation.of(mask, FragmentFinder.find(mask), PixelFrame.PHOTO),
            new BitSet());
    return CommandLine.populateCommand(new TrainingRecipe(), args).settings(List.of(photo), 2000);
  }

  /** The network sees so many cells of a photo's longer side, however the photo stands. */
  @Test
  void anUprightPhotoCountsAsOneThatLies() {
    assertEquals(2000, settings(4800, 1600).photoWidth());
    assertEquals(1200, settings(4800, 1600, "--resize=4").photoWidth());
    assertEquals(
        settings(4800, 1600, "--resize=4", "--epochs=40"),
        settings(1600, 4800, "--resize=4", "--epochs=40"));
  }
}
