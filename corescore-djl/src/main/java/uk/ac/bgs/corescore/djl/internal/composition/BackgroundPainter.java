// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.composition;

import java.nio.IntBuffer;
import java.util.List;
import java.util.SplittableRandom;
import uk.ac.bgs.corescore.djl.internal.augmentation.Crop;
import uk.ac.bgs.corescore.image.RgbImage;

/** Paints the background of a core box and objects on it. */
final class BackgroundPainter {
  private final TextureBank bank;
  private final List<RgbImage> pictures;

  /**
   * @param pictures photographs without core, possibly none
   */
  BackgroundPainter(TextureBank bank, List<RgbImage> pictures) {
    this.bank = bank;
    this.pictures = pictures;
  }

  /** Paints a background with objects into a crop; none of it is rock. */
  void paint(Crop crop, SplittableRandom random) {
    java.util.Arrays.fill(crop.weight, 1);
    double kind = random.nextDouble();
    if (kind < 0.4 && !pictures.isEmpty()) {
      picture(crop, pictures.get(random.nextInt(pictures.size())), random);
    } else if (kind < 0.6) {
      boards(crop, random);
    } else {
      surface(random).fill(crop, 0, 0, crop.width, crop.height, 1);
    }
    if (random.nextDouble() < 0.15) {
      // A sheet or a table over a part.
      paintObject(
          crop,
          crop.width * random.nextDouble(0.5, 1.3),
          crop.height * random.nextDouble(0.5, 1.3),
          Decal.NONE,
          surface(random),
          random);
    }
    int things = random.nextInt(6);
    for (int k = 0; k < things; k++) {
      paintObject(crop, random);
    }
  }

  private Surface surface(SplittableRandom random) {
    return switch (random.nextInt(8)) {
      // Concrete and screed.
      case 0, 1 ->
          Surface.of(
              Surface.hsb(random, 20, 60, 0, 0.15, 0.3, 0.85),
              bank.of(TextureBank.Kind.CLOUDS, random),
              random.nextDouble(0.04, 0.2));
      // Terrazzo, gravel, crushed stone: rock that is no core.
      case 2 ->
          Surface.of(
              Surface.rock(random),
              bank.of(
                  random.nextBoolean() ? TextureBank.Kind.CELLS : TextureBank.Kind.CRYSTALS,
                  Math.exp(random.nextDouble(0, 1.6)),
                  false,
                  random),
              random.nextDouble(0.1, 0.45));
      // Paper.
      case 3 ->
          Surface.of(
              Surface.hsb(random, 0, 360, 0, 0.06, 0.75, 1),
              bank.of(TextureBank.Kind.CLOUDS, 0.2, false, random),
              random.nextDouble(0.005, 0.05));
      // Foam and felt.
      case 4 ->
          Surface.of(
              Surface.hsb(random, 180, 260, 0, 0.25, 0.05, 0.35),
              bank.of(TextureBank.Kind.CLOUDS, 2, false, random),
              random.nextDouble(0.02, 0.12));
      case 5 -> Surface.of(Surface.Material.CARD, bank, random);
      case 6 -> Surface.of(Surface.Material.METAL, bank, random);
      default -> Surface.of(Surface.Material.ANY, bank, random);
    };
  }

  /** Planks side by side, of the same wood. */
  private void boards(Crop crop, SplittableRandom random) {
    Surface wood = Surface.of(Surface.Material.WOOD, bank, random);
    boolean upright = random.nextBoolean();
    int end = upright ? crop.width : crop.height;
    double usual = random.nextDouble(0.05, 0.4) * end;
    for (int at = 0; at < end; ) {
      int wide = Math.max(3, (int) (usual * random.nextDouble(0.7, 1.3)));
      Surface plank =
          new Surface(
              wood.red(),
              wood.green(),
              wood.blue(),
              bank.of(TextureBank.Kind.GRAIN, random.nextDouble(0.3, 1.4), upright, random),
              wood.strength());
      double light = Math.exp(0.12 * random.nextGaussian());
      int seam = 1 + random.nextInt(2);
      double dark = random.nextDouble(0.25, 0.8);
      for (int k = 0; k < wide; k += k < seam ? seam : wide) {
        int from = at + k;
        int to = k < seam ? at + seam : at + wide;
        double of = light * (k < seam ? dark : 1);
        plank.fill(
            crop,
            upright ? from : 0,
            upright ? 0 : from,
            upright ? to : crop.width,
            upright ? crop.height : to,
            of);
      }
      at += wide;
    }
  }

  /** A part of a picture, mirrored at random, scaled to the crop. */
  private static void picture(Crop crop, RgbImage picture, SplittableRandom random) {
    double share = random.nextDouble(0.35, 1);
    double scale =
        share
            * Math.min(
                (double) picture.width() / crop.width, (double) picture.height() / crop.height);
    double x0 = random.nextDouble() * (picture.width() - scale * crop.width);
    double y0 = random.nextDouble() * (picture.height() - scale * crop.height);
    boolean mirrored = random.nextBoolean();
    int points = (int) Math.max(1, Math.min(4, Math.ceil(scale)));
    IntBuffer pixels = picture.pixels();
    int plane = crop.size();
    for (int y = 0; y < crop.height; y++) {
      for (int x = 0; x < crop.width; x++) {
        int i = y * crop.width + x;
        float red = 0;
        float green = 0;
        float blue = 0;
        for (int k = 0; k < points * points; k++) {
          double u = (mirrored ? crop.width - 1 - x : x) + (k % points + 0.5) / points;
          double v = y + (Math.floorDiv(k, points) + 0.5) / points;
          int px = (int) Math.max(0, Math.min(picture.width() - 1, x0 + scale * u));
          int py = (int) Math.max(0, Math.min(picture.height() - 1, y0 + scale * v));
          int argb = pixels.get(py * picture.width() + px);
          red += argb >> 16 & 0xff;
          green += argb >> 8 & 0xff;
          blue += argb & 0xff;
        }
        crop.rgb[i] = red / (points * points);
        crop.rgb[plane + i] = green / (points * points);
        crop.rgb[2 * plane + i] = blue / (points * points);
      }
    }
  }

  /** A card, a sheet, a board with the box's name, a rod, a ruler or a colour chart. */
  private void paintObject(Crop crop, SplittableRandom random) {
    double unit = Math.max(crop.width, crop.height) / 512.0;
    Surface.Material[] any = Surface.Material.values();
    Surface paint = Surface.of(any[random.nextInt(any.length)], bank, random);
    switch (random.nextInt(6)) {
      case 0 -> {
        double w = unit * random.nextDouble(10, 80);
        double h = unit * random.nextDouble(8, 50);
        paintObject(
            crop,
            w,
            h,
            random.nextBoolean() ? Decal.writing(w, h, random) : Decal.NONE,
            paint,
            random);
      }
      case 1 -> {
        double w = unit * random.nextDouble(90, 260);
        double h = unit * random.nextDouble(50, 170);
        Surface white =
            random.nextBoolean()
                ? paint
                : Surface.of(Surface.hsb(random, 0, 360, 0, 0.08, 0.8, 1), paint.grain(), 0.02);
        paintObject(crop, w, h, Decal.writing(w, h, random), white, random);
      }
      case 2 -> {
        double w = unit * random.nextDouble(150, 520);
        double h = unit * random.nextDouble(5, 32);
        paintObject(crop, w, h, Decal.ruler(w, h, random), paint, random);
      }
      case 3 -> {
        double w = unit * random.nextDouble(5, 36);
        double h = unit * random.nextDouble(150, 520);
        paintObject(
            crop,
            w,
            h,
            random.nextBoolean() ? Decal.ruler(w, h, random) : Decal.NONE,
            paint,
            random);
      }
      case 4 -> {
        double w = unit * random.nextDouble(30, 110);
        double h = w * random.nextDouble(0.3, 0.9);
        paintObject(crop, w, h, Decal.chart(w, h, random), paint, random);
      }
      default -> {
        double w = unit * random.nextDouble(60, 380);
        double h = unit * random.nextDouble(40, 260);
        paintObject(crop, w, h, Decal.NONE, paint, random);
      }
    }
  }

  private static void paintObject(
      Crop crop, double width, double height, Decal ink, Surface paint, SplittableRandom random) {
    double turn =
        random.nextDouble() < 0.6
            ? 0.05 * random.nextGaussian()
            : random.nextDouble(0, 2 * Math.PI);
    new FlatObject(
            paint,
            random.nextDouble() * crop.width,
            random.nextDouble() * crop.height,
            width,
            height,
            turn)
        .lay(crop, ink, (byte) 0, random);
  }
}
