// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.corelog.hole.Fracture;
import uk.ac.bgs.corescore.core.corelog.hole.HoleLog;
import uk.ac.bgs.corescore.core.corelog.hole.LogInterval;
import uk.ac.bgs.corescore.core.corelog.piece.Occlusions;
import uk.ac.bgs.corescore.core.corelog.piece.StatedScale;
import uk.ac.bgs.corescore.core.corelog.table.BasePosition;
import uk.ac.bgs.corescore.core.corelog.table.BoxRow;
import uk.ac.bgs.corescore.core.corelog.table.CoreRun;
import uk.ac.bgs.corescore.core.corelog.table.FragmentMark;
import uk.ac.bgs.corescore.core.layout.RowFragments;
import uk.ac.bgs.corescore.core.mask.PolygonFill;
import uk.ac.bgs.corescore.core.mask.PolygonFillProvider;
import uk.ac.bgs.corescore.core.measure.FragmentMeasurer;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.LabelledPolygon;
import uk.ac.bgs.corescore.mask.Segmentation;

/**
 * A box of core drawn from a seed, of two rows of a metre, half a millimetre a pixel, of which
 * everything is known: slanted joints, wedges, splits along the axis, small pieces beside each
 * other, rubble, tags over the core, empty tray, cuts at row ends, rows that are filled in part. No
 * piece is within a millimetre of the threshold.
 */
final class DrawnBox {
  static final double D = 76;
  static final double PX = 2;
  static final double ROW = 1000;
  static final int ROWS = 2;
  static final double LEFT = 20;
  static final double CHANNEL = 90;
  private static final GeometryFactory FACTORY = new GeometryFactory();

  /** What is known of a piece: where it lies by depth, mm, and what it counts for. */
  record Known(double from, double to, boolean solid, boolean intact) {}

  /** What is known of a box. */
  static final class Truth {
    final List<Known> pieces = new ArrayList<>();
    final List<Double> fractures = new ArrayList<>();
    double rubble;
    double base;

    double percent(double sum) {
      return 100 * sum / base;
    }

    double solid() {
      return percent(pieces.stream().filter(Known::solid).mapToDouble(p -> p.to - p.from).sum());
    }

    double total() {
      return percent(pieces.stream().mapToDouble(p -> p.to - p.from).sum() + rubble);
    }

    double rqd(boolean solidOnly) {
      return percent(
          pieces.stream()
              .filter(piece -> piece.solid || !solidOnly)
              .mapToDouble(piece -> piece.to - piece.from)
              .filter(length -> length > 100)
              .sum());
    }
  }

  final Truth truth;
  private final List<LabelledPolygon> drawn = new ArrayList<>();
  private final List<FragmentMark> marks = new ArrayList<>();

  /** Draws a box. */
  DrawnBox(long seed) {
    truth = box(new Random(seed));
  }

  private void draw(String label, int row, double... uv) {
    Coordinate[] ring = new Coordinate[uv.length / 2 + 1];
    for (int i = 0; i < ring.length; i++) {
      int k = 2 * i % uv.length;
      ring[i] = new Coordinate(PX * (LEFT + uv[k]), PX * (top(row) + 7 + uv[k + 1]));
    }
    drawn.add(new LabelledPolygon(label, FACTORY.createPolygon(ring)));
  }

  private void rock(int row, double from, double to, double begin, double end, double a, double b) {
    double k = 1 / Math.tan(Math.toRadians(begin));
    double m = 1 / Math.tan(Math.toRadians(end));
    draw(
        "Rock_Fragment",
        row,
        from + (a - D / 2) * k,
        a,
        to + (a - D / 2) * m,
        a,
        to + (b - D / 2) * m,
        b,
        from + (b - D / 2) * k,
        b);
  }

  private int fragments() {
    return (int) drawn.stream().filter(one -> one.label().equals("Rock_Fragment")).count();
  }

  /** Widest section of a piece with planar ends, mm. */
  private static double widest(double length, double begin, double end) {
    double k = 1 / Math.tan(Math.toRadians(begin));
    double m = 1 / Math.tan(Math.toRadians(end));
    double best = 0;
    for (double u = -100; u < length + 100; u += 0.5) {
      double width = 0;
      for (double v = 0.5; v < D; v++) {
        if (u >= (v - D / 2) * k && u < length + (v - D / 2) * m) {
          width++;
        }
      }
      best = Math.max(best, width);
    }
    return best;
  }

  /** Draws a box and says what is known of it. */
  private Truth box(Random random) {
    Truth truth = new Truth();
    boolean joinedNext = false;
    for (int row = 1; row <= ROWS; row++) {
      double filled = row == ROWS && random.nextInt(3) == 0 ? 300 + random.nextInt(600) : ROW;
      double at = 0;
      double angle = 90;
      // Whether a fracture lies between this place and the piece before it in the row.
      boolean broken = false;
      boolean intactBefore = false;
      while (at < filled) {
        double rest = filled - at;
        double length =
            random.nextInt(3) == 0 ? 20 + random.nextInt(100) : 60 + random.nextInt(300);
        length = Math.min(length == 100 ? 103 : length, rest);
        if (rest - length < 60) {
          length = rest;
        }
        if (length == 100) {
          // The last piece of the row would be at the threshold.
          length = 60;
        }
        double to = at + length;
        boolean last = to == filled;
        int kind = random.nextInt(9);
        double depth = (row - 1) * ROW + at;
        double next = 90;
        boolean square = angle == 90;
        boolean intact = true;
        boolean solid = true;
        boolean piece = true;
        if (kind == 0 && square) {
          double split = 25 + random.nextInt(26);
          rock(row, at, to, 90, 90, 0, split);
          rock(row, at, to, 90, 90, split + 1, D);
          solid = false;
          intact = length >= D;
        } else if (kind == 1 && square && length < 70) {
          rock(row, at, to, 90, 90, 4, 30);
          rock(row, at, to, 90, 90, 40, 70);
          solid = false;
          intact = false;
        } else if (kind == 2 && square && !last) {
          double height = 30 + random.nextInt(40);
          rock(row, at, to, 90, 90, 3, 3 + height);
          marks.add(new FragmentMark("box.png", fragments(), FragmentMark.Kind.RUBBLE));
          truth.rubble += length * height / D;
          piece = false;
        } else if (kind == 3 && square && !last && at > 0 && intactBefore) {
          // Nothing lies here: longer than a gap.
          length = 60 + random.nextInt(60);
          to = Math.min(at + length, filled - 20);
          if (to - at < 55) {
            continue;
          }
          piece = false;
        } else {
          if (!last) {
            next = random.nextInt(3) == 0 ? 90 : 40 + random.nextInt(101);
          }
          double width = widest(length, angle, next);
          if ((width > 0.9 * D && width < D - 0.5)
              || (length < 45 && (angle != 90 || next != 90))) {
            next = 90;
            if (widest(length, angle, next) < D - 0.5) {
              // Too short for its first end: longer, then.
              to = Math.min(filled, at + length + 80);
              length = to - at;
              if (length == 100) {
                to++;
              }
              last = to >= filled;
              if (last && to > filled) {
                to = filled;
              }
            }
          }
          solid = widest(to - at, angle, next) >= D - 0.5;
          intact = solid || to - at >= D;
          if (random.nextInt(4) == 0 && to - at > 200) {
            // A tag on the core that reaches from side to side: two fragments of one piece.
            rock(row, at, at + 90, angle, 90, 0, D);
            rock(row, at + 110, to, 90, next, 0, D);
            draw("Paper", row, at + 80, -3, at + 120, -3, at + 120, D + 3, at + 80, D + 3);
          } else {
            rock(row, at, to, angle, next, 0, D);
          }
        }
        double base = (row - 1) * ROW + to;
        if (piece) {
          if (joinedNext && at == 0 && square) {
            Known before = truth.pieces.remove(truth.pieces.size() - 1);
            truth.pieces.add(
                new Known(before.from, base, before.solid || solid, before.intact && intact));
          } else {
            truth.pieces.add(new Known(depth, base, solid, intact));
            if (broken && intactBefore && intact) {
              truth.fractures.add(depth);
            }
          }
        }
        joinedNext = false;
        broken = piece;
        intactBefore = piece && intact;
        angle = next;
        at = to;
        if (last && piece && row < ROWS) {
          joinedNext = true;
        }
      }
      truth.base = (row - 1) * ROW + filled;
      lastFilled = filled;
    }
    return truth;
  }

  private double lastFilled;

  static int width() {
    return (int) (PX * (ROW + 2 * LEFT));
  }

  static int height() {
    return (int) (PX * (top(ROWS + 1) + 10));
  }

  /** Top of a row's channel, mm. */
  static double top(int row) {
    return 10 + (row - 1) * (CHANNEL + 10);
  }

  /** The mask of what was drawn. */
  Segmentation mask() {
    return PolygonFill.of(
            LabelSet.CORESCORE, List.of(PolygonFillProvider.ORDER.defaultValue().split(",", -1)))
        .create(drawn, width(), height());
  }

  /** Numbers of the rock polygons that are rubble, from 1. */
  List<FragmentMark> rubble() {
    return List.copyOf(marks);
  }

  /** Where the rows lie. */
  static Layout layout() {
    List<CoreRow> rows = new ArrayList<>();
    for (int row = 1; row <= ROWS; row++) {
      rows.add(DrawnCore.channel(row, PX * LEFT, PX * (LEFT + ROW), PX * top(row), PX * CHANNEL));
    }
    return new Layout(width(), height(), rows, Layout.GIVEN);
  }

  /** The log of what was drawn. */
  HoleLog log() {
    CoreLog log = log(mask(), marks);
    assertEquals(List.of(), log.problems());
    return log.holes().get(0);
  }

  /** The log of what was found in the box. */
  CoreLog log(Segmentation found, List<FragmentMark> marked) {
    List<BoxRow> table = new ArrayList<>();
    for (int row = 1; row <= ROWS; row++) {
      double end = row == ROWS ? lastFilled : ROW;
      table.add(
          new BoxRow(
              "box.png",
              "BH1",
              "1",
              OptionalInt.of(row),
              DepthInterval.of((row - 1) * ROW / 1000, ((row - 1) * ROW + end) / 1000),
              BasePosition.ROCK,
              OptionalDouble.empty()));
    }
    LogPhoto photo =
        new LogPhoto(
            "box.png",
            layout(),
            RowFragments.numbered(FragmentMeasurer.measure(found), found.fragments(), layout())
                .fragments(),
            Occlusions.covers(found),
            table,
            List.of(),
            marked,
            Optional.of(StatedScale.pixel(1 / PX, 1 / PX)));
    DepthInterval run = DepthInterval.of(0, ((ROWS - 1) * ROW + lastFilled) / 1000);
    return CoreLogger.log(
        List.of(photo),
        List.of(new CoreRun("BH1", run, OptionalDouble.empty(), Optional.empty())),
        List.of(),
        LogSettings.DEFAULT);
  }

  /** By how much a log is off in TCR, SCR and RQD by both rule sets, points. */
  double[] errors(HoleLog hole) {
    LogInterval run = hole.intervals().get(0);
    return new double[] {
      run.figures().get(0).tcr() - truth.total(),
      run.figures().get(0).scr().orElseThrow() - truth.solid(),
      run.figures().get(0).rqd().orElseThrow() - truth.rqd(true),
      run.figures().get(1).rqd().orElseThrow() - truth.rqd(false)
    };
  }

  /** Depths of the fractures that a log counts, mm. */
  static List<Double> fractures(HoleLog hole) {
    return hole.fractures().stream()
        .filter(Fracture::counted)
        .map(one -> 1000 * one.depth().metres())
        .toList();
  }
}
