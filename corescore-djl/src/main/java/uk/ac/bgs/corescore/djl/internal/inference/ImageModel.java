// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.inference;

import ai.djl.Device;
import uk.ac.bgs.corescore.djl.internal.engine.Precision;
import uk.ac.bgs.corescore.djl.internal.model.ExternalModelFile;
import uk.ac.bgs.corescore.djl.internal.model.ModelFile;
import uk.ac.bgs.corescore.djl.internal.model.NativeModelFile;
import uk.ac.bgs.corescore.djl.internal.network.Heads;
import uk.ac.bgs.corescore.djl.internal.network.Prediction;
import uk.ac.bgs.corescore.image.RgbImage;

/** A model on a device: takes an image, gives likelihoods. Safe for use by many threads. */
public interface ImageModel extends AutoCloseable {
  /** The planes of its predictions. */
  Heads heads();

  /** Stride in cells: predictions are equivariant to shifts of an image by multiples of it. */
  int stride();

  /** Radius of the receptive field, in cells. */
  int receptiveField();

  /**
   * Blend width: cells over which neighbouring tiles are interpolated. 0 if the receptive field is
   * known, more if it is an estimate.
   */
  int blendWidth();

  /**
   * Predicts an image in one forward pass; the image is padded by repeating its last column and
   * row.
   */
  Prediction predict(RgbImage image);

  /** Adds planes that the model has no output for, derived from the others. */
  default Prediction withDerivedPlanes(Prediction seen) {
    return seen;
  }

  @Override
  void close();

  /**
   * Loads a model onto a device.
   *
   * @param precision the numbers that a model of CoreScore's own format runs in; an external model
   *     has its own
   * @param threads processor threads of one run, 0 for the engine's default; only ONNX Runtime
   *     takes them here, PyTorch takes them at each run
   */
  static ImageModel open(ModelFile file, Device device, Precision precision, int threads) {
    if (file instanceof ExternalModelFile external) {
      return ExternalModel.open(external, device, threads);
    }
    NativeModelFile model = (NativeModelFile) file;
    return new NativeModel(
        model.network(), model.weights(), model.ranges(), model.heads(), device, precision);
  }
}
