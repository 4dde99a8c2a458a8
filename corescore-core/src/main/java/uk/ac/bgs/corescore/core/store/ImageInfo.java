// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;
import uk.ac.bgs.corescore.core.store.StoredPhoto.Size;

/**
 * The content of {@code info.json} of a photograph, in the IIIF Image API 2 (2014) or 3 (2020). Its
 * own address in there is skipped: programs that make files write a placeholder.
 *
 * @param full the size of the whole
 * @param sizes the sizes that the server has at hand, from small to large
 * @param tiles the tiles that it has at hand
 * @param third whether it is API 3
 * @param files whether nothing is made on request: level 0
 */
record ImageInfo(Size full, List<Size> sizes, List<Tiles> tiles, boolean third, boolean files) {
  private static final int LARGEST = 1_000_000;

  /**
   * Tiles of one size.
   *
   * @param width columns of a whole one
   * @param height rows of a whole one
   * @param factors by which the photo is reduced before it is cut, from small to large
   */
  record Tiles(int width, int height, List<Integer> factors) {}

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
    List<Tiles> tiles = new ArrayList<>();
    root.get("tiles").items().forEach(item -> tiles(item).ifPresent(tiles::add));
    return Optional.of(
        new ImageInfo(
            full.get(), List.copyOf(sizes), List.copyOf(tiles), isThird(root), isLevel0(root)));
  }

  private static boolean isThird(JsonValue root) {
    return values(root.get("@context")).anyMatch(text -> text.contains("/image/3/"))
        || root.get("type").plain().equals("ImageService3");
  }

  /** A word in API 3; an address in API 2, alone or as the first of a list. */
  private static boolean isLevel0(JsonValue root) {
    return values(root.get("profile"))
        .anyMatch(text -> text.equals("level0") || text.endsWith("/level0.json"));
  }

  private static Stream<String> values(JsonValue value) {
    return Stream.concat(Stream.of(value), value.items().stream()).map(JsonValue::plain);
  }

  private static Optional<Size> size(JsonValue value) {
    int width = value.get("width").count();
    int height = value.get("height").count();
    return isSide(width) && isSide(height)
        ? Optional.of(new Size(width, height))
        : Optional.empty();
  }

  private static Optional<Tiles> tiles(JsonValue value) {
    int width = value.get("width").count();
    int height =
        value.get("height") == JsonValue.Word.MISSING ? width : value.get("height").count();
    List<Integer> factors =
        value.get("scaleFactors").items().stream()
            .map(JsonValue::count)
            .filter(ImageInfo::isSide)
            .sorted()
            .toList();
    return isSide(width) && isSide(height)
        ? Optional.of(new Tiles(width, height, factors.isEmpty() ? List.of(1) : factors))
        : Optional.empty();
  }

  private static boolean isSide(int number) {
    return number >= 1 && number <= LARGEST;
  }

  /** Whether so many columns are fewer than the photo has. */
  boolean isReduced(OptionalInt columns) {
    return columns.isPresent() && columns.getAsInt() < full.width();
  }

  /**
   * The sizes of a reduced copy as they stand in the address, the best first: one that the server
   * has at hand where there is one, in the forms of both APIs. Percentages and boxes exist from
   * level 2 only.
   */
  List<String> reduced(int columns) {
    Optional<Size> listed =
        sizes.stream()
            .filter(size -> size.width() >= columns && size.width() <= full.width())
            .findFirst();
    if (listed.isEmpty() && files) {
      return List.of();
    }
    Size chosen =
        listed.orElseGet(
            () ->
                new Size(
                    columns,
                    Math.max(
                        1, (int) Math.round((double) full.height() * columns / full.width()))));
    return forms(chosen);
  }

  /** The forms of a size in both APIs, that of this one first. */
  List<String> forms(Size size) {
    String byWidth = size.width() + ",";
    String byBoth = size.width() + "," + size.height();
    return third ? List.of(byBoth, byWidth) : List.of(byWidth, byBoth);
  }

  /** The names of the whole size in both APIs, that of this one first; then its numbers. */
  List<String> whole() {
    List<String> whole = new ArrayList<>(third ? List.of("max", "full") : List.of("full", "max"));
    if (sizes.contains(full)) {
      whole.addAll(forms(full));
    }
    return whole;
  }
}
