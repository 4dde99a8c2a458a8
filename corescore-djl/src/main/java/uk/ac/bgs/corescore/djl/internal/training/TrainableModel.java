// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import uk.ac.bgs.corescore.djl.internal.augmentation.Crop;
import uk.ac.bgs.corescore.djl.internal.inference.Inference;
import uk.ac.bgs.corescore.djl.internal.network.Heads;
import uk.ac.bgs.corescore.djl.internal.network.Weights;
import uk.ac.bgs.corescore.djl.settings.TrainingSettings;

/** What a training trains: how it sees a crop, where its weights are, what becomes of them. */
public sealed interface TrainableModel permits TrainableNativeModel, TrainableTorchScript {
  /** What the labels are. */
  Heads heads();

  /** SHA-256 of the file that the training begins with; empty where it begins with chance. */
  Optional<String> origin();

  /** Name of its architecture for people. */
  String architecture();

  /** The weights that the training begins with. */
  Weights first(long seed);

  /** Puts the colours of a crop, pixel by pixel, in its order and range. */
  void fill(Crop crop, FloatBuffer to);

  /** How far its scores are from the truth. */
  Loss loss(TrainingSettings settings);

  /** Brings it to the manager's device, ready to be trained; it lives as long as the manager. */
  Live open(NDManager base, Weights weights);

  /** Brings it to a device, ready to look at photographs. */
  Inference inference(Weights weights, Device device);

  /** The file name of a model of its kind. */
  String fileName();

  /** Writes a model file, aside and then moved. */
  void write(Path file, Weights weights, TrainingSettings settings, Map<String, String> provenance)
      throws IOException;

  /** One that can take steps. */
  interface Live {
    /** What it is made of, by name; those that are trained have a gradient. */
    Map<String, NDArray> arrays();

    /** Scores as {@link Loss} reads them, N x 4K x H/2 x W/2, for N x 3 x H x W. */
    NDArray forward(NDArray input);
  }
}
