// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import uk.ac.bgs.corescore.core.trace.FragmentFinder;
import uk.ac.bgs.corescore.djl.Training;
import uk.ac.bgs.corescore.djl.TrainingListener;
import uk.ac.bgs.corescore.djl.settings.TrainingExample;
import uk.ac.bgs.corescore.djl.settings.TrainingSettings;
import uk.ac.bgs.corescore.djl.train.TrainingSplit;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.Label;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.spi.OptionException;

class TrainingOptionsTest {
  private static final LabelSet LABELS =
      new LabelSet(List.of(new Label("Background", false), new Label("Rock_Fragment", true)));

  private static TrainingSettings settings(int width, int height, String... args) {
    return CommandLine.populateCommand(new TrainingOptions(), args)
        .settings(split(List.of(photo(width, height))), 2000);
  }

  private static TrainingSplit split(List<TrainingExample> photos) {
    return new TrainingSplit(photos, List.of(), List.of(), List.of(), "none held out");
  }

  private static TrainingExample photo(int width, int height) {
    LabelMask mask = LabelMask.wrap(width, height, new byte[width * height], LABELS);
    return new TrainingExample(
        "photo",
        RgbImage.wrap(width, height, new int[width * height]),
        Segmentation.of(mask, FragmentFinder.find(mask), PixelFrame.PHOTO),
        new BitSet());
  }

  /** No machine has a hundred GPUs: where the device were passed over, it would train. */
  @Test
  void itIsTrainedOnTheDeviceThatIsSaid() throws IOException {
    TrainingOptions recipe =
        CommandLine.populateCommand(
            new TrainingOptions(), "--device=gpu:99", "--steps=1", "--drawn=0");
    TrainingSplit split = split(List.of(photo(64, 48)));
    Training training = recipe.plan(split, 64, "not stated").training(split);
    OptionException e =
        assertThrows(
            OptionException.class, () -> training.sweep(1e-6, 1e-3, 2, new TrainingListener() {}));
    assertTrue(String.valueOf(e.getMessage()).contains("'gpu:99'"), e.getMessage());
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
