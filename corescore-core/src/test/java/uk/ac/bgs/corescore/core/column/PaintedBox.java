// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.column;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import uk.ac.bgs.corescore.core.corelog.LogPhoto;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.corelog.table.BasePosition;
import uk.ac.bgs.corescore.core.corelog.table.BoxRow;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.image.PixelRect;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.PhotoPoint;
import uk.ac.bgs.corescore.measure.Area;
import uk.ac.bgs.corescore.measure.Fragment;
import uk.ac.bgs.corescore.measure.FragmentMeasures;
import uk.ac.bgs.corescore.measure.Length;

/**
 * A photo of a box whose rows are 20 px wide, 4 px apart, of which each pixel has a colour of its
 * own: red and green count columns, blue rows of pixels. Rock is 14 px wide.
 */
final class PaintedBox {
  static final int WIDE = 20;
  static final int MARGIN = 5;
  private static final int PITCH = 24;
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private final String name;
  private final int length;
  private final int rows;
  private final List<Fragment> fragments = new ArrayList<>();
  private final List<BoxRow> table = new ArrayList<>();

  PaintedBox(String name, int length, int rows) {
    this.name = name;
    this.length = length;
    this.rows = rows;
  }

  /** A piece with square ends, px along its row. */
  PaintedBox piece(int row, double from, double to) {
    double top = top(row) + 3;
    Coordinate[] ring = {
      new Coordinate(MARGIN + from, top),
      new Coordinate(MARGIN + to, top),
      new Coordinate(MARGIN + to, top + 14),
      new Coordinate(MARGIN + from, top + 14),
      new Coordinate(MARGIN + from, top)
    };
    Polygon outline = FACTORY.createPolygon(ring);
    fragments.add(
        new Fragment(
            fragments.size() + 1,
            "Rock_Fragment",
            outline,
            new FragmentMeasures(
                new Area(outline.getArea()),
                new Length(outline.getLength()),
                new Area(0),
                outline.getCentroid().getX(),
                outline.getCentroid().getY(),
                new PixelRect(0, 0, 1, 1),
                new Length(Math.max(14, to - from)),
                new Length(Math.min(14, to - from)),
                new Area(outline.getArea())),
            OptionalDouble.empty(),
            OptionalInt.of(row)));
    return this;
  }

  /** What the table of boxes says of a row; of all rows together for row 0. */
  PaintedBox depths(String hole, int row, double top, double base, BasePosition end) {
    table.add(
        new BoxRow(
            name,
            hole,
            name,
            row == 0 ? OptionalInt.empty() : OptionalInt.of(row),
            DepthInterval.of(top, base),
            end,
            OptionalDouble.empty()));
    return this;
  }

  PaintedBox depths(int row, double top, double base) {
    return depths("BH1", row, top, base, BasePosition.TRAY);
  }

  static int top(int row) {
    return MARGIN + (row - 1) * PITCH;
  }

  static int colour(int x, int y) {
    return (x / 200 + 1) << 16 | (x % 200 + 20) << 8 | y + 30;
  }

  RgbImage image() {
    int width = length + 2 * MARGIN;
    int height = top(rows + 1) + MARGIN;
    int[] pixels = new int[width * height];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = colour(i % width, i / width);
    }
    return RgbImage.wrap(width, height, pixels);
  }

  Photo read() {
    return new Photo(name, "0".repeat(64), image());
  }

  Layout layout() {
    List<CoreRow> channels = new ArrayList<>();
    for (int row = 1; row <= rows; row++) {
      double y = top(row);
      channels.add(
          new CoreRow(
              row,
              1,
              new PhotoPoint(MARGIN, y),
              new PhotoPoint(MARGIN + length, y),
              new PhotoPoint(MARGIN + length, y + WIDE),
              new PhotoPoint(MARGIN, y + WIDE),
              OptionalDouble.empty()));
    }
    return new Layout(length + 2 * MARGIN, top(rows + 1) + MARGIN, channels, Layout.GIVEN);
  }

  LogPhoto photo() {
    return new LogPhoto(
        name, layout(), fragments, List.of(), table, List.of(), List.of(), Optional.empty());
  }
}
