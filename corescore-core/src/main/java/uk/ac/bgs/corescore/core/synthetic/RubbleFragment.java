// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.synthetic;

/** A small angular rubble fragment: planes cut its outline, and steep facets its sides. */
final class RubbleFragment {
  private static final int MAX = 9;

  final double x;
  final double y;
  final double size;

  private final int count;
  private final double[] nx = new double[MAX];
  private final double[] ny = new double[MAX];
  private final double[] reach = new double[MAX];
  private final double[] steep = new double[MAX];
  private final double base;
  private final double flat;
  private final double tiltX;
  private final double tiltY;
  private final double spin;
  private final double tone;
  private final double farU;
  private final double farV;
  private final int seed;
  private final double apart;

  /**
   * A shard.
   *
   * @param x its middle, tray mm
   * @param y its middle, tray mm
   * @param size half its mean diameter, mm
   * @param base height of its outline above the tray's base, mm
   * @param random random numbers
   */
  RubbleFragment(double x, double y, double size, double base, RandomSource random) {
    this.x = x;
    this.y = y;
    this.size = size;
    this.base = base;
    this.seed = (int) random.seed();
    this.apart = random.nextBoolean(0.8) ? random.between(0.25, 0.8) : 0;
    this.count = 5 + random.index(4);
    double long1 = random.between(0.95, 1.6);
    double turn = random.between(0, 2 * Math.PI);
    double ct = StrictMath.cos(turn);
    double st = StrictMath.sin(turn);
    for (int k = 0; k < count; k++) {
      double angle = 2 * Math.PI * (k + random.between(-0.3, 0.3)) / count;
      double ax = StrictMath.cos(angle);
      double ay = StrictMath.sin(angle);
      double r = random.between(0.7, 1.05) * size;
      reach[k] = r * Math.sqrt(ax * ax * long1 * long1 + ay * ay / (long1 * long1));
      nx[k] = ax * ct - ay * st;
      ny[k] = ax * st + ay * ct;
      steep[k] = random.nextBoolean(0.5) ? random.between(1.5, 5) : random.between(0.3, 1.1);
    }
    this.flat = size * random.between(0.25, 0.8);
    this.tiltX = 0.3 * random.nextGaussian();
    this.tiltY = 0.3 * random.nextGaussian();
    this.spin = random.between(-1, 1);
    this.tone = 1 + 0.07 * random.nextGaussian();
    this.farU = random.between(-500, 500);
    this.farV = random.between(-500, 500);
  }

  /** Half the side of a square about the middle that holds the shard, mm. */
  double extent() {
    return size * 2.2;
  }

  /** How deep a point lies within the outline, mm; 0 or less is outside. */
  private double inside(double dx, double dy) {
    double wx = dx + 0.05 * size * Noise.smooth(seed, dx * 4 / size, dy * 4 / size) * 2;
    double wy = dy + 0.05 * size * Noise.smooth(seed + 1, dx * 4 / size, dy * 4 / size) * 2;
    double least = Double.MAX_VALUE;
    for (int k = 0; k < count; k++) {
      least = Math.min(least, reach[k] - nx[k] * wx - ny[k] * wy);
    }
    return least + 0.25 * Noise.smooth(seed + 2, dx / 1.3, dy / 1.3);
  }

  /**
   * Paints the shard where no other piece lies and rock may lie.
   *
   * @param fragment its number
   * @param channel where rock may lie
   */
  void paint(Canvas canvas, Rock rock, int fragment, Tray.Channel channel, Texel texel) {
    double e = extent();
    int gap = apart > 0 ? Math.max(1, (int) (apart / canvas.mm + 0.5)) : 0;
    int from = canvas.column(Math.max(channel.left(), x - e));
    int to = canvas.column(Math.min(channel.right(), x + e));
    for (int py = canvas.firstRow(y - e); py < canvas.lastRow(y + e); py++) {
      for (int px = from; px < to; px++) {
        int i = py * canvas.width + px;
        if (canvas.fragment[i] != Canvas.NONE || canvas.label[i] != Canvas.BOX) {
          continue;
        }
        if (gap > 0 && beside(canvas, px, py, gap, fragment)) {
          continue;
        }
        double ty = canvas.trayY(px, py);
        double dx = canvas.trayX(px) - x;
        double dy = ty - y;
        if (Math.abs(ty - channel.centre()) > channel.half()) {
          continue;
        }
        double inside = inside(dx, dy);
        if (inside <= 0) {
          continue;
        }
        double rise = flat + tiltX * dx + tiltY * dy;
        for (int k = 0; k < count; k++) {
          rise = Math.min(rise, steep[k] * (reach[k] - nx[k] * dx - ny[k] * dy));
        }
        rock.sample(x + farU + dx + spin * dy, farV + dy - spin * dx, texel);
        double broken = Noise.octaves(seed + 3, dx, dy, 5, 4, canvas.mm * 1.5);
        texel.scale(tone * (1 + 0.06 * broken));
        double line = Math.max(0.5, 0.7 * canvas.mm);
        if (inside < line) {
          texel.scale(0.6 + 0.4 * inside / line);
        }
        canvas.label[i] = Canvas.ROCK;
        canvas.fragment[i] = fragment;
        canvas.top[i] = (float) (base + Math.max(0, rise) + texel.relief * 1.5 + 0.28 * broken);
        canvas.colour[i] = texel.rgb();
      }
    }
  }

  /** Whether another piece lies within so many pixels, straight or aslant. */
  private static boolean beside(Canvas canvas, int px, int py, int gap, int fragment) {
    for (int dy = -gap; dy <= gap; dy += gap) {
      int y = Math.max(0, Math.min(canvas.height - 1, py + dy));
      for (int dx = -gap; dx <= gap; dx += gap) {
        int x = Math.max(0, Math.min(canvas.width - 1, px + dx));
        int other = canvas.fragment[y * canvas.width + x];
        if (other != Canvas.NONE && other != fragment) {
          return true;
        }
      }
    }
    return false;
  }
}
