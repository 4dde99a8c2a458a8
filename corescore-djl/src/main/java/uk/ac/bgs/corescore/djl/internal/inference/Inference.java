// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.inference;

import java.util.ArrayList;
import java.util.List;
import uk.ac.bgs.corescore.djl.internal.network.Prediction;
import uk.ac.bgs.corescore.image.RgbImage;

/** A model on a device, ready to look at images of any size. Safe for use by many threads. */
public final class Inference implements AutoCloseable {
  /** Cells of the largest tile; a network's outputs on it take some 500 MB. */
  private static final int MAX_CELLS = 4_000_000;

  /** Scores of the largest tile. */
  private static final int MAX_SCORES = 64_000_000;

  private final ImageModel model;
  private final int tile;

  /**
   * @param model is closed with this
   * @param tile cells of the largest tile, 0 for what is usual
   */
  public Inference(ImageModel model, int tile) {
    this.model = model;
    int usual = Math.min(MAX_CELLS, MAX_SCORES / model.heads().outputs());
    this.tile = tile > 0 ? tile : Math.max(usual, Tiles.least(model));
  }

  /** Looks once, or at the image and its three mirror images and takes the mean. */
  public Prediction predict(RgbImage image, boolean flips) {
    List<Prediction> views = new ArrayList<>();
    for (int view = 0; view < (flips ? 4 : 1); view++) {
      views.add(view(image, (view & 1) != 0, (view & 2) != 0));
    }
    return model.completed(Prediction.mean(views));
  }

  /** What is seen in a mirror, mirrored back. */
  private Prediction view(RgbImage image, boolean sideways, boolean upDown) {
    return Tiles.look(model, Resize.mirrored(image, sideways, upDown), tile)
        .mirrored(sideways, upDown);
  }

  @Override
  public void close() {
    model.close();
  }
}
