// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;
import uk.ac.bgs.corescore.core.internal.draw.StrokeFont;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.PhotoPoint;

/** Rows of core on an overlay: a line around each, and a tag with its number and an arrow. */
final class OverlayRows {
  /** In a colour that no label and no fragment has. */
  static final Color ROW = new Color(0xFF4A3D);

  private static final Color TAG = new Color(0xC6281C);
  private static final Color HALO = new Color(0, 0, 0, 150);

  private final ScoredPhoto scored;
  private final double across;
  private final double down;
  private final List<RowTags.Tag> tags;

  OverlayRows(ScoredPhoto scored, double capHeight) {
    this.scored = scored;
    this.across = (double) scored.photo().image().width() / scored.photo().width();
    this.down = (double) scored.photo().image().height() / scored.photo().height();
    this.tags = RowTags.of(scored, capHeight);
  }

  /** Where the tags lie. */
  List<Rectangle2D> boxes() {
    return tags.stream().map(RowTags.Tag::box).toList();
  }

  /** A line around each row. */
  void outlines(Graphics2D graphics, float pen) {
    if (scored.layout().isWhole()) {
      return;
    }
    for (CoreRow row : scored.layout().rows()) {
      Path2D outline = new Path2D.Double();
      for (PhotoPoint corner : row.corners()) {
        if (outline.getCurrentPoint() == null) {
          outline.moveTo(corner.x() * across, corner.y() * down);
        } else {
          outline.lineTo(corner.x() * across, corner.y() * down);
        }
      }
      outline.closePath();
      graphics.setColor(HALO);
      graphics.setStroke(OverlayPainter.round(pen * 2.2f));
      graphics.draw(outline);
      graphics.setColor(ROW);
      graphics.setStroke(OverlayPainter.round(pen * 1.1f));
      graphics.draw(outline);
    }
  }

  /** The tag of each row; its arrow points in the direction in which the row is read. */
  void tags(Graphics2D graphics) {
    for (RowTags.Tag tag : tags) {
      Rectangle2D box = tag.box();
      double cap = box.getHeight() / 1.9;
      graphics.setColor(TAG);
      graphics.fill(
          new RoundRectangle2D.Double(
              box.getX(), box.getY(), box.getWidth(), box.getHeight(), cap, cap));
      graphics.setColor(Color.WHITE);
      graphics.setStroke(
          new BasicStroke(
              (float) Math.max(1, cap * 0.15), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      graphics.draw(
          StrokeFont.lines(tag.text(), box.getX() + cap * 0.5, box.getCenterY() + cap / 2, cap));
      graphics.draw(
          arrow(
              box.getMaxX() - cap * (0.5 + (RowTags.arrow() - 0.5) / 2),
              box.getCenterY(),
              tag,
              cap * 0.55));
    }
  }

  /** An arrow around a point, so long to either side of it. */
  private static Path2D arrow(double x, double y, RowTags.Tag tag, double half) {
    double dx = tag.directionX() * half;
    double dy = tag.directionY() * half;
    Path2D arrow = new Path2D.Double();
    arrow.moveTo(x - dx, y - dy);
    arrow.lineTo(x + dx, y + dy);
    double head = 0.75;
    arrow.moveTo(x + dx - head * (dx + dy), y + dy - head * (dy - dx));
    arrow.lineTo(x + dx, y + dy);
    arrow.lineTo(x + dx - head * (dx - dy), y + dy - head * (dy + dx));
    return arrow;
  }
}
