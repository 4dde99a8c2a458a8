// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.inference;

import java.nio.IntBuffer;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.djl.internal.network.Prediction;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * Predicts an image of any size in tiles of a bounded size, with the overlap-tile strategy
 * (Ronneberger, Fischer and Brox, 2015). Each tile has a margin as wide as the receptive field,
 * which is discarded, so the prediction does not depend on the tiles and there are no seams. Tiles
 * start at multiples of the model's stride and end at the image's border. If the receptive field is
 * not known, neighbouring tiles are blended as well. Cost: the cells of all tiles, margins
 * included.
 */
final class Tiles {
  private final ImageModel model;
  private final RgbImage image;
  private final int margin;

  private Tiles(ImageModel model, RgbImage image) {
    this.model = model;
    this.image = image;
    this.margin = margin(model);
  }

  private static int margin(ImageModel model) {
    return InputTensor.padded(model.receptiveField() + model.blendWidth(), model.stride());
  }

  /** Cells of the smallest tile, of which a ninth is kept; smaller tiles waste most of the work. */
  static int minimumCells(ImageModel model) {
    int side = 3 * Math.max(margin(model), model.stride());
    return Math.multiplyExact(side, side);
  }

  /**
   * Predicts an image.
   *
   * @param maximum cells of the largest tile
   * @throws CoreScoreException if a tile that small has no cells inside its margins
   */
  static Prediction predict(ImageModel model, RgbImage image, int maximum) {
    long whole =
        (long) InputTensor.padded(image.width(), model.stride())
            * InputTensor.padded(image.height(), model.stride());
    return whole <= maximum ? model.predict(image) : new Tiles(model, image).predict(maximum);
  }

  private Prediction predict(int maximum) {
    int[] best = {};
    long minimumCells = Long.MAX_VALUE;
    int stride = model.stride();
    for (int rows = 1; rows <= (image.height() + stride - 1) / stride; rows++) {
      int height = extent(image.height(), rows);
      int columns = columns(maximum / height);
      long cost = (long) rows * columns * height * extent(image.width(), Math.max(1, columns));
      if (columns > 0 && cost < minimumCells) {
        minimumCells = cost;
        best = new int[] {columns, rows};
      }
    }
    if (best.length == 0) {
      throw new CoreScoreException(
          FailureKind.CONFIGURATION,
          "expected tiles of at least " + minimumCells(model) + " cells, got " + maximum);
    }
    byte[][] planes = new byte[model.heads().outputs()][image.width() * image.height()];
    for (int row = 0; row < best[1]; row++) {
      for (int column = 0; column < best[0]; column++) {
        add(
            planes,
            new Span(cut(image.width(), column, best[0]), cut(image.width(), column + 1, best[0])),
            new Span(cut(image.height(), row, best[1]), cut(image.height(), row + 1, best[1])));
      }
    }
    return new Prediction(image.width(), image.height(), planes);
  }

  /** The least number of columns of tiles of at most that width; 0 if there is none. */
  private int columns(int width) {
    int maximum = (image.width() + model.stride() - 1) / model.stride();
    for (int columns = 1; columns <= maximum; columns++) {
      if (extent(image.width(), columns) <= width) {
        return columns;
      }
    }
    return 0;
  }

  /** Start of a tile. */
  private int cut(int side, int number, int count) {
    return number == count
        ? side
        : (int) ((long) side * number / count / model.stride()) * model.stride();
  }

  /** Cells of the largest of some tiles, margins included. */
  private int extent(int side, int count) {
    int largest = 0;
    for (int number = 0; number < count; number++) {
      Span core = new Span(cut(side, number, count), cut(side, number + 1, count));
      Span tile = core.with(margin, side);
      largest = Math.max(largest, InputTensor.padded(tile.end - tile.start, model.stride()));
    }
    return largest;
  }

  private void add(byte[][] planes, Span columns, Span rows) {
    Span across = columns.with(margin, image.width());
    Span down = rows.with(margin, image.height());
    Prediction seen = model.predict(part(across, down));
    int blendWidth = model.blendWidth();
    Span u = columns.with(blendWidth, image.width());
    Span v = rows.with(blendWidth, image.height());
    for (int y = v.start; y < v.end; y++) {
      float share = rows.share(y, blendWidth, image.height());
      for (int x = u.start; x < u.end; x++) {
        float weight = share * columns.share(x, blendWidth, image.width());
        int from = (y - down.start) * seen.width() + x - across.start;
        int to = y * image.width() + x;
        for (int k = 0; k < planes.length; k++) {
          int more = Math.round(weight * (seen.planes()[k][from] & 0xff));
          planes[k][to] = (byte) Math.min(Prediction.TOP, (planes[k][to] & 0xff) + more);
        }
      }
    }
  }

  private RgbImage part(Span columns, Span rows) {
    int width = columns.end - columns.start;
    int[] pixels = new int[width * (rows.end - rows.start)];
    IntBuffer from = image.pixels();
    for (int y = rows.start; y < rows.end; y++) {
      from.get(y * image.width() + columns.start, pixels, (y - rows.start) * width, width);
    }
    return RgbImage.wrap(width, rows.end - rows.start, pixels);
  }

  /** Cells from {@code start} to before {@code end}. */
  private record Span(int start, int end) {
    Span with(int margin, int side) {
      return new Span(Math.max(0, start - margin), Math.min(side, end + margin));
    }

    /** Interpolation weight of a tile at a cell; the weights of all tiles add up to 1. */
    float share(int cell, int blendWidth, int side) {
      return ramp(cell, start, blendWidth, side) - ramp(cell, end, blendWidth, side);
    }

    private static float ramp(int cell, int cut, int blendWidth, int side) {
      if (cut <= 0 || cut >= side || blendWidth == 0) {
        return cut < side && cell >= cut ? 1 : 0;
      }
      return Math.max(0, Math.min(1, (cell - cut + blendWidth + 0.5f) / (2 * blendWidth)));
    }
  }
}
