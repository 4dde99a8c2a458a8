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
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.files.TemporaryFile;
import uk.ac.bgs.corescore.djl.internal.augmentation.Crop;
import uk.ac.bgs.corescore.djl.internal.engine.Devices;
import uk.ac.bgs.corescore.djl.internal.engine.Torch;
import uk.ac.bgs.corescore.djl.internal.inference.ForwardPass;
import uk.ac.bgs.corescore.djl.internal.inference.Inference;
import uk.ac.bgs.corescore.djl.internal.model.ModelFile;
import uk.ac.bgs.corescore.djl.internal.network.Heads;
import uk.ac.bgs.corescore.djl.internal.network.Weights;
import uk.ac.bgs.corescore.djl.internal.report.TrainingPage;
import uk.ac.bgs.corescore.djl.internal.training.AdamW;
import uk.ac.bgs.corescore.djl.internal.training.BatchSampler;
import uk.ac.bgs.corescore.djl.internal.training.Checkpoint;
import uk.ac.bgs.corescore.djl.internal.training.FineTuning;
import uk.ac.bgs.corescore.djl.internal.training.MovingAverage;
import uk.ac.bgs.corescore.djl.internal.training.OneCycleSchedule;
import uk.ac.bgs.corescore.djl.internal.training.Prefetch;
import uk.ac.bgs.corescore.djl.internal.training.TrainableModel;
import uk.ac.bgs.corescore.djl.settings.TrainingExample;
import uk.ac.bgs.corescore.djl.settings.TrainingSettings;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * Trains a network on photographs with ground truth.
 *
 * <p>With one engine thread the same settings and photographs give the same weights, and a training
 * resumed from its checkpoint gives the weights of an uninterrupted one. One training at a time in
 * a process.
 */
public final class Training {
  private static final double SWEEP_SMOOTHING = 0.95;

  /** Crops on the page of a training. */
  private static final int SAMPLES = 12;

  /** Crops by which the model is calibrated for 8 bits. */
  private static final int EXAMPLES = 64;

  private final TrainingSettings settings;
  private final TrainableModel trainable;
  private final Heads heads;
  private final BatchSampler sampler;
  private final String device;
  private final Optional<Executor> executor;

  /**
   * Makes a training; {@link #run} starts it.
   *
   * @param settings its settings
   * @param examples photographs to train on
   * @param drawn drawn cores to train on
   * @param heldOut photographs for validation
   * @throws IllegalArgumentException if there is nothing to train on
   * @throws CoreScoreException if boxes are to be composed and a photo appears to show more than
   *     one row of core; the message names each
   */
  public Training(
      TrainingSettings settings,
      List<TrainingExample> examples,
      List<TrainingExample> drawn,
      List<TrainingExample> heldOut) {
    this(settings, examples, drawn, heldOut, TrainableModel.initial(settings));
  }

  /**
   * Fine-tunes a model. The model is a file of CoreScore's own format for the same task, or for
   * segmentation if the task is layout, in which case the last layer is replaced; or it is a
   * TorchScript file with a sidecar. The architecture of the settings does not apply to
   * TorchScript; its boundary and distance outputs are trained if the sidecar names them.
   *
   * @param settings its settings; a learning rate lower than for a new training preserves the
   *     learned features
   * @param examples photographs to train on
   * @param drawn drawn cores to train on
   * @param heldOut photographs for validation
   * @param model a model file
   * @return a training that has not started
   * @throws IllegalArgumentException if there is nothing to train on
   * @throws CoreScoreException if the model cannot be trained, has another architecture or other
   *     labels, or a stride that does not divide the crop size
   */
  public static Training fineTuning(
      TrainingSettings settings,
      List<TrainingExample> examples,
      List<TrainingExample> drawn,
      List<TrainingExample> heldOut,
      Path model) {
    return new Training(
        settings, examples, drawn, heldOut, FineTuning.trainable(settings, examples, drawn, model));
  }

  private Training(
      TrainingSettings settings,
      List<TrainingExample> examples,
      List<TrainingExample> drawn,
      List<TrainingExample> heldOut,
      TrainableModel trainable) {
    if (examples.isEmpty() && drawn.isEmpty()) {
      throw new IllegalArgumentException("a training needs at least one photograph");
    }
    this.settings = settings;
    this.trainable = trainable;
    this.heads = trainable.heads();
    this.sampler = BatchSampler.of(settings, heads, examples, drawn, heldOut);
    this.device = "auto";
    this.executor = Optional.empty();
  }

  private Training(
      Training other, BatchSampler sampler, String device, Optional<Executor> executor) {
    this.settings = other.settings;
    this.trainable = other.trainable;
    this.heads = other.heads;
    this.sampler = sampler;
    this.device = device;
    this.executor = executor;
  }

  /**
   * The same training on a device. The default is {@code auto}: the first GPU if driver and library
   * support one, else the processor. On a GPU the order of sums is not deterministic: the same seed
   * gives the same crops, but losses differ in the last digits.
   *
   * @param device {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}
   * @return a training; the device is looked up when it runs
   * @throws uk.ac.bgs.corescore.spi.OptionException if the name is not valid
   */
  public Training on(String device) {
    Devices.requireName(device);
    return new Training(this, sampler, device, executor);
  }

  /**
   * The same training with background photographs for composed boxes, used beside synthetic
   * backgrounds. They are ignored if nothing is composed.
   *
   * @param backgrounds photographs of floors, tables, boards, of any size, without core; empty for
   *     synthetic backgrounds only
   * @return a training that has not started
   */
  public Training on(List<RgbImage> backgrounds) {
    return new Training(this, sampler.on(backgrounds), device, executor);
  }

  /**
   * The same training with the host's executor, which makes the crops of the next step while the
   * calling thread trains on those of this one. The default is one thread of the training's own.
   * The same settings give the same crops on either.
   *
   * @param host runs one task at a time; it is not shut down
   * @return a training that has not started
   */
  public Training on(Executor host) {
    return new Training(this, sampler, device, Optional.of(host));
  }

  /**
   * The maximum input side, in cells, for training a model on a task.
   *
   * @param model a model file of a training, or a TorchScript file with a sidecar
   * @param task the task of the training
   * @return the value in the file or its sidecar; the default of the task if the model was trained
   *     for another
   * @throws CoreScoreException if the file is not a model
   */
  public static int photoWidth(Path model, TrainingSettings.Task task) {
    ModelFile file = ModelFile.read(model);
    return file.task() == task ? file.photoWidth() : task.usualPhotoWidth();
  }

  /**
   * Runs the training, from the checkpoint if there is one.
   *
   * @param checkpoint file of the training's state; replaced atomically at each validation
   * @param listener receives progress
   * @return the model with the best weights on the validation photographs, or with the last if
   *     there are none
   * @throws IOException if the checkpoint cannot be read or written
   * @throws CoreScoreException if the checkpoint is of another training, or the loss is not finite
   * @throws uk.ac.bgs.corescore.spi.OptionException if the device does not exist
   */
  public TrainedModel run(Path checkpoint, TrainingListener listener) throws IOException {
    Device onDevice = Devices.of(device, Torch.NAME);
    Torch.engine();
    Torch.threads(1);
    Checkpoint state =
        Files.exists(checkpoint)
            ? Checkpoint.read(checkpoint, identity())
            : Checkpoint.initial(identity(), trainable.first(settings.seed()));
    Prefetch<BatchSampler.Batch> prefetch =
        executor.map(Prefetch::<BatchSampler.Batch>on).orElseGet(Prefetch::onOwnThread);
    try (NDManager base = Torch.manager(onDevice)) {
      TrainableModel.Live live = trainable.open(base, state.weights());
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
      prefetch.begin(() -> sampler.batch(first, trainable));
      for (int step = first; step < settings.steps(); step++) {
        BatchSampler.Batch batch = prefetch.take();
        int after = step + 1;
        prefetch.begin(() -> sampler.batch(after, trainable));
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
          Weights weights = ForwardPass.weights(arrays);
          Map<String, float[]> mean = average.map(MovingAverage::state).orElse(Map.of());
          Weights validated = mean.isEmpty() ? weights : new Weights(mean);
          Map<String, Double> scores = validate(validated, onDevice);
          state = state.after(after, weights, adam.state(), mean, validated, scores);
          Checkpoint written = state;
          TemporaryFile.put(checkpoint, true, written::write);
          listener.validated(after, scores);
          if (settings.patience() > 0 && state.sinceBest() >= settings.patience()) {
            break;
          }
        }
      }
      return new TrainedModel(
          trainable,
          state.best(),
          sampler.samples(EXAMPLES).stream().map(Crop::image).toList(),
          settings);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CoreScoreException(FailureKind.BUSY, "the training was interrupted", e);
    } catch (ExecutionException e) {
      throw new CoreScoreException(
          FailureKind.OTHER, "a crop could not be made: " + e.getCause(), e);
    } catch (RejectedExecutionException e) {
      throw new CoreScoreException(FailureKind.BUSY, "the executor takes no more work", e);
    } finally {
      prefetch.close();
    }
  }

  /** Identifies the training in its checkpoint. */
  private String identity() {
    return settings + trainable.origin().map(sha256 -> " from " + sha256).orElse("");
  }

  /**
   * The settings by name, with the trained architecture, for reports and tables of runs.
   *
   * @return text by name, in the order of the settings
   */
  public Map<String, String> described() {
    Map<String, String> entries = new LinkedHashMap<>(settings.described());
    entries.put("architecture", trainable.architecture());
    return entries;
  }

  /**
   * Runs a learning rate range test: trains from the first weights with a rate that rises
   * geometrically from {@code from} to {@code to}, and stops when the smoothed loss is four times
   * its lowest or not finite. Only the losses are kept.
   *
   * @param from the first rate, over 0
   * @param to the last, over the first
   * @param steps number of steps, at least 2
   * @param listener receives the steps
   * @return rates and losses
   * @throws IllegalArgumentException if a number is out of its range
   * @throws CoreScoreException if the first loss is not finite
   * @throws uk.ac.bgs.corescore.spi.OptionException if the device does not exist
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
    Device onDevice = Devices.of(device, Torch.NAME);
    Torch.engine();
    Torch.threads(1);
    List<LearningRateSweep.Point> points = new ArrayList<>();
    try (NDManager base = Torch.manager(onDevice)) {
      TrainableModel.Live live = trainable.open(base, trainable.first(settings.seed()));
      AdamW adam = new AdamW(live.arrays(), (float) settings.weightDecay(), base);
      double mean = 0;
      double lowest = Double.POSITIVE_INFINITY;
      for (int step = 0; step < steps; step++) {
        double rate = from * Math.pow(to / from, (double) step / (steps - 1));
        double loss = step(base, live, sampler.batch(step, trainable));
        if (!Double.isFinite(loss)) {
          break;
        }
        mean = SWEEP_SMOOTHING * mean + (1 - SWEEP_SMOOTHING) * loss;
        double smoothed = mean / (1 - Math.pow(SWEEP_SMOOTHING, step + 1));
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

  /** Augmented crops, the first of each step from the start. */
  TrainingPage.Samples samples() {
    return new TrainingPage.Samples(settings.task(), heads.labels(), sampler.samples(SAMPLES));
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
        NDArray loss = trainable.loss(settings).of(live.forward(input), batch.targets(), manager);
        collector.backward(loss);
        return loss.getFloat();
      }
    }
  }

  private Map<String, Double> validate(Weights weights, Device onDevice) {
    if (!sampler.hasValidation()) {
      return Map.of();
    }
    try (Inference inference = trainable.inference(weights, onDevice)) {
      return sampler.validate(inference);
    }
  }
}
