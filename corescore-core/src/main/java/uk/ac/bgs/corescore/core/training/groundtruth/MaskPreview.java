// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.groundtruth;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import uk.ac.bgs.corescore.core.mask.FillRule;
import uk.ac.bgs.corescore.core.mask.PolygonFillProvider;
import uk.ac.bgs.corescore.core.measure.FragmentMeasurer;
import uk.ac.bgs.corescore.core.photo.ImageEncoder;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.pipeline.Provenance;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;
import uk.ac.bgs.corescore.core.report.AtomicFile;
import uk.ac.bgs.corescore.core.report.OverlayPainter;
import uk.ac.bgs.corescore.core.score.SixMeasuresProvider;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.measure.FragmentSet;
import uk.ac.bgs.corescore.score.AreaScore;

/** A photo with the fragments that were drawn from its labels. */
final class MaskPreview {
  private MaskPreview() {}

  static void write(
      Photo photo,
      Segmentation drawn,
      FillRule rule,
      Instant time,
      Duration elapsed,
      Path target,
      boolean overwrite)
      throws IOException {
    FragmentSet fragments = FragmentMeasurer.measure(drawn);
    RgbImage painted =
        OverlayPainter.paint(
            new ScoredPhoto(
                photo,
                drawn,
                fragments,
                AreaScore.of(fragments),
                Optional.empty(),
                new Provenance(
                    ScoringPipeline.libraryVersion(),
                    PolygonFillProvider.ID,
                    Map.of("rule", rule.name()),
                    Optional.empty(),
                    Optional.empty(),
                    SixMeasuresProvider.ID,
                    0,
                    time,
                    elapsed)));
    AtomicFile.write(target, overwrite, out -> ImageEncoder.png(painted, out));
  }
}
