// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.layout;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.files.RegularFile;
import uk.ac.bgs.corescore.core.internal.json.JsonText;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.PhotoPoint;

/**
 * Reads a layout from JSON, in the form of the results.
 *
 * <pre>
 * {"rows": [
 *   {"corners": [[40, 30], [620, 30], [620, 110], [40, 110]]},
 *   {"corners": [[40, 130], [620, 130], [620, 210], [40, 210]]}]}
 * </pre>
 *
 * <p>The object has a member {@code rows}, or a member {@code layout} that is such an object, as a
 * whole result has, JSON or GeoJSON. A row has {@code corners}: top left, top right, bottom right
 * and bottom left as they lie when the row is turned so that it is read from left to right, each
 * {@code [x, y]} or {@code {"x": x, "y": y}} in photo pixels; the first may be repeated at the end.
 * A row may say its place {@code row} and its {@code box}, both from 1, in all rows or in none:
 * without, the list is the order, and there is one box. Where it has an {@code orientation}, the
 * corners have to agree. A result also says of which photo it is: {@code photo} with {@code name},
 * {@code width}, {@code height} and {@code sha256}; a layout on its own may. Other members are
 * skipped, {@code confidence} too: rows that are given are not found.
 *
 * <p>Limits: 200 rows, 64 MiB. Immutable; safe for use by many threads.
 */
public final class LayoutJson {
  /** The most rows of one photo. */
  private static final int MAX_ROWS = 200;

  private static final int MAX_BYTES = 1 << 26;
  private static final int CORNERS = 4;

  private final String name;
  private final List<CoreRow> rows;
  private final String foundBy;
  private final JsonValue photo;

  private LayoutJson(String name, List<CoreRow> rows, String foundBy, JsonValue photo) {
    this.name = name;
    this.rows = rows;
    this.foundBy = foundBy;
    this.photo = photo;
  }

  /**
   * Reads a file.
   *
   * @param file JSON
   * @return the layout; empty if the file is no JSON object with a layout, such as a label file
   * @throws CoreScoreException if it has a layout of which something is not as it should be; the
   *     message names file, row and what was expected
   * @throws IOException if it cannot be read
   */
  public static Optional<LayoutJson> read(Path file) throws IOException {
    RegularFile.require(file);
    if (Files.size(file) > MAX_BYTES) {
      return Optional.empty();
    }
    return parse(file.toString(), Files.readAllBytes(file));
  }

  /**
   * Reads a text.
   *
   * @param name what it is called in messages
   * @param json JSON in UTF-8, UTF-16 or UTF-32
   * @return the layout; empty if the text is no JSON object with a layout
   * @throws CoreScoreException if it has a layout of which something is not as it should be; the
   *     message begins with the name
   */
  public static Optional<LayoutJson> parse(String name, byte[] json) {
    JsonValue root;
    try {
      // What label files hold besides, and what of a result is not requested.
      root =
          JsonValue.read(
              json, Set.of("imageData", "fragments", "features", "shapes", "annotations"));
    } catch (IOException e) {
      return Optional.empty();
    }
    JsonValue layout = root.get("layout").isObject() ? root.get("layout") : root;
    if (!layout.get("rows").isList()) {
      return Optional.empty();
    }
    JsonValue photo = root.get("photo").isObject() ? root.get("photo") : layout.get("photo");
    try {
      String foundBy = layout.get("foundBy").text().orElse(Layout.GIVEN);
      return Optional.of(new LayoutJson(name, rows(layout.get("rows")), foundBy, photo));
    } catch (CoreScoreException e) {
      throw e.about(name);
    }
  }

  /**
   * Reads a text that has to be a layout.
   *
   * @param name what it is called in messages
   * @param json JSON in UTF-8, UTF-16 or UTF-32
   * @return the layout
   * @throws CoreScoreException if it is none, or something of it is not as it should be
   */
  public static LayoutJson require(String name, byte[] json) {
    Optional<LayoutJson> layout = parse(name, json);
    if (layout.isPresent()) {
      return layout.get();
    }
    String got = "other JSON";
    try {
      JsonValue.read(json, Set.of());
    } catch (JsonProcessingException e) {
      got = JsonText.reason(e);
    } catch (IOException e) {
      got = "text that cannot be decoded";
    }
    throw new CoreScoreException(
        FailureKind.BAD_INPUT,
        name + ": expected {\"rows\": [{\"corners\": [[x, y], ...]}, ...]}, got " + got);
  }

  private static List<CoreRow> rows(JsonValue list) {
    List<JsonValue> items = list.items();
    if (items.size() > MAX_ROWS) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT, "expected at most " + MAX_ROWS + " rows, got " + items.size());
    }
    boolean numbered = !items.isEmpty() && hasMember(items.get(0), "row");
    boolean boxed = !items.isEmpty() && hasMember(items.get(0), "box");
    List<CoreRow> rows = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      String what = "row " + (i + 1);
      int number = member(items.get(i), "row", numbered, what).orElse(i + 1);
      int box = member(items.get(i), "box", boxed, what).orElse(1);
      if (numbered) {
        what = "row " + number;
      }
      rows.add(row(items.get(i), what, number, box));
    }
    rows.sort(Comparator.comparingInt(CoreRow::number));
    int last = 1;
    for (int i = 0; i < rows.size(); i++) {
      CoreRow row = rows.get(i);
      if (row.number() != i + 1) {
        throw new CoreScoreException(
            FailureKind.BAD_INPUT,
            "expected rows numbered from 1 to "
                + rows.size()
                + ", each once, got "
                + rows.stream().map(CoreRow::number).toList());
      }
      boolean follows = i == 0 ? row.box() == 1 : row.box() == last || row.box() == last + 1;
      if (!follows) {
        throw new CoreScoreException(
            FailureKind.BAD_INPUT,
            "row "
                + row.number()
                + ": expected boxes one after the other from 1, got box "
                + row.box()
                + (i == 0 ? " first" : " after box " + last));
      }
      last = row.box();
    }
    return List.copyOf(rows);
  }

  private static boolean hasMember(JsonValue row, String name) {
    return row.members().containsKey(name);
  }

  /** A number from 1 that all rows have or none. */
  private static OptionalInt member(JsonValue row, String name, boolean wanted, String what) {
    if (hasMember(row, name) != wanted) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          what
              + ": expected "
              + name
              + " in all rows or in none, and this one has "
              + (wanted ? "none" : "one"));
    }
    if (!wanted) {
      return OptionalInt.empty();
    }
    int value = row.get(name).count();
    if (value < 1) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          what
              + ": expected "
              + name
              + " to be a whole number from 1, got "
              + shown(row.get(name)));
    }
    return OptionalInt.of(value);
  }

  private static CoreRow row(JsonValue item, String what, int number, int box) {
    JsonValue corners = item.isList() ? item : item.get("corners");
    List<JsonValue> points = corners.items();
    if (points.isEmpty()) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          what + ": expected corners, a list of four points, got " + shown(corners));
    }
    List<PhotoPoint> corner = new ArrayList<>();
    for (JsonValue point : points) {
      corner.add(point(point, what));
    }
    if (corner.size() == CORNERS + 1 && corner.get(0).equals(corner.get(CORNERS))) {
      corner.remove(CORNERS);
    }
    if (corner.size() != CORNERS) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT, what + ": expected four corners, got " + corner.size());
    }
    CoreRow row;
    try {
      row =
          new CoreRow(
              number,
              box,
              corner.get(0),
              corner.get(1),
              corner.get(2),
              corner.get(3),
              OptionalDouble.empty());
    } catch (IllegalArgumentException e) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          what
              + ": expected the corners of a convex quadrilateral in the order top left, top right,"
              + " bottom right, bottom left of the row as it is read, got "
              + shown(corner),
          e);
    }
    JsonValue orientation = item.get("orientation");
    boolean said = orientation != JsonValue.Word.MISSING && orientation != JsonValue.Word.NULL;
    if (said && !orientation.plain().toLowerCase(Locale.ROOT).equals(row.orientation().id())) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          what
              + ": its orientation is said to be "
              + shown(orientation)
              + ", but by its corners it is "
              + row.orientation().id()
              + "; the first two are to lie along the row");
    }
    return row;
  }

  private static PhotoPoint point(JsonValue point, String what) {
    boolean pair = point.items().size() == 2;
    double x = pair ? point.get(0).number() : point.get("x").number();
    double y = pair ? point.get(1).number() : point.get("y").number();
    if (!Double.isFinite(x) || !Double.isFinite(y)) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          what + ": expected a point [x, y] of two numbers, got " + shown(point));
    }
    return new PhotoPoint(x, y);
  }

  private static String shown(JsonValue value) {
    String plain = value.plain();
    if (value.isList()) {
      return "a list of " + value.items().size();
    }
    return plain.isEmpty()
        ? value.kind()
        : "'" + (plain.length() > 40 ? plain.substring(0, 40) + "..." : plain) + "'";
  }

  private static String shown(List<PhotoPoint> corners) {
    List<String> points = new ArrayList<>();
    for (PhotoPoint corner : corners) {
      points.add(String.format(Locale.ROOT, "(%.1f, %.1f)", corner.x(), corner.y()));
    }
    return String.join(", ", points);
  }

  /**
   * Of which photo it says that it is.
   *
   * @return the photo's name, with {@code /} between its folders; empty where it does not say
   */
  public Optional<String> photo() {
    return photo.get("name").text();
  }

  /**
   * Of which file it says that it is.
   *
   * @return the SHA-256 of the photo's file; empty where it does not say
   */
  public Optional<String> sha256() {
    return photo.get("sha256").text();
  }

  /**
   * The layout of a photo.
   *
   * @param photoWidth the photo's columns
   * @param photoHeight the photo's rows of pixels
   * @return the rows, {@link Layout#GIVEN}; a result of a photo that was taken for one row gives
   *     {@link Layout#whole} again
   * @throws CoreScoreException if it is of a photo of another size, a row lies outside the photo,
   *     or a corner is further off than the photo is wide or high; the message names row and sizes
   */
  public Layout layout(int photoWidth, int photoHeight) {
    boolean sized = photo.get("width").count() > 0 && photo.get("height").count() > 0;
    if (sized
        && (photo.get("width").count() != photoWidth
            || photo.get("height").count() != photoHeight)) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          name
              + ": expected rows of a photo of "
              + photoWidth
              + " x "
              + photoHeight
              + " px, got those of one of "
              + photo.get("width").count()
              + " x "
              + photo.get("height").count());
    }
    for (CoreRow row : rows) {
      for (PhotoPoint corner : row.corners()) {
        if (Math.abs(corner.x() - photoWidth / 2.0) > 1.5 * photoWidth
            || Math.abs(corner.y() - photoHeight / 2.0) > 1.5 * photoHeight) {
          throw new CoreScoreException(
              FailureKind.BAD_INPUT,
              name
                  + ": row "
                  + row.number()
                  + ": expected corners on the photo of "
                  + photoWidth
                  + " x "
                  + photoHeight
                  + " px or near it, got "
                  + shown(row.corners()));
        }
      }
    }
    Layout layout;
    try {
      layout = new Layout(photoWidth, photoHeight, rows, Layout.GIVEN);
    } catch (IllegalArgumentException e) {
      throw new CoreScoreException(FailureKind.BAD_INPUT, name + ": " + e.getMessage(), e);
    }
    return foundBy.equals(Layout.WHOLE) && layout.isWhole()
        ? Layout.whole(photoWidth, photoHeight)
        : layout;
  }
}
