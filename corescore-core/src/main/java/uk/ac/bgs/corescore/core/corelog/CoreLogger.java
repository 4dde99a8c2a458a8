// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.corelog.hole.HoleLog;
import uk.ac.bgs.corescore.core.corelog.hole.LoggedRow;
import uk.ac.bgs.corescore.core.corelog.table.BoxRow;
import uk.ac.bgs.corescore.core.corelog.table.CoreRun;
import uk.ac.bgs.corescore.core.corelog.table.FragmentMark;
import uk.ac.bgs.corescore.core.corelog.table.NamedInterval;
import uk.ac.bgs.corescore.core.corelog.table.RowTiePoint;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.measure.Fragment;

/**
 * Makes a core log from the fragments in photographs and the tables of boxes and runs.
 *
 * <p>One length is taken of each piece, along its own axis line, for total core recovery, solid
 * core recovery and rock quality designation, so that RQD is at most solid, and solid at most total
 * core recovery, by construction. A threshold applies to the whole piece; what counts is shared
 * between runs and intervals by depth, so that the end of a run inside a piece is no fracture and
 * sums of intervals are those of the whole.
 *
 * <p>What cannot be logged is in {@link CoreLog#problems()}; the rest is logged. Stateless; safe
 * for use by many threads. Cost: that of {@link
 * uk.ac.bgs.corescore.core.corelog.piece.PieceFinder}, and the pieces for each interval.
 */
public final class CoreLogger {
  private CoreLogger() {}

  /**
   * Logs photographs.
   *
   * @param photos the photos, in any order
   * @param runs the runs of the core barrel, in any order; none for a log per box
   * @param intervals what else figures are wanted of
   * @param settings the rules
   * @return the log, holes by name
   * @throws IllegalArgumentException if two photos have one name
   */
  public static CoreLog log(
      List<LogPhoto> photos,
      List<CoreRun> runs,
      List<NamedInterval> intervals,
      LogSettings settings) {
    LogNotes notes = new LogNotes();
    Set<String> holes = new TreeSet<>();
    Map<String, PhotoMarks> marks = new HashMap<>();
    for (LogPhoto photo : photos) {
      if (marks.containsKey(photo.name())) {
        throw new IllegalArgumentException("two photos are called " + photo.name());
      }
      check(photo, notes);
      photo.rows().forEach(row -> holes.add(row.hole()));
      marks.put(photo.name(), PhotoMarks.of(photo, notes));
    }
    reportUnknownHoles(holes, runs.stream().map(CoreRun::hole).toList(), "runs", notes);
    reportUnknownHoles(
        holes, intervals.stream().map(NamedInterval::hole).toList(), "intervals", notes);
    List<HoleLog> logs = new ArrayList<>();
    for (String hole : holes) {
      List<CoreRun> drilled =
          runs.stream()
              .filter(run -> run.hole().equals(hole))
              .sorted(Comparator.comparing(run -> run.depths().top()))
              .toList();
      List<DepthInterval> losses = drilled.stream().flatMap(run -> run.loss().stream()).toList();
      List<LoggedRow> rows = new ArrayList<>();
      for (LogPhoto photo : photos) {
        if (photo.rows().stream().anyMatch(row -> row.hole().equals(hole))) {
          PhotoMarks own = Objects.requireNonNull(marks.get(photo.name()));
          rows.addAll(new RowPlacer(photo, own, settings, losses, notes).rows(hole));
        }
      }
      logs.add(
          new HoleLogger(hole, settings, drilled, notes)
              .log(
                  rows, marks, intervals.stream().filter(one -> one.hole().equals(hole)).toList()));
    }
    return new CoreLog(settings, logs, notes.problems(), notes.remarks());
  }

  /** Reports the parts of a photo that cannot be logged. */
  private static void check(LogPhoto photo, LogNotes notes) {
    if (photo.rows().isEmpty()) {
      notes.problem(photo.name() + ": not logged, the table of boxes has no row of it");
      return;
    }
    Set<Integer> fragments =
        photo.fragments().stream().map(Fragment::id).collect(Collectors.toSet());
    for (FragmentMark mark : photo.marks()) {
      if (!fragments.contains(mark.fragment())) {
        notes.problem(
            photo.name()
                + ": the mark "
                + mark.kind().id()
                + " is of fragment "
                + mark.fragment()
                + ", which there is not");
      }
    }
    Set<Integer> numbers =
        photo.layout().rows().stream().map(CoreRow::number).collect(Collectors.toSet());
    for (RowTiePoint tie : photo.ties()) {
      boolean placed =
          photo.rows().stream().anyMatch(row -> row.row().orElse(tie.row()) == tie.row());
      if (!placed || !numbers.contains(tie.row())) {
        notes.problem(
            photo.name()
                + ": the tie at "
                + tie.depth().metres()
                + " m is in row "
                + tie.row()
                + (placed
                    ? ", which there is not"
                    : ", of which the table of boxes has no depths"));
      }
    }
    if (photo.rows().stream().allMatch(row -> row.row().isPresent())) {
      Set<Integer> named =
          photo.rows().stream()
              .map(BoxRow::row)
              .map(row -> row.getAsInt())
              .collect(Collectors.toSet());
      List<Integer> others =
          photo.layout().rows().stream()
              .map(CoreRow::number)
              .filter(number -> !named.contains(number))
              .toList();
      if (!others.isEmpty()) {
        notes.remark(photo.name() + ": the table of boxes has no depths of its rows " + others);
      }
    }
  }

  private static void reportUnknownHoles(
      Set<String> holes, List<String> named, String what, LogNotes notes) {
    Set<String> unknown = new TreeSet<>(named);
    unknown.removeAll(holes);
    if (!unknown.isEmpty()) {
      notes.remark("no photo is of the holes " + unknown + ", of which there are " + what);
    }
  }
}
