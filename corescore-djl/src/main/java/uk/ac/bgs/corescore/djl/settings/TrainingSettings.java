// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of a training.
 *
 * @param architecture architecture of the network
 * @param steps number of steps, each over one batch of crops
 * @param batch crops in a batch
 * @param cropWidth columns of a crop, a multiple of 32 from 64 on; unused by {@link Task#LAYOUT},
 *     which is trained on whole pictures
 * @param cropHeight rows of a crop, a multiple of 32 from 64 on; unused likewise
 * @param photoWidth maximum input side: the longer side of a photo, in cells, as the network sees
 *     it
 * @param learningRate the highest of the one-cycle schedule (Smith and Topin, 2019)
 * @param weightDecay of AdamW
 * @param rising share of the steps in which the rate rises, 0 to 1
 * @param drawnShare share of the crops that show synthetic cores, 0 to 1
 * @param seed of all random numbers
 * @param validateEvery steps from one validation to the next, each of which writes a checkpoint
 * @param patience validations without improvement after which the training stops; 0 for never
 * @param average decay of the exponential moving average of the weights (Polyak and Juditsky,
 *     1992), 0 for none; if there is one it is validated and becomes the model
 * @param overlap overlap loss of the labels, added to their cross-entropy
 * @param task what the network is trained for
 * @param composedShare share of the crops of {@link Task#SEGMENT} that are cut out of composed
 *     boxes, 0 to 1
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
    Overlap overlap,
    Task task,
    double composedShare) {
  /** What a network is trained for. */
  public enum Task {
    /**
     * Segments rock and other labels in one row of core, and finds the boundaries of pieces: {@code
     * djl-unet}.
     */
    SEGMENT(2000),
    /**
     * Finds the rows of core in a whole photo. The labels are Background and Rock_Fragment; the
     * boundary output is the channel, the strip between its walls in which the core of a row can
     * lie; the distance output is the ridge, 1 on the middle line of a row and decreasing linearly
     * to 0 at its walls.
     */
    LAYOUT(512);

    private final int usualPhotoWidth;

    Task(int usualPhotoWidth) {
      this.usualPhotoWidth = usualPhotoWidth;
    }

    /**
     * The default maximum input side, in cells.
     *
     * @return the usual photo width
     */
    public int usualPhotoWidth() {
      return usualPhotoWidth;
    }

    /**
     * The name in options and files.
     *
     * @return the name in lower case
     */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Finds a task.
     *
     * @param id a name in lower case
     * @return the task, or empty if there is none of that name
     */
    public static Optional<Task> of(String id) {
      return Arrays.stream(values()).filter(value -> value.id().equals(id)).findFirst();
    }
  }

  /** An overlap loss. */
  public enum Overlap {
    /** Soft Dice loss (Milletari, Navab and Ahmadi, 2016). */
    DICE,
    /** Lov\u00e1sz extension of the Jaccard loss (Berman, Rannen Triki and Blaschko, 2018). */
    LOVASZ
  }

  /** The defaults, which {@code train-lite.sh} and a builder use. */
  public static final TrainingSettings DEFAULT =
      new TrainingSettings(
          Architecture.LITE,
          6500,
          8,
          256,
          224,
          2000,
          2e-3,
          1e-2,
          0.2,
          0.3,
          1,
          500,
          0,
          0,
          Overlap.DICE,
          Task.SEGMENT,
          0);

  /**
   * Checks the ranges.
   *
   * @param architecture size of the network
   * @param steps number of steps
   * @param batch crops in a batch
   * @param cropWidth columns of a crop
   * @param cropHeight rows of a crop
   * @param photoWidth maximum input side
   * @param learningRate the highest rate
   * @param weightDecay of AdamW
   * @param rising share of the steps
   * @param drawnShare share of the crops
   * @param seed of all random numbers
   * @param validateEvery steps
   * @param patience validations
   * @param average decay
   * @param overlap overlap loss
   * @param task what the network is trained for
   * @param composedShare share of the crops
   * @throws IllegalArgumentException if one is out of its range
   */
  public TrainingSettings {
    String side =
        " is a multiple of " + Architecture.STRIDE + " from " + Architecture.MINIMUM_SIDE + " on";
    require(steps >= 1, "steps are at least 1", steps);
    require(batch >= 1, "a batch has at least 1 crop", batch);
    require(
        cropWidth >= Architecture.MINIMUM_SIDE && cropWidth % Architecture.STRIDE == 0,
        "crop width" + side,
        cropWidth);
    require(
        cropHeight >= Architecture.MINIMUM_SIDE && cropHeight % Architecture.STRIDE == 0,
        "crop height" + side,
        cropHeight);
    require(
        photoWidth >= Architecture.MINIMUM_SIDE,
        "photo width is at least " + Architecture.MINIMUM_SIDE,
        photoWidth);
    require(learningRate > 0, "the learning rate is over 0", learningRate);
    require(weightDecay >= 0, "weight decay is not negative", weightDecay);
    require(rising > 0 && rising < 1, "the rising share is between 0 and 1", rising);
    require(drawnShare >= 0 && drawnShare <= 1, "the drawn share is 0 to 1", drawnShare);
    require(validateEvery >= 1, "steps between validations are at least 1", validateEvery);
    require(patience >= 0, "patience is not negative", patience);
    require(average >= 0 && average < 1, "the average keeps 0 or more and less than 1", average);
    require(
        composedShare >= 0 && composedShare <= 1, "the composed share is 0 to 1", composedShare);
  }

  /**
   * Begins with {@link #DEFAULT}.
   *
   * @return a builder
   */
  public static Builder builder() {
    return DEFAULT.toBuilder();
  }

  /**
   * Begins with these settings.
   *
   * @return a builder
   */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /**
   * The settings by name, as they go into reports and tables of runs.
   *
   * @return text by name, in the order of the settings
   */
  public Map<String, String> described() {
    return SettingsText.byName(this);
  }

  /**
   * The settings on one line, without those that older versions did not have and that are at their
   * defaults, so that older checkpoints are recognised.
   */
  @Override
  public String toString() {
    return SettingsText.line(this);
  }

  private static void require(boolean holds, String what, Number came) {
    if (!holds) {
      throw new IllegalArgumentException(what + ", got " + came);
    }
  }

  /**
   * Builds settings, from defaults or from other settings. Ranges are checked by {@link #build}.
   * Not safe for use by several threads.
   */
  public static final class Builder {
    private Architecture architecture;
    private int steps;
    private int batch;
    private int cropWidth;
    private int cropHeight;
    private int photoWidth;
    private double learningRate;
    private double weightDecay;
    private double rising;
    private double drawnShare;
    private long seed;
    private int validateEvery;
    private int patience;
    private double average;
    private Overlap overlap;
    private Task task;
    private double composedShare;

    private Builder(TrainingSettings from) {
      this.architecture = from.architecture();
      this.steps = from.steps();
      this.batch = from.batch();
      this.cropWidth = from.cropWidth();
      this.cropHeight = from.cropHeight();
      this.photoWidth = from.photoWidth();
      this.learningRate = from.learningRate();
      this.weightDecay = from.weightDecay();
      this.rising = from.rising();
      this.drawnShare = from.drawnShare();
      this.seed = from.seed();
      this.validateEvery = from.validateEvery();
      this.patience = from.patience();
      this.average = from.average();
      this.overlap = from.overlap();
      this.task = from.task();
      this.composedShare = from.composedShare();
    }

    /**
     * Sets the size of the network.
     *
     * @param architecture size of the network
     * @return this builder
     */
    public Builder architecture(Architecture architecture) {
      this.architecture = architecture;
      return this;
    }

    /**
     * Sets the length of the training.
     *
     * @param steps batches of crops, at least 1
     * @return this builder
     */
    public Builder steps(int steps) {
      this.steps = steps;
      return this;
    }

    /**
     * Sets the size of a step.
     *
     * @param batch crops in a step, at least 1
     * @return this builder
     */
    public Builder batch(int batch) {
      this.batch = batch;
      return this;
    }

    /**
     * Sets the size of a crop.
     *
     * @param width columns, a multiple of 32 from 64 on
     * @param height rows, a multiple of 32 from 64 on
     * @return this builder
     */
    public Builder crop(int width, int height) {
      this.cropWidth = width;
      this.cropHeight = height;
      return this;
    }

    /**
     * Sets the maximum input side.
     *
     * @param photoWidth the longer side of a photo, in cells, as the network sees it, at least 64
     * @return this builder
     */
    public Builder photoWidth(int photoWidth) {
      this.photoWidth = photoWidth;
      return this;
    }

    /**
     * Sets the highest learning rate.
     *
     * @param learningRate the highest of the one-cycle schedule, over 0
     * @return this builder
     */
    public Builder learningRate(double learningRate) {
      this.learningRate = learningRate;
      return this;
    }

    /**
     * Sets the weight decay.
     *
     * @param weightDecay of AdamW, not negative
     * @return this builder
     */
    public Builder weightDecay(double weightDecay) {
      this.weightDecay = weightDecay;
      return this;
    }

    /**
     * Sets the share of the steps with a rising rate.
     *
     * @param rising share of the steps in which the rate rises, between 0 and 1
     * @return this builder
     */
    public Builder rising(double rising) {
      this.rising = rising;
      return this;
    }

    /**
     * Sets the share of synthetic cores.
     *
     * @param drawnShare share of the crops that show synthetic cores, 0 to 1
     * @return this builder
     */
    public Builder drawnShare(double drawnShare) {
      this.drawnShare = drawnShare;
      return this;
    }

    /**
     * Sets the seed.
     *
     * @param seed of all random numbers
     * @return this builder
     */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /**
     * Sets the interval of validations.
     *
     * @param validateEvery steps from one validation to the next, at least 1
     * @return this builder
     */
    public Builder validateEvery(int validateEvery) {
      this.validateEvery = validateEvery;
      return this;
    }

    /**
     * Sets early stopping.
     *
     * @param patience validations without improvement after which the training stops, 0 for never,
     *     not negative
     * @return this builder
     */
    public Builder patience(int patience) {
      this.patience = patience;
      return this;
    }

    /**
     * Sets the exponential moving average of the weights.
     *
     * @param average its decay, 0 or more and less than 1; 0 for no average
     * @return this builder
     */
    public Builder average(double average) {
      this.average = average;
      return this;
    }

    /**
     * Sets the overlap loss.
     *
     * @param overlap which overlap loss
     * @return this builder
     */
    public Builder overlap(Overlap overlap) {
      this.overlap = overlap;
      return this;
    }

    /**
     * Sets the task.
     *
     * @param task what the network is trained for
     * @return this builder
     */
    public Builder task(Task task) {
      this.task = task;
      return this;
    }

    /**
     * Sets the share of composed boxes in training a segmentation.
     *
     * @param composedShare share of the crops that are cut out of composed boxes, 0 to 1
     * @return this builder
     */
    public Builder composedShare(double composedShare) {
      this.composedShare = composedShare;
      return this;
    }

    /**
     * Makes the settings.
     *
     * @return checked settings
     * @throws IllegalArgumentException if one is out of its range
     */
    public TrainingSettings build() {
      return new TrainingSettings(
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
          average,
          overlap,
          task,
          composedShare);
    }
  }
}
