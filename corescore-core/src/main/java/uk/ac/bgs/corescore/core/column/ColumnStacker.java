// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.column;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.corelog.LogPhoto;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.corelog.hole.HoleLog;
import uk.ac.bgs.corescore.core.corelog.hole.LoggedRow;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.measure.Fragment;

/**
 * Makes the column of a hole: its rows of core by depth, one below the other.
 *
 * <p>A hole can be longer than memory holds, so it is given by pages: another begins where one
 * would have more pixels than the settings allow, and below a gap that is larger. Memory: 4 bytes a
 * pixel of one page and what a photo takes; a photo is read once where its rows follow each other
 * by depth. A row that cannot be cut out is a problem; the other rows are stacked. For one thread
 * at a time.
 */
public final class ColumnStacker {
  /** By so much depths of rows may overlap in a log, m. */
  private static final double SAME = 0.0005;

  private final HoleLog hole;
  private final Map<String, LogPhoto> photos;
  private final PhotoSource source;
  private final ColumnSettings settings;
  private final List<String> problems = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private final List<DepthInterval> gaps = new ArrayList<>();
  private final Set<String> failed = new HashSet<>();
  private String opened = "";
  private Optional<Photo> open = Optional.empty();

  private ColumnStacker(
      HoleLog hole, Map<String, LogPhoto> photos, PhotoSource source, ColumnSettings settings) {
    this.hole = hole;
    this.photos = photos;
    this.source = source;
    this.settings = settings;
  }

  /** The source of the photos. */
  @FunctionalInterface
  public interface PhotoSource {
    /**
     * Reads a photo.
     *
     * @param name its name in the log
     * @return the photo of that name, or a smaller copy
     * @throws IOException if it cannot be read; a {@link CoreScoreException} means the same
     */
    Photo read(String name) throws IOException;
  }

  /** What takes the pages of a column. */
  @FunctionalInterface
  public interface PageSink {
    /**
     * Takes a page.
     *
     * @param page the rows of the hole that follow those of the page before
     * @throws IOException if it cannot be written, which ends all
     */
    void page(CoreColumn page) throws IOException;
  }

  /**
   * What became of a hole.
   *
   * @param hole the hole's name
   * @param pages how many pages there are
   * @param rowsPerMetre the rows of pixels for a metre of depth; not a number where no row was cut
   * @param gaps depths between its rows of which no row was cut, downwards
   * @param problems a sentence for each row that is not in the column, with its name
   * @param remarks what to check
   */
  public record StackedHole(
      String hole,
      int pages,
      double rowsPerMetre,
      List<DepthInterval> gaps,
      List<String> problems,
      List<String> remarks) {
    /**
     * Copies the lists.
     *
     * @param hole the hole's name
     * @param pages how many pages there are
     * @param rowsPerMetre the rows of pixels for a metre of depth
     * @param gaps depths of which no row was cut
     * @param problems what is not in the column
     * @param remarks what to check
     */
    public StackedHole {
      gaps = List.copyOf(gaps);
      problems = List.copyOf(problems);
      remarks = List.copyOf(remarks);
    }
  }

  /**
   * Makes the column of a hole.
   *
   * @param hole the hole's log
   * @param photos what the log was made of
   * @param source what reads the photos
   * @param settings how the column is made
   * @param pages takes its pages, downwards
   * @return problems and remarks
   * @throws IOException if a page cannot be written
   */
  public static StackedHole stack(
      HoleLog hole,
      List<LogPhoto> photos,
      PhotoSource source,
      ColumnSettings settings,
      PageSink pages)
      throws IOException {
    Map<String, LogPhoto> byName = new HashMap<>();
    photos.forEach(photo -> byName.put(photo.name(), photo));
    return new ColumnStacker(hole, byName, source, settings).stacked(pages);
  }

  private StackedHole stacked(PageSink pages) throws IOException {
    OptionalDouble resolution = resolution();
    @Nullable CoreColumn page = null;
    int given = 0;
    for (LoggedRow row : resolution.isEmpty() ? List.<LoggedRow>of() : hole.rows()) {
      double perMetre = resolution.getAsDouble();
      Optional<CoreColumn> cut = cut(row, page, perMetre);
      if (cut.isEmpty()) {
        continue;
      }
      CoreColumn next = cut.get();
      if (page == null) {
        page = next;
      } else if (goesOn(page, next)) {
        page = page.append(next, settings.gaps(), Double.POSITIVE_INFINITY);
      } else {
        pages.page(page);
        given++;
        page = next;
      }
    }
    if (page != null) {
      pages.page(page);
      given++;
    }
    if (resolution.isEmpty()) {
      remarks.add("hole " + hole.hole() + ": no column, no photo shows core of it");
    }
    return new StackedHole(
        hole.hole(), given, resolution.orElse(Double.NaN), gaps, problems, remarks);
  }

  /** That of the settings, or of the photos. */
  private OptionalDouble resolution() {
    double[] all =
        hole.rows().stream()
            .map(ColumnCutter::resolution)
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .sorted()
            .toArray();
    if (all.length == 0) {
      return OptionalDouble.empty();
    }
    return settings.rowsPerMetre().isPresent()
        ? settings.rowsPerMetre()
        : Arrays.stream(all).skip(all.length / 2).findFirst();
  }

  /** Cuts out a row and appends it; empty, with a problem, if that fails. */
  private Optional<CoreColumn> cut(LoggedRow row, @Nullable CoreColumn above, double perMetre) {
    DepthInterval shown = below(above, row.depths());
    long height = ColumnCutter.rows(shown, perMetre);
    long width = ColumnCutter.columns(row, perMetre);
    if (height > settings.maxPixels() / width) {
      problems.add(
          row.name()
              + ": not in the column, it alone has "
              + width
              + " x "
              + height
              + " pixels, more than a page of "
              + settings.maxPixels()
              + "; expected fewer rows for a metre than "
              + perMetre);
      return Optional.empty();
    }
    Optional<Photo> photo = photo(row.photo());
    try {
      return photo.map(
          read -> ColumnCutter.cut(read, row, shown, outlines(row), perMetre, settings.mask()));
    } catch (CoreScoreException | IllegalArgumentException e) {
      problems.add(row.name() + ": not in the column, " + reason(row.name(), e));
      return Optional.empty();
    }
  }

  /** The log lets depths of rows overlap by less than they are written to. */
  private static DepthInterval below(@Nullable CoreColumn above, DepthInterval depths) {
    double top = above == null ? depths.top().metres() : above.depths().base().metres();
    return depths.top().metres() < top && top < depths.base().metres()
        ? DepthInterval.of(top, depths.base().metres())
        : depths;
  }

  private static String reason(String name, Exception e) {
    String message = Objects.requireNonNullElse(e.getMessage(), e.toString());
    return message.startsWith(name + ": ") ? message.substring(name.length() + 2) : message;
  }

  /** A photo; empty, with one problem, if it cannot be read. */
  private Optional<Photo> photo(String name) {
    if (!opened.equals(name)) {
      open = Optional.empty();
      opened = name;
      if (!failed.contains(name)) {
        try {
          open = Optional.of(read(name));
        } catch (CoreScoreException | IOException e) {
          failed.add(name);
          problems.add(name + ": not in the column, " + reason(name, e));
        }
      }
    }
    return open;
  }

  private Photo read(String name) throws IOException {
    Photo read = source.read(name);
    LogPhoto logged = photos.get(name);
    if (logged != null
        && (logged.layout().photoWidth() != read.width()
            || logged.layout().photoHeight() != read.height())) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          name
              + ": expected the photo of "
              + logged.layout().photoWidth()
              + " x "
              + logged.layout().photoHeight()
              + " px that was logged, got one of "
              + read.width()
              + " x "
              + read.height());
    }
    return read;
  }

  /** The outlines of the fragments that lie in a row by the log. */
  private List<Geometry> outlines(LoggedRow row) {
    LogPhoto photo = photos.get(row.photo());
    if (photo == null || settings.mask() != ColumnMask.ROCK) {
      return List.of();
    }
    Set<Integer> own = new HashSet<>();
    row.pieces().pieces().forEach(piece -> own.addAll(piece.fragments()));
    row.pieces().rubble().forEach(rubble -> own.add(rubble.fragment()));
    return photo.fragments().stream()
        .filter(fragment -> own.contains(fragment.id()))
        .map(Fragment::outline)
        .toList();
  }

  /** Whether a row goes onto the page above it; gaps are noted. */
  private boolean goesOn(CoreColumn page, CoreColumn next) {
    double gap = page.gapTo(next);
    if (gap > SAME) {
      gaps.add(DepthInterval.of(page.depths().base().metres(), next.depths().top().metres()));
    }
    if (gap > settings.maxGapMetres()) {
      remarks.add(
          "hole "
              + hole.hole()
              + ": no photo shows "
              + gaps.get(gaps.size() - 1)
              + ", another page begins below");
      return false;
    }
    long rows =
        page.height()
            + next.height()
            + (settings.gaps() == ColumnGaps.FILL ? page.gapRows(next) : 0);
    return rows <= settings.maxPixels() / Math.max(page.width(), next.width());
  }
}
