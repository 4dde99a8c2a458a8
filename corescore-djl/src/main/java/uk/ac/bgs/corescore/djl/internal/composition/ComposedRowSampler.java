// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.composition;

import java.util.List;
import java.util.SplittableRandom;
import uk.ac.bgs.corescore.djl.internal.augmentation.AugmentedCropSampler;
import uk.ac.bgs.corescore.djl.internal.augmentation.Crop;
import uk.ac.bgs.corescore.djl.internal.augmentation.CropSampler;
import uk.ac.bgs.corescore.djl.internal.augmentation.LabelledImage;
import uk.ac.bgs.corescore.djl.internal.network.Heads;
import uk.ac.bgs.corescore.djl.settings.RowScale;
import uk.ac.bgs.corescore.djl.settings.TrainingSettings;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * Samples crops for segmentation out of composed boxes, at the scale of a row: a stretch of a row
 * with its walls and parts of its neighbours.
 */
public final class ComposedRowSampler implements CropSampler {
  private final TrainingSettings settings;
  private final ComposedBoxSampler composition;

  public ComposedRowSampler(
      TrainingSettings settings,
      Heads heads,
      List<LabelledImage> photos,
      List<LabelledImage> drawn,
      List<RgbImage> backgrounds) {
    this.settings = settings;
    this.composition = new ComposedBoxSampler(settings, heads, photos, drawn, backgrounds);
  }

  @Override
  public Crop crop(long step, int index) {
    SplittableRandom random = AugmentedCropSampler.random(settings.seed(), step, index);
    int width = settings.cropWidth();
    int height = settings.cropHeight();
    double across = RowScale.SHARE * settings.photoWidth() * Math.exp(0.22 * random.nextGaussian());
    int h = (int) Math.max(16, across);
    int count = 1 + random.nextInt(3);
    int divider = (int) Math.max(3, h * random.nextDouble(0.03, 0.2));
    int frame = (int) Math.max(1, h * random.nextDouble(0.03, 0.4));
    int length = (int) (1.2 * width + h * random.nextDouble(0, 2));
    BoxPainter.Plan plan = new BoxPainter.Plan(count, length, h, divider, frame, 0);
    return composition.view(plan, width, height, random);
  }
}
