// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How a training goes.
 *
 * @param architecture size of the network
 * @param steps number of steps, each over one batch of crops
 * @param batch crops in a batch
 * @param cropWidth columns of a crop, a multiple of 32 from 64 on
 * @param cropHeight rows of a crop, a multiple of 32 from 64 on
 * @param photoWidth columns to which a whole photo is brought before the network sees it
 * @param learningRate the highest of the one-cycle schedule (Smith and Topin, 2019)
 * @param weightDecay of AdamW
 * @param rising share of the steps in which the rate rises, 0 to 1
 * @param drawnShare share of the crops that show drawn cores, 0 to 1
 * @param seed of all chance
 * @param validateEvery steps from one validation to the next, each of which writes a checkpoint
 * @param patience validations without a better one after which the training stops; 0 for never
 * @param average how much of the moving average of the weights is kept in a step (Polyak and
 *     Juditsky, 1992), 0 for none; where there is one it is judged and becomes the model
 * @param overlap which loss of overlap the labels are trained with, beside their cross-entropy
 */
public record TrainingSettings(
    Architecture architecture,
    int steps,
    int batch,
    int cropWidth,
    int cropHeight,
    int photoWidth,
    double learningRate,
    double weightDecay,
    double rising,
    double drawnShare,
    long seed,
    int validateEvery,
    int patience,
    double average,
    Overlap overlap) {
  /** A loss that goes by the overlap of the rock found with the rock there is. */
  public enum Overlap {
    /** One less the Dice coefficient of what is likely rock (Milletari, Navab and Ahmadi, 2016). */
    DICE,
    /** The Lov\u00e1sz extension of one less the IoU (Berman, Rannen Triki and Blaschko, 2018). */
    LOVASZ
  }

  /** What the bundled model was trained with. */
  public static final TrainingSettings DEFAULT =
      new TrainingSettings(
          Architecture.LITE, 6000, 8, 256, 224, 2000, 2e-3, 1e-2, 0.2, 0.3, 1, 250, 0);

  /**
   * Checks the ranges.
   *
   * @param architecture size of the network
   * @param steps number of steps
   * @param batch crops in a batch
   * @param cropWidth columns of a crop
   * @param cropHeight rows of a crop
   * @param photoWidth columns of a whole photo
   * @param learningRate the highest rate
   * @param weightDecay of AdamW
   * @param rising share of the steps
   * @param drawnShare share of the crops
   * @param seed of all chance
   * @param validateEvery steps
   * @param patience validations
   * @param average share that is kept
   * @param overlap loss of overlap
   * @throws IllegalArgumentException if one is out of its range
   */
  public TrainingSettings {
    require(steps >= 1, "steps are at least 1", steps);
    require(batch >= 1, "a batch has at least 1 crop", batch);
    // One block of 32 leaves one cell at the deepest level: nothing to normalise, and the engine
    // has
    // given losses that are no numbers.
    require(
        cropWidth >= 64 && cropWidth % 32 == 0,
        "crop width is a multiple of 32 from 64 on",
        cropWidth);
    require(
        cropHeight >= 64 && cropHeight % 32 == 0,
        "crop height is a multiple of 32 from 64 on",
        cropHeight);
    require(photoWidth >= 64, "photo width is at least 64", photoWidth);
    require(learningRate > 0, "the learning rate is over 0", learningRate);
    require(weightDecay >= 0, "weight decay is not negative", weightDecay);
    require(rising > 0 && rising < 1, "the rising share is between 0 and 1", rising);
    require(drawnShare >= 0 && drawnShare <= 1, "the drawn share is 0 to 1", drawnShare);
    require(validateEvery >= 1, "steps between validations are at least 1", validateEvery);
    require(patience >= 0, "patience is not negative", patience);
    require(average >= 0 && average < 1, "the average keeps 0 or more and less than 1", average);
  }

  /**
   * Settings without an average of the weights and with the Dice loss.
   *
   * @param architecture size of the network
   * @param steps number of steps
   * @param batch crops in a batch
   * @param cropWidth columns of a crop
   * @param cropHeight rows of a crop
   * @param photoWidth columns of a whole photo
   * @param learningRate the highest rate
   * @param weightDecay of AdamW
   * @param rising share of the steps
   * @param drawnShare share of the crops
   * @param seed of all chance
   * @param validateEvery steps
   * @param patience validations
   * @throws IllegalArgumentException if one is out of its range
   */
  public TrainingSettings(
      Architecture architecture,
      int steps,
      int batch,
      int cropWidth,
      int cropHeight,
      int photoWidth,
      double learningRate,
      double weightDecay,
      double rising,
      double drawnShare,
      long seed,
      int validateEvery,
      int patience) {
    this(
        architecture,
        steps,
        batch,
        cropWidth,
        cropHeight,
        photoWidth,
        learningRate,
        weightDecay,
        rising,
        drawnShare,
        seed,
        validateEvery,
        patience,
        0,
        Overlap.DICE);
  }

  /**
   * The same with a moving average of the weights.
   *
   * @param share how much of it is kept in a step, 0 for no average
   * @return the settings
   * @throws IllegalArgumentException if it is negative or not less than 1
   */
  public TrainingSettings withAverage(double share) {
    return with(steps, share, overlap);
  }

  /**
   * The same with another loss of overlap.
   *
   * @param loss which
   * @return the settings
   */
  public TrainingSettings withOverlap(Overlap loss) {
    return with(steps, average, loss);
  }

  /**
   * The same with another number of steps.
   *
   * @param count how many
   * @return the settings
   * @throws IllegalArgumentException if it is not over 0
   */
  public TrainingSettings withSteps(int count) {
    return with(count, average, overlap);
  }

  private TrainingSettings with(int count, double share, Overlap loss) {
    return new TrainingSettings(
        architecture,
        count,
        batch,
        cropWidth,
        cropHeight,
        photoWidth,
        learningRate,
        weightDecay,
        rising,
        drawnShare,
        seed,
        validateEvery,
        patience,
        share,
        loss);
  }

  /**
   * The settings by name, as they go into reports and tables of runs.
   *
   * @return text by name, in the order of the settings
   */
  public Map<String, String> described() {
    Map<String, String> said = new LinkedHashMap<>();
    said.put("architecture", architecture.id());
    said.put("steps", Integer.toString(steps));
    said.put("batch", Integer.toString(batch));
    said.put("crop_width", Integer.toString(cropWidth));
    said.put("crop_height", Integer.toString(cropHeight));
    said.put("photo_width", Integer.toString(photoWidth));
    said.put("learning_rate", Double.toString(learningRate));
    said.put("weight_decay", Double.toString(weightDecay));
    said.put("rising", Double.toString(rising));
    said.put("drawn_share", Double.toString(drawnShare));
    said.put("seed", Long.toString(seed));
    said.put("validate_every", Integer.toString(validateEvery));
    said.put("patience", Integer.toString(patience));
    said.put("average", Double.toString(average));
    said.put("overlap", overlap.name().toLowerCase(Locale.ROOT));
    return said;
  }

  /**
   * The settings on one line. What a training leaves as it is by default, and what older versions
   * did not have, is left out, so that their checkpoints are still known.
   */
  @Override
  public String toString() {
    String line =
        "TrainingSettings[architecture="
            + architecture
            + (", steps=" + steps)
            + (", batch=" + batch)
            + (", cropWidth=" + cropWidth)
            + (", cropHeight=" + cropHeight)
            + (", photoWidth=" + photoWidth)
            + (", learningRate=" + learningRate)
            + (", weightDecay=" + weightDecay)
            + (", rising=" + rising)
            + (", drawnShare=" + drawnShare)
            + (", seed=" + seed)
            + (", validateEvery=" + validateEvery)
            + (", patience=" + patience);
    return line
        + (average == 0 ? "" : ", average=" + average)
        + (overlap == Overlap.DICE ? "" : ", overlap=" + overlap)
        + "]";
  }

  private static void require(boolean holds, String what, Number came) {
    if (!holds) {
      throw new IllegalArgumentException(what + ", got " + came);
    }
  }

  /** The learning rate of a step, counted from 0. */
  double rate(int step) {
    double peak = rising * steps;
    return step < peak
        ? between(learningRate / 25, learningRate, step / peak)
        : between(learningRate, learningRate / 1e5, (step - peak) / (steps - peak));
  }

  /** The momentum of a step, counted from 0, high where the rate is low. */
  double momentum(int step) {
    double peak = rising * steps;
    return step < peak
        ? between(0.95, 0.85, step / peak)
        : between(0.85, 0.95, (step - peak) / (steps - peak));
  }

  private static double between(double from, double to, double share) {
    return to + (from - to) * (1 + Math.cos(Math.PI * share)) / 2;
  }
}
