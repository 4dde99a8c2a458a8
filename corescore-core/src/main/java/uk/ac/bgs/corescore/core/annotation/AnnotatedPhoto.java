// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import uk.ac.bgs.corescore.core.internal.FileName;
import uk.ac.bgs.corescore.mask.LabelledPolygon;

/**
 * One record of a label file: the labels of one photograph, in the coordinates of the file. {@code
 * uk.ac.bgs.corescore.core.place.LabelPlacer} transforms it to the photo at hand.
 *
 * @param name the photo's path in the label file, with its folders if any; for an address on a
 *     server the decoded path. Never blank
 * @param size the photo's size where the file gives it
 * @param polygons what was drawn, in the order of the file
 * @param attributes what the record states about the photo as a whole, in the order of the file,
 *     for example {@code pick_most_suitable_classification_for_rock_condition}
 * @param places for each polygon its place in the record, as {@link AnnotationProblem#shape()} has
 *     it; the places of the parts of one shape joined by {@code " + "}
 * @param leftOut how many problems left out a shape, or a part of one; 0 if all that was drawn is
 *     in the polygons
 * @param annotated whether the file states that a person annotated the photo: by shapes, be they
 *     left out, or by a statement of its format. A photo without shapes of which this is false is
 *     one of which nothing is known
 */
public record AnnotatedPhoto(
    String name,
    Optional<Size> size,
    List<LabelledPolygon> polygons,
    Map<String, String> attributes,
    List<String> places,
    int leftOut,
    boolean annotated) {
  /**
   * Copies the lists and the map; checks that there is a place for each polygon.
   *
   * @param name the photo's file name
   * @param size the photo's size where it is known
   * @param polygons what was drawn
   * @param attributes what is stated about the photo as a whole
   * @param places where each polygon is in the record
   * @param leftOut how many problems left out a shape
   * @param annotated whether the file states that a person annotated the photo
   */
  public AnnotatedPhoto {
    if (name.isBlank()) {
      throw new IllegalArgumentException("an annotated photo has a name");
    }
    polygons = List.copyOf(polygons);
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    places = List.copyOf(places);
    if (places.size() != polygons.size()) {
      throw new IllegalArgumentException(
          name + ": " + polygons.size() + " polygons, but " + places.size() + " places");
    }
    if (leftOut < 0) {
      throw new IllegalArgumentException(name + ": " + leftOut + " shapes left out");
    }
  }

  /**
   * An annotated photo whose polygons are not from a file: their places are {@code LABEL[0]},
   * {@code LABEL[1]} and so on in the order of the list, and none was left out.
   *
   * @param name the photo's file name
   * @param size the photo's size where it is known
   * @param polygons what was drawn
   * @param attributes what is stated about the photo as a whole
   */
  public AnnotatedPhoto(
      String name,
      Optional<Size> size,
      List<LabelledPolygon> polygons,
      Map<String, String> attributes) {
    this(
        name,
        size,
        polygons,
        attributes,
        IntStream.range(0, polygons.size())
            .mapToObj(i -> polygons.get(i).label() + "[" + i + "]")
            .collect(Collectors.toList()),
        0,
        true);
  }

  /**
   * The last part of the name.
   *
   * @return the file's name without folders, whichever separators the label file has
   */
  public String fileName() {
    String file = FileName.last(name);
    return file.isBlank() ? name : file;
  }

  /**
   * The size of a photo.
   *
   * @param width columns, at least 1
   * @param height rows, at least 1
   */
  public record Size(int width, int height) {
    /**
     * Checks the numbers.
     *
     * @param width columns
     * @param height rows
     */
    public Size {
      if (width < 1 || height < 1) {
        throw new IllegalArgumentException(
            "a photo has at least 1 x 1 pixels, not " + width + " x " + height);
      }
    }

    /**
     * Reads a size.
     *
     * @param text columns and rows, for example {@code 6288x888}
     * @return the size
     * @throws IllegalArgumentException if it is none
     */
    public static Size parse(String text) {
      if (!text.matches("[1-9][0-9]{0,8}x[1-9][0-9]{0,8}")) {
        throw new IllegalArgumentException("takes WxH, for example 6288x888, not '" + text + "'");
      }
      int cross = text.indexOf('x');
      return new Size(
          Integer.parseInt(text.substring(0, cross)), Integer.parseInt(text.substring(cross + 1)));
    }

    @Override
    public String toString() {
      return width + " x " + height;
    }
  }
}
