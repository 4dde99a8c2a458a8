// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch.page;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The kinds of doubts in words. */
enum DoubtText {
  NO_ROCK("Hardly any rock", "The box may be empty, or the core in it was not found."),
  ALL_ROCK("Nearly all is rock", "No tray is in sight: the photo may show something else."),
  BLURRED("Blurred", "Pieces that touch may have been taken for one."),
  UPRIGHT(
      "Core from top to bottom",
      "The segmenter is trained on rows of core that run from left to right."),
  UNCERTAIN("Segmenter not sure", "Much of the rock has a low probability of being rock.");

  private final String title;
  private final String explanation;

  DoubtText(String title, String explanation) {
    this.title = title;
    this.explanation = explanation;
  }

  private String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static Optional<DoubtText> of(String kind) {
    return Arrays.stream(values()).filter(one -> one.id().equals(kind)).findFirst();
  }

  static String title(String kind) {
    return of(kind).map(known -> known.title).orElseGet(() -> ColumnText.sentence(kind));
  }

  static String explanation(String kind) {
    return of(kind).map(known -> known.explanation).orElse("");
  }

  static Map<String, String> titles() {
    Map<String, String> titles = new LinkedHashMap<>();
    Arrays.stream(values()).forEach(one -> titles.put(one.id(), one.title));
    return titles;
  }
}
