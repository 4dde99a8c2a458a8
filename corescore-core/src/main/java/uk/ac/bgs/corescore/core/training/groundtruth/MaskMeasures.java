// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.groundtruth;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.mask.MaskPng;
import uk.ac.bgs.corescore.core.measure.FragmentMeasurer;
import uk.ac.bgs.corescore.core.measure.SmallFragments;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.core.report.FailureText;
import uk.ac.bgs.corescore.core.report.TableFile;
import uk.ac.bgs.corescore.core.table.ScoreMeasures;
import uk.ac.bgs.corescore.core.trace.FragmentFinder;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.image.PixelScale;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.measure.FragmentSet;
import uk.ac.bgs.corescore.score.AreaScore;

/**
 * Measures class-index masks into a table: the six measures, a row a mask. Fragments are the
 * 8-connected regions of each rock label. Immutable; safe for use by many threads. Memory: one
 * mask.
 *
 * @param labels what values mean in masks that do not state it
 * @param minArea fragments of at most this many pixels are left out
 * @param scale size of a mask's pixel on the core, for measures in mm beside those in pixels
 */
public record MaskMeasures(LabelSet labels, double minArea, Optional<PixelScale> scale) {
  /**
   * Checks the area.
   *
   * @param labels what values mean in masks that do not state it
   * @param minArea fragments of at most this many pixels are left out
   * @param scale size of a mask's pixel on the core, if it is known
   * @throws IllegalArgumentException if the area is below 0 or not finite
   */
  public MaskMeasures {
    if (!(minArea >= 0 && minArea < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("takes a number from 0, not " + minArea);
    }
  }

  /**
   * Measures masks. One that cannot be read is reported and the others are measured.
   *
   * @param masks the masks, PNG of 8 bits
   * @param file the table, CSV in UTF-8
   * @param overwrite whether a file that exists may be replaced
   * @return a sentence for each mask that was not measured
   * @throws java.nio.file.FileAlreadyExistsException if the table exists and is not to be replaced
   * @throws IOException if the table cannot be written
   */
  public List<String> write(List<PhotoFile> masks, Path file, boolean overwrite)
      throws IOException {
    List<String> failures = new ArrayList<>();
    try (TableFile table = TableFile.open(file, overwrite, columns())) {
      for (PhotoFile mask : masks) {
        try {
          table.row(row(mask, MaskPng.read(mask.file(), labels)));
        } catch (CoreScoreException | IOException e) {
          failures.add(FailureText.of(e));
        } catch (RuntimeException | OutOfMemoryError e) {
          // An unexpected failure of one mask does not stop the others.
          failures.add(mask.file() + ": " + FailureText.of(e));
        }
      }
    }
    return failures;
  }

  private List<String> columns() {
    List<String> columns = new ArrayList<>(List.of("mask", "width", "height"));
    AreaScore none = AreaScore.of(new FragmentSet(1, 1, List.of()));
    columns.addAll(ScoreMeasures.of(none).keySet());
    if (scale.isPresent()) {
      columns.add("mm_per_pixel");
      columns.addAll(ScoreMeasures.onCore(none, scale).keySet());
    }
    return columns;
  }

  private Object[] row(PhotoFile file, LabelMask mask) {
    Segmentation all = Segmentation.of(mask, FragmentFinder.find(mask), PixelFrame.PHOTO);
    AreaScore score = AreaScore.of(FragmentMeasurer.measure(SmallFragments.leaveOut(all, minArea)));
    List<Object> row = new ArrayList<>(List.of(file.name(), mask.width(), mask.height()));
    ScoreMeasures.of(score).values().forEach(value -> row.add(cell(value)));
    if (scale.isPresent()) {
      row.add(scale.get().millimetresPerPixel());
      ScoreMeasures.onCore(score, scale).values().forEach(value -> row.add(cell(value)));
    }
    return row.toArray();
  }

  private static Object cell(OptionalDouble value) {
    return value.isPresent() ? (Object) value.getAsDouble() : "";
  }
}
