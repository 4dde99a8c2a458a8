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

/**
 * The seam between the segmenter and what runs a model: an image goes in, likelihoods come out.
 * Safe for use by many threads.
 */
public interface ImageModel extends AutoCloseable {
  /** What the planes of its predictions mean. */
  Heads heads();

  /** Cells by which an image may be shifted without a change of what is seen. */
  int stride();

  /** How far from a cell, in cells, anything that changes its outputs can be. */
  int reach();

  /**
   * Cells over which neighbouring tiles are faded into each other: 0 where nothing outside the
   * reach has a say, more where the reach is not known.
   */
  int fade();

  /** Looks at an image once; beyond the image its last column and row go on. */
  Prediction look(RgbImage image);

  /** What is seen, with all planes: those that the model has no output for are worked out. */
  default Prediction completed(Prediction seen) {
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
    return new NativeModel(model.network(), model.weights(), model.heads(), device, precision);
  }
}
