// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.page;

import java.util.List;

/**
 * What the page of an evaluation shows, or of several of the same photos.
 *
 * @param head the page up to its body's beginning, as {@code HtmlHead} writes it
 * @param leftOut photos that could not be judged, each with the reason
 * @param names of the evaluations; their place in this list is their series
 * @param comparison how masks are compared
 * @param falsePositive the colour of pixels that are rock in the prediction only, {@code #rrggbb}
 * @param falseNegative the colour of pixels that are rock in the truth only
 * @param labels the labels of the pictures
 * @param columns titles of the figures of {@code photos}
 */
public record EvaluationView(
    String head,
    String title,
    int photoCount,
    String version,
    List<String> leftOut,
    List<String> names,
    List<Figure> figures,
    List<String> seconds,
    String comparison,
    int boundaryPixels,
    int samples,
    List<Bars> bars,
    List<Pictures> pictures,
    String falsePositive,
    String falseNegative,
    List<Key> labels,
    List<String> columns,
    List<Photo> photos,
    List<Rows> rows,
    List<Labels> confusions) {

  /** A figure of all evaluations; the cells are in their order. */
  public record Figure(String title, String explanation, List<Cell> cells) {}

  /**
   * A figure of one evaluation.
   *
   * @param interval blank where there is none
   */
  public record Cell(boolean best, String mean, String interval, String pooled) {}

  /** A chart of one figure, photo by photo; lengths are units of its view box. */
  public record Bars(String title, int height, List<Tick> ticks, List<Group> groups) {}

  /** A line of the grid. */
  public record Tick(int x, String text) {}

  /** The bars of one photo. */
  public record Group(int y, String photo, List<Bar> bars) {}

  /** The bar of one evaluation. */
  public record Bar(int series, int y, String width, String end, String value) {}

  /** Photos in pictures, under one title. */
  public record Pictures(String title, List<Shots> photos) {}

  /** The pictures of one photo. */
  public record Shots(String photo, List<Shot> pictures) {}

  /**
   * A picture.
   *
   * @param uri which holds it
   * @param caption in front of the name
   * @param name of an evaluation; blank where it is of the photo or its truth
   * @param figure behind the name
   */
  public record Shot(String uri, String caption, String name, String figure) {}

  /** A label of the pictures and its colour, {@code #rrggbb}. */
  public record Key(String colour, String name) {}

  /** The figures of one photo in one evaluation. */
  public record Photo(
      String name,
      int series,
      List<String> figures,
      String truthCount,
      String predictedCount,
      String grid,
      String predictionGrid,
      String seconds) {}

  /** How the rows of core of one photo were found in one evaluation. */
  public record Rows(
      String photo,
      int series,
      int truth,
      int found,
      String iou,
      String orientation,
      String order) {}

  /** Which labels one evaluation confuses. */
  public record Labels(String name, List<String> labels, List<Label> rows) {}

  /** A true label: its pixels' shares by predicted label, and its figures. */
  public record Label(String name, List<Share> shares, List<String> figures) {}

  /**
   * A share.
   *
   * @param opacity 0 to 1; blank where it is not defined
   */
  public record Share(String opacity, String percent) {}
}
