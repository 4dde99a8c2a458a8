// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.draw.PngFile;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.store.StoredPhoto.Size;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * Assembles a photo from the tiles of an IIIF server: programs that write a photo as files (level
 * 0) write nothing else. Not for use by several threads at once.
 */
final class TileSet {
  private final ServerClient client;
  private final String place;
  private final ImageInfo info;
  private final ImageInfo.Tiles tiles;
  private final long maxPixels;
  private long bytes;

  /** How addresses of tiles are written; those that gave a tile come first. */
  private final List<Form> forms = new ArrayList<>();

  /**
   * How the address of a tile is written.
   *
   * @param named whether a tile that is all of the photo has the region {@code full}
   * @param both whether the size has both sides
   * @param up whether its sides are rounded up
   * @param extension of the file
   */
  private record Form(boolean named, boolean both, boolean up, String extension) {}

  TileSet(
      ServerClient client, String place, ImageInfo info, ImageInfo.Tiles tiles, long maxPixels) {
    this.client = client;
    this.place = place;
    this.info = info;
    this.tiles = tiles;
    this.maxPixels = maxPixels;
    for (String extension : List.of("jpg", "png")) {
      for (boolean up : new boolean[] {true, false}) {
        for (boolean both : new boolean[] {info.third(), !info.third()}) {
          forms.add(new Form(true, both, up, extension));
          forms.add(new Form(false, both, up, extension));
        }
      }
    }
  }

  /**
   * The photo, or the most reduced copy that is wide enough, as PNG; empty if the server has not
   * the first tile.
   *
   * @throws CoreScoreException if another tile is not there or not of its size, or all together are
   *     too large
   */
  Optional<byte[]> fetch(OptionalInt columns) throws IOException {
    int least = Math.min(columns.orElse(info.full().width()), info.full().width());
    int factor = tiles.factors().get(0);
    for (int each : tiles.factors()) {
      factor = up(info.full().width(), each) >= least ? each : factor;
    }
    Size size = new Size(up(info.full().width(), factor), up(info.full().height(), factor));
    if ((long) size.width() * size.height() > maxPixels) {
      throw new CoreScoreException(
          FailureKind.TOO_LARGE,
          place
              + (": at most " + maxPixels + " pixels are put together from tiles, ")
              + (size.width() + " x " + size.height() + " are needed; ask for fewer columns"));
    }
    Optional<RgbImage> first = tile(new Region(0, 0, factor));
    return first.isEmpty() ? Optional.empty() : Optional.of(png(put(first.get(), size, factor)));
  }

  private static int up(int side, int factor) {
    return (side + factor - 1) / factor;
  }

  /** All tiles on one canvas; those of the rim may be rounded down. */
  private RgbImage put(RgbImage first, Size size, int factor) throws IOException {
    int[] canvas = new int[size.width() * size.height()];
    int width = size.width();
    int height = size.height();
    for (int top = 0; top < size.height(); top += tiles.height()) {
      for (int left = 0; left < size.width(); left += tiles.width()) {
        Region region = new Region(left, top, factor);
        RgbImage tile =
            left == 0 && top == 0
                ? first
                : tile(region)
                    .orElseThrow(
                        () ->
                            new CoreScoreException(
                                FailureKind.IO, place + ": there is no tile " + region));
        require(tile, region, size);
        boolean last = left + tiles.width() >= size.width();
        boolean lowest = top + tiles.height() >= size.height();
        width = last ? Math.min(width, left + tile.width()) : width;
        height = lowest ? Math.min(height, top + tile.height()) : height;
        for (int y = 0; y < tile.height(); y++) {
          tile.pixels()
              .get(y * tile.width(), canvas, (top + y) * size.width() + left, tile.width());
        }
      }
    }
    if (width == size.width() && height == size.height()) {
      return RgbImage.wrap(width, height, canvas);
    }
    int[] cut = new int[width * height];
    for (int y = 0; y < height; y++) {
      System.arraycopy(canvas, y * size.width(), cut, y * width, width);
    }
    return RgbImage.wrap(width, height, cut);
  }

  /** A tile of the rim may be one less where its size was rounded down; no other may. */
  private void require(RgbImage tile, Region region, Size size) {
    int width = Math.min(tiles.width(), size.width() - region.left);
    int height = Math.min(tiles.height(), size.height() - region.top);
    int minWidth = region.columns() % region.factor == 0 ? width : Math.max(1, width - 1);
    int minHeight = region.rows() % region.factor == 0 ? height : Math.max(1, height - 1);
    if (tile.width() > width
        || tile.width() < minWidth
        || tile.height() > height
        || tile.height() < minHeight) {
      throw new CoreScoreException(
          FailureKind.IO,
          place
              + (": expected " + width + " x " + height + " pixels in tile " + region)
              + (", got " + tile.width() + " x " + tile.height()));
    }
  }

  /** A tile's place: on the reduced grid, and on the photo. */
  private final class Region {
    final int left;
    final int top;
    final int factor;

    Region(int left, int top, int factor) {
      this.left = left;
      this.top = top;
      this.factor = factor;
    }

    int columns() {
      return (int) Math.min((long) tiles.width() * factor, info.full().width() - left * factor);
    }

    int rows() {
      return (int) Math.min((long) tiles.height() * factor, info.full().height() - top * factor);
    }

    String address(Form form) {
      boolean whole = columns() == info.full().width() && rows() == info.full().height();
      int round = form.up ? factor - 1 : 0;
      int width = Math.max(1, (columns() + round) / factor);
      int height = Math.max(1, (rows() + round) / factor);
      return place
          + ("/" + (whole && form.named ? "full" : this))
          + ("/" + width + "," + (form.both ? height : ""))
          + ("/0/default." + form.extension);
    }

    @Override
    public String toString() {
      return left * factor + "," + top * factor + "," + columns() + "," + rows();
    }
  }

  private Optional<RgbImage> tile(Region region) throws IOException {
    LinkedHashSet<String> asked = new LinkedHashSet<>();
    for (Form form : List.copyOf(forms)) {
      String address = region.address(form);
      if (!asked.add(address)) {
        continue;
      }
      ServerClient.Answer answer = client.get(URI.create(address));
      if (answer.isGood() && ImageServer.isPicture(answer.body())) {
        bytes += answer.body().length;
        if (bytes > client.maxBytes()) {
          throw new CoreScoreException(
              FailureKind.TOO_LARGE,
              place
                  + ": at most "
                  + client.maxBytes()
                  + " bytes expected of all tiles, more found");
        }
        forms.remove(form);
        forms.add(0, form);
        return Optional.of(
            PhotoReader.create()
                .withMaxPixels(Math.max(1, (long) tiles.width() * tiles.height()))
                .read(region.toString(), TileMetadata.removed(answer.body()))
                .image());
      }
    }
    return Optional.empty();
  }

  private static byte[] png(RgbImage image) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PngFile.rgb(image, out);
    return out.toByteArray();
  }
}
