// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.corelog.table.BoxRow;
import uk.ac.bgs.corescore.core.corelog.table.CoreRun;
import uk.ac.bgs.corescore.core.corelog.table.FragmentMark;
import uk.ac.bgs.corescore.core.corelog.table.LogTables;
import uk.ac.bgs.corescore.core.corelog.table.NamedInterval;
import uk.ac.bgs.corescore.core.corelog.table.RowTiePoint;
import uk.ac.bgs.corescore.core.corelog.table.TableContent;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.core.photo.PhotoPairing;

/** The tables of a core log, and what they say of which photo. */
final class LogTablesRead {
  @Option(
      names = "--boxes",
      paramLabel = "CSV",
      required = true,
      description =
          "Which core is in which photo: columns photo, hole, top_m, base_m and, if wanted, box,"
              + " row (as in reports; empty for all rows of the photo together), base (tray or"
              + " rock: what base_m is the end of) and length_mm (of the row) or"
              + " mm_per_pixel.")
  private Path boxesFile = Path.of(".");

  @Option(
      names = "--runs",
      paramLabel = "CSV",
      description =
          "The runs of the core barrel: columns hole, top_m, base_m and, if wanted, diameter_mm,"
              + " loss_from_m, loss_to_m. Without it the log is per box.")
  private @Nullable Path runsFile;

  @Option(
      names = "--ties",
      paramLabel = "CSV",
      description =
          "Places in rows whose depth is known: columns photo, row, share (0 at the row's beginning"
              + " to 1), depth_m.")
  private @Nullable Path tiesFile;

  @Option(
      names = "--marks",
      paramLabel = "CSV",
      description =
          "What a person says of fragments: columns photo, fragment, mark (unsound, rubble, piece,"
              + " induced_below, natural_below).")
  private @Nullable Path marksFile;

  private final List<String> failures = new ArrayList<>();
  private final Map<PhotoFile, List<BoxRow>> boxes = new LinkedHashMap<>();
  private final Map<PhotoFile, List<RowTiePoint>> ties = new LinkedHashMap<>();
  private final Map<PhotoFile, List<FragmentMark>> marks = new LinkedHashMap<>();
  private List<CoreRun> runs = List.of();

  /** Reads them. */
  void read(List<PhotoFile> photos, PrintWriter console) throws IOException {
    PhotoPairing all = PhotoPairing.of(photos);
    Set<String> told = new LinkedHashSet<>();
    share(boxesFile, LogTables.boxes(boxesFile), all, BoxRow::photo, boxes, told, console);
    if (runsFile != null) {
      runs = rows(LogTables.runs(runsFile), failures, console);
    }
    if (tiesFile != null) {
      share(tiesFile, LogTables.ties(tiesFile), all, RowTiePoint::photo, ties, told, console);
    }
    if (marksFile != null) {
      share(marksFile, LogTables.marks(marksFile), all, FragmentMark::photo, marks, told, console);
    }
    for (PhotoFile photo : photos) {
      if (!boxes.containsKey(photo)) {
        failures.add(photo.name() + ": not logged, " + boxesFile + " has no row of it");
      }
    }
  }

  private static <T> List<T> rows(
      TableContent<T> table, List<String> failures, PrintWriter console) {
    table.problems().forEach(problem -> failures.add(problem.text()));
    table.remarks().forEach(remark -> console.println(Messages.line(remark)));
    return table.rows();
  }

  /** Gives each row to its photo. */
  private <T> void share(
      Path file,
      TableContent<T> table,
      PhotoPairing all,
      Function<T, String> name,
      Map<PhotoFile, List<T>> of,
      Set<String> told,
      PrintWriter console) {
    List<T> rows = rows(table, failures, console);
    Collection<String> names = new LinkedHashSet<>(rows.stream().map(name).toList());
    PhotoPairing pairing = all.among(names);
    Map<String, Optional<PhotoFile>> found = new LinkedHashMap<>();
    for (String one : names) {
      try {
        PhotoPairing.Match match = pairing.require(one);
        if (!match.exact() && told.add(one)) {
          console.println(Messages.line(match.remark(one)));
        }
        found.put(one, Optional.of(match.photo()));
      } catch (CoreScoreException e) {
        failures.add(file + ": " + Messages.of(e));
        found.put(one, Optional.empty());
      }
    }
    for (T row : rows) {
      Optional<PhotoFile> photo = found.getOrDefault(name.apply(row), Optional.empty());
      photo.ifPresent(one -> of.computeIfAbsent(one, key -> new ArrayList<>()).add(row));
    }
  }

  /** What was wrong in tables. */
  List<String> failures() {
    return failures;
  }

  List<BoxRow> boxes(PhotoFile photo) {
    return boxes.getOrDefault(photo, List.of());
  }

  List<RowTiePoint> ties(PhotoFile photo) {
    return ties.getOrDefault(photo, List.of());
  }

  List<FragmentMark> marks(PhotoFile photo) {
    return marks.getOrDefault(photo, List.of());
  }

  List<CoreRun> runs() {
    return runs;
  }

  /** The intervals of a table, if there is one. */
  static List<NamedInterval> intervals(
      @Nullable Path file, List<String> failures, PrintWriter console) throws IOException {
    return file == null ? List.of() : rows(LogTables.intervals(file), failures, console);
  }
}
