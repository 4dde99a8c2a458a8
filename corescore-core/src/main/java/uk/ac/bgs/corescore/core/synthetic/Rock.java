// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.synthetic;

/**
 * The rock of a box: a lithology with its bedding, tone, veins and stains. Its texture is a
 * function of place, so that a bed continues from piece to piece.
 */
final class Rock {
  final Lithology lithology;

  /** Slope of the bedding against the direction across the core. */
  final double bedding;

  private final int seed;
  private final double tone;
  private final double warmth;
  private final double cos;
  private final double sin;
  private final double veins;
  private final double stains;
  private final double finest;

  /**
   * A rock.
   *
   * @param finest shortest wavelength that a pixel can show, mm
   */
  Rock(Lithology lithology, RandomSource random, double finest) {
    this.lithology = lithology;
    this.seed = (int) random.seed();
    this.tone = 1 + 0.10 * random.nextGaussian();
    this.warmth = 0.02 * random.nextGaussian();
    this.bedding = random.between(-0.45, 0.45);
    double norm = Math.sqrt(1 + bedding * bedding);
    this.cos = 1 / norm;
    this.sin = -bedding / norm;
    this.veins = random.nextBoolean(0.4) ? random.between(0.002, 0.012) : 0;
    this.stains = random.nextBoolean(0.35) ? random.between(0.2, 0.7) : 0;
    this.finest = finest;
  }

  /**
   * The texture at a place.
   *
   * @param u along the core, mm
   * @param v across it, mm
   * @param out takes colour and relief
   */
  void sample(double u, double v, Texel out) {
    Lithology l = lithology;
    out.set(l.base);
    double across = u * cos + v * sin;
    double along = -u * sin + v * cos;
    double wander = l.warp * l.bandMm * Noise.smooth(seed + 1, u / 45, v / 45);
    double fine = l.warp * l.bandMm * 0.4 * Noise.smooth(seed + 2, across / 9, along / 14);
    double t = (across + wander + fine) / l.bandMm;
    double band =
        0.6 * Noise.smooth(seed + 3, t, along / (l.bandMm * 14))
            + 0.4 * Noise.smooth(seed + 4, t * 3.1, along / (l.bandMm * 6));
    out.mix(l.band, clamp(0.5 + 1.1 * band) * l.bandMix);
    if (l.clastMm > 0) {
      clasts(u, v, out);
    }
    double broad = Noise.octaves(seed + 5, u, v, 70, 3, finest);
    double mottle = Noise.octaves(seed + 6, u, v, 9, 4, finest);
    double grain = grain(u, v);
    double f = tone * (1 + 0.08 * broad + 0.055 * mottle + l.grain * grain);
    out.relief += l.relief * (1.1 * grain + 1.2 * mottle);
    if (veins > 0) {
      vein(u, v, out);
    }
    if (stains > 0) {
      double s = Noise.octaves(seed + 9, u, v, 40, 4, finest) - 0.25;
      if (s > 0) {
        out.mix(0x9A7440, Math.min(0.6, s) * stains);
      }
    }
    pits(u, v, out);
    double w = warmth * (1 + 0.6 * broad);
    out.r *= f * (1 + w);
    out.g *= f;
    out.b *= f * (1 - w);
  }

  private double grain(double u, double v) {
    double a = 0.8 * u - 0.6 * v;
    double b = 0.6 * u + 0.8 * v;
    double g = Math.max(lithology.grainMm, finest);
    double fine = Math.max(0.22, 0.7 * finest);
    double speckle = Noise.smooth(seed + 13, u / fine, v / fine);
    return 0.55 * Noise.smooth(seed + 7, a / g, b / g)
        + 0.5 * Noise.smooth(seed + 8, b / (g * 2.7), a / (g * 2.7))
        + 1.1 * speckle;
  }

  private void clasts(double u, double v, Texel out) {
    Noise.Cell cell = out.cell;
    double size = lithology.clastMm;
    boolean crystals = lithology.clastShare > 0.9;
    for (int level = 0; level < 3; level++, size *= 0.42) {
      if (size < finest) {
        return;
      }
      double jag = 0.18 * Noise.smooth(seed + 20 + level, u / (size * 0.3), v / (size * 0.3));
      Noise.cell(seed + 30 + level, u / size + jag, v / size * 1.15 + jag, cell);
      double chosen = Noise.unit(Noise.hash(cell.hash, 1, 0));
      if (chosen > lithology.clastShare * (level == 0 ? 0.75 : 1)) {
        continue;
      }
      double radius = crystals ? 2 : 0.3 + 0.3 * Noise.unit(Noise.hash(cell.hash, 2, 0));
      double edge = Math.min(radius - cell.near, (cell.next - cell.near) * 0.5);
      if (edge <= 0) {
        continue;
      }
      int[] palette = lithology.clasts;
      int pick = (int) (Noise.unit(Noise.hash(cell.hash, 3, 0)) * palette.length);
      out.mix(palette[pick], Math.min(1, 0.35 + edge * 9));
      out.scale(1 + 0.12 * Noise.signed(Noise.hash(cell.hash, 4, 0)));
      if (!crystals) {
        out.relief += Math.min(0.25, edge * size * 0.5) * (lithology.relief * 3);
      }
      return;
    }
  }

  /** Veins along two sets of planes, each vein with its own width, waning along its way. */
  private void vein(double u, double v, Texel out) {
    double wave = Noise.octaves(seed + 10, u, v, 50, 5, finest);
    for (int set = 0; set < 2; set++) {
      double t = set == 0 ? u + 0.9 * v + 5 * wave : 0.35 * u - v + 7 * wave;
      double s = set == 0 ? v - 0.9 * u : u + 0.35 * v;
      double apart = 38 + 30 * set;
      double place = t / apart;
      double plane = Math.rint(place);
      int h = Noise.hash(seed + 11 + set, (int) plane, 4);
      double off = Math.abs(place - plane - 0.3 * Noise.signed(h)) * apart;
      double width = veins * 60 * (Noise.smooth(h, s / 45) + 0.35 * Noise.signed(h >>> 3));
      if (off < width) {
        out.mix(0xD0CDC2, 0.7 * clamp((width - off) / width * 1.6));
      }
    }
  }

  private void pits(double u, double v, Texel out) {
    Noise.Cell cell = out.cell;
    double size = 5;
    double jag = 0.16 * Noise.smooth(seed + 41, u / 0.7, v / 0.7);
    Noise.cell(seed + 40, u / size + jag, v / size * 1.4 - jag, cell);
    double crowd = 0.12 * (1 + Noise.smooth(seed + 42, u / 40, v / 40));
    if (Noise.unit(Noise.hash(cell.hash, 5, 0)) < crowd) {
      double chosen = Noise.unit(Noise.hash(cell.hash, 6, 0));
      double inside = 0.03 + 0.2 * chosen * chosen * chosen - cell.near;
      if (inside > 0) {
        out.relief -= Math.min(0.5, inside * size * 0.8);
        out.scale(1 - Math.min(0.25, inside * size));
      }
    }
  }

  private static double clamp(double x) {
    return Math.max(0, Math.min(1, x));
  }
}
