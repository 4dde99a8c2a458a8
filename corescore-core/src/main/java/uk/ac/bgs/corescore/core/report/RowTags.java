// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import uk.ac.bgs.corescore.core.internal.draw.StrokeFont;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.PhotoPoint;
import uk.ac.bgs.corescore.mask.FragmentMap;

/**
 * Places the tags of rows: beside the beginning of each row on its wall, where they cover the least
 * rock, then the least of the rows, and never each other.
 */
final class RowTags {
  /** Candidate positions along a row, each as long as the tag. */
  private static final int STEPS = 6;

  private static final double OF_ROCK = 8;
  private static final double OF_TAG = 100;
  private static final double OF_STEP = 0.05;

  private final ScoredPhoto scored;
  private final FragmentMap map;
  private final double across;
  private final double down;
  private final double cap;
  private final List<Tag> tags = new ArrayList<>();

  /**
   * A tag on the grid of the photo's image.
   *
   * @param row the row that it names
   * @param box where it lies
   * @param text the row's name
   * @param directionX unit vector along the row in the direction in which it is read, to the right
   * @param directionY the same, down
   */
  record Tag(CoreRow row, Rectangle2D box, String text, double directionX, double directionY) {}

  private RowTags(ScoredPhoto scored, double cap) {
    this.scored = scored;
    this.map = scored.segmentation().fragments();
    this.across = (double) map.width() / scored.photo().width();
    this.down = (double) map.height() / scored.photo().height();
    this.cap = cap;
  }

  /** Places a tag for each row, of letters so many pixels high; none where the photo is the row. */
  static List<Tag> of(ScoredPhoto scored, double cap) {
    if (scored.layout().isWhole()) {
      return List.of();
    }
    RowTags placed = new RowTags(scored, cap);
    scored.layout().rows().forEach(placed::place);
    return List.copyOf(placed.tags);
  }

  /** How wide an arrow is, and the gap before it, in heights of a letter. */
  static double arrow() {
    return 1.5;
  }

  private void place(CoreRow row) {
    String text = "row " + row.number();
    double halfWidth = StrokeFont.width(text, cap) / 2 + cap * (arrow() / 2 + 0.5);
    double halfHeight = cap * 0.95;
    PhotoPoint begin = middle(row.topLeft(), row.bottomLeft());
    PhotoPoint end = middle(row.topRight(), row.bottomRight());
    double length = begin.distance(end);
    double ux = (end.x() - begin.x()) / length;
    double uy = (end.y() - begin.y()) / length;
    // Half of the tag along the row, and across it.
    double along = Math.abs(ux) * halfWidth + Math.abs(uy) * halfHeight;
    double beside = Math.abs(uy) * halfWidth + Math.abs(ux) * halfHeight;
    Rectangle2D best = null;
    double least = Double.POSITIVE_INFINITY;
    for (int step = 0; step < STEPS && (step == 0 || (2 * step + 1) * along < length); step++) {
      double at = (2 * step + 1) * along;
      for (int side = 0; side < 4; side++) {
        double off = beside + cap * 0.2;
        PhotoPoint from = side == 0 ? on(row.topLeft()) : on(row.bottomLeft());
        double x;
        double y;
        if (side < 2) {
          // Outside of either long side; across points from the first to the other.
          double sign = side == 0 ? 1 : -1;
          x = from.x() + ux * at + sign * uy * off;
          y = from.y() + uy * at - sign * ux * off;
        } else {
          // Before the row, then inside of it.
          double shift = side == 2 ? -(along + cap * 0.2) : at;
          x = begin.x() + ux * shift;
          y = begin.y() + uy * shift;
        }
        Rectangle2D box = within(x, y, halfWidth, halfHeight);
        double cost = cost(row, box) + OF_STEP * (step + 0.5 * side) * area(box);
        if (cost < least) {
          least = cost;
          best = box;
        }
      }
    }
    if (best != null) {
      tags.add(new Tag(row, best, text, ux, uy));
    }
  }

  private PhotoPoint on(PhotoPoint point) {
    return new PhotoPoint(point.x() * across, point.y() * down);
  }

  private PhotoPoint middle(PhotoPoint a, PhotoPoint b) {
    return on(new PhotoPoint((a.x() + b.x()) / 2, (a.y() + b.y()) / 2));
  }

  private Rectangle2D within(double x, double y, double halfWidth, double halfHeight) {
    double left = Math.max(0, Math.min(map.width() - 2 * halfWidth, x - halfWidth));
    double top = Math.max(0, Math.min(map.height() - 2 * halfHeight, y - halfHeight));
    return new Rectangle2D.Double(left, top, 2 * halfWidth, 2 * halfHeight);
  }

  private static double area(Rectangle2D box) {
    return box.getWidth() * box.getHeight();
  }

  /** What a tag there would hide, in pixels that count for more the more they matter. */
  private double cost(CoreRow row, Rectangle2D box) {
    double cost = OF_ROCK * OverlayLegend.rock(map, box);
    int samples = 0;
    int inRows = 0;
    for (int i = 0; i <= 8; i++) {
      for (int j = 0; j <= 4; j++) {
        double x = (box.getX() + box.getWidth() * i / 8) / across;
        double y = (box.getY() + box.getHeight() * j / 4) / down;
        samples++;
        int other = scored.layout().rowAt(x, y).map(CoreRow::number).orElse(0);
        // Where it lies in another row it would seem to name that.
        inRows += other == 0 ? 0 : other == row.number() ? 1 : 3;
      }
    }
    cost += area(box) * inRows / samples;
    for (Tag tag : tags) {
      Rectangle2D shared = tag.box().createIntersection(box);
      if (shared.getWidth() > 0 && shared.getHeight() > 0) {
        cost += OF_TAG * area(shared);
      }
    }
    return cost;
  }
}
