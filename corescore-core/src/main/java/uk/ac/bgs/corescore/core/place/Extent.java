// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.place;

import java.util.List;
import org.locationtech.jts.geom.Envelope;
import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.mask.LabelledPolygon;

/** The smallest upright box around shapes, of which there is at least one. */
record Extent(double left, double right, double top, double bottom) {
  static Extent of(List<LabelledPolygon> polygons) {
    Envelope all = new Envelope();
    polygons.forEach(polygon -> all.expandToInclude(polygon.outline().getEnvelopeInternal()));
    return of(all);
  }

  static Extent of(Envelope box) {
    return new Extent(box.getMinX(), box.getMaxX(), box.getMinY(), box.getMaxY());
  }

  @Override
  public String toString() {
    return "x "
        + NumberText.exact(left)
        + " to "
        + NumberText.exact(right)
        + ", y "
        + NumberText.exact(top)
        + " to "
        + NumberText.exact(bottom);
  }
}
