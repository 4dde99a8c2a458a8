// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.pipeline.Doubt;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.image.PixelScale;
import uk.ac.bgs.corescore.measure.Fragment;
import uk.ac.bgs.corescore.measure.FragmentSet;
import uk.ac.bgs.corescore.score.AreaScorer;
import uk.ac.bgs.corescore.score.ExtraMeasure;

/**
 * Scored photographs as rows of two tables: {@code photos}, a row for each photo, those that failed
 * included, and {@code fragments}, a row for each fragment. The columns are known before the first
 * photo is scored: a scorer adds the same measures to every photo, so it is asked once, for a photo
 * without fragments.
 *
 * <p>Figures are those of {@code measures.csv} and {@code fragments.csv}, with the same names; what
 * is empty there is null. Immutable; safe for use by many threads.
 */
@SuppressWarnings("exports") // an annotation that hosts need not have
public final class PhotoTables {
  private static final String PHOTO = "photo";
  private static final String SCORED = "scored";
  private static final String FAILED = "failed";

  private static final TableSchema FRAGMENTS = new TableSchema("fragments", fragmentColumns());

  private final List<ExtraMeasure> extras;
  private final TableSchema photos;

  private PhotoTables(List<ExtraMeasure> extras) {
    this.extras = extras;
    this.photos = new TableSchema("photos", photoColumns(extras));
  }

  /**
   * The tables of a scorer's results.
   *
   * @param scorer the scorer; it is asked for the measures that it adds
   * @return the tables
   * @throws CoreScoreException if a measure that it adds has the name of another column
   */
  public static PhotoTables of(AreaScorer scorer) {
    List<ExtraMeasure> extras = scorer.score(new FragmentSet(1, 1, List.of())).extras();
    Set<String> names = new HashSet<>();
    photoColumns(List.of()).forEach(column -> names.add(column.name()));
    for (ExtraMeasure extra : extras) {
      if (!names.add(extra.name())) {
        throw new CoreScoreException(
            FailureKind.PLUGIN,
            "the area scorer adds a measure '"
                + extra.name()
                + "', which is the name of another column of the table of photos");
      }
    }
    return new PhotoTables(extras);
  }

  /**
   * The table of photos.
   *
   * @return its columns
   */
  public TableSchema photos() {
    return photos;
  }

  /**
   * The table of fragments, the same for every scorer.
   *
   * @return its columns
   */
  public static TableSchema fragments() {
    return FRAGMENTS;
  }

  /**
   * The row of a scored photo.
   *
   * @param scored the photo and what was found in it
   * @return a row of {@link #photos()}
   * @throws CoreScoreException if its scorer added other measures than were announced
   */
  public List<@Nullable Object> photo(ScoredPhoto scored) {
    List<@Nullable Object> row = new ArrayList<>(photos.columns().size());
    row.add(scored.photo().name());
    row.add(scored.photo().sha256());
    row.add(SCORED);
    row.add(null);
    row.add(null);
    row.add((long) scored.photo().width());
    row.add((long) scored.photo().height());
    row.add(scored.provenance().segmenterId());
    ScoreMeasures.of(scored.score())
        .forEach(
            (name, value) ->
                row.add(
                    name.equals("total_fragments")
                        ? (Object) (long) scored.score().totalFragments()
                        : cell(value)));
    row.add(scored.scale().map(PixelScale::millimetresPerPixel).orElse(null));
    ScoreMeasures.onCore(scored.score(), scored.scale())
        .forEach((name, value) -> row.add(cell(value)));
    row.add(cell(scored.confidence()));
    row.add(cell(scored.uncertainShare()));
    row.add(scored.doubt().map(doubt -> doubt.kind().id()).orElse(null));
    row.add(scored.doubt().map(Doubt::reason).orElse(null));
    row.add(
        scored.photo().remarks().isEmpty() ? null : String.join(" | ", scored.photo().remarks()));
    addExtras(row, scored);
    return Collections.unmodifiableList(row);
  }

  private void addExtras(List<@Nullable Object> row, ScoredPhoto scored) {
    List<ExtraMeasure> found = scored.score().extras();
    if (!found.stream()
        .map(PhotoTables::nameAndUnit)
        .toList()
        .equals(extras.stream().map(PhotoTables::nameAndUnit).toList())) {
      throw new CoreScoreException(
          FailureKind.PLUGIN,
          scored.photo().name()
              + ": scorer "
              + scored.provenance().scorerId()
              + " adds the same measures to every photo, expected "
              + extras.stream().map(PhotoTables::nameAndUnit).toList()
              + ", found "
              + found.stream().map(PhotoTables::nameAndUnit).toList());
    }
    for (ExtraMeasure extra : found) {
      row.add(isText(extra) ? extra.text().orElse(null) : cell(extra.value()));
    }
  }

  /**
   * The row of a photo that failed.
   *
   * @param name its name
   * @param sha256 SHA-256 of its file, if that could be read
   * @param kind the kind of failure
   * @param message why
   * @return a row of {@link #photos()}
   */
  public List<@Nullable Object> failed(
      String name, Optional<String> sha256, FailureKind kind, String message) {
    List<@Nullable Object> row =
        new ArrayList<>(Collections.nCopies(photos.columns().size(), (@Nullable Object) null));
    row.set(0, name);
    row.set(1, sha256.orElse(null));
    row.set(2, FAILED);
    row.set(3, kind.name().toLowerCase(Locale.ROOT));
    row.set(4, message);
    return Collections.unmodifiableList(row);
  }

  /**
   * The rows of a photo's fragments.
   *
   * @param scored the photo and what was found in it
   * @return rows of {@link #fragments()}, in the order of the fragments' numbers
   */
  public static List<List<@Nullable Object>> fragments(ScoredPhoto scored) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Fragment fragment : scored.fragments().fragments()) {
      List<@Nullable Object> row = new ArrayList<>(FRAGMENTS.columns().size());
      row.add(scored.photo().name());
      row.add((long) fragment.id());
      row.add(fragment.label());
      for (FragmentColumn column : FragmentColumn.values()) {
        OptionalDouble value = column.value(fragment, scored.scale());
        row.add(
            value.isPresent() && column.type() == Column.Type.INTEGER
                ? (Object) (long) value.getAsDouble()
                : cell(value));
      }
      OptionalInt place = fragment.row();
      row.add(place.isPresent() ? (Object) (long) place.getAsInt() : null);
      row.add(fragment.rubble());
      rows.add(Collections.unmodifiableList(row));
    }
    return rows;
  }

  private static List<Column> photoColumns(List<ExtraMeasure> extras) {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                text(PHOTO, "Name of the photo, with / between its folders."),
                text("sha256", "SHA-256 of the photo's file in hexadecimal digits."),
                text("status", "scored or failed."),
                text("failure_kind", "Kind of the failure; null if scored."),
                text("failure", "Why the photo failed; null if scored."),
                new Column("width", Column.Type.INTEGER, "px", "Columns of the photo."),
                new Column("height", Column.Type.INTEGER, "px", "Rows of the photo."),
                text("segmenter", "Id of the segmenter."),
                real("absolute_area", "px^2", "Area of all fragments."),
                real("relative_area", "1", "Area of all fragments / area of the photo."),
                real("fragment_perimeter", "px", "Perimeter of all fragments."),
                real("average_perimeter", "px", "Mean perimeter of a fragment."),
                new Column("total_fragments", Column.Type.INTEGER, "1", "Number of fragments."),
                real("perimeter_complexity", "1/px", "Perimeter / area of all fragments."),
                real("mm_per_pixel", "mm/px", "Size of a photo pixel on the core."),
                real("absolute_area_mm2", "mm^2", "Area of all fragments, on the core."),
                real("fragment_perimeter_mm", "mm", "Perimeter of all fragments, on the core."),
                real("average_perimeter_mm", "mm", "Mean perimeter of a fragment, on the core."),
                real("perimeter_complexity_per_mm", "1/mm", "Perimeter / area, on the core."),
                real("confidence", "1", "Mean probability of the label over rock pixels."),
                real("uncertain_share", "1", "Share of rock pixels with a confidence below 0.8."),
                text("doubt", "Kind of the doubt; null if no check found anything."),
                text("doubt_reason", "Why a person should check the photo."),
                text("remarks", "What was decided while the photo was read.")));
    for (ExtraMeasure extra : extras) {
      String meaning = "Measure of the area scorer.";
      columns.add(
          isText(extra) ? text(extra.name(), meaning) : real(extra.name(), extra.unit(), meaning));
    }
    return columns;
  }

  private static List<Column> fragmentColumns() {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                text(PHOTO, "Name of the photo, with / between its folders."),
                new Column(
                    "fragment", Column.Type.INTEGER, "1", "Number of the fragment in the photo."),
                text("label", "Label of its pixels.")));
    Arrays.stream(FragmentColumn.values()).map(FragmentColumn::column).forEach(columns::add);
    columns.add(
        new Column(
            "row", Column.Type.INTEGER, "1", "Number of its row of core; null without a layout."));
    columns.add(
        new Column("rubble", Column.Type.BOOLEAN, "", "Whether it is rubble, not one piece."));
    return columns;
  }

  private static Column text(String name, String description) {
    return new Column(name, Column.Type.TEXT, "", description);
  }

  private static Column real(String name, String unit, String description) {
    return new Column(name, Column.Type.REAL, unit, description);
  }

  private static @Nullable Object cell(OptionalDouble value) {
    return value.isPresent() ? (Object) value.getAsDouble() : null;
  }

  private static boolean isText(ExtraMeasure extra) {
    return extra.unit().equals(ExtraMeasure.TEXT);
  }

  private static String nameAndUnit(ExtraMeasure extra) {
    return extra.name() + " (" + extra.unit() + ")";
  }
}
