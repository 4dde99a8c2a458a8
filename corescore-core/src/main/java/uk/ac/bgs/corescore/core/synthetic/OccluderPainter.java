// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.synthetic;

import java.util.List;

/**
 * Paints the objects that hide rock or stand in the tray: plug holes, paper labels, cards, writing.
 */
final class OccluderPainter {
  private final Canvas canvas;
  private final Tray tray;
  private final RandomSource random;

  OccluderPainter(Canvas canvas, Tray tray, RandomSource random) {
    this.canvas = canvas;
    this.tray = tray;
    this.random = random;
  }

  /** A round hole through the rock, with its wall and the dark base visible. */
  void plug(double cx, double cy, double radius) {
    int seed = (int) random.seed();
    double parallaxX = random.between(-0.45, 0.45) * radius;
    double parallaxY = random.between(-0.45, 0.45) * radius;
    for (int y = canvas.firstRow(cy - radius); y < canvas.lastRow(cy + radius); y++) {
      for (int x = canvas.column(cx - radius); x < canvas.column(cx + radius); x++) {
        int i = y * canvas.width + x;
        double dx = canvas.trayX(x) - cx;
        double dy = canvas.trayY(x, y) - cy;
        double d = Math.sqrt(dx * dx + dy * dy);
        double r = radius * (1 + 0.02 * Noise.smooth(seed, dx / 3, dy / 3));
        if (d >= r || canvas.label[i] == Canvas.VOID) {
          continue;
        }
        double ex = dx - parallaxX;
        double ey = dy - parallaxY;
        double bottom = radius * 0.75 - Math.sqrt(ex * ex + ey * ey);
        float rim = canvas.top[i];
        if (bottom > 0) {
          canvas.top[i] = 0.5f;
          canvas.colour[i] = Canvas.shade(tray.material.colour, 0.5);
        } else {
          canvas.top[i] = (float) Math.max(1, rim * Math.min(1, -bottom / radius * 1.6) * 0.9);
          canvas.colour[i] =
              Canvas.shade(
                  canvas.colour[i], 0.75 + 0.1 * Noise.smooth(seed + 1, dx / 1.5, dy / 1.5));
        }
        canvas.label[i] = Canvas.PLUG;
      }
    }
  }

  /** A slip of paper on the core, with or without lines of writing. */
  void paper(
      double cx, double cy, double halfLong, double halfWide, double turn, List<String> lines) {
    int seed = (int) random.seed();
    double cos = StrictMath.cos(turn);
    double sin = StrictMath.sin(turn);
    double reach = halfLong + halfWide + 2;
    double rest = highest(cx, cy, Math.min(halfLong, halfWide)) + 0.5;
    int white = random.nextBoolean(0.7) ? 0xE6E5DF : random.nextBoolean(0.5) ? 0xE2D9A8 : 0xD9DDE2;
    double curl = random.between(0, 5);
    for (int y = canvas.firstRow(cy - reach); y < canvas.lastRow(cy + reach); y++) {
      for (int x = canvas.column(cx - reach); x < canvas.column(cx + reach); x++) {
        int i = y * canvas.width + x;
        double dx = canvas.trayX(x) - cx;
        double dy = canvas.trayY(x, y) - cy;
        double u = dx * cos + dy * sin;
        double v = dy * cos - dx * sin;
        double edge = 0.25 * Noise.smooth(seed, u / 9, v / 9);
        if (Math.abs(u) > halfLong + edge
            || Math.abs(v) > halfWide + edge
            || canvas.label[i] == Canvas.VOID) {
          continue;
        }
        double w = u / halfLong;
        double wave = 0.5 * Noise.smooth(seed + 1, u / 18, v / 18);
        canvas.top[i] = (float) (rest + curl * w * w + wave);
        double fibre = 1 + 0.015 * Noise.smooth(seed + 2, u / 0.8, v / 0.8);
        double fold = Math.abs(u - halfLong * 0.2) < 0.3 ? 0.95 : 1;
        canvas.colour[i] = Canvas.shade(white, fibre * fold);
        canvas.label[i] = Canvas.PAPER;
      }
    }
    double size = Math.min(halfWide * 1.5 / Math.max(1, lines.size()), halfLong * 0.45);
    for (int k = 0; k < lines.size(); k++) {
      Handwriting line = new Handwriting(lines.get(k), size * 0.62, random);
      double fit = Math.min(1, 1.85 * halfLong / line.length());
      if (fit < 1) {
        line = new Handwriting(lines.get(k), size * 0.62 * fit * 0.97, random);
      }
      double below = -halfWide * 0.75 + size * (k + 0.85);
      write(line, cx, cy, -line.length() / 2, below, turn, size * 0.62, Canvas.PAPER);
    }
  }

  /** A card of the tray's own stuff that fills the channel, bare or with writing on it. */
  void card(RowPlan.Zone zone, Tray.Channel channel, List<String> lines) {
    int seed = (int) random.seed();
    double high = tray.wall * random.between(0.8, 0.98);
    double up = channel.centre() - channel.half();
    double low = channel.centre() + channel.half();
    int stuff = Canvas.shade(0xB9A27C, random.between(0.9, 1.1));
    for (int y = canvas.firstRow(up); y < canvas.lastRow(low); y++) {
      for (int x = canvas.column(zone.from()); x < canvas.column(zone.to()); x++) {
        int i = y * canvas.width + x;
        double tx = canvas.trayX(x);
        double ty = canvas.trayY(x, y);
        double across = (ty - channel.centre()) / channel.half();
        double bow = 2.5 * (1 - across * across) + 0.4 * Noise.smooth(seed, ty / 20);
        double ends = Math.min(tx - zone.from() - bow, zone.to() - bow - tx);
        if (ends < 0 || ty < up || ty > low || canvas.fragment[i] != Canvas.NONE) {
          continue;
        }
        double fibre = Noise.octaves(seed + 1, tx * 0.6, ty, 1.6, 3, canvas.mm * 1.5);
        canvas.top[i] = (float) (high + 0.025 * fibre - 1.5 * across * across);
        double edge = ends < 1.6 ? 1.12 : 1;
        double broad = 0.04 * Noise.smooth(seed + 2, tx / 50, ty / 50);
        canvas.colour[i] = Canvas.shade(stuff, edge * (1 + 0.035 * fibre + broad));
      }
    }
    double middle = (zone.from() + zone.to()) / 2 + random.between(-8, 8);
    double size = channel.half() * random.between(0.25, 0.4);
    double turn = random.between(-0.4, 0.2);
    for (int k = 0; k < lines.size(); k++) {
      Handwriting line = new Handwriting(lines.get(k), size, random);
      double fit = Math.min(1, (zone.to() - zone.from()) * 0.85 / line.length());
      if (fit < 1) {
        line = new Handwriting(lines.get(k), size * fit * 0.97, random);
      }
      double below = size * 1.5 * (k - (lines.size() - 1) * 0.5) + size * 0.5;
      write(
          line, middle, channel.centre(), -line.length() / 2, below, turn, size * fit, Canvas.BOX);
    }
  }

  /** Writes a line on what bears a label; the place around the strokes becomes Text. */
  private void write(
      Handwriting line,
      double cx,
      double cy,
      double startU,
      double below,
      double turn,
      double size,
      byte on) {
    double cos = StrictMath.cos(turn);
    double sin = StrictMath.sin(turn);
    double pen = Math.max(0.22, Math.min(1.1, size * 0.06)) * random.between(0.8, 1.3);
    double margin = size * 0.35;
    int ink = random.nextBoolean(0.6) ? 0x26262A : random.nextBoolean(0.6) ? 0x26326B : 0x6E2A2A;
    double reach = line.length() + 2 * size + Math.abs(below);
    for (int y = canvas.firstRow(cy - reach); y < canvas.lastRow(cy + reach); y++) {
      for (int x = canvas.column(cx - reach); x < canvas.column(cx + reach); x++) {
        int i = y * canvas.width + x;
        double dx = canvas.trayX(x) - cx;
        double dy = canvas.trayY(x, y) - cy;
        double u = dx * cos + dy * sin - startU;
        double v = dy * cos - dx * sin - below;
        boolean behindRock = on == Canvas.BOX && canvas.fragment[i] != Canvas.NONE;
        boolean away =
            u < -margin || u > line.length() + margin || v < -size * 1.4 || v > size * 0.5;
        if (canvas.label[i] != on || behindRock || away) {
          continue;
        }
        double d = line.distance(u, v);
        if (d < margin) {
          canvas.label[i] = Canvas.TEXT;
        }
        double soft = Math.max(0.15, canvas.mm * 0.6);
        double dark = Math.max(0, Math.min(1, (pen - d) / soft + 0.5));
        if (dark > 0) {
          Texel texel = new Texel();
          texel.set(canvas.colour[i]);
          texel.mix(ink, dark * 0.9);
          canvas.colour[i] = texel.rgb();
        }
      }
    }
  }

  private double highest(double cx, double cy, double reach) {
    double high = 0;
    for (int y = canvas.firstRow(cy - reach); y < canvas.lastRow(cy + reach); y++) {
      for (int x = canvas.column(cx - reach); x < canvas.column(cx + reach); x++) {
        high = Math.max(high, canvas.top[y * canvas.width + x]);
      }
    }
    return high;
  }
}
