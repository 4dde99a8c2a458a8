// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.page;

import java.util.List;

/**
 * What the page of a batch shows.
 *
 * @param head the page up to its body's beginning, as {@code HtmlHead} writes it
 * @param sub what the batch was, in a few words each
 * @param table how many photos the table has
 * @param thumbnails whether there are pictures for a contact sheet
 * @param same figures and words that are the same for all photos
 * @param data the table's columns and where its data lie, as JSON
 * @param script the page's script
 */
public record BatchView(
    String head,
    String title,
    List<String> sub,
    List<Count> counts,
    List<Doubt> doubts,
    List<Chart> charts,
    Order order,
    List<Failure> failures,
    String table,
    boolean thumbnails,
    List<Fact> settings,
    List<Fact> same,
    List<File> files,
    String data,
    String script) {

  /**
   * A number of photos.
   *
   * @param show the photos in the table, as its script reads it; blank for those that are not there
   */
  public record Count(String title, String value, String why, String show) {}

  /** A term and what is said of it, which is text from outside. */
  public record Fact(String term, String value) {}

  /** A file beside the page. */
  public record File(String name, String reference) {}

  /**
   * A photo with some figures.
   *
   * @param reference its report; blank where there is none
   * @param thumbnail its picture; blank where there is none
   * @param width columns of the photo, px, by which its picture has its proportions
   * @param height its rows
   * @param reason why a person should check it; blank where there is none
   */
  public record Photo(
      String name,
      String reference,
      String thumbnail,
      int width,
      int height,
      List<Fact> facts,
      String reason) {}

  /** Photos in doubt for one reason. */
  public record Doubt(
      String title,
      String explanation,
      String count,
      String show,
      String all,
      List<Photo> photos) {}

  /**
   * A distribution.
   *
   * @param svg drawn, with all text escaped
   */
  public record Chart(
      String title, String explanation, String svg, List<Fact> facts, List<Bin> bins) {}

  /** How many photos lie in a range. */
  public record Bin(String range, String count) {}

  /** The worst and the best photos, and what they are ordered by. */
  public record Order(String by, String show, List<Photo> worst, List<Photo> best) {}

  /** Photos that failed for one reason; the first names, and how many more there are. */
  public record Failure(
      String kind, String reason, String count, List<String> names, String more) {}
}
