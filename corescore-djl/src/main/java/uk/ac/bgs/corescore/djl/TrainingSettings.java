// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

/**
 * How a training goes.
 *
 * @param architecture size of the network
 * @param steps number of steps, each over one batch of crops
 * @param batch crops in a batch
 * @param cropWidth columns of a crop, a multiple of 32
 * @param cropHeight rows of a crop, a multiple of 32
 * @param photoWidth columns to which a whole photo is brought before the network sees it
 * @param learningRate the highest of the one-cycle schedule (Smith and Topin, 2019)
 * @param weightDecay of AdamW
 * @param rising share of the steps in which the rate rises, 0 to 1
 * @param drawnShare share of the crops that show drawn cores, 0 to 1
 * @param seed of all chance
 * @param validateEvery steps from one validation to the next, each of which writes a checkpoint
 * @param patience validations without a better one after which the training stops; 0 for never
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
    int patience) {
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
   * @throws IllegalArgumentException if one is out of its range
   */
  public TrainingSettings {
    require(steps >= 1, "steps are at least 1", steps);
    require(batch >= 1, "a batch has at least 1 crop", batch);
    require(cropWidth >= 32 && cropWidth % 32 == 0, "crop width is a multiple of 32", cropWidth);
    require(
        cropHeight >= 32 && cropHeight % 32 == 0, "crop height is a multiple of 32", cropHeight);
    require(
        batch > 1 || cropWidth * cropHeight > 32 * 32,
        "a batch of one crop has crops larger than 32 x 32",
        batch);
    require(photoWidth >= 64, "photo width is at least 64", photoWidth);
    require(learningRate > 0, "the learning rate is over 0", learningRate);
    require(weightDecay >= 0, "weight decay is not negative", weightDecay);
    require(rising > 0 && rising < 1, "the rising share is between 0 and 1", rising);
    require(drawnShare >= 0 && drawnShare <= 1, "the drawn share is 0 to 1", drawnShare);
    require(validateEvery >= 1, "steps between validations are at least 1", validateEvery);
    require(patience >= 0, "patience is not negative", patience);
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
