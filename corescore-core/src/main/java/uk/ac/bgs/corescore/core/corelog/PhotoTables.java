// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.locationtech.jts.geom.Geometry;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.corelog.piece.Occlusions;
import uk.ac.bgs.corescore.core.corelog.table.BasePosition;
import uk.ac.bgs.corescore.core.corelog.table.BoxRow;
import uk.ac.bgs.corescore.core.corelog.table.CoreRun;
import uk.ac.bgs.corescore.core.corelog.table.FragmentMark;
import uk.ac.bgs.corescore.core.corelog.table.LogTables;
import uk.ac.bgs.corescore.core.corelog.table.RowTiePoint;
import uk.ac.bgs.corescore.core.corelog.table.TableContent;
import uk.ac.bgs.corescore.core.layout.RowFragments;
import uk.ac.bgs.corescore.core.measure.FragmentMeasurer;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.core.photo.PhotoPairing;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.measure.Fragment;

/**
 * The rows of the tables of a core log for each photo. The names in the tables are paired with the
 * photos by the rules of {@link PhotoPairing}. Immutable; safe for use by many threads.
 */
public final class PhotoTables {
  private final Path boxesFile;
  private final Map<PhotoFile, List<BoxRow>> boxes = new LinkedHashMap<>();
  private final Map<PhotoFile, List<RowTiePoint>> ties = new LinkedHashMap<>();
  private final Map<PhotoFile, List<FragmentMark>> marks = new LinkedHashMap<>();
  private final List<CoreRun> runs;
  private final List<PhotoFile> photos;
  private final List<String> problems = new ArrayList<>();

  /**
   * The files of the tables, CSV as {@link LogTables} reads it.
   *
   * @param boxes which core is in which photo
   * @param runs the runs of the core barrel; empty for a log per box
   * @param ties places inside rows whose depth is known, if there are any
   * @param marks marks of fragments by a person, if any
   */
  public record Sources(
      Path boxes, Optional<Path> runs, Optional<Path> ties, Optional<Path> marks) {}

  private PhotoTables(List<PhotoFile> photos, Sources sources, Consumer<String> remarks)
      throws IOException {
    PhotoPairing all = PhotoPairing.of(photos);
    Set<String> told = new LinkedHashSet<>();
    boxesFile = sources.boxes();
    share(boxesFile, LogTables.boxes(boxesFile), all, BoxRow::photo, boxes, told, remarks);
    runs =
        sources.runs().isEmpty()
            ? List.of()
            : rows(LogTables.runs(sources.runs().get()), problems, remarks);
    if (sources.ties().isPresent()) {
      Path file = sources.ties().get();
      share(file, LogTables.ties(file), all, RowTiePoint::photo, ties, told, remarks);
    }
    if (sources.marks().isPresent()) {
      Path file = sources.marks().get();
      share(file, LogTables.marks(file), all, FragmentMark::photo, marks, told, remarks);
    }
    for (PhotoFile photo : photos) {
      if (!boxes.containsKey(photo)) {
        problems.add(photo.name() + ": not logged, " + boxesFile + " has no row of it");
      }
    }
    this.photos = photos.stream().filter(boxes::containsKey).toList();
  }

  /**
   * Reads tables.
   *
   * @param photos the photos that there are
   * @param sources the files
   * @param remarks takes what to check, one sentence at a time: gaps between depths, and names that
   *     are not exactly those of their photos
   * @return the rows; unusable ones are among {@link #problems}
   * @throws CoreScoreException if a column is missing or a file is no text
   * @throws IOException if a file cannot be read
   */
  public static PhotoTables read(List<PhotoFile> photos, Sources sources, Consumer<String> remarks)
      throws IOException {
    return new PhotoTables(photos, sources, remarks);
  }

  /**
   * The rows of one table.
   *
   * @param table what was read
   * @param problems gets a sentence for each row that cannot be used
   * @param remarks takes what to check
   * @param <T> what a row says
   * @return the rows that can be used
   */
  public static <T> List<T> rows(
      TableContent<T> table, List<String> problems, Consumer<String> remarks) {
    table.problems().forEach(problem -> problems.add(problem.text()));
    table.remarks().forEach(remarks);
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
      Consumer<String> remarks) {
    List<T> rows = rows(table, problems, remarks);
    Set<String> names = new LinkedHashSet<>(rows.stream().map(name).toList());
    PhotoPairing pairing = all.among(names);
    Map<String, PhotoFile> found = new LinkedHashMap<>();
    for (String one : names) {
      try {
        PhotoPairing.Match match = pairing.require(one);
        if (!match.exact() && told.add(one)) {
          remarks.accept(match.remark(one));
        }
        found.put(one, match.photo());
      } catch (CoreScoreException e) {
        problems.add(file + ": " + e.getMessage());
      }
    }
    for (T row : rows) {
      PhotoFile photo = found.get(name.apply(row));
      if (photo != null) {
        of.computeIfAbsent(photo, key -> new ArrayList<>()).add(row);
      }
    }
  }

  /**
   * The photos that can be logged.
   *
   * @return the photos in the table of boxes, in their order
   */
  public List<PhotoFile> photos() {
    return photos;
  }

  /**
   * The runs of the core barrel.
   *
   * @return none where there is no table of runs
   */
  public List<CoreRun> runs() {
    return runs;
  }

  /**
   * What is wrong in the tables, and which photos they do not name.
   *
   * @return a sentence for each
   */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  /**
   * Whether depths cannot be placed without the pieces of rock.
   *
   * @return true if the base depth of a row is the end of the rock in it
   */
  public boolean needsPieces() {
    return boxes.values().stream()
        .flatMap(List::stream)
        .anyMatch(row -> row.base() == BasePosition.ROCK);
  }

  /**
   * A photo for the log.
   *
   * @param photo one of {@link #photos}
   * @param layout its rows of core, photo px
   * @param fragments its fragments; none if only depths are needed
   * @param covers outlines of what hides rock, photo px
   * @return the photo with its rows in the tables
   */
  public LogPhoto photo(
      PhotoFile photo, Layout layout, List<Fragment> fragments, List<Geometry> covers) {
    return new LogPhoto(
        photo.name(),
        layout,
        fragments,
        covers,
        boxes.getOrDefault(photo, List.of()),
        ties.getOrDefault(photo, List.of()),
        marks.getOrDefault(photo, List.of()),
        Optional.empty());
  }

  /**
   * A photo whose pieces are drawn: its fragments are measured and numbered by row.
   *
   * @param photo one of {@link #photos}
   * @param layout its rows of core, photo px
   * @param drawn its pieces on the photo's own pixels
   * @return the photo with its rows in the tables
   * @throws CoreScoreException if the pieces are of a photo of another size
   */
  public LogPhoto photo(PhotoFile photo, Layout layout, Segmentation drawn) {
    LabelMask mask = drawn.mask();
    if (mask.width() != layout.photoWidth() || mask.height() != layout.photoHeight()) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          photo.name()
              + ": expected a mask of the photo's "
              + layout.photoWidth()
              + " x "
              + layout.photoHeight()
              + " px, got one of "
              + mask.width()
              + " x "
              + mask.height());
    }
    return photo(
        photo,
        layout,
        RowFragments.numbered(FragmentMeasurer.measure(drawn), drawn.fragments(), layout)
            .fragments(),
        Occlusions.covers(drawn));
  }
}
