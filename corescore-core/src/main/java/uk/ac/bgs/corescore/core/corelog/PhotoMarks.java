// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import uk.ac.bgs.corescore.core.corelog.table.FragmentMark;
import uk.ac.bgs.corescore.core.corelog.table.FragmentMark.Kind;
import uk.ac.bgs.corescore.mask.PieceMark;
import uk.ac.bgs.corescore.measure.Fragment;

/**
 * The marks of the fragments of a photo: from its label file or the segmenter, and from the table
 * of marks, which overrides them. Marks of one fragment that contradict each other are ignored, and
 * are reported.
 */
final class PhotoMarks {
  /** Each of both takes the other back. */
  private static final Map<Kind, Kind> OPPOSITES =
      new EnumMap<>(
          Map.of(
              Kind.RUBBLE, Kind.PIECE,
              Kind.PIECE, Kind.RUBBLE,
              Kind.INDUCED_BELOW, Kind.NATURAL_BELOW,
              Kind.NATURAL_BELOW, Kind.INDUCED_BELOW));

  static final PhotoMarks NONE = new PhotoMarks();

  private final Map<Integer, Set<Kind>> marks = new TreeMap<>();

  private PhotoMarks() {}

  /** Of a photo. */
  static PhotoMarks of(LogPhoto photo, LogNotes notes) {
    PhotoMarks all = new PhotoMarks();
    for (Fragment fragment : photo.fragments()) {
      for (PieceMark mark : fragment.marks()) {
        all.add(fragment.id(), Kind.valueOf(mark.name()));
      }
    }
    all.withoutContradictions(photo, "drawn", notes);
    PhotoMarks said = new PhotoMarks();
    for (FragmentMark mark : photo.marks()) {
      said.add(mark.fragment(), mark.kind());
    }
    said.withoutContradictions(photo, "marked", notes);
    said.marks.forEach(
        (fragment, kinds) ->
            kinds.forEach(
                kind -> {
                  all.add(fragment, kind);
                  all.marks.getOrDefault(fragment, Set.of()).remove(OPPOSITES.get(kind));
                }));
    return all;
  }

  private void add(int fragment, Kind kind) {
    marks.computeIfAbsent(fragment, none -> EnumSet.noneOf(Kind.class)).add(kind);
  }

  private void withoutContradictions(LogPhoto photo, String how, LogNotes notes) {
    marks.forEach(
        (fragment, kinds) -> {
          for (Kind kind : Kind.values()) {
            Kind opposite = OPPOSITES.get(kind);
            if (opposite != null && kinds.contains(kind) && kinds.contains(opposite)) {
              kinds.remove(kind);
              kinds.remove(opposite);
              notes.problem(
                  photo.name()
                      + ": fragment "
                      + fragment
                      + " is "
                      + how
                      + " as "
                      + kind.id()
                      + " and as "
                      + opposite.id()
                      + ", which contradict each other; neither is used");
            }
          }
        });
  }

  /** Whether something is stated about a fragment. */
  boolean has(int fragment, Kind kind) {
    return marks.getOrDefault(fragment, Set.of()).contains(kind);
  }

  /** The marked fragments, by their numbers. */
  Set<Integer> all(Kind kind) {
    Set<Integer> fragments = new TreeSet<>();
    marks.forEach(
        (fragment, kinds) -> {
          if (kinds.contains(kind)) {
            fragments.add(fragment);
          }
        });
    return fragments;
  }
}
