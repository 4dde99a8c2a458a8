// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.files.TemporaryFile;
import uk.ac.bgs.corescore.djl.internal.engine.Devices;
import uk.ac.bgs.corescore.djl.internal.engine.Torch;
import uk.ac.bgs.corescore.djl.internal.inference.Inference;
import uk.ac.bgs.corescore.djl.internal.model.ModelFile;
import uk.ac.bgs.corescore.djl.internal.model.NativeModelFile;
import uk.ac.bgs.corescore.djl.internal.network.Heads;
import uk.ac.bgs.corescore.djl.internal.network.Network;
import uk.ac.bgs.corescore.djl.internal.network.Weights;
import uk.ac.bgs.corescore.djl.internal.report.TrainingPage;
import uk.ac.bgs.corescore.djl.internal.training.AdamW;
import uk.ac.bgs.corescore.djl.internal.training.BatchSampler;
import uk.ac.bgs.corescore.djl.internal.training.Checkpoint;
import uk.ac.bgs.corescore.djl.internal.training.FineTuning;
import uk.ac.bgs.corescore.djl.internal.training.MovingAverage;
import uk.ac.bgs.corescore.djl.internal.training.OneCycleSchedule;
import uk.ac.bgs.corescore.djl.internal.training.TrainableModel;
import uk.ac.bgs.corescore.djl.internal.training.TrainableNativeModel;
import uk.ac.bgs.corescore.djl.settings.TrainingExample;
import uk.ac.bgs.corescore.djl.settings.TrainingSettings;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * Trains a network on photographs whose truth is known.
 *
 * <p>With one engine thread the same settings and photographs give the same weights, and a training
 * that goes on from its checkpoint gives those of one that was never interrupted. One training at a
 * time in a process.
 */
public final class Training {
  private static final double SWEEP_KEPT = 0.95;

  /** Crops on the page of a training. */
  private static final int SAMPLES = 12;

  private final TrainingSettings settings;
  private final TrainableModel trainee;
  private final Heads heads;
  private final BatchSampler lessons;
  private final String device;

  /**
   * A training that has not begun.
   *
   * @param settings how it goes
   * @param examples photographs to train on
   * @param drawn drawn cores to train on
   * @param heldOut photographs to be judged by, on which it is not trained
   * @throws IllegalArgumentException if there is nothing to train on
   * @throws CoreScoreException if boxes are to be composed and a photo seems to show more than one
   *     row of core; it names each
   */
  public Training(
      TrainingSettings settings,
      List<TrainingExample> examples,
      List<TrainingExample> drawn,
      List<TrainingExample> heldOut) {
    this(settings, examples, drawn, heldOut, own(settings, Optional.empty()));
  }

  private static TrainableModel own(TrainingSettings settings, Optional<NativeModelFile> start) {
    Heads heads = Heads.of(settings.task());
    return new TrainableNativeModel(
        Network.of(settings.architecture(), heads.outputs()), heads, start);
  }

  /**
   * A training that goes on from the weights of a model: of CoreScore's own format, of the same
   * task or a segmenter that is to find rows, which then has a new last layer; or a TorchScript
   * file with a sidecar. Of the latter the parameters are trained, the architecture of the settings
   * is passed over, and boundary and distance are trained where the sidecar names them.
   *
   * @param settings how it goes; a lower rate than from the beginning keeps what the model knows
   * @param examples photographs to train on
   * @param drawn drawn cores to train on
   * @param heldOut photographs to be judged by, on which it is not trained
   * @param model a model file
   * @return a training that has not begun
   * @throws IllegalArgumentException if there is nothing to train on
   * @throws CoreScoreException if the file is no model that can be trained, or one of another
   *     architecture, of other labels, or of a stride that a crop is no multiple of
   */
  public static Training fineTuning(
      TrainingSettings settings,
      List<TrainingExample> examples,
      List<TrainingExample> drawn,
      List<TrainingExample> heldOut,
      Path model) {
    return new Training(
        settings, examples, drawn, heldOut, FineTuning.trainee(settings, examples, drawn, model));
  }

  private Training(
      TrainingSettings settings,
      List<TrainingExample> examples,
      List<TrainingExample> drawn,
      List<TrainingExample> heldOut,
      TrainableModel trainee) {
    if (examples.isEmpty() && drawn.isEmpty()) {
      throw new IllegalArgumentException("a training needs at least one photograph");
    }
    this.settings = settings;
    this.trainee = trainee;
    this.heads = trainee.heads();
    this.lessons = BatchSampler.of(settings, heads, examples, drawn, heldOut);
    this.device = "auto";
  }

  private Training(Training other, BatchSampler lessons, String device) {
    this.settings = other.settings;
    this.trainee = other.trainee;
    this.heads = other.heads;
    this.lessons = lessons;
    this.device = device;
  }

  /**
   * The same training on a device. Where none is said it is {@code auto}, the first GPU if driver
   * and library offer one, else the processor. On a GPU sums are in no certain order: the same seed
   * gives the same crops, but losses part in their last digits.
   *
   * @param device {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}
   * @return a training that has not begun; whether there is such a device is found when it runs
   * @throws uk.ac.bgs.corescore.spi.OptionException if it is no such name
   */
  public Training on(String device) {
    Devices.requireName(device);
    return new Training(this, lessons, device);
  }

  /**
   * The same training with photographs of no core, which what is composed is laid on beside the
   * grounds that are drawn. Where nothing is composed they are not looked at.
   *
   * @param grounds photographs of floors, tables, boards, of any size; empty for drawn grounds only
   * @return a training that has not begun
   */
  public Training on(List<RgbImage> grounds) {
    return new Training(this, lessons.on(grounds), device);
  }

  /**
   * Cells of a photo's longer side to train a model on with for a task.
   *
   * @param model a model file that a training wrote, or a TorchScript file with a sidecar
   * @param task what is to be learnt
   * @return those to which the model brings a photo, as its file or its sidecar says; the usual
   *     ones of the task if the model was trained for another
   * @throws CoreScoreException if the file is no model
   */
  public static int photoWidth(Path model, TrainingSettings.Task task) {
    ModelFile file = ModelFile.read(model);
    return file.task() == task ? file.photoWidth() : task.usualPhotoWidth();
  }

  /**
   * Trains from the checkpoint on, or from the beginning where there is none.
   *
   * @param checkpoint where the state of the training is kept; it is written aside and moved
   * @param listener hears how it goes
   * @return what was trained: the weights that were best on the held-out photographs, or the last
   *     where there are none
   * @throws IOException if the checkpoint cannot be read or written
   * @throws CoreScoreException if the checkpoint is of another training, or the loss is no number
   * @throws uk.ac.bgs.corescore.spi.OptionException if there is no such device
   */
  public TrainedModel run(Path checkpoint, TrainingListener listener) throws IOException {
    Device place = Devices.of(device, Torch.NAME);
    Torch.engine();
    Torch.threads(1);
    Checkpoint state =
        Files.exists(checkpoint)
            ? Checkpoint.read(checkpoint, identity())
            : Checkpoint.begin(identity(), trainee.first(settings.seed()));
    ExecutorService ahead =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "corescore-crops");
              thread.setDaemon(true);
              return thread;
            });
    try (NDManager base = Torch.manager(place)) {
      TrainableModel.Live live = trainee.open(base, state.weights());
      Map<String, NDArray> arrays = live.arrays();
      AdamW adam = new AdamW(arrays, (float) settings.weightDecay(), base);
      if (state.step() > 0) {
        adam.restore(state.optimiser());
      }
      Optional<MovingAverage> average =
          settings.average() == 0
              ? Optional.empty()
              : Optional.of(new MovingAverage(arrays, settings.average(), state.average(), base));
      OneCycleSchedule cycle = OneCycleSchedule.of(settings);
      int first = state.step();
      Future<BatchSampler.Batch> next = ahead.submit(() -> lessons.batch(first, trainee));
      for (int step = first; step < settings.steps(); step++) {
        BatchSampler.Batch batch = next.get();
        int after = step + 1;
        next = ahead.submit(() -> lessons.batch(after, trainee));
        double loss = step(base, live, batch);
        if (!Double.isFinite(loss)) {
          throw new CoreScoreException(
              FailureKind.CONFIGURATION,
              "step " + after + ": the loss is " + loss + "; try a lower learning rate");
        }
        adam.update(after, cycle.rate(step), cycle.momentum(step));
        average.ifPresent(mean -> mean.update(after));
        listener.step(after, loss, cycle.rate(step));
        if (after % settings.validateEvery() == 0 || after == settings.steps()) {
          Weights weights = Weights.of(arrays);
          Map<String, float[]> mean = average.map(MovingAverage::state).orElse(Map.of());
          Weights judged = mean.isEmpty() ? weights : new Weights(mean);
          Map<String, Double> scores = validate(judged, place);
          state = state.after(after, weights, adam.state(), mean, judged, scores);
          Checkpoint written = state;
          TemporaryFile.put(checkpoint, true, written::write);
          listener.validated(after, scores);
          if (settings.patience() > 0 && state.sinceBest() >= settings.patience()) {
            break;
          }
        }
      }
      return new TrainedModel(trainee, state.best(), settings);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CoreScoreException(FailureKind.BUSY, "the training was interrupted", e);
    } catch (ExecutionException e) {
      throw new CoreScoreException(
          FailureKind.OTHER, "a crop could not be made: " + e.getCause(), e);
    } finally {
      ahead.shutdownNow();
    }
  }

  /** Which training a checkpoint is of. */
  private String identity() {
    return settings + trainee.origin().map(sha256 -> " from " + sha256).orElse("");
  }

  /**
   * The settings by name, as they go into reports and tables of runs, with the architecture that is
   * trained.
   *
   * @return text by name, in the order of the settings
   */
  public Map<String, String> described() {
    Map<String, String> said = new LinkedHashMap<>(settings.described());
    said.put("architecture", trainee.architecture());
    return said;
  }

  /**
   * Trains from the beginning with a rate that rises step by step from {@code from} to {@code to},
   * and stops where the smoothed loss is four times its lowest or no number. Nothing is kept of it
   * but the losses.
   *
   * @param from the first rate, over 0
   * @param to the last, over the first
   * @param steps how many, at least 2
   * @param listener hears the steps
   * @return rates and losses
   * @throws IllegalArgumentException if a number is out of its range
   * @throws CoreScoreException if the very first loss is no number
   * @throws uk.ac.bgs.corescore.spi.OptionException if there is no such device
   */
  public LearningRateSweep sweep(double from, double to, int steps, TrainingListener listener) {
    if (!(from > 0) || !(to > from) || !Double.isFinite(to) || steps < 2) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a sweep rises from a rate over 0 in 2 steps or more, got %s to %s in %d",
              from,
              to,
              steps));
    }
    Device place = Devices.of(device, Torch.NAME);
    Torch.engine();
    Torch.threads(1);
    List<LearningRateSweep.Point> points = new ArrayList<>();
    try (NDManager base = Torch.manager(place)) {
      TrainableModel.Live live = trainee.open(base, trainee.first(settings.seed()));
      AdamW adam = new AdamW(live.arrays(), (float) settings.weightDecay(), base);
      double mean = 0;
      double lowest = Double.POSITIVE_INFINITY;
      for (int step = 0; step < steps; step++) {
        double rate = from * Math.pow(to / from, (double) step / (steps - 1));
        double loss = step(base, live, lessons.batch(step, trainee));
        if (!Double.isFinite(loss)) {
          break;
        }
        mean = SWEEP_KEPT * mean + (1 - SWEEP_KEPT) * loss;
        double smoothed = mean / (1 - Math.pow(SWEEP_KEPT, step + 1));
        points.add(new LearningRateSweep.Point(rate, loss, smoothed));
        listener.step(step + 1, loss, rate);
        lowest = Math.min(lowest, smoothed);
        if (smoothed > 4 * lowest) {
          break;
        }
        adam.update(step + 1, rate, 0.9);
      }
    }
    if (points.isEmpty()) {
      throw new CoreScoreException(
          FailureKind.CONFIGURATION, "the loss of the first step of the sweep is no number");
    }
    return new LearningRateSweep(points);
  }

  /** Crops as the network sees them, the first of each step from the beginning on. */
  TrainingPage.Samples samples() {
    return new TrainingPage.Samples(settings.task(), heads.labels(), lessons.samples(SAMPLES));
  }

  Heads heads() {
    return heads;
  }

  private double step(NDManager base, TrainableModel.Live live, BatchSampler.Batch batch) {
    Torch.gradients(true);
    try (NDManager manager = base.newSubManager()) {
      NDArray input =
          manager
              .create(
                  batch.input(),
                  new Shape(settings.batch(), batch.height(), batch.width(), 3),
                  DataType.FLOAT32)
              .transpose(0, 3, 1, 2);
      try (GradientCollector collector = Torch.engine().newGradientCollector()) {
        NDArray loss = trainee.loss(settings).of(live.forward(input), batch.targets(), manager);
        collector.backward(loss);
        return loss.getFloat();
      }
    }
  }

  private Map<String, Double> validate(Weights weights, Device place) {
    if (!lessons.judges()) {
      return Map.of();
    }
    try (Inference inference = trainee.inference(weights, place)) {
      return lessons.judged(inference);
    }
  }
}
