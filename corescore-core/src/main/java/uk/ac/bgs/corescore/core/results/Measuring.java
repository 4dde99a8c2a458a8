// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.results;

import java.util.Optional;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.layout.RowFragments;
import uk.ac.bgs.corescore.core.measure.FragmentMeasurer;
import uk.ac.bgs.corescore.core.measure.SmallFragments;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.pipeline.Doubt;
import uk.ac.bgs.corescore.core.pipeline.Provenance;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.image.PixelScale;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.measure.Fragment;
import uk.ac.bgs.corescore.measure.FragmentSet;
import uk.ac.bgs.corescore.score.AreaScore;

/** Measures what was found or drawn, again and without a segmenter. */
final class Measuring {
  /** A shape that falls into more crosses itself, or is no outline of a piece. */
  private static final int MOST_PARTS = 1000;

  private Measuring() {}

  static ScoredPhoto of(
      Photo photo,
      Segmentation segmentation,
      Optional<PixelScale> scale,
      Provenance provenance,
      Optional<Doubt> doubt,
      Layout layout) {
    FragmentSet measured =
        RowFragments.numbered(
            FragmentMeasurer.measure(segmentation), segmentation.fragments(), layout);
    FragmentSet fragments = scale.map(measured::withScale).orElse(measured);
    return new ScoredPhoto(
        photo, segmentation, fragments, AreaScore.of(fragments), scale, provenance, doubt, layout);
  }

  /** The same photo without fragments of at most this many pixels, at another scale. */
  static ScoredPhoto keeping(ScoredPhoto scored, double minArea, Optional<PixelScale> scale) {
    Segmentation kept = SmallFragments.leaveOut(scored.segmentation(), minArea);
    return of(
        scored.photo(),
        kept,
        scale,
        scored.provenance().withMinArea(minArea),
        scored.doubt(),
        scored.layout());
  }

  /** Refuses shapes in very many parts, which take minutes to draw again. */
  static void requireWhole(ScoredPhoto scored) {
    for (Fragment fragment : scored.fragments().fragments()) {
      int parts = fragment.outline().getNumGeometries();
      if (parts > MOST_PARTS) {
        throw new CoreScoreException(
            FailureKind.BAD_INPUT,
            "shape "
                + fragment.id()
                + " falls into "
                + parts
                + " parts, at most "
                + MOST_PARTS
                + " expected; it may cross itself",
            null);
      }
    }
  }
}
