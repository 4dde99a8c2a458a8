// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.synthetic;

/** The kinds of rock that are drawn, each by colours, bedding, grain and clasts. */
enum Lithology {
  MUDSTONE("mudstone", 0x6A6A58, 0x55564A, 12, 0.35, 0.12, 0.5, 0.10, 0.05),
  SILTSTONE("siltstone", 0x84836A, 0x706F58, 8, 0.4, 0.12, 0.5, 0.16, 0.07),
  SANDSTONE("sandstone", 0x9C9A84, 0x83806A, 5, 0.45, 0.2, 0.6, 0.22, 0.10),
  RED_SANDSTONE("red sandstone", 0x8F6650, 0xAE8A6C, 7, 0.8, 0.3, 0.5, 0.17, 0.09),
  LIMESTONE("limestone", 0xABA698, 0x8C8B84, 9, 0.55, 0.6, 0.7, 0.13, 0.08),
  CHALK("chalk", 0xE2E0CE, 0xD2D1C2, 16, 0.25, 0.4, 0.4, 0.02, 0.03),
  BASALT(
      "basalt", 0x555753, 0x484A48, 40, 0.3, 0.5, 0.5, 0.08, 0.05, 1.6, 0.16, 0xC9C8BC, 0xA7A79A,
      0x2E302C),
  GABBRO(
      "gabbro", 0x5E605C, 0x4C4E4B, 40, 0.3, 0.5, 0.7, 0.06, 0.06, 2.6, 0.95, 0x9B9C94, 0x6F726C,
      0x3A3D3A, 0x50534E, 0x84857D),
  GRANITE(
      "granite", 0xA79C90, 0x9A9088, 60, 0.2, 0.5, 0.8, 0.06, 0.06, 3.4, 0.97, 0xB99A88, 0xC4BEB4,
      0x8E8D8A, 0xA9A49C, 0x3B3A38, 0xBFA998),
  GNEISS(
      "gneiss", 0x8F8C84, 0x4E4D49, 4, 0.85, 0.9, 0.7, 0.12, 0.07, 1.5, 0.3, 0xC8C4BA, 0x45443F,
      0x9C9890),
  CONGLOMERATE(
      "conglomerate",
      0x8A8776,
      0x7B7563,
      30,
      0.3,
      0.5,
      0.8,
      0.2,
      0.2,
      11,
      0.72,
      0xB4B3AE,
      0x9A9A96,
      0xA39474,
      0xC5C0B0,
      0x77786F,
      0xA79F86,
      0x8D8D8C,
      0xAF9C6A);

  private final String title;
  final int base;
  final int band;
  final double bandMm;
  final double bandMix;

  /** How wavy the bedding is. */
  final double warp;

  final double grainMm;
  final double grain;

  /** Relief of the surface, mm. */
  final double relief;

  /** Size of the largest clasts or crystals, mm; 0 for none. */
  final double clastMm;

  final double clastShare;

  @SuppressWarnings(
      "ImmutableEnumChecker") // read in the inner loop of the rendering; never written
  final int[] clasts;

  Lithology(
      String title,
      int base,
      int band,
      double bandMm,
      double bandMix,
      double warp,
      double grainMm,
      double grain,
      double relief) {
    this(title, base, band, bandMm, bandMix, warp, grainMm, grain, relief, 0, 0);
  }

  Lithology(
      String title,
      int base,
      int band,
      double bandMm,
      double bandMix,
      double warp,
      double grainMm,
      double grain,
      double relief,
      double clastMm,
      double clastShare,
      int... clasts) {
    this.title = title;
    this.base = base;
    this.band = band;
    this.bandMm = bandMm;
    this.bandMix = bandMix;
    this.warp = warp;
    this.grainMm = grainMm;
    this.grain = grain;
    this.relief = relief;
    this.clastMm = clastMm;
    this.clastShare = clastShare;
    this.clasts = clasts;
  }

  /** The name in words. */
  String title() {
    return title;
  }
}
