// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.boofcv;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import org.locationtech.jts.geom.Geometry;
import uk.ac.bgs.corescore.core.layout.RowPolygons;
import uk.ac.bgs.corescore.core.photo.PhotoReducer;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.LayoutFinder;
import uk.ac.bgs.corescore.layout.PhotoPoint;
import uk.ac.bgs.corescore.layout.RowOrientation;
import uk.ac.bgs.corescore.spi.Options;

/** Finds rows between the walls of channels; see {@link ChannelLinesProvider}. */
final class ChannelLines implements LayoutFinder {
  /** Below this a photo is too small to have walls. */
  private static final int MIN_SIDE = 48;

  /** Confidence of a photo that is taken for one row by its shape. */
  private static final double BY_SHAPE = 0.9;

  private static final double UNSURE = 0.25;

  private final int workingSize;
  private final double rowAspect;
  private volatile boolean closed;

  ChannelLines(Options options) {
    this.workingSize = options.get(ChannelLinesProvider.WORKING_SIZE);
    this.rowAspect = options.get(ChannelLinesProvider.ROW_ASPECT);
  }

  @Override
  public Layout find(RgbImage photo) {
    if (closed) {
      throw new IllegalStateException("the finder is closed");
    }
    double longer = Math.max(photo.width(), photo.height());
    if (longer > rowAspect * Math.min(photo.width(), photo.height())) {
      return whole(photo, BY_SHAPE);
    }
    RgbImage small = PhotoReducer.reduceToFit(photo, workingSize);
    if (Math.min(small.width(), small.height()) < MIN_SIDE) {
      return whole(photo, 0);
    }
    Luma luma = Luma.of(small);
    RotatedGrid grid = RotatedGrid.of(luma, RowDirection.of(luma));
    List<ChannelRow> rows = RowSelector.of(grid, WallLineDetector.of(grid));
    if (rows.isEmpty()) {
      return whole(photo, UNSURE);
    }
    return layout(photo, small, grid, rows);
  }

  @Override
  public List<Layout> candidates(RgbImage photo) {
    Layout found = find(photo);
    if (!found.isWhole() || found.rows().get(0).confidence().orElse(0) > UNSURE) {
      return List.of(found);
    }
    RowOrientation across = found.rows().get(0).orientation().across();
    Layout turned = Layout.whole(photo.width(), photo.height(), across, ChannelLinesProvider.ID);
    CoreRow row = turned.rows().get(0);
    return List.of(
        found,
        new Layout(
            photo.width(),
            photo.height(),
            List.of(with(row, found.rows().get(0).confidence().orElse(0))),
            ChannelLinesProvider.ID));
  }

  private static Layout whole(RgbImage photo, double confidence) {
    Layout whole = Layout.whole(photo.width(), photo.height());
    CoreRow row = whole.rows().get(0);
    return new Layout(
        photo.width(), photo.height(), List.of(with(row, confidence)), ChannelLinesProvider.ID);
  }

  private static CoreRow with(CoreRow row, double confidence) {
    return new CoreRow(
        row.number(),
        row.box(),
        row.topLeft(),
        row.topRight(),
        row.bottomRight(),
        row.bottomLeft(),
        OptionalDouble.of(confidence));
  }

  /** Rows in reading order, in pixels of the photo, no further out than the photo goes. */
  private static Layout layout(
      RgbImage photo, RgbImage small, RotatedGrid grid, List<ChannelRow> found) {
    double across = photo.width() / (double) small.width();
    double down = photo.height() / (double) small.height();
    List<CoreRow> rows = new ArrayList<>();
    for (ChannelRow row : found) {
      List<PhotoPoint> corner = new ArrayList<>();
      for (double[] uv : row.corners()) {
        PhotoPoint at = grid.toPhoto(uv[0], uv[1]);
        corner.add(
            new PhotoPoint(
                Math.max(0, Math.min(photo.width(), at.x() * across)),
                Math.max(0, Math.min(photo.height(), at.y() * down))));
      }
      rows.add(
          new CoreRow(
              1,
              1,
              corner.get(0),
              corner.get(1),
              corner.get(2),
              corner.get(3),
              OptionalDouble.of(row.confidence())));
    }
    List<Geometry> outlines = new ArrayList<>();
    rows.forEach(row -> outlines.add(row.outline()));
    Layout ordered = RowPolygons.layout(photo.width(), photo.height(), outlines);
    List<CoreRow> sure = new ArrayList<>();
    for (CoreRow row : ordered.rows()) {
      CoreRow same =
          rows.stream().min(Comparator.comparingDouble(one -> apart(one, row))).orElseThrow();
      sure.add(with(row, same.confidence().orElseThrow()));
    }
    return new Layout(photo.width(), photo.height(), sure, ChannelLinesProvider.ID);
  }

  private static double apart(CoreRow a, CoreRow b) {
    return a.outline().getCentroid().distance(b.outline().getCentroid());
  }

  @Override
  public boolean shareable() {
    return true;
  }

  @Override
  public void close() {
    closed = true;
  }
}
