// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.djl.DjlUnetProvider;
import uk.ac.bgs.corescore.djl.Training;
import uk.ac.bgs.corescore.djl.settings.Architecture;
import uk.ac.bgs.corescore.djl.settings.TrainingSettings;
import uk.ac.bgs.corescore.djl.train.Backgrounds;
import uk.ac.bgs.corescore.djl.train.TrainingPlan;
import uk.ac.bgs.corescore.djl.train.TrainingSplit;

/** The options of train that become the settings of a training. */
final class TrainingOptions {
  private static final double FINE_RATE = 2e-4;

  @Option(
      names = "--task",
      paramLabel = "NAME",
      defaultValue = "segment",
      description =
          "segment: the network of djl-unet; layout: one that finds the rows of core in photos of whole"
              + " boxes, taught on boxes that are composed of the photos; default ${DEFAULT-VALUE}.")
  private String task = "segment";

  @Option(
      names = "--composed-share",
      paramLabel = "SHARE",
      defaultValue = "0",
      description =
          "With --task segment: share of the crops that are cut out of composed boxes; default"
              + " ${DEFAULT-VALUE}.")
  private double composedShare;

  @Option(
      names = "--backgrounds",
      paramLabel = "DIR",
      description =
          "Photographs of no core (floors, tables, boards) that composed boxes are laid on, beside"
              + " grounds that are drawn.")
  private @Nullable Path backgrounds;

  @Option(
      names = "--architecture",
      paramLabel = "NAME",
      defaultValue = "lite",
      description = "lite, resnet18 or resnet34; default ${DEFAULT-VALUE}, the original: resnet34.")
  private String architecture = "lite";

  @Option(names = "--steps", paramLabel = "N", description = "Batches of crops; default 6500.")
  private @Nullable Integer steps;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description =
          "Instead of --steps: an epoch is as many crops as cover the training photos once, drawn"
              + " cores counted among them.")
  private @Nullable Double epochs;

  @Option(
      names = "--batch",
      defaultValue = "8",
      description = "Crops in a step; default ${DEFAULT-VALUE}.")
  private int batch = TrainingSettings.DEFAULT.batch();

  @Option(
      names = "--photo-width",
      paramLabel = "PX",
      description =
          "Cells of a photo's longer side as the network sees it; default 2000, 512 with --task layout,"
              + " or those of --fine-tune.")
  private @Nullable Integer photoWidth;

  @Option(
      names = "--resize",
      paramLabel = "N",
      description =
          "Instead of --photo-width: the longest side of a training photo by N; the original: 4 or 8.")
  private @Nullable Double resize;

  @Option(
      names = "--learning-rate",
      paramLabel = "R",
      description = "The highest of one cycle; default 2e-3, or 2e-4 with --fine-tune.")
  private @Nullable Double rate;

  @Option(
      names = "--weight-decay",
      paramLabel = "W",
      defaultValue = "1e-2",
      description = "Default ${DEFAULT-VALUE}, as the original.")
  private double decay = TrainingSettings.DEFAULT.weightDecay();

  @Option(
      names = {"--pct-start", "--rising"},
      paramLabel = "SHARE",
      defaultValue = "0.2",
      description =
          "Share of the steps in which the rate rises; default ${DEFAULT-VALUE}, the original: 0.9.")
  private double rising = TrainingSettings.DEFAULT.rising();

  @Option(
      names = "--loss",
      paramLabel = "NAME",
      defaultValue = "dice",
      description =
          "Loss of overlap beside the cross-entropy: dice or lovasz; default ${DEFAULT-VALUE}.")
  private String loss = "dice";

  @Option(
      names = "--average",
      paramLabel = "SHARE",
      defaultValue = "0",
      description =
          "Judge and keep a moving average of the weights of which a step keeps this share, for"
              + " instance 0.999; default ${DEFAULT-VALUE}, none.")
  private double average;

  @Option(
      names = "--drawn",
      paramLabel = "N",
      defaultValue = "24",
      description = "Drawn cores to train on as well; default ${DEFAULT-VALUE}.")
  private int drawn = 24;

  @Option(
      names = "--drawn-share",
      paramLabel = "SHARE",
      defaultValue = "0.3",
      description = "Share of the crops that show drawn cores; default ${DEFAULT-VALUE}.")
  private double drawnShare = TrainingSettings.DEFAULT.drawnShare();

  @Option(names = "--seed", defaultValue = "1", description = "Default ${DEFAULT-VALUE}.")
  private long seed = TrainingSettings.DEFAULT.seed();

  @Option(
      names = "--validate-every",
      paramLabel = "STEPS",
      defaultValue = "500",
      description = "Steps between validations and checkpoints; default ${DEFAULT-VALUE}.")
  private int validateEvery = TrainingSettings.DEFAULT.validateEvery();

  @Option(
      names = "--patience",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Stop after so many validations without a better one; default ${DEFAULT-VALUE}, never.")
  private int patience = TrainingSettings.DEFAULT.patience();

  @Option(
      names = "--fine-tune",
      paramLabel = "MODEL",
      description =
          "Begin with the weights of a model that train has written, of the same architecture, or of a"
              + " TorchScript file with a sidecar. A layout may begin with a segmenter's.")
  private @Nullable Path fineTune;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      defaultValue = "auto",
      description =
          "Where it is trained: auto, cpu, gpu or gpu:N; default ${DEFAULT-VALUE}, the first GPU if"
              + " there is one.")
  private String device = "auto";

  /** The task of the training, if it is known. */
  TrainingSettings.Task task() {
    return TrainingSettings.Task.of(task)
        .orElseThrow(
            () -> new IllegalArgumentException("--task is segment or layout, not " + task));
  }

  /**
   * Fails if the options contradict each other or one is out of its range.
   *
   * @throws uk.ac.bgs.corescore.spi.OptionException if there is no such device
   */
  void check() {
    requireOne("--steps", steps, "--epochs", epochs);
    requireOne("--photo-width", photoWidth, "--resize", resize);
    requirePositive("--epochs", epochs);
    requirePositive("--resize", resize);
    if (drawn < 0) {
      throw new IllegalArgumentException("--drawn is not negative, got " + drawn);
    }
    boolean layout = task() == TrainingSettings.Task.LAYOUT;
    if (layout && composedShare > 0) {
      throw new IllegalArgumentException(
          "expected --composed-share with --task segment: of a layout all is composed");
    }
    if (layout && epochs != null) {
      throw new IllegalArgumentException(
          "expected --steps with --task layout: composed boxes have no end, so there is no epoch");
    }
    if (!layout && composedShare == 0 && backgrounds != null) {
      throw new IllegalArgumentException(
          "expected --backgrounds with --task layout or --composed-share: nothing else is composed");
    }
    settings(TrainingSettings.DEFAULT.photoWidth(), 1);
    DjlUnetProvider.requireDevice(device);
  }

  private static void requireOne(
      String name, @Nullable Object one, String other, @Nullable Object two) {
    if (one != null && two != null) {
      throw new IllegalArgumentException("expected " + name + " or " + other + ", not both");
    }
  }

  private static void requirePositive(String name, @Nullable Double value) {
    if (value != null && !(value > 0 && value < 1e6)) {
      throw new IllegalArgumentException(name + " is over 0, got " + value);
    }
  }

  /**
   * Columns of a photo where nothing is said of them: those of the model that training begins with.
   *
   * @throws uk.ac.bgs.corescore.CoreScoreException if its file is not one to begin with
   */
  int usualWidth() {
    Path tuned = fineTune;
    return tuned == null ? task().usualPhotoWidth() : Training.photoWidth(tuned, task());
  }

  /** The cells that a photo is shown with, those that are asked for or the usual ones. */
  int photoWidth(int usual) {
    Integer given = photoWidth;
    return given == null ? usual : given;
  }

  /** Fails if rows are to be shown at a size that is that of whole photos. */
  void checkRows(boolean byRows) {
    if (byRows && resize != null) {
      throw new IllegalArgumentException(
          "--resize is of whole photos; with --rows expected --photo-width, or neither");
    }
  }

  /** The settings for these training photos, {@code width} cells long unless an option says. */
  TrainingSettings settings(TrainingSplit split, int width) {
    TrainingSettings settings =
        settings(resize == null ? width : split.resizedWidth(resize, width), 1);
    return epochs == null
        ? settings
        : settings.toBuilder().steps(split.steps(epochs, settings)).build();
  }

  /**
   * How these photos are trained on.
   *
   * @throws uk.ac.bgs.corescore.CoreScoreException if the backgrounds cannot be read
   */
  TrainingPlan plan(TrainingSplit split, int width, String licence) {
    return new TrainingPlan(
        settings(split, width),
        drawn,
        Optional.ofNullable(fineTune),
        Optional.ofNullable(backgrounds).map(Backgrounds::read),
        device,
        licence);
  }

  private TrainingSettings settings(int usualWidth, int epochSteps) {
    TrainingSettings usual = TrainingSettings.DEFAULT;
    TrainingSettings.Overlap overlap =
        switch (loss) {
          case "dice" -> TrainingSettings.Overlap.DICE;
          case "lovasz" -> TrainingSettings.Overlap.LOVASZ;
          default -> throw new IllegalArgumentException("--loss is dice or lovasz, not " + loss);
        };
    Architecture size =
        Architecture.of(architecture.toLowerCase(Locale.ROOT))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "--architecture is lite, resnet18 or resnet34, not " + architecture));
    Integer givenSteps = steps;
    Integer givenWidth = photoWidth;
    Double givenRate = rate;
    return TrainingSettings.builder()
        .architecture(size)
        .steps(givenSteps != null ? givenSteps : epochs != null ? epochSteps : usual.steps())
        .batch(batch)
        .photoWidth(givenWidth != null ? givenWidth : usualWidth)
        .learningRate(
            givenRate != null ? givenRate : fineTune != null ? FINE_RATE : usual.learningRate())
        .weightDecay(decay)
        .rising(rising)
        .drawnShare(drawnShare)
        .seed(seed)
        .validateEvery(validateEvery)
        .patience(patience)
        .average(average)
        .overlap(overlap)
        .task(task())
        .composedShare(composedShare)
        .build();
  }
}
