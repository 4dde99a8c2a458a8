// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.place;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.locationtech.jts.geom.util.AffineTransformation;
import uk.ac.bgs.corescore.core.annotation.AnnotatedPhoto;
import uk.ac.bgs.corescore.core.annotation.AnnotatedPhoto.Size;
import uk.ac.bgs.corescore.core.annotation.AnnotationException;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem.Kind;
import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.core.photo.PhotoDimensions;
import uk.ac.bgs.corescore.core.place.PlacementException.Reason;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.LabelledPolygon;

/**
 * Transforms the labels of a record to the photograph at hand, or refuses them.
 *
 * <ul>
 *   <li>The size that the record states is compared with the photo's, by {@link LabelFrame}. Labels
 *       of a copy of the same shape (to a rounded pixel of the smaller one) are scaled by each
 *       axis, and a remark says so. Where the photo is turned by its orientation and no size shows
 *       whether that was heeded, the labels are taken as shown, and a remark says that.
 *   <li>Whether a shape lies outside is judged by the photo at hand. Where the size is known, what
 *       is wholly outside is left out. Where it is not, such a shape shows that the labels were
 *       drawn on something else, and the record is refused.
 *   <li>A record whose shapes all lie above the photo has its y upwards, as geographic programs
 *       have it. It is refused, or turned by {@link #withYUpwards()}.
 *   <li>That a photo has no rock has to be said: a record of which shapes were left out and no rock
 *       remains is refused, and so is one without shapes that does not say that it was annotated.
 * </ul>
 *
 * Immutable; safe for use by many threads. Cost: linear in the vertices.
 */
public final class LabelPlacer {
  private final LabelFrame frame;
  private final boolean upwards;
  private final boolean emptyCounts;
  private final boolean strict;
  private final LabelSet labels;

  private LabelPlacer(
      LabelFrame frame, boolean upwards, boolean emptyCounts, boolean strict, LabelSet labels) {
    this.frame = frame;
    this.upwards = upwards;
    this.emptyCounts = emptyCounts;
    this.strict = strict;
    this.labels = labels;
  }

  /**
   * A placer that compares sizes ({@link LabelFrame#CHECKED}), takes y downwards, is not strict,
   * and uses the rock labels of {@link LabelSet#CORESCORE}.
   *
   * @return the placer
   */
  public static LabelPlacer create() {
    return new LabelPlacer(LabelFrame.CHECKED, false, false, false, LabelSet.CORESCORE);
  }

  /**
   * The same for labels that lie on other pixels.
   *
   * @param pixels what the coordinates count
   * @return a new placer
   */
  public LabelPlacer withFrame(LabelFrame pixels) {
    return new LabelPlacer(pixels, upwards, emptyCounts, strict, labels);
  }

  /**
   * The same for labels whose y is 0 at the top of the photo and negative in it.
   *
   * @return a new placer; it refuses a record whose y runs downwards
   */
  public LabelPlacer withYUpwards() {
    return new LabelPlacer(frame, true, emptyCounts, strict, labels);
  }

  /**
   * The same for files of which it is known that all their photos were annotated.
   *
   * @return a new placer that takes a record without shapes for a photo without rock
   */
  public LabelPlacer withEmptyAsAnnotated() {
    return new LabelPlacer(frame, upwards, true, strict, labels);
  }

  /**
   * The same with other labels.
   *
   * @param known the labels, which say what is rock; a label that is not among them counts as rock
   * @return a new placer
   */
  public LabelPlacer withLabels(LabelSet known) {
    return new LabelPlacer(frame, upwards, emptyCounts, strict, known);
  }

  /**
   * The same, but refusing a record of which there would be something to remark.
   *
   * @return a new placer
   */
  public LabelPlacer strict() {
    return new LabelPlacer(frame, upwards, emptyCounts, true, labels);
  }

  /**
   * Lays a record's labels onto its photo.
   *
   * @param file the label file, for messages
   * @param record what was read from it
   * @param photo the photo at hand
   * @param canvas the size that the labels were drawn on, where someone else than the file states
   *     it; it counts more than the file's, and need not have the photo's shape
   * @return the labels in pixels of the photo
   * @throws PlacementException if they cannot be used with this photo
   * @throws AnnotationException if there is something to remark and the placer is strict
   */
  public PlacedLabels place(
      String file, AnnotatedPhoto record, PhotoDimensions photo, Optional<Size> canvas) {
    requireStatement(file, record);
    if (isUpwards(record.polygons()) != upwards && !record.polygons().isEmpty()) {
      throw new PlacementException(file, record.name(), Reason.Y_AXIS, axis(record.polygons()));
    }
    Fit fit = fit(file, record, photo, canvas);
    List<LabelledPolygon> moved = transformed(record.polygons(), fit.toPhoto());
    BoundsCheck beyond = new BoundsCheck(file, record, moved, photo);
    if (!fit.sizeKnown() && beyond.outside() > 0) {
      throw new PlacementException(
          file, record.name(), Reason.LARGER_CANVAS, beyond.largerCanvas());
    }
    PlacedLabels placed = beyond.placed(fit.remarks(), fit.sizeKnown());
    requireRock(file, placed.photo(), placed.remarks());
    if (strict) {
      Stream.concat(placed.problems().stream(), placed.remarks().stream())
          .filter(found -> found.kind() != Kind.TURNED)
          .findFirst()
          .ifPresent(
              found -> {
                throw new AnnotationException(found);
              });
    }
    return placed;
  }

  /**
   * Whether a record has no shape and does not say that a person annotated its photo, so that
   * nothing is known of it.
   *
   * @param record what was read
   * @return true if {@link #place} refuses it as {@link Reason#NOT_ANNOTATED}
   */
  public boolean isUnknown(AnnotatedPhoto record) {
    return record.polygons().isEmpty()
        && record.leftOut() == 0
        && !record.annotated()
        && !emptyCounts;
  }

  private void requireStatement(String file, AnnotatedPhoto record) {
    if (isUnknown(record)) {
      throw new PlacementException(
          file,
          record.name(),
          Reason.NOT_ANNOTATED,
          "there is no shape, and the file does not say that the photo was annotated: nothing is"
              + " known of its rock");
    }
    requireRock(file, record, List.of());
  }

  /** What was left out may have been the rock. */
  private void requireRock(String file, AnnotatedPhoto record, List<AnnotationProblem> remarks) {
    boolean rock = record.polygons().stream().anyMatch(polygon -> isRock(polygon.label()));
    if (record.leftOut() > 0 && !rock) {
      throw new PlacementException(
          file,
          record.name(),
          Reason.UNUSABLE,
          (record.polygons().isEmpty()
                  ? "none of the shapes that were drawn can be used"
                  : "of the shapes that were drawn no rock can be used")
              + " ("
              + record.leftOut()
              + " left out): that is not a photo without rock"
              + remarks.stream().map(r -> "; " + r.reason()).collect(Collectors.joining()));
    }
  }

  private boolean isRock(String label) {
    OptionalInt index = labels.indexOf(label);
    return index.isEmpty() || labels.isRock(index.getAsInt());
  }

  /** Whether the middle of every shape lies above the photo. */
  private static boolean isUpwards(List<LabelledPolygon> polygons) {
    return !polygons.isEmpty()
        && polygons.stream()
            .map(polygon -> polygon.outline().getEnvelopeInternal())
            .allMatch(box -> box.getMinY() + box.getMaxY() < 0);
  }

  private String axis(List<LabelledPolygon> polygons) {
    Extent extent = Extent.of(polygons);
    return "y of the "
        + polygons.size()
        + " shapes goes from "
        + NumberText.exact(extent.top())
        + " to "
        + NumberText.exact(extent.bottom())
        + (upwards
            ? ": it does not run upwards from 0 at the top of the photo, where it would be negative"
            : ": all of them lie above the photo. It looks as if y ran upwards, as geographic"
                + " programs have it; in a photo it runs downwards");
  }

  /**
   * How labels become pixels.
   *
   * @param toPhoto from label units to pixels as shown
   * @param remarks that they were scaled, or how they were taken, where that is to be said
   * @param sizeKnown whether the size that the labels were drawn on is known
   */
  private record Fit(
      AffineTransformation toPhoto, List<AnnotationProblem> remarks, boolean sizeKnown) {}

  private Fit fit(
      String file, AnnotatedPhoto record, PhotoDimensions photo, Optional<Size> canvas) {
    boolean stored = frame == LabelFrame.STORED;
    Size target =
        stored
            ? new Size(photo.storedWidth(), photo.storedHeight())
            : new Size(photo.width(), photo.height());
    Optional<Size> stated = canvas.or(record::size);
    boolean known = stated.isPresent() || frame != LabelFrame.CHECKED;
    boolean believed = canvas.isPresent() || frame != LabelFrame.SHOWN;
    Size from = stated.filter(size -> believed).orElse(target);
    boolean anyShape = canvas.isPresent() || frame == LabelFrame.STRETCHED;
    if (!anyShape && !Shapes.isCopy(from, target)) {
      throw new PlacementException(
          file, record.name(), Reason.OTHER_SIZE, otherSize(from, target, photo));
    }
    AffineTransformation toPhoto = upwards ? flipped() : new AffineTransformation();
    double across = (double) target.width() / from.width();
    double down = (double) target.height() / from.height();
    toPhoto.scale(across, down);
    if (stored) {
      toPhoto.compose(Shapes.turn(photo));
    }
    List<AnnotationProblem> remarks = new ArrayList<>();
    if (!from.equals(target) && canvas.isEmpty() && !record.polygons().isEmpty()) {
      remarks.add(scaled(file, record.name(), from, target, across, down));
    }
    if (frame == LabelFrame.CHECKED && canvas.isEmpty() && isTurnOpen(record, photo)) {
      remarks.add(turned(file, record.name(), photo));
    }
    return new Fit(toPhoto, remarks, known);
  }

  /** Whether the stated sizes do not distinguish labels as shown from labels as stored. */
  private static boolean isTurnOpen(AnnotatedPhoto record, PhotoDimensions photo) {
    Size kept = new Size(photo.storedWidth(), photo.storedHeight());
    return photo.orientation() != 1
        && !record.polygons().isEmpty()
        && record.size().map(size -> Shapes.isCopy(size, kept)).orElse(true);
  }

  private static AnnotationProblem turned(String file, String record, PhotoDimensions photo) {
    return new AnnotationProblem(
        file,
        record,
        "",
        "",
        Kind.TURNED,
        "the photo is turned by its Exif orientation "
            + photo.orientation()
            + ", and no size tells labels on it as shown from labels on it as stored: taken as"
            + " shown");
  }

  private static AffineTransformation flipped() {
    return AffineTransformation.scaleInstance(1, -1);
  }

  private static AnnotationProblem scaled(
      String file, String record, Size from, Size to, double across, double down) {
    return new AnnotationProblem(
        file,
        record,
        "",
        "",
        Kind.SCALED,
        "the labels are for "
            + from
            + ", the photo is "
            + to
            + ": scaled by "
            + NumberText.readable(across, 6)
            + " across and "
            + NumberText.readable(down, 6)
            + " down");
  }

  private String otherSize(Size from, Size target, PhotoDimensions photo) {
    boolean swapped = from.width() == target.height() && from.height() == target.width();
    Size shown = new Size(photo.width(), photo.height());
    Size kept = new Size(photo.storedWidth(), photo.storedHeight());
    StringBuilder text = new StringBuilder("the labels are for ").append(from);
    text.append(", the photo is ").append(shown).append(" as shown");
    if (photo.orientation() != 1) {
      text.append(" and ")
          .append(kept)
          .append(" as stored (Exif orientation ")
          .append(photo.orientation())
          .append(')');
    }
    if (frame == LabelFrame.STORED) {
      text.append("; they were to lie on it as stored");
    }
    return text.append(swapped ? ": the sides are swapped" : ": another shape").toString();
  }

  private static List<LabelledPolygon> transformed(
      List<LabelledPolygon> polygons, AffineTransformation toPhoto) {
    return toPhoto.isIdentity()
        ? polygons
        : polygons.stream().map(p -> p.withOutline(toPhoto.transform(p.outline()))).toList();
  }
}
