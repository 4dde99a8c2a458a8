// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.synthetic;

import java.util.ArrayList;
import java.util.List;

/** The tray: outer walls, one channel per row with partitions between, and its material. */
final class Tray {
  /** What a tray is made of. */
  enum Material {
    CARDBOARD(0xC3B08E),
    WOOD(0xB08A5C),
    GREY_PLASTIC(0x6F7476),
    WHITE_PLASTIC(0xC2C1B8),
    METAL(0x9DA0A0);

    final int colour;

    Material(int colour) {
      this.colour = colour;
    }
  }

  /** The channel of one row, in tray millimetres. */
  record Channel(double left, double right, double centre, double half) {}

  final Material material;
  final double wall;
  final List<Channel> channels;

  private final double left;
  private final double right;
  private final double upper;
  private final double lower;
  private final double rim;
  private final double panel;
  private final double slopeUpper;
  private final double slopeLower;
  private final double slopeEnds;
  private final int seed;
  private final int bench;
  private final double benchTop;
  private final int dirt;

  Tray(Canvas canvas, int rows, int dirt, RandomSource random) {
    double roll = random.nextDouble();
    this.material =
        roll < 0.55
            ? Material.CARDBOARD
            : roll < 0.72
                ? Material.WOOD
                : roll < 0.82
                    ? Material.GREY_PLASTIC
                    : roll < 0.9 ? Material.WHITE_PLASTIC : Material.METAL;
    double w = canvas.width * canvas.mm;
    double h = canvas.height * canvas.mm;
    double pitch = h / rows;
    double unit = pitch / 141;
    this.dirt = dirt;
    this.seed = (int) random.seed();
    this.bench =
        Canvas.shade(
            random.nextBoolean(0.8) ? 0xA9AA98 : random.nextBoolean(0.5) ? 0x5B5A57 : 0xA58B66,
            random.between(0.8, 1.1));
    this.left = random.between(-4, 5) * unit;
    this.right = w - random.between(2, 18) * unit;
    this.upper = random.between(3, 7) * unit;
    this.lower = h - random.between(4, 10) * unit;
    this.rim = random.between(1.6, 3.2) * unit;
    this.panel =
        material == Material.CARDBOARD
            ? random.between(10, 17) * unit
            : random.between(2, 6) * unit;
    this.wall = random.between(46, 58) * unit;
    this.benchTop = wall * random.between(0.4, 0.92);
    this.slopeUpper = random.between(3, 9) * unit;
    this.slopeLower = random.between(3, 9) * unit;
    this.slopeEnds = random.between(1.5, 4) * unit;
    this.channels = new ArrayList<>();
    double inner = lower - upper - 2 * rim - slopeUpper - slopeLower;
    double gap = Math.max(3, rim * 1.6);
    double each = (inner - (rows - 1) * gap) / rows;
    for (int i = 0; i < rows; i++) {
      double top = upper + rim + slopeUpper + i * (each + gap);
      channels.add(
          new Channel(
              left + panel + slopeEnds, right - panel - slopeEnds, top + each / 2, each / 2));
    }
  }

  /** Paints bench and box over the whole canvas and labels them Void and Box. */
  void paint(Canvas canvas, RandomSource random) {
    Texel texel = new Texel();
    for (int y = 0, i = 0; y < canvas.height; y++) {
      for (int x = 0; x < canvas.width; x++, i++) {
        double tx = canvas.trayX(x);
        double ty = canvas.trayY(x, y);
        ty += 0.5 * Noise.smooth(seed + 60, tx / 160);
        if (tx < left || tx > right || ty < upper || ty > lower) {
          paintBench(canvas, tx, ty, texel);
          canvas.label[i] = Canvas.VOID;
          canvas.top[i] = (float) texel.relief;
        } else {
          canvas.label[i] = Canvas.BOX;
          double high = heightAt(tx, ty);
          surface(canvas, tx, ty, high, texel);
          canvas.top[i] = (float) (high + texel.relief);
        }
        canvas.colour[i] = texel.rgb();
      }
    }
    if (material == Material.CARDBOARD) {
      staples(canvas, random);
    }
  }

  private void paintBench(Canvas canvas, double tx, double ty, Texel texel) {
    texel.set(bench);
    double grain = Noise.octaves(seed + 50, tx, ty, 3, 3, canvas.mm * 1.5);
    texel.scale(1 + 0.03 * grain + 0.05 * Noise.smooth(seed + 51, tx / 90, ty / 30));
    texel.relief = benchTop + 0.05 * grain;
  }

  /** Height of wall, slope or base, mm. */
  private double heightAt(double tx, double ty) {
    double ends = Math.min(tx - left, right - tx) - panel;
    double high = ends < 0 ? wall : wall * (1 - Math.min(1, ends / slopeEnds));
    Channel first = channels.get(0);
    Channel last = channels.get(channels.size() - 1);
    high = Math.max(high, slope(ty - (first.centre - first.half), slopeUpper));
    high = Math.max(high, slope(last.centre + last.half - ty, slopeLower));
    for (int i = 1; i < channels.size(); i++) {
      Channel a = channels.get(i - 1);
      Channel b = channels.get(i);
      double from = a.centre + a.half;
      double to = b.centre - b.half;
      if (ty >= from && ty <= to) {
        high = Math.max(high, wall * 0.9);
      }
    }
    return high;
  }

  private double slope(double inside, double width) {
    return inside >= 0 ? 0 : wall * Math.min(1, -inside / width);
  }

  private void surface(Canvas canvas, double tx, double ty, double high, Texel out) {
    double fine = canvas.mm * 1.5;
    material(tx, ty, fine, out);
    if (high > wall * 0.98) {
      out.mix(0xD9C9A6, material == Material.CARDBOARD ? 0.35 : 0);
      out.relief += 0.12 * Noise.smooth(seed + 2, tx / 2, ty / 0.8);
      double edge = Math.min(Math.min(tx - left, right - tx), Math.min(ty - upper, lower - ty));
      if (edge < 0.7 || (edge > rim * 0.45 && edge < rim * 0.55 + 0.3)) {
        out.scale(0.72);
      }
    } else if (high < 0.01) {
      crumbs(tx, ty, out);
    }
  }

  private void material(double tx, double ty, double fine, Texel out) {
    out.set(material.colour);
    switch (material) {
      case CARDBOARD -> {
        double fibre = Noise.octaves(seed + 3, tx * 0.6, ty, 1.6, 3, fine);
        double broad = Noise.octaves(seed + 4, tx, ty, 60, 3, fine);
        out.scale(1 + 0.035 * fibre + 0.05 * broad);
        double speck = Noise.smooth(seed + 5, tx / 0.5, ty / 0.5);
        if (speck > 0.82) {
          out.scale(0.86);
        }
        out.relief = 0.025 * fibre;
      }
      case WOOD -> {
        double wave = ty + 3 * Noise.smooth(seed + 6, tx / 150, ty / 30);
        double streak =
            0.6 * Noise.smooth(seed + 7, tx / 190, wave / 2.2)
                + 0.4 * Noise.smooth(seed + 8, tx / 60, wave / 0.6);
        out.scale(1 + 0.16 * streak + 0.05 * Noise.smooth(seed + 9, tx / 40, ty / 20));
        out.relief = 0.05 * streak;
      }
      case GREY_PLASTIC, WHITE_PLASTIC -> {
        double scuff = Noise.octaves(seed + 10, tx * 0.3, ty, 6, 4, fine);
        out.scale(1 + 0.05 * scuff);
        out.relief = 0.02 * scuff;
      }
      case METAL -> {
        double brushed = Noise.octaves(seed + 11, tx * 0.05, ty, 1.5, 3, fine);
        Noise.cell(seed + 12, tx / 14, ty / 14, out.cell);
        out.scale(1 + 0.07 * brushed + 0.05 * Noise.signed(out.cell.hash));
      }
    }
  }

  /** Crumbs and dust of the rock on the base: clutter that no one labels. */
  private void crumbs(double tx, double ty, Texel out) {
    double dust = Noise.octaves(seed + 13, tx, ty, 50, 3, 1);
    if (dust > 0.1) {
      out.mix(dirt, Math.min(0.3, dust - 0.1));
    }
    double size = 5;
    for (int level = 0; level < 2; level++, size *= 0.4) {
      Noise.cell(seed + 14 + level, tx / size, ty / size, out.cell);
      if (Noise.unit(out.cell.hash) < 0.10 + 0.25 * dust) {
        double radius = 0.08 + 0.2 * Noise.unit(Noise.hash(out.cell.hash, 1, 1));
        double inside = radius - out.cell.near;
        if (inside > 0) {
          out.mix(Canvas.shade(dirt, 0.9 + 0.2 * Noise.signed(out.cell.hash)), 0.9);
          out.relief += Math.min(2, 2.2 * inside * size);
        }
      }
    }
  }

  private void staples(Canvas canvas, RandomSource random) {
    double height = lower - upper;
    for (int side = 0; side < 2; side++) {
      double cx = side == 0 ? left + panel * 0.55 : right - panel * 0.55;
      for (int k = 0; k < 4 * channels.size(); k++) {
        double cy =
            upper + height * (k + 0.5 + 0.2 * random.nextGaussian() * 0.3) / (4 * channels.size());
        double half = random.between(2, 2.8);
        for (int y = canvas.firstRow(cy - 2); y < canvas.lastRow(cy + 2); y++) {
          for (int x = canvas.column(cx - half); x < canvas.column(cx + half); x++) {
            double dy = Math.abs(canvas.trayY(x, y) - cy);
            int i = y * canvas.width + x;
            if (dy < 0.9 && canvas.label[i] == Canvas.BOX) {
              double shine = 0.75 + 0.35 * Noise.smooth(seed + 20 + k, canvas.trayX(x) / 1.2);
              canvas.colour[i] = Canvas.shade(0xC9CCCE, shine);
              canvas.top[i] += 0.5f;
            }
          }
        }
      }
    }
  }
}
