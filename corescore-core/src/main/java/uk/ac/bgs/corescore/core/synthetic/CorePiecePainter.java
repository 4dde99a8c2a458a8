// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.synthetic;

/** Paints pieces of full diameter, sawn flat or whole and round, where no other piece lies. */
final class CorePiecePainter {
  private final Canvas canvas;
  private final Texel texel = new Texel();
  private final double radius;
  private final boolean sawn;
  private final double high;
  private final int seed;

  /** Where the row begins in the rock, so that rows do not repeat each other, mm. */
  private double along;

  /**
   * A painter of one box.
   *
   * @param canvas what it paints on
   * @param radius half the core's width, mm
   * @param sawn whether the core is slabbed, with a flat face up
   * @param seed of edges and saw marks
   */
  CorePiecePainter(Canvas canvas, double radius, boolean sawn, int seed) {
    this.canvas = canvas;
    this.radius = radius;
    this.sawn = sawn;
    this.high = radius * 0.94;
    this.seed = seed;
  }

  /** Paints a piece with a fragment number, on a channel. */
  void paint(CorePiece solid, Tray.Channel channel, int fragment) {
    along = 11 * channel.centre();
    int samples = 512;
    double reach = radius * 1.05;
    double[] leftRim = new double[samples + 1];
    double[] rightRim = new double[samples + 1];
    double from = Double.MAX_VALUE;
    double to = -Double.MAX_VALUE;
    for (int k = 0; k <= samples; k++) {
      double v = -reach + 2 * reach * k / samples;
      leftRim[k] = solid.left().right(v, radius);
      rightRim[k] = solid.right().left(v, radius);
      from = Math.min(from, leftRim[k]);
      to = Math.max(to, rightRim[k]);
    }
    double cos = 1 / Math.sqrt(1 + solid.turn() * solid.turn());
    double sin = solid.turn() * cos;
    double centre = channel.centre() + solid.shift();
    double lean = Math.abs(sin) * Math.max(to - solid.pivot(), solid.pivot() - from) + reach;
    double sideways = Math.abs(sin) * reach + 1;
    double leftCos = 1 / Math.sqrt(1 + solid.left().slope() * solid.left().slope());
    double rightCos = 1 / Math.sqrt(1 + solid.right().slope() * solid.right().slope());
    int tiltSeed = seed + fragment * 31;
    double tiltU = 0.02 * Noise.signed(Noise.hash(tiltSeed, 1, 1));
    double tiltV = 0.04 * Noise.signed(Noise.hash(tiltSeed, 2, 1));
    double middle = (from + to) / 2;
    int firstColumn = canvas.column(Math.max(channel.left(), from - sideways));
    int lastColumn = canvas.column(Math.min(channel.right(), to + sideways));
    for (int y = canvas.firstRow(centre - lean); y < canvas.lastRow(centre + lean); y++) {
      for (int x = firstColumn; x < lastColumn; x++) {
        int i = y * canvas.width + x;
        if (canvas.fragment[i] != Canvas.NONE) {
          continue;
        }
        double dx = canvas.trayX(x) - solid.pivot();
        double dy = canvas.trayY(x, y) - centre;
        double u = solid.pivot() + dx * cos + dy * sin;
        double v = dy * cos - dx * sin;
        double side = radius - Math.abs(v) + edge(u, v);
        if (side <= 0 || Math.abs(v) >= reach) {
          continue;
        }
        double at = (v + reach) / (2 * reach) * samples;
        int k = (int) at;
        double part = at - k;
        double dl = (u - leftRim[k] - part * (leftRim[k + 1] - leftRim[k])) * leftCos;
        double dr = (rightRim[k] + part * (rightRim[k + 1] - rightRim[k]) - u) * rightCos;
        if (dl <= 0 || dr <= 0) {
          continue;
        }
        double ends = Math.min(dl, dr);
        double corner = 2 + 1.8 * Noise.smooth(tiltSeed, u / 30 + (v > 0 ? 50 : 0));
        double inside = Math.min(ends, side);
        if (ends < corner && side < corner) {
          double a = corner - ends;
          double b = corner - side;
          inside = corner - Math.sqrt(a * a + b * b);
          if (inside <= 0) {
            continue;
          }
        }
        pixel(i, solid, u, v, inside, ends, fragment, tiltU * (u - middle) + tiltV * v);
      }
    }
  }

  /** The distance of the core's rim from the axis at u, mm. */
  private double edge(double u, double v) {
    int s = v < 0 ? seed + 7 : seed + 8;
    double rough = sawn ? 1 : 0.6;
    return rough
        * (0.9 * Noise.smooth(s, u / 35)
            + 0.5 * Noise.smooth(s + 10, u / 7)
            + 0.3 * Noise.smooth(s + 20, u / 1.8)
            - 0.6);
  }

  private void pixel(
      int i,
      CorePiece solid,
      double u,
      double v,
      double inside,
      double ends,
      int fragment,
      double tilt) {
    canvas.label[i] = Canvas.ROCK;
    canvas.fragment[i] = fragment;
    solid.rock().sample(u + along, v, texel);
    texel.scale(solid.tone());
    double height = high + tilt;
    if (sawn) {
      texel.relief += 0.012 * Noise.smooth(seed + 40, u / 0.7, v / 60);
      texel.scale(1 + 0.02 * Noise.smooth(seed + 41, u / 1.1, v / 90));
    } else {
      double w = Math.min(0.995, Math.abs(v) / radius);
      height = radius * (0.5 + 0.75 * Math.sqrt(1 - w * w));
      texel.relief *= 1.3;
    }
    double chip = Math.max(0, Noise.octaves(seed + 42, u, v, 14, 4, canvas.mm * 1.5) - 0.1);
    double bevel = 0.5 + 7 * chip * chip;
    if (inside < bevel) {
      double t = 1 - inside / bevel;
      height -= t * (0.8 + 2.5 * chip) + 0.4 * chip * Noise.smooth(seed + 43, u / 0.9, v / 0.9);
      texel.scale(1 - 0.07 * t);
    }
    // A closed fracture is still a dark line: its edges are chipped and no light reaches the walls.
    double line = Math.max(0.35, 0.75 * canvas.mm);
    if (ends < line) {
      double t = 1 - ends / line;
      height -= 9 * t;
      texel.scale(1 - 0.5 * t);
    }
    for (Fracture crack : solid.cracks()) {
      crack(crack, u, v);
    }
    canvas.top[i] = (float) (height + texel.relief);
    canvas.colour[i] = texel.rgb();
  }

  private void crack(Fracture crack, double u, double v) {
    double near = Math.abs(u - crack.at() - crack.slope() * v);
    if (near > 1 + 1.3 * Math.abs(crack.bend()) + 3 * crack.rough()) {
      return;
    }
    double fade = Noise.smooth(crack.seed() + 9, v / 30, crack.at());
    if (fade < -0.1) {
      return;
    }
    double away = Math.abs(u - crack.left(v, radius));
    double line = Math.max(0.22, 0.55 * canvas.mm) * Math.min(1, 0.4 + fade);
    if (away < line) {
      double t = 1 - away / line;
      texel.relief -= 1.5 * t;
      texel.scale(1 - 0.45 * t * Math.min(1, 0.3 + fade * 2));
    }
  }
}
