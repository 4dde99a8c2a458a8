// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.mask;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.trace.PolygonRasterizer;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.image.PixelRect;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.Label;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.LabelledPolygon;
import uk.ac.bgs.corescore.mask.MaskCreator;
import uk.ac.bgs.corescore.mask.Segmentation;

/** Draws polygons label by label; within a label in the order of the list. Immutable. */
final class PolygonFill implements MaskCreator {
  private final LabelSet labels;
  private final List<String> order;

  PolygonFill(LabelSet labels, List<String> order) {
    this.labels = labels;
    this.order = order;
  }

  static String names(LabelSet labels) {
    return labels.labels().stream().map(Label::name).collect(Collectors.joining(", "));
  }

  @Override
  public Segmentation create(List<LabelledPolygon> polygons, int width, int height) {
    for (LabelledPolygon polygon : polygons) {
      if (!order.contains(polygon.label())) {
        throw new CoreScoreException(
            "a polygon is labelled '"
                + polygon.label()
                + "'; drawn are "
                + String.join(", ", order));
      }
    }
    if ((long) width * height > Integer.MAX_VALUE - 8) {
      throw new CoreScoreException("no mask of " + width + " x " + height + " pixels");
    }
    byte[] values = new byte[width * height];
    PixelRect.checkSize(width, height, values.length);
    int[] ids = new int[values.length];
    for (String name : order) {
      int label = labels.indexOf(name).orElseThrow();
      boolean rock = labels.isRock(label);
      for (int i = 0; i < polygons.size(); i++) {
        if (polygons.get(i).label().equals(name)) {
          int id = rock ? i + 1 : 0;
          PolygonRasterizer.rasterize(
              polygons.get(i).outline(),
              width,
              height,
              (y, start, end) -> {
                Arrays.fill(values, y * width + start, y * width + end, (byte) label);
                Arrays.fill(ids, y * width + start, y * width + end, id);
              });
        }
      }
    }
    return Segmentation.of(
        LabelMask.wrap(width, height, values, labels),
        FragmentMap.ofIds(width, height, closeUp(ids, polygons.size())),
        PixelFrame.PHOTO);
  }

  /** Renumbers the ids that are left, in their order, without gaps. */
  private static int[] closeUp(int[] ids, int highest) {
    int[] number = new int[highest + 1];
    for (int id : ids) {
      number[id] = id;
    }
    int count = 0;
    for (int id = 1; id <= highest; id++) {
      number[id] = number[id] == 0 ? 0 : ++count;
    }
    for (int i = 0; i < ids.length; i++) {
      ids[i] = number[ids[i]];
    }
    return ids;
  }
}
