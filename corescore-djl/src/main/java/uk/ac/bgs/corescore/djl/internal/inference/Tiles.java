// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.inference;

import java.nio.IntBuffer;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.djl.internal.network.Prediction;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * Looks at an image of any size in tiles of a bounded one. Each tile brings a margin with it, as
 * wide as the model sees, of which nothing is kept: so what is seen of a cell does not depend on
 * the tile it lies in, and no seam shows. Tiles start at multiples of the model's stride and end
 * with the image where they meet its rim. Where the model's reach is not known, neighbours are
 * faded into each other besides. Cost: the cells of all tiles, margins included.
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
    return InputTensor.padded(model.reach() + model.fade(), model.stride());
  }

  /**
   * Cells of the smallest tile of which a ninth is kept; in smaller ones most of the work is lost.
   */
  static int least(ImageModel model) {
    int side = 3 * Math.max(margin(model), model.stride());
    return Math.multiplyExact(side, side);
  }

  /**
   * What a model sees in an image.
   *
   * @param most cells of the largest tile
   * @throws CoreScoreException if nothing of a tile that small can be kept
   */
  static Prediction look(ImageModel model, RgbImage image, int most) {
    long whole =
        (long) InputTensor.padded(image.width(), model.stride())
            * InputTensor.padded(image.height(), model.stride());
    return whole <= most ? model.look(image) : new Tiles(model, image).look(most);
  }

  private Prediction look(int most) {
    int[] best = {};
    long least = Long.MAX_VALUE;
    int stride = model.stride();
    for (int rows = 1; rows <= (image.height() + stride - 1) / stride; rows++) {
      int height = extent(image.height(), rows);
      int columns = columns(most / height);
      long cost = (long) rows * columns * height * extent(image.width(), Math.max(1, columns));
      if (columns > 0 && cost < least) {
        least = cost;
        best = new int[] {columns, rows};
      }
    }
    if (best.length == 0) {
      throw new CoreScoreException(
          FailureKind.CONFIGURATION,
          "expected tiles of at least " + least(model) + " cells, got " + most);
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

  /** Fewest columns of tiles none of which is wider than that; 0 if there is no such number. */
  private int columns(int width) {
    int most = (image.width() + model.stride() - 1) / model.stride();
    for (int columns = 1; columns <= most; columns++) {
      if (extent(image.width(), columns) <= width) {
        return columns;
      }
    }
    return 0;
  }

  /** Where the tile of that number begins. */
  private int cut(int side, int number, int count) {
    return number == count
        ? side
        : (int) ((long) side * number / count / model.stride()) * model.stride();
  }

  /** Cells that the largest of so many tiles takes, margins included. */
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
    Prediction seen = model.look(part(across, down));
    int fade = model.fade();
    Span u = columns.with(fade, image.width());
    Span v = rows.with(fade, image.height());
    for (int y = v.start; y < v.end; y++) {
      float share = rows.share(y, fade, image.height());
      for (int x = u.start; x < u.end; x++) {
        float weight = share * columns.share(x, fade, image.width());
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

    /** How much a tile has to say about a cell; the shares of all tiles come to 1. */
    float share(int cell, int fade, int side) {
      return ramp(cell, start, fade, side) - ramp(cell, end, fade, side);
    }

    private static float ramp(int cell, int cut, int fade, int side) {
      if (cut <= 0 || cut >= side || fade == 0) {
        return cut < side && cell >= cut ? 1 : 0;
      }
      return Math.max(0, Math.min(1, (cell - cut + fade + 0.5f) / (2 * fade)));
    }
  }
}
