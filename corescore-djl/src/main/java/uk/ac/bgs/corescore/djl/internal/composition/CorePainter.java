// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.composition;

import java.util.SplittableRandom;
import uk.ac.bgs.corescore.djl.internal.augmentation.Crop;

/** Paints stretches of core into a horizontal row: pieces between fractures, rubble, fines. */
final class CorePainter {
  private static final int KNOTS = 7;

  private final Crop row;
  private final CoreStyle style;
  private final byte rock;
  private final SplittableRandom random;
  private int pieces;

  /**
   * @param row the crop to paint, as high as the channel
   * @param rock index of the label of rock
   * @param pieces number of existing fragments
   */
  CorePainter(Crop row, CoreStyle style, byte rock, int pieces, SplittableRandom random) {
    this.row = row;
    this.style = style;
    this.rock = rock;
    this.pieces = pieces;
    this.random = random;
  }

  /** Number of fragments now. */
  int pieces() {
    return pieces;
  }

  /** Fills the columns from one to another, the last not included. */
  void stretch(int from, int to) {
    double kind = random.nextDouble();
    Surface paint = style.rocks.get(random.nextInt(style.rocks.size()));
    if (kind < style.fines) {
      fines(from, to, paint);
      if (random.nextBoolean()) {
        shards(from, to, paint, random.nextDouble(0.5, 3));
      }
    } else if (kind < style.fines + style.rubble) {
      if (random.nextBoolean()) {
        fines(from, to, paint.times(random.nextDouble(0.4, 0.9)));
      }
      shards(from, to, paint, random.nextDouble(3, 30));
    } else {
      cylinders(from, to, paint);
    }
  }

  /** Pieces as wide as the core, end to end. */
  private void cylinders(int from, int to, Surface paint) {
    int h = row.height;
    double inset = (1 - style.filled) * h / 2;
    double top = inset + h * random.nextDouble(-0.02, 0.03);
    double bottom = h - inset + h * random.nextDouble(-0.03, 0.02);
    double lean = 0.2 * h * random.nextGaussian();
    double rough = h * new double[] {0.005, 0.02, 0.06}[random.nextInt(3)];
    double gap = h * new double[] {0, 0.01, 0.03, 0.08}[random.nextInt(4)];
    double x = from;
    double[] start = end(lean, rough);
    while (x < to) {
      double length = h * Math.exp(0.3 + 0.6 * random.nextGaussian());
      double stop = Math.min(to, x + Math.max(2, length));
      double[] finish =
          end(random.nextDouble() < 0.7 ? lean : 0.3 * h * random.nextGaussian(), rough);
      piece(x, start, stop, finish, top, bottom, paint.times(random.nextDouble(0.86, 1.14)));
      x = stop + gap * random.nextDouble(0, 2);
      start = random.nextDouble() < 0.7 ? finish : end(lean, rough);
    }
  }

  /** Offsets of a broken end at seven heights. */
  private double[] end(double lean, double rough) {
    double[] end = new double[KNOTS];
    for (int k = 0; k < KNOTS; k++) {
      end[k] = lean * ((double) k / (KNOTS - 1) - 0.5) + rough * random.nextGaussian();
    }
    return end;
  }

  private static double along(double[] end, double share) {
    double at = Math.max(0, Math.min(KNOTS - 1.001, share * (KNOTS - 1)));
    int k = (int) at;
    return end[k] + (end[k + 1] - end[k]) * (at - k);
  }

  private void piece(
      double x0,
      double[] start,
      double x1,
      double[] finish,
      double top,
      double bottom,
      Surface paint) {
    pieces++;
    double rim = random.nextDouble(0.25, 0.95);
    double wide = Math.max(1, row.height * random.nextDouble(0.01, 0.04));
    boolean plugged = random.nextDouble() < style.plugs;
    double plugX = x0 + (x1 - x0) * random.nextDouble(0.2, 0.8);
    double plugY = row.height * random.nextDouble(0.35, 0.65);
    double plugR = row.height * random.nextDouble(0.12, 0.26);
    for (int y = Math.max(0, (int) top); y < Math.min(row.height, (int) Math.ceil(bottom)); y++) {
      double share = (y + 0.5 - top) / (bottom - top);
      double left = x0 + along(start, share);
      double right = x1 + along(finish, share);
      for (int x = Math.max(0, (int) left); x < Math.min(row.width, (int) Math.ceil(right)); x++) {
        if (plugged && Math.hypot(x - plugX, y - plugY) < plugR) {
          double light = Math.hypot(x - plugX - plugR / 2, y - plugY) < plugR ? 0.35 : 0.8;
          style.floor.put(row, x, y, light);
          continue;
        }
        double edge = Math.min(x + 0.5 - left, right - x - 0.5);
        put(paint, x, y, edge < wide ? rim : 1);
      }
    }
  }

  private void put(Surface paint, int x, int y, double light) {
    int i = y * row.width + x;
    paint.put(row, x, y, light);
    row.label[i] = rock;
    row.fragment[i] = pieces;
    row.weight[i] = 1;
  }

  /** Sand and grit from wall to wall, ragged at its ends. */
  private void fines(int from, int to, Surface paint) {
    pieces++;
    double[] start = end(0, 0.2 * row.height);
    double[] finish = end(0, 0.2 * row.height);
    double inset = row.height * random.nextDouble(0, 0.12);
    for (int y = (int) inset; y < row.height - inset; y++) {
      double share = (y + 0.5) / row.height;
      int stop = (int) Math.min(to, to + along(finish, share));
      for (int x = Math.max(from, (int) (from + along(start, share))); x < stop; x++) {
        put(paint, x, y, 1 + 0.18 * random.nextGaussian());
      }
    }
  }

  /**
   * Broken pieces with flat faces, one over the other.
   *
   * @param many per square of the channel
   */
  private void shards(int from, int to, Surface paint, double many) {
    int h = row.height;
    int count = (int) Math.max(1, many * (to - from) / h);
    double size = h * (many > 12 ? 0.12 : 0.22);
    double motley = random.nextDouble(0, 0.18);
    for (int k = 0; k < count; k++) {
      double radius = Math.max(1.2, size * Math.exp(0.5 * random.nextGaussian()));
      if (radius > h * 0.48) {
        continue;
      }
      double x = random.nextDouble(from, to);
      double y = Math.max(radius, Math.min(h - radius, h * (0.5 + 0.24 * random.nextGaussian())));
      shard(x, y, radius, paint.times(random.nextDouble(0.6, 1.15)).tinted(motley, random));
    }
  }

  private void shard(double centreX, double centreY, double radius, Surface paint) {
    pieces++;
    int sides = 5 + random.nextInt(4);
    double[] nx = new double[sides];
    double[] ny = new double[sides];
    double[] reach = new double[sides];
    double turn = random.nextDouble(0, 2 * Math.PI);
    for (int k = 0; k < sides; k++) {
      double angle = turn + 2 * Math.PI * (k + random.nextDouble(-0.3, 0.3)) / sides;
      nx[k] = Math.cos(angle);
      ny[k] = Math.sin(angle);
      reach[k] = radius * random.nextDouble(0.55, 1);
    }
    double tilt = random.nextDouble(-0.35, 0.35) / radius;
    int reachOut = (int) Math.ceil(radius * 1.4);
    for (int y = (int) centreY - reachOut; y <= centreY + reachOut; y++) {
      for (int x = (int) centreX - reachOut; x <= centreX + reachOut; x++) {
        if (x < 0 || y < 0 || x >= row.width || y >= row.height) {
          continue;
        }
        double depth = Double.MAX_VALUE;
        for (int k = 0; k < sides; k++) {
          depth = Math.min(depth, reach[k] - nx[k] * (x - centreX) - ny[k] * (y - centreY));
        }
        if (depth > 0) {
          double rim = depth < 0.16 * radius ? 0.62 : 1;
          put(paint, x, y, rim * (1 + tilt * (y - centreY) + tilt * (x - centreX)));
        }
      }
    }
  }
}
