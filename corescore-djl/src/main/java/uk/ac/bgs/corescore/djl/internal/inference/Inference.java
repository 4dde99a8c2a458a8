// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.inference;

import uk.ac.bgs.corescore.djl.internal.network.Prediction;
import uk.ac.bgs.corescore.image.RgbImage;

/** Predicts images of any size with a model on a device. Safe for use by many threads. */
public final class Inference implements AutoCloseable {
  /** Cells of the largest tile; the outputs of a network for it take some 500 MB. */
  private static final int MAX_CELLS = 4_000_000;

  /** Logits of the largest tile. */
  private static final int MAX_SCORES = 64_000_000;

  private final ImageModel model;
  private final int tile;

  /**
   * Makes an inference.
   *
   * @param model is closed with this
   * @param tile cells of the largest tile, 0 for the default
   */
  public Inference(ImageModel model, int tile) {
    this.model = model;
    int usual = Math.min(MAX_CELLS, MAX_SCORES / model.heads().outputs());
    this.tile = tile > 0 ? tile : Math.max(usual, Tiles.minimumCells(model));
  }

  /**
   * Predicts an image.
   *
   * @param flips whether to use test-time augmentation: the mean over the image and its three
   *     mirror images
   */
  public Prediction predict(RgbImage image, boolean flips) {
    Prediction seen = view(image, false, false);
    if (flips) {
      seen =
          Prediction.meanOfFour(
              seen, view(image, true, false), view(image, false, true), view(image, true, true));
    }
    return model.withDerivedPlanes(seen);
  }

  /** The prediction for a mirror image, mirrored back. */
  private Prediction view(RgbImage image, boolean sideways, boolean upDown) {
    return Tiles.predict(model, Resize.mirrored(image, sideways, upDown), tile)
        .mirrored(sideways, upDown);
  }

  @Override
  public void close() {
    model.close();
  }
}
