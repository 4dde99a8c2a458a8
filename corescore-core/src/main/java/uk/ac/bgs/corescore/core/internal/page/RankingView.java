// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.page;

import java.util.List;
import java.util.Optional;

/**
 * What the contact sheet of a ranking shows.
 *
 * @param head the page up to its body's beginning, as {@code HtmlHead} writes it
 * @param count how many photos are shown, of how many
 */
public record RankingView(String head, String count, String segmenter, List<Photo> photos) {
  /** A photo, with its place from 1. */
  public record Photo(int rank, String name, List<Fact> facts, Optional<Picture> picture) {}

  /**
   * A figure or a word about a photo.
   *
   * @param foreign whether the value is text from outside
   */
  public record Fact(String term, String value, boolean foreign) {}

  /** A picture, px, and the URI that holds it. */
  public record Picture(int width, int height, String uri) {}
}
