// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uk.ac.bgs.corescore.djl.internal.augmentation.Crop;
import uk.ac.bgs.corescore.djl.internal.inference.Inference;
import uk.ac.bgs.corescore.djl.internal.network.Heads;
import uk.ac.bgs.corescore.djl.internal.network.Network;
import uk.ac.bgs.corescore.djl.internal.network.Weights;
import uk.ac.bgs.corescore.djl.settings.TrainingSettings;
import uk.ac.bgs.corescore.image.RgbImage;

/** A model that can be trained: its input, its weights and its file. */
public sealed interface TrainableModel permits TrainableNativeModel, TrainableTorchScript {
  /** A native model with initial weights. */
  static TrainableModel initial(TrainingSettings settings) {
    Heads heads = Heads.of(settings.task());
    Network network = Network.of(settings.architecture(), heads.outputs());
    return new TrainableNativeModel(network, heads, Optional.empty());
  }

  /** The outputs. */
  Heads heads();

  /** SHA-256 of the start model's file; empty for initial weights. */
  Optional<String> origin();

  /** Name of the architecture, for display. */
  String architecture();

  /** The weights at the start. */
  Weights first(long seed);

  /** Writes the colours of a crop, pixel by pixel, in the model's order and range. */
  void fill(Crop crop, FloatBuffer to);

  /** The loss of its logits. */
  Loss loss(TrainingSettings settings);

  /** Loads it onto the manager's device for training; it lives as long as the manager. */
  Live open(NDManager base, Weights weights);

  /** Loads it onto a device for prediction. */
  Inference inference(Weights weights, Device device);

  /** The usual file name of the model. */
  String fileName();

  /**
   * Writes a model file, atomically.
   *
   * @param examples images as the network sees them, by which it is calibrated for 8 bits
   */
  void write(
      Path file,
      Weights weights,
      List<RgbImage> examples,
      TrainingSettings settings,
      Map<String, String> provenance)
      throws IOException;

  /** A model on a device, in training. */
  interface Live {
    /** Its arrays by name; trainable ones have a gradient. */
    Map<String, NDArray> arrays();

    /** Logits as {@link Loss} takes them, 4K x N x H/2 x W/2, for N x 3 x H x W. */
    NDArray forward(NDArray input);
  }
}
