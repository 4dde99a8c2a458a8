// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.composition;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The appearance of the core in one composed box, common to its rows. */
final class CoreStyle {
  /** Rows of photographs that pieces are cut from; empty if all is synthetic. */
  final List<RowStrip> strips = new ArrayList<>();

  /** Surfaces of the rocks. */
  final List<Surface> rocks = new ArrayList<>();

  /** The floor below the core; unused where the floor of the photographs is kept. */
  final Surface floor;

  final boolean ownFloor;

  /** Shares of the stretches of a row: synthetic, in original colours, without core. */
  final double drawn;

  final double kept;
  final double gaps;

  /** Shares of the synthetic stretches: rubble, and fines that fill the channel. */
  final double rubble;

  final double fines;

  /** Strength of the photograph's light and colour under another rock's colour. */
  final double contrast;

  final double chroma;

  /** The texture over photographed rock. */
  final TextureBank.View grain;

  final double grained;

  /** Darkening of the side of a core against its middle; 0 for a sawn face. */
  final double roundness;

  final double bulge;

  /** Position of the light across the core, -1 to 1. */
  final double lamp;

  /** Gloss of wet core, 0 for dry. */
  final double wet;

  /** Distance of saw marks in widths of the core; 0 for none. */
  final double saw;

  /** Strength of the shadow of the upper and lower wall, and of the core on the floor. */
  final double upperShade;

  final double lowerShade;
  final double floorShade;
  final int shadeX;
  final int shadeY;

  /** Share of the channel's width that the core fills. */
  final double filled;

  /** Probability of a block, a card or a plug hole in a row. */
  final double blocks;

  final double cards;
  final double plugs;

  CoreStyle(List<RowStrip> all, TextureBank bank, double drawnShare, SplittableRandom random) {
    for (int i = 0; i < 3 && !all.isEmpty(); i++) {
      strips.add(all.get(random.nextInt(all.size())));
    }
    int kinds = 1 + random.nextInt(3);
    for (int i = 0; i < kinds; i++) {
      boolean like = i > 0 && random.nextDouble() < 0.65;
      rocks.add(like ? rocks.get(0).tinted(0.12, random) : rock(bank, random));
    }
    this.ownFloor = random.nextDouble() < 0.2;
    double floors = random.nextDouble();
    Surface.Material material =
        floors < 0.35
            ? Surface.Material.WOOD
            : floors < 0.55
                ? Surface.Material.CARD
                : floors < 0.7
                    ? Surface.Material.PLASTIC
                    : floors < 0.8 ? Surface.Material.METAL : Surface.Material.DARK;
    this.floor = Surface.of(material, bank, random).times(random.nextDouble(0.4, 1));
    this.drawn = all.isEmpty() ? 1 : one(random, 0, drawnShare, 2 * drawnShare);
    this.kept = one(random, 0, 0.2, 0.5, 1);
    this.gaps = one(random, 0, 0.03, 0.08, 0.25);
    this.rubble = one(random, 0.1, 0.1, 0.3, 0.8);
    this.fines = one(random, 0, 0.05, 0.15, 0.4);
    this.contrast = random.nextDouble(0.5, 1.3);
    this.chroma = random.nextDouble(0, 1.2);
    this.grain = bank.any(random);
    this.grained = one(random, 0, 0, 0.15, 0.35);
    this.roundness = one(random, 0, 0.2, 0.45, 0.75);
    this.bulge = random.nextDouble(1.4, 3.2);
    this.lamp = random.nextDouble(-0.5, 0.5);
    this.wet = random.nextDouble() < 0.25 ? random.nextDouble(0.2, 0.9) : 0;
    this.saw = roundness == 0 && random.nextBoolean() ? random.nextDouble(0.03, 0.3) : 0;
    this.upperShade = random.nextDouble() < 0.75 ? random.nextDouble(0.1, 0.75) : 0;
    this.lowerShade = random.nextDouble() < 0.6 ? random.nextDouble(0.05, 0.6) : 0;
    this.floorShade = random.nextDouble(0.2, 0.9);
    this.shadeX = random.nextInt(-3, 4);
    this.shadeY = random.nextInt(-3, 4);
    this.filled = random.nextDouble(0.8, 1);
    this.blocks = one(random, 0, 0, 0.3, 0.7);
    this.cards = one(random, 0, 0, 0.2, 0.5);
    this.plugs = one(random, 0, 0, 0, 0, 0.25);
  }

  private static double one(SplittableRandom random, double... of) {
    return of[random.nextInt(of.length)];
  }

  /** A rock: even, grainy, banded, veined or conglomerate. */
  private static Surface rock(TextureBank bank, SplittableRandom random) {
    return Surface.of(Surface.rock(random), bank.any(random), random.nextDouble(0.05, 0.45));
  }
}
