// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.internal.PartFile;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * Trains a network on photographs whose truth is known.
 *
 * <p>With one engine thread the same settings and photographs give the same weights, and a training
 * that goes on from its checkpoint gives those of one that was never interrupted. One training at a
 * time in a process.
 */
public final class Training {
  private final TrainingSettings settings;
  private final Heads heads = Heads.standard();
  private final Network network;
  private final Augmentation augmentation;
  private final float[] labelWeights;
  private final List<Held> held;

  /** A photo that is not trained on, on the network's grid. */
  private record Held(String name, RgbImage image, Source truth) {}

  private record Batch(ByteBuffer input, Targets targets) {}

  /**
   * A training that has not begun.
   *
   * @param settings how it goes
   * @param examples photographs to train on
   * @param drawn drawn cores to train on
   * @param heldOut photographs to be judged by, on which it is not trained
   * @throws IllegalArgumentException if there is nothing to train on
   */
  public Training(
      TrainingSettings settings,
      List<TrainingExample> examples,
      List<TrainingExample> drawn,
      List<TrainingExample> heldOut) {
    if (examples.isEmpty() && drawn.isEmpty()) {
      throw new IllegalArgumentException("a training needs at least one photograph");
    }
    this.settings = settings;
    this.network = Network.of(settings.architecture(), heads.outputs());
    List<Source> photos = sources(examples);
    List<Source> cores = sources(drawn);
    this.augmentation =
        new Augmentation(
            photos,
            cores,
            settings.drawnShare(),
            settings.cropWidth(),
            settings.cropHeight(),
            settings.photoWidth(),
            (byte) heads.labels().indexOf("Box").orElse(0),
            settings.seed());
    List<Source> all = new ArrayList<>(photos.isEmpty() ? cores : photos);
    this.labelWeights = labelWeights(all, heads.labels().size());
    this.held = new ArrayList<>();
    for (TrainingExample example : heldOut) {
      held.add(
          new Held(
              example.name(),
              Resize.toWidth(example.photo(), settings.photoWidth()),
              source(example)));
    }
  }

  private List<Source> sources(List<TrainingExample> examples) {
    return examples.stream().map(this::source).toList();
  }

  private Source source(TrainingExample example) {
    return new Source(
        example, heads.indicesOf(example.truth().mask().labels()), settings.photoWidth());
  }

  /** Rare labels count more, by the root of how rare they are, within bounds. */
  private static float[] labelWeights(List<Source> sources, int labels) {
    double[] counts = new double[labels];
    double all = 0;
    for (Source source : sources) {
      long[] histogram = source.histogram(labels);
      for (int k = 0; k < labels; k++) {
        counts[k] += histogram[k];
        all += histogram[k];
      }
    }
    float[] weights = new float[labels];
    for (int k = 0; k < labels; k++) {
      double balanced = Math.sqrt(all / labels / Math.max(1, counts[k]));
      weights[k] = (float) Math.max(0.6, Math.min(2.5, balanced));
    }
    return weights;
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
   */
  public TrainedModel run(Path checkpoint, TrainingListener listener) throws IOException {
    Torch.engine();
    Torch.threads(1);
    TrainingState state =
        Files.exists(checkpoint)
            ? TrainingState.read(checkpoint, settings)
            : TrainingState.begin(settings, Weights.initial(network, settings.seed()));
    ExecutorService ahead =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "corescore-crops");
              thread.setDaemon(true);
              return thread;
            });
    try (NDManager base = Torch.manager(Device.cpu())) {
      Map<String, NDArray> arrays = Torch.arrays(base, network, state.weights());
      arrays.forEach(
          (name, array) -> {
            if (!name.endsWith(".mean") && !name.endsWith(".variance")) {
              array.setRequiresGradient(true);
            }
          });
      AdamW adam = new AdamW(arrays, (float) settings.weightDecay(), base);
      if (state.step() > 0) {
        adam.restore(state.optimiser());
      }
      Optional<MovingAverage> average =
          settings.average() == 0
              ? Optional.empty()
              : Optional.of(new MovingAverage(arrays, settings.average(), state.average(), base));
      NetworkRun run = new NetworkRun(network, arrays);
      int first = state.step();
      Future<Batch> next = ahead.submit(() -> batch(first));
      for (int step = first; step < settings.steps(); step++) {
        Batch batch = next.get();
        int after = step + 1;
        next = ahead.submit(() -> batch(after));
        double loss = step(base, run, batch);
        if (!Double.isFinite(loss)) {
          throw new CoreScoreException(
              "step " + after + ": the loss is " + loss + "; try a lower learning rate");
        }
        adam.update(after, settings.rate(step), settings.momentum(step));
        average.ifPresent(mean -> mean.update(after));
        listener.step(after, loss, settings.rate(step));
        if (after % settings.validateEvery() == 0 || after == settings.steps()) {
          Weights weights = weights(arrays);
          Map<String, float[]> mean = average.map(MovingAverage::state).orElse(Map.of());
          Weights judged = mean.isEmpty() ? weights : new Weights(mean);
          Map<String, Double> scores = validate(judged);
          state = state.after(after, weights, adam.state(), mean, judged, scores);
          TrainingState written = state;
          PartFile.put(checkpoint, true, written::write);
          listener.validated(after, scores);
          if (settings.patience() > 0 && state.sinceBest() >= settings.patience()) {
            break;
          }
        }
      }
      return new TrainedModel(network, heads, state.best(), settings);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CoreScoreException("the training was interrupted", e);
    } catch (ExecutionException e) {
      throw new CoreScoreException("a crop could not be made: " + e.getCause(), e);
    } finally {
      ahead.shutdownNow();
    }
  }

  private double step(NDManager base, NetworkRun run, Batch batch) {
    Torch.gradients(true);
    try (NDManager manager = base.newSubManager()) {
      NDArray input =
          manager
              .create(
                  batch.input(),
                  new Shape(settings.batch(), settings.cropHeight(), settings.cropWidth(), 3),
                  DataType.FLOAT32)
              .transpose(0, 3, 1, 2);
      try (GradientCollector collector = Torch.engine().newGradientCollector()) {
        NDArray loss = new Loss(heads).of(run.forward(input, true), batch.targets(), manager);
        collector.backward(loss);
        return loss.getFloat();
      }
    }
  }

  private Batch batch(int step) {
    List<Crop> crops = new ArrayList<>();
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(
                12 * settings.batch() * settings.cropWidth() * settings.cropHeight())
            .order(ByteOrder.nativeOrder());
    FloatBuffer to = bytes.asFloatBuffer();
    for (int index = 0; index < settings.batch(); index++) {
      Crop crop = augmentation.crop(step, index);
      crops.add(crop);
      int plane = crop.size();
      for (int i = 0; i < plane; i++) {
        for (int c = 0; c < 3; c++) {
          to.put(Tone.of(Math.max(0, Math.min(255, crop.rgb[c * plane + i])), c));
        }
      }
    }
    return new Batch(bytes, Targets.of(crops, heads, labelWeights));
  }

  private static Weights weights(Map<String, NDArray> arrays) {
    Map<String, float[]> values = new LinkedHashMap<>();
    arrays.forEach((name, array) -> values.put(name, array.toFloatArray()));
    return new Weights(values);
  }

  private Map<String, Double> validate(Weights weights) {
    Map<String, Double> scores = new LinkedHashMap<>();
    if (held.isEmpty()) {
      return scores;
    }
    try (Inference inference = new Inference(network, weights, heads, Device.cpu())) {
      for (Held photo : held) {
        Prediction prediction = inference.predict(photo.image(), false);
        scores.put(photo.name(), photo.truth().rockIou(prediction, heads));
      }
    }
    return scores;
  }
}
