// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.synthetic;

/**
 * A fracture of the synthetic core: its position along the core as a function of the position
 * across it.
 *
 * @param at place on the centre line, mm along the core
 * @param slope millimetres along the core for each millimetre across it
 * @param bend curvature: how far the rim lies from where the slope alone would put it, mm
 * @param rough size of the teeth, mm
 * @param seed of the teeth
 * @param gap mean width where it stands open, mm; below 0 it is shut in places
 */
record Fracture(double at, double slope, double bend, double rough, int seed, double gap) {

  /** The left rim at v across the core, with half the core's width as unit of the bend. */
  double left(double v, double radius) {
    double w = v / radius;
    return at
        + slope * v
        + bend * (w * w - 0.3 * w)
        + rough
            * (1.6 * Noise.smooth(seed, v / 22)
                + 0.7 * Noise.smooth(seed + 1, v / 6)
                + 0.2 * Noise.smooth(seed + 2, v / 2.1)
                + 0.09 * Noise.smooth(seed + 3, v / 0.6));
  }

  /** The right rim at v across the core; not left of the left rim. */
  double right(double v, double radius) {
    double open =
        gap
            + Math.min(2.5, Math.abs(gap) + 0.4) * 0.7 * Noise.smooth(seed + 4, v / 26)
            + 0.3 * rough * Noise.smooth(seed + 5, v / 3);
    return left(v, radius) + Math.max(0, open);
  }

  /** The same place as a straight cut, as a row ends where the core was broken or sawn to fit. */
  Fracture cut(double newSlope) {
    return new Fracture(at, newSlope, bend * 0.4, rough, seed, gap);
  }

  /** Whether the two sides touch nowhere. */
  boolean open() {
    return gap > 2.5;
  }
}
