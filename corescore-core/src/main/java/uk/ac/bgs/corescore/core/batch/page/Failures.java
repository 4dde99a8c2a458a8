// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Failures by reason. Messages that differ only in the photo's name and in numbers are one reason.
 * The first names of each are kept, and a limited number of reasons.
 */
final class Failures {
  private static final int MOST_REASONS = 200;
  private static final int NAMES = 20;
  private static final String SOMETHING = "\u2026";

  /** Folders in front of a name. */
  private static final Pattern PATH = Pattern.compile("\\S*[/\\\\]" + SOMETHING);

  /** A name does not begin or end within a word. */
  private static final String BEFORE = "(?<![\\p{L}\\p{N}])";

  private static final String BEHIND = "(?![\\p{L}\\p{N}])";
  private static final Pattern NUMBER = Pattern.compile("[0-9]+(?:\\.[0-9]+)?");

  private final Map<Key, Reason> reasons = new LinkedHashMap<>();

  private record Key(String kind, String text) {}

  /** Photos that failed for one reason. */
  static final class Reason {
    private final String kind;
    private String text;
    private long count;
    private final List<String> names = new ArrayList<>();

    private Reason(String kind, String text) {
      this.kind = kind;
      this.text = text;
    }

    /** The kind of failure; empty where it is not known. */
    String kind() {
      return kind;
    }

    /** The message without names; without numbers too where these differ. */
    String text() {
      return text;
    }

    long count() {
      return count;
    }

    List<String> names() {
      return names;
    }
  }

  void look(String photo, String kind, String message) {
    String text = nameless(photo, message);
    Key key = new Key(kind, NUMBER.matcher(text).replaceAll(SOMETHING));
    if (!reasons.containsKey(key) && reasons.size() >= MOST_REASONS) {
      key = new Key("", "");
      text = "other reasons";
    }
    Reason reason = reasons.get(key);
    if (reason == null) {
      reason = new Reason(key.kind(), text);
      reasons.put(key, reason);
    } else if (!reason.text.equals(text)) {
      reason.text = key.text().isEmpty() ? text : key.text();
    }
    reason.count++;
    if (reason.names.size() < NAMES) {
      reason.names.add(photo);
    }
  }

  /** The message without the photo's name in front, and with an ellipsis for it further on. */
  private static String nameless(String photo, String message) {
    String file = photo.substring(photo.lastIndexOf('/') + 1);
    String text = message;
    for (String name : List.of(photo, photo.replace('/', '\\'), file)) {
      text =
          Pattern.compile(BEFORE + Pattern.quote(name) + BEHIND)
              .matcher(text)
              .replaceAll(SOMETHING);
    }
    text = PATH.matcher(text).replaceAll(SOMETHING);
    return text.startsWith(SOMETHING + ": ") ? text.substring(SOMETHING.length() + 2) : text;
  }

  /** The reasons, the most frequent first. */
  List<Reason> reasons() {
    return reasons.values().stream()
        .sorted(Comparator.comparingLong(Reason::count).reversed())
        .toList();
  }
}
