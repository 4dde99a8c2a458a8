// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.augmentation;

import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Texture augmentation: gives labelled pieces the colours or the texture of other rock, so that the
 * network generalises from few rock types. Colours are transferred by mean and deviation (Reinhard
 * et al., 2001).
 */
public final class TextureAugmentation {
  private final List<LabelledImage> donors;

  public TextureAugmentation(List<LabelledImage> donors) {
    this.donors = donors;
  }

  /** Transfers mean and deviation of colour from a random place, of another rock or of no rock. */
  public void transferColour(Crop crop, SplittableRandom random) {
    double[] mean = new double[3];
    double[] deviation = new double[3];
    int count = statistics(crop, mean, deviation);
    if (count < 200) {
      return;
    }
    double[] newMean = new double[3];
    double[] newDeviation = new double[3];
    Crop donor = donor(random, 48);
    if (donor == null
        || random.nextDouble() < 0.3
        || statistics(donor, newMean, newDeviation) < 200) {
      double grey = random.nextDouble(35, 215);
      for (int c = 0; c < 3; c++) {
        newMean[c] = grey * Math.exp(0.12 * random.nextGaussian());
        newDeviation[c] = deviation[c] * Math.exp(0.3 * random.nextGaussian());
      }
    }
    int plane = crop.size();
    for (int c = 0; c < 3; c++) {
      double gain = Math.min(3, Math.max(0.3, newDeviation[c] / Math.max(4, deviation[c])));
      // Values darker than the mean are scaled, not shifted below 0, so that shade remains.
      for (int i = 0; i < plane; i++) {
        if (crop.fragment[i] != 0) {
          float value = crop.rgb[c * plane + i];
          double shifted = newMean[c] + (value - mean[c]) * gain;
          double scaled = value * newMean[c] / Math.max(4, mean[c]);
          crop.rgb[c * plane + i] = (float) Math.max(0, value < mean[c] ? scaled : shifted);
        }
      }
    }
  }

  /** Replaces the texture of the pieces by that of another rock and keeps their shading. */
  public void replaceTexture(Crop crop, SplittableRandom random) {
    Crop donor = donor(random, 96);
    if (donor == null) {
      return;
    }
    double[] mean = new double[3];
    double[] deviation = new double[3];
    int known = statistics(donor, mean, deviation);
    if (known < donor.size() * 9 / 10) {
      return;
    }
    int plane = crop.size();
    float[] light = new float[plane];
    for (int i = 0; i < plane; i++) {
      light[i] = (crop.rgb[i] + crop.rgb[plane + i] + crop.rgb[2 * plane + i]) / 3;
    }
    BoxFilter.box(light, crop.width, crop.height, 3);
    double sum = 0;
    int count = 0;
    for (int i = 0; i < plane; i++) {
      if (crop.fragment[i] != 0) {
        sum += light[i];
        count++;
      }
    }
    if (count < 200) {
      return;
    }
    double level = Math.max(8, sum / count);
    int shiftX = random.nextInt(donor.width);
    int shiftY = random.nextInt(donor.height);
    int donorPlane = donor.size();
    for (int y = 0; y < crop.height; y++) {
      int fromY = mirrored(y + shiftY, donor.height);
      for (int x = 0; x < crop.width; x++) {
        int i = y * crop.width + x;
        if (crop.fragment[i] == 0) {
          continue;
        }
        int from = fromY * donor.width + mirrored(x + shiftX, donor.width);
        double shade = Math.min(1.6, light[i] / level);
        for (int c = 0; c < 3; c++) {
          crop.rgb[c * plane + i] = (float) Math.min(255, donor.rgb[c * donorPlane + from] * shade);
        }
      }
    }
  }

  private static int mirrored(int i, int size) {
    int at = i % (2 * size);
    return at < size ? at : 2 * size - 1 - at;
  }

  /** A square of another rock at about the network's scale, or null if there is none. */
  private @Nullable Crop donor(SplittableRandom random, int side) {
    LabelledImage source = donors.get(random.nextInt(donors.size()));
    int at = source.randomRockPixel(random);
    if (at < 0) {
      return null;
    }
    Crop donor = new Crop(side, side);
    source.sample(
        donor,
        Homography.random(
            random,
            side,
            side,
            at % source.width(),
            Math.floorDiv(at, source.width()),
            Math.exp(0.2 * random.nextGaussian())),
        false);
    return donor;
  }

  /**
   * Computes mean and deviation of the colours of rock.
   *
   * @return the number of pixels
   */
  private static int statistics(Crop crop, double[] mean, double[] deviation) {
    int plane = crop.size();
    double[] sum = new double[3];
    double[] squares = new double[3];
    int count = 0;
    for (int i = 0; i < plane; i++) {
      if (crop.fragment[i] != 0) {
        count++;
        for (int c = 0; c < 3; c++) {
          double value = crop.rgb[c * plane + i];
          sum[c] += value;
          squares[c] += value * value;
        }
      }
    }
    for (int c = 0; c < 3 && count > 0; c++) {
      mean[c] = sum[c] / count;
      deviation[c] = Math.sqrt(Math.max(0, squares[c] / count - mean[c] * mean[c]));
    }
    return count;
  }
}
