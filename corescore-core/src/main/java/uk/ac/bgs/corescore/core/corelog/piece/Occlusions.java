// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.piece;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.util.AffineTransformation;
import uk.ac.bgs.corescore.core.trace.MaskPolygonizer;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.Segmentation;

/** Finds objects that occlude the rock. Stateless; safe for use by many threads. */
public final class Occlusions {
  /** Labels of what does not break the rock under it. */
  private static final Set<String> HIDING = Set.of("Paper", "Core_Plug", "Text");

  private Occlusions() {}

  /**
   * The outlines of what hides rock: papers, holes of plugs and texts. Cost: a pass over the runs
   * of the mask.
   *
   * @param segmentation labels of a photo
   * @return one for each of these labels that the mask has, photo px
   */
  public static List<Geometry> covers(Segmentation segmentation) {
    LabelMask mask = segmentation.mask();
    List<Geometry> covers = new ArrayList<>();
    List<Geometry> outlines = MaskPolygonizer.polygonize(mask);
    PixelFrame frame = segmentation.frame();
    AffineTransformation toPhoto =
        new AffineTransformation(
            frame.scaleX(), 0, frame.offsetX(), 0, frame.scaleY(), frame.offsetY());
    for (int index = 0; index < outlines.size(); index++) {
      if (HIDING.contains(mask.labels().labels().get(index).name())
          && !outlines.get(index).isEmpty()) {
        covers.add(toPhoto.transform(outlines.get(index)));
      }
    }
    return covers;
  }
}
