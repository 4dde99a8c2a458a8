// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * An index of things by name, which also finds similar names. Immutable.
 *
 * @param <T> what has a name
 */
final class NameIndex<T> {
  private final List<Entry<T>> all;
  private final Map<String, List<Entry<T>>> byStem;

  /** A thing and its name in parts. */
  private record Entry<T>(T thing, ReferencedName name) {}

  /** A thing of which the name fits. */
  record Found<T>(T thing, ReferencedName.Fit fit) {}

  NameIndex(List<T> things, Function<T, String> name) {
    all =
        things.stream()
            .map(thing -> new Entry<>(thing, ReferencedName.of(name.apply(thing))))
            .toList();
    byStem = new HashMap<>();
    for (Entry<T> entry : all) {
      byStem.computeIfAbsent(entry.name().stem(), stem -> new ArrayList<>()).add(entry);
    }
  }

  /** Those that fit best, by no rank behind this one; all of one fit, empty if none does. */
  List<Found<T>> best(String name, ReferencedName.Rank last) {
    ReferencedName query = ReferencedName.of(name);
    Set<Entry<T>> near = new LinkedHashSet<>(byStem.getOrDefault(query.stem(), List.of()));
    near.addAll(byStem.getOrDefault(query.last(), List.of()));
    List<Found<T>> best = best(query, near, last);
    return best.isEmpty() && last.compareTo(ReferencedName.Rank.UPLOAD) >= 0
        ? best(query, all, last)
        : best;
  }

  private static <T> List<Found<T>> best(
      ReferencedName query, Iterable<Entry<T>> entries, ReferencedName.Rank last) {
    List<Found<T>> fitting = new ArrayList<>();
    for (Entry<T> entry : entries) {
      query
          .fit(entry.name())
          .filter(fit -> fit.rank().compareTo(last) <= 0)
          .ifPresent(fit -> fitting.add(new Found<>(entry.thing(), fit)));
    }
    if (fitting.isEmpty()) {
      return fitting;
    }
    ReferencedName.Fit best = Collections.min(fitting.stream().map(Found::fit).toList());
    return fitting.stream().filter(found -> found.fit().equals(best)).toList();
  }

  /** Those of the same name, with or without extension, in any folder. */
  List<T> inAnyFolder(String name) {
    return byStem.getOrDefault(ReferencedName.of(name).stem(), List.of()).stream()
        .map(Entry::thing)
        .toList();
  }
}
