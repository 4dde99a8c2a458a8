// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.djl.internal.inference.NativeModel;
import uk.ac.bgs.corescore.djl.internal.inference.Resize;
import uk.ac.bgs.corescore.djl.internal.model.NativeModelFile;
import uk.ac.bgs.corescore.djl.internal.network.ActivationRanges;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * Calibrates a model of CoreScore's own format, so that it can run in 8 bits (post-training
 * quantization; Jacob et al., 2018): the least and the greatest output of each layer for some
 * photos go into its metadata. Weights stay as they are, and so do its predictions in other
 * formats. A training calibrates its model; this is for models without ranges.
 *
 * <p>Stateless; safe for use by many threads. Cost: a forward pass in 32 bits for each photo.
 */
public final class ModelCalibration {
  private ModelCalibration() {}

  /**
   * Calibrates a model.
   *
   * @param model a file that {@link TrainedModel#write} wrote
   * @param photos photos like those that it will be used for, whole as they are, at least one; for
   *     a model that sees rows of core, rows
   * @param to where the calibrated model goes; a file of that name is replaced
   * @throws CoreScoreException if the model cannot be read or is no such file
   * @throws IllegalArgumentException if there is no photo
   * @throws IOException if it cannot be written
   */
  public static void calibrate(Path model, Iterator<RgbImage> photos, Path to) throws IOException {
    NativeModelFile read = NativeModelFile.read(model);
    if (!photos.hasNext()) {
      throw new IllegalArgumentException("a model is calibrated by at least one photo");
    }
    Iterable<RgbImage> scaled =
        () ->
            new Iterator<>() {
              @Override
              public boolean hasNext() {
                return photos.hasNext();
              }

              @Override
              public RgbImage next() {
                return Resize.toMaximumSide(photos.next(), read.photoWidth());
              }
            };
    ActivationRanges ranges = NativeModel.ranges(read.network(), read.weights(), scaled);
    read.write(to, ranges);
  }
}
