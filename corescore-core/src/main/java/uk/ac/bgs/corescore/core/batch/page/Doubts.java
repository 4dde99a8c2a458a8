// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Photos in doubt by the kind of doubt, the first few of each. */
final class Doubts {
  private static final int MOST_KINDS = 20;

  /** What is beyond so many kinds. */
  static final String OTHERS = "other doubts";

  private final int few;
  private final Map<String, Kind> kinds = new LinkedHashMap<>();

  /** Photos of one kind of doubt. */
  static final class Kind {
    private final String id;
    private final List<List<? extends @Nullable Object>> first = new ArrayList<>();
    private long count;

    private Kind(String id) {
      this.id = id;
    }

    String id() {
      return id;
    }

    long count() {
      return count;
    }

    List<List<? extends @Nullable Object>> first() {
      return first;
    }
  }

  Doubts(int few) {
    this.few = few;
  }

  void look(List<? extends @Nullable Object> row, String kind) {
    String key = kinds.containsKey(kind) || kinds.size() < MOST_KINDS ? kind : OTHERS;
    Kind of = kinds.computeIfAbsent(key, Kind::new);
    of.count++;
    if (of.first.size() < few) {
      of.first.add(row);
    }
  }

  /** The kinds, the most frequent first. */
  List<Kind> kinds() {
    return kinds.values().stream()
        .sorted(Comparator.comparingLong(Kind::count).reversed())
        .toList();
  }
}
