// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.composition;

import java.util.SplittableRandom;
import uk.ac.bgs.corescore.djl.internal.augmentation.BoxFilter;
import uk.ac.bgs.corescore.djl.internal.augmentation.Crop;
import uk.ac.bgs.corescore.djl.internal.augmentation.PhotometricAugmentation;
import uk.ac.bgs.corescore.djl.internal.augmentation.TextureAugmentation;
import uk.ac.bgs.corescore.djl.internal.network.Heads;

/**
 * Paints the channel of one horizontal row: stretches of photographed rows and of synthetic core,
 * empty stretches, light and shade, blocks and cards.
 */
final class RowPainter {
  private final TextureBank bank;
  private final TextureAugmentation texture;
  private final Labels labels;

  /**
   * Indices of labels in the model's list.
   *
   * @param rock of rock
   * @param tray of trays and all objects in them without a label of their own
   * @param paper of cards and blocks
   */
  record Labels(byte rock, byte tray, byte paper) {
    static Labels of(Heads heads) {
      return new Labels(
          (byte) heads.rock(),
          (byte) heads.labels().indexOf("Box").orElse(0),
          (byte) heads.labels().indexOf("Paper").orElse(0));
    }
  }

  RowPainter(TextureBank bank, TextureAugmentation texture, Labels labels) {
    this.bank = bank;
    this.texture = texture;
    this.labels = labels;
  }

  /** Paints a row of the size of the inside of its channel. */
  Crop row(int width, int height, CoreStyle style, SplittableRandom random) {
    Crop row = new Crop(width, height);
    style.floor.fill(row, 0, 0, width, height, 1);
    java.util.Arrays.fill(row.label, labels.tray());
    java.util.Arrays.fill(row.weight, 1);
    int pieces = 0;
    int x = random.nextBoolean() ? 0 : (int) (height * random.nextDouble(0, 0.8));
    boolean whole = random.nextDouble() < 0.75;
    int stop = whole ? width : (int) (width * random.nextDouble(0.2, 1));
    boolean empty = random.nextDouble() < 0.05;
    while (x < stop && !empty) {
      if (random.nextDouble() < style.gaps) {
        x += (int) (height * random.nextDouble(0.1, 1.8));
        continue;
      }
      int length = (int) (height * Math.exp(random.nextDouble(0.5, 2.5)));
      int to = Math.min(width, x + Math.max(4, length));
      if (style.strips.isEmpty() || random.nextDouble() < style.drawn) {
        CorePainter painter = new CorePainter(row, style, labels.rock(), pieces, random);
        painter.stretch(x, to);
        pieces = painter.pieces();
      } else {
        RowStrip strip = style.strips.get(random.nextInt(style.strips.size()));
        to = copyStretch(row, x, to, strip, style, pieces, random);
        pieces = maximum(row.fragment);
      }
      x = to + (random.nextBoolean() ? 0 : (int) (height * random.nextDouble(0, 0.12)));
    }
    if (!style.ownFloor) {
      floorShade(row, style);
    }
    if (random.nextDouble() < 0.12) {
      texture.replaceTexture(row, random);
    }
    if (random.nextDouble() < 0.15) {
      texture.transferColour(row, random);
    }
    for (int k = 0; k < 2 && random.nextDouble() < 0.3; k++) {
      PhotometricAugmentation.shadedFace(row, random);
    }
    applyShading(row, style, random);
    addObjects(row, style, random);
    return row;
  }

  private static int maximum(int[] fragments) {
    int maximum = 0;
    for (int fragment : fragments) {
      maximum = Math.max(maximum, fragment);
    }
    return maximum;
  }

  /**
   * Copies a stretch of a photographed row into the columns.
   *
   * @return the column where it ends
   */
  private int copyStretch(
      Crop row,
      int from,
      int wanted,
      RowStrip strip,
      CoreStyle style,
      int pieces,
      SplittableRandom random) {
    double high = row.height * style.filled * random.nextDouble(0.94, 1.04);
    double scale = strip.height() / high;
    double stretch = scale * Math.exp(0.12 * random.nextGaussian());
    int length = (int) Math.min(wanted - from, strip.width() / stretch);
    int to = from + Math.max(2, length);
    double left = random.nextDouble() * Math.max(0, strip.width() - length * stretch);
    double top = (row.height - high) / 2 + row.height * 0.02 * random.nextGaussian();
    boolean mirrorX = random.nextBoolean();
    boolean mirrorY = random.nextBoolean();
    int level = strip.level(scale);
    Recolouring recolouring =
        random.nextDouble() < style.kept
            ? Recolouring.NONE
            : Recolouring.of(strip, level, left, length * stretch, style, random);
    float[] sample = new float[4];
    int plane = row.size();
    for (int y = 0; y < row.height; y++) {
      double v = (y + 0.5 - top) * scale;
      if (v < 0 || v >= strip.height()) {
        continue;
      }
      v = mirrorY ? strip.height() - v : v;
      for (int x = from; x < Math.min(row.width, to); x++) {
        double u = left + (mirrorX ? to - x - 0.5 : x + 0.5 - from) * stretch;
        strip.at(level, u, v, sample);
        int fragment = strip.fragmentAt(u, v);
        int i = y * row.width + x;
        float share = style.ownFloor ? 1 : sample[3];
        float rock = sample[3];
        recolouring.apply(sample, rock, x, y, style);
        for (int c = 0; c < 3; c++) {
          row.rgb[c * plane + i] = row.rgb[c * plane + i] * (1 - share) + sample[c] * share;
        }
        if (fragment != 0) {
          row.label[i] = strip.labelAt(u, v);
          row.fragment[i] = pieces + fragment;
        } else if (style.ownFloor && strip.labelAt(u, v) != 0) {
          row.label[i] = strip.labelAt(u, v);
        }
        if (strip.ignoredAt(u, v) && (style.ownFloor || fragment != 0)) {
          row.weight[i] = 0;
        }
      }
    }
    return Math.min(row.width, to);
  }

  /** The shadow of the core on the floor. */
  private static void floorShade(Crop row, CoreStyle style) {
    float[] dark = new float[row.size()];
    for (int y = 0; y < row.height; y++) {
      int fromY = Math.max(0, Math.min(row.height - 1, y - style.shadeY));
      for (int x = 0; x < row.width; x++) {
        int fromX = Math.max(0, Math.min(row.width - 1, x - style.shadeX));
        dark[y * row.width + x] = row.fragment[fromY * row.width + fromX] != 0 ? 1 : 0;
      }
    }
    BoxFilter.box(dark, row.width, row.height, Math.max(1, row.height / 20));
    for (int i = 0; i < dark.length; i++) {
      if (row.fragment[i] == 0) {
        darken(row, i, 1 - style.floorShade * dark[i]);
      }
    }
  }

  static void darken(Crop crop, int i, double factor) {
    int plane = crop.size();
    for (int c = 0; c < 3; c++) {
      crop.rgb[c * plane + i] *= (float) factor;
    }
  }

  /** Shades the core: round or sawn, dry or wet, with the shadow of the walls. */
  private void applyShading(Crop row, CoreStyle style, SplittableRandom random) {
    TextureBank.View wetness = bank.of(TextureBank.Kind.CLOUDS, random);
    double sharp = random.nextDouble(0.06, 0.16);
    double arc = random.nextDouble(-0.5, 0.5) * row.height;
    int plane = row.size();
    for (int y = 0; y < row.height; y++) {
      double v = 2 * (y + 0.5) / row.height - 1;
      double side = Math.min(1.3, Math.abs(v - style.lamp));
      double round = Math.max(0.12, 1 - style.roundness * Math.pow(side, style.bulge));
      double gleam = 170 * style.wet * Math.exp(-Math.pow((v - style.lamp) / sharp, 2));
      double walls =
          Math.max(
              0.05,
              1
                  - style.upperShade * Math.exp(-(1 + v) / 0.16)
                  - style.lowerShade * Math.exp(-(1 - v) / 0.16));
      for (int x = 0; x < row.width; x++) {
        int i = y * row.width + x;
        double light = walls;
        if (row.fragment[i] != 0) {
          light *= round;
          if (style.saw > 0) {
            double at = (x + arc * v * v) / (style.saw * row.height);
            light *= 1 + 0.07 * Math.sin(2 * Math.PI * at);
          }
        }
        darken(row, i, light);
        if (row.fragment[i] != 0 && gleam > 1) {
          float shine = (float) (gleam * Math.max(0, 0.35 + 0.5 * wetness.at(x, y)) * walls);
          row.rgb[i] += shine;
          row.rgb[plane + i] += shine;
          row.rgb[2 * plane + i] += shine;
        }
      }
    }
  }

  /** Adds depth blocks across the channel, and cards on the core. */
  private void addObjects(Crop row, CoreStyle style, SplittableRandom random) {
    int h = row.height;
    for (int k = 0; k < 4 && random.nextDouble() < style.blocks; k++) {
      double width = h * random.nextDouble(0.12, 1.1);
      double height = h * random.nextDouble(0.72, 1.06);
      Surface.Material of =
          random.nextDouble() < 0.6
              ? Surface.Material.WOOD
              : random.nextBoolean() ? Surface.Material.CARD : Surface.Material.PLASTIC;
      FlatObject sticker =
          new FlatObject(
              Surface.of(of, bank, random),
              random.nextDouble() * row.width,
              h / 2.0 + 0.06 * h * random.nextGaussian(),
              width,
              height,
              0.02 * random.nextGaussian());
      sticker.lay(
          row,
          random.nextDouble() < 0.75 ? Decal.writing(width, height, random) : Decal.NONE,
          labels.paper(),
          random);
    }
    for (int k = 0; k < 4 && random.nextDouble() < style.cards; k++) {
      double width = h * random.nextDouble(0.3, 1.6);
      double height = h * random.nextDouble(0.2, 0.8);
      FlatObject sticker =
          new FlatObject(
              Surface.of(Surface.Material.CARD, bank, random),
              random.nextDouble() * row.width,
              h * random.nextDouble(0.1, 0.9),
              width,
              height,
              0.08 * random.nextGaussian());
      sticker.lay(
          row,
          random.nextDouble() < 0.8 ? Decal.writing(width, height, random) : Decal.NONE,
          labels.paper(),
          random);
    }
  }
}
