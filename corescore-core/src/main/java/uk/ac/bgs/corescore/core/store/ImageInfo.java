// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import uk.ac.bgs.corescore.core.internal.JsonValue;
import uk.ac.bgs.corescore.core.store.StoredPhoto.Size;

/**
 * What {@code info.json} says of a photograph, in the IIIF Image API 2 (2014) or 3 (2020).
 *
 * @param full the size of the whole
 * @param sizes the sizes that the server has at hand, from small to large
 * @param third whether it is API 3
 */
record ImageInfo(Size full, List<Size> sizes, boolean third) {
  private static final int LARGEST = 1_000_000;

  /** Reads it; empty if it is no such document. */
  static Optional<ImageInfo> read(byte[] json) {
    JsonValue root;
    try {
      root = JsonValue.read(json, Set.of());
    } catch (IOException e) {
      return Optional.empty();
    }
    Optional<Size> full = size(root);
    if (full.isEmpty()) {
      return Optional.empty();
    }
    List<Size> sizes = new ArrayList<>();
    root.get("sizes").items().forEach(item -> size(item).ifPresent(sizes::add));
    sizes.sort(Comparator.comparingInt(Size::width));
    return Optional.of(new ImageInfo(full.get(), List.copyOf(sizes), isThird(root)));
  }

  private static boolean isThird(JsonValue root) {
    JsonValue context = root.get("@context");
    boolean named =
        context.plain().contains("/image/3/")
            || context.items().stream().anyMatch(item -> item.plain().contains("/image/3/"));
    return named || root.get("type").plain().equals("ImageService3");
  }

  private static Optional<Size> size(JsonValue value) {
    int width = value.get("width").count();
    int height = value.get("height").count();
    return width >= 1 && height >= 1 && width <= LARGEST && height <= LARGEST
        ? Optional.of(new Size(width, height))
        : Optional.empty();
  }

  /**
   * The sizes to ask for, the best first, as they stand in the address: one that the server has at
   * hand where there is one, in the forms of both APIs, and the whole at last. Percentages and
   * boxes exist from level 2 only.
   */
  List<String> wanted(OptionalInt columns) {
    List<String> wanted = new ArrayList<>();
    if (columns.isPresent() && columns.getAsInt() < full.width()) {
      int least = columns.getAsInt();
      Size chosen =
          sizes.stream()
              .filter(size -> size.width() >= least && size.width() <= full.width())
              .findFirst()
              .orElse(
                  new Size(
                      least,
                      Math.max(
                          1, (int) Math.round((double) full.height() * least / full.width()))));
      String byWidth = chosen.width() + ",";
      String byBoth = chosen.width() + "," + chosen.height();
      wanted.addAll(third ? List.of(byBoth, byWidth) : List.of(byWidth, byBoth));
    }
    wanted.addAll(third ? List.of("max", "full") : List.of("full", "max"));
    return wanted;
  }
}
