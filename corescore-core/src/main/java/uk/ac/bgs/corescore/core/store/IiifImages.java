// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.store;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The image of a photo, or a reduced copy, by IIIF. Not for use by several threads at once. */
final class IiifImages {
  private final ServerClient client;
  private final String place;
  private final ImageInfo info;
  private final long maxPixels;
  private int status = 404;

  IiifImages(ServerClient client, String place, ImageInfo info, long maxPixels) {
    this.client = client;
    this.place = place;
    this.info = info;
    this.maxPixels = maxPixels;
  }

  /** The status of the last response that was no image. */
  int status() {
    return status;
  }

  /**
   * The file of an image: of the size that is wanted, of the whole, or put together from tiles,
   * which come before the whole where nothing is made on request.
   */
  Optional<byte[]> fetch(OptionalInt columns) throws IOException {
    boolean isReduced = info.isReduced(columns);
    Optional<byte[]> picture =
        isReduced ? first(info.reduced(columns.getAsInt())) : Optional.empty();
    boolean tilesFirst = isReduced && info.files();
    if (picture.isEmpty() && tilesFirst) {
      picture = tiles(columns);
    }
    if (picture.isEmpty()) {
      picture = first(info.whole());
    }
    if (picture.isEmpty() && !tilesFirst) {
      picture = tiles(columns);
    }
    return picture;
  }

  private Optional<byte[]> first(List<String> sizes) throws IOException {
    for (String size : sizes) {
      for (String extension : extensions()) {
        ServerClient.Answer response =
            client.get(URI.create(place + "/full/" + size + "/0/default." + extension));
        if (response.isGood() && ImageServer.isPicture(response.body())) {
          return Optional.of(response.body());
        }
        status = response.status();
      }
    }
    return Optional.empty();
  }

  /** Every server gives JPEG; files may be PNG alone, whatever is stated about them. */
  private List<String> extensions() {
    return info.files() ? List.of("jpg", "png") : List.of("jpg");
  }

  private Optional<byte[]> tiles(OptionalInt columns) throws IOException {
    for (ImageInfo.Tiles tiles : info.tiles()) {
      Optional<byte[]> picture = new TileSet(client, place, info, tiles, maxPixels).fetch(columns);
      if (picture.isPresent()) {
        return picture;
      }
    }
    return Optional.empty();
  }
}
