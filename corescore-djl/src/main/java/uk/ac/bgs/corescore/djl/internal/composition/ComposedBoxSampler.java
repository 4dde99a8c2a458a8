// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.composition;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import uk.ac.bgs.corescore.djl.internal.augmentation.AugmentedCropSampler;
import uk.ac.bgs.corescore.djl.internal.augmentation.BoxFilter;
import uk.ac.bgs.corescore.djl.internal.augmentation.CropSampler;
import uk.ac.bgs.corescore.djl.internal.augmentation.Homography;
import uk.ac.bgs.corescore.djl.internal.augmentation.LabelledImage;
import uk.ac.bgs.corescore.djl.internal.augmentation.LayoutCrop;
import uk.ac.bgs.corescore.djl.internal.augmentation.PhotometricAugmentation;
import uk.ac.bgs.corescore.djl.internal.augmentation.TextureAugmentation;
import uk.ac.bgs.corescore.djl.internal.network.Heads;
import uk.ac.bgs.corescore.djl.settings.Architecture;
import uk.ac.bgs.corescore.djl.settings.TrainingSettings;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * Composes photographs of core boxes: rows of labelled photographs and synthetic core in trays of
 * many kinds, on any background, from any side. Each depends on the seed, the step and its index in
 * the batch only.
 */
public final class ComposedBoxSampler implements CropSampler {
  /** Share of the pictures without core. */
  static final double EMPTY = 0.06;

  /** Weight of a pixel of a wall between rows, and of a channel without rock. */
  static final float WALL_WEIGHT = 4;

  static final float FLOOR_WEIGHT = 2;

  /** The shorter side of a picture as a share of the longer. */
  private static final double[] SHAPES = {0.19, 0.375, 0.5, 0.5625, 0.667, 0.75, 1};

  private static final int MINIMUM_ROW = 8;

  private final TrainingSettings settings;
  private final TextureBank bank;
  private final List<RowStrip> strips;
  private final BoxPainter boxes;
  private final BackgroundPainter background;
  private final byte paper;

  /**
   * @param photos labelled photographs of one row each
   * @param drawn synthetic cores of one row each
   * @param backgrounds photographs without core, possibly none
   */
  public ComposedBoxSampler(
      TrainingSettings settings,
      Heads heads,
      List<LabelledImage> photos,
      List<LabelledImage> drawn,
      List<RgbImage> backgrounds) {
    this.settings = settings;
    this.bank = new TextureBank(settings.seed());
    List<LabelledImage> all = Stream.concat(photos.stream(), drawn.stream()).toList();
    this.strips = all.stream().map(RowStrip::of).flatMap(Optional::stream).toList();
    RowPainter.Labels labels = RowPainter.Labels.of(heads);
    this.paper = labels.paper();
    this.boxes =
        new BoxPainter(bank, new RowPainter(bank, new TextureAugmentation(all), labels), labels);
    this.background = new BackgroundPainter(bank, backgrounds);
  }

  @Override
  public LayoutCrop crop(long step, int index) {
    SplittableRandom shape = AugmentedCropSampler.random(settings.seed(), step, 4095);
    int longer = rounded(settings.photoWidth());
    int shorter = rounded(SHAPES[shape.nextInt(SHAPES.length)] * settings.photoWidth());
    boolean upright = shape.nextDouble() < 0.4;
    return scene(
        upright ? shorter : longer,
        upright ? longer : shorter,
        AugmentedCropSampler.random(settings.seed(), step, index));
  }

  private static int rounded(double side) {
    int multiple = (int) Math.round(side / Architecture.STRIDE) * Architecture.STRIDE;
    return Math.max(Architecture.MINIMUM_SIDE, multiple);
  }

  /** Composes a photograph. */
  LayoutCrop scene(int width, int height, SplittableRandom random) {
    boolean slender = Math.max(width, height) >= 3.5 * Math.min(width, height);
    LayoutCrop scene;
    if (random.nextDouble() < EMPTY) {
      scene = new LayoutCrop(width, height, List.of());
      background.paint(scene, random);
    } else {
      boolean fills = slender ? random.nextDouble() < 0.85 : random.nextDouble() < 0.04;
      scene = box(width, height, fills, random);
    }
    for (int k = 0; k < 3 && random.nextDouble() < 0.15; k++) {
      card(scene, random);
    }
    setWeights(scene);
    augment(scene, random);
    return scene;
  }

  private LayoutCrop box(int width, int height, boolean fills, SplittableRandom random) {
    CoreStyle style = new CoreStyle(strips, bank, settings.drawnShare(), random);
    boolean along = width >= height;
    if (!fills && random.nextDouble() < 0.2) {
      along = !along;
    }
    int room = along ? width : height;
    int across = along ? height : width;
    BoxPainter.Plan plan = fills ? single(room, across, random) : plan(room, across, random);
    BoxPainter.Box box = boxes.box(plan, style, random);
    BoxPlacement placement = BoxPlacement.of(box.crop(), width, height, along, fills, random);
    LayoutCrop scene = new LayoutCrop(width, height, placement.rows(box.channels()));
    background.paint(scene, random);
    BoxPlacement.draw(box, placement.toBox(), scene, random);
    return scene;
  }

  /** Composes a view of a part of a box around one of its rows, rotated and scaled a little. */
  LayoutCrop view(BoxPainter.Plan plan, int width, int height, SplittableRandom random) {
    CoreStyle style = new CoreStyle(strips, bank, settings.drawnShare(), random);
    BoxPainter.Box box = boxes.box(plan, style, random);
    int[] row = box.channels().get(random.nextInt(plan.count()));
    double x = row[0] + random.nextDouble() * plan.length();
    double y = (row[1] + row[3]) / 2.0 + 0.2 * plan.height() * random.nextGaussian();
    LayoutCrop scene = new LayoutCrop(width, height, List.of());
    background.paint(scene, random);
    BoxPlacement.draw(box, Homography.random(random, width, height, x, y, 1), scene, random);
    augment(scene, random);
    return scene;
  }

  /** One row that fills the picture, with narrow margins or none. */
  private static BoxPainter.Plan single(int room, int across, SplittableRandom random) {
    double margin = random.nextBoolean() ? random.nextDouble(0, 0.03) : random.nextDouble(0, 0.16);
    int frame = (int) (margin * across);
    int height = Math.max(MINIMUM_ROW, across - 2 * frame);
    double length = random.nextBoolean() ? 1.02 : random.nextDouble(0.6, 1.1);
    return new BoxPainter.Plan(1, (int) (length * room), height, 0, frame, 0);
  }

  /** A box of several rows that roughly fits the picture. */
  private static BoxPainter.Plan plan(int room, int across, SplittableRandom random) {
    int[] counts = {1, 1, 2, 2, 3, 3, 3, 4, 4, 5, 5, 6, 7, 8, 10};
    int count = counts[random.nextInt(across < 0.3 * room ? 5 : counts.length)];
    double wall = new double[] {0.03, 0.06, 0.1, 0.14, 0.25}[random.nextInt(5)];
    double rim = new double[] {0.03, 0.08, 0.2, 0.4}[random.nextInt(4)];
    boolean apart = count > 1 && count < 6 && random.nextDouble() < 0.1;
    double divider = apart ? random.nextDouble(0.25, 0.8) : wall;
    double rows = count + (count - 1) * divider + 2 * rim;
    double fill =
        random.nextDouble() < 0.6 ? random.nextDouble(0.85, 1.12) : random.nextDouble(0.45, 1.5);
    double slender = random.nextDouble(5, 16);
    double length = Math.min(room, across * slender / rows) * fill;
    double height = Math.max(MINIMUM_ROW, Math.min(length / slender, 1.3 * across / rows));
    int h = (int) Math.round(height);
    int between = Math.max(3, (int) Math.round(divider * h));
    int gap = apart ? Math.max(0, between - 2 * Math.max(1, (int) (0.06 * h))) : 0;
    return new BoxPainter.Plan(
        count, (int) Math.max(3 * h, length), h, between, Math.max(1, (int) (rim * h)), gap);
  }

  private void card(LayoutCrop scene, SplittableRandom random) {
    double unit = Math.max(scene.width, scene.height) / 512.0;
    double w = unit * random.nextDouble(8, 70);
    double h = unit * random.nextDouble(8, 45);
    new FlatObject(
            Surface.of(Surface.Material.CARD, bank, random),
            random.nextDouble() * scene.width,
            random.nextDouble() * scene.height,
            w,
            h,
            0.2 * random.nextGaussian())
        .lay(scene, Decal.writing(w, h, random), paper, random);
  }

  /** Sets the weights of pixels; walls were marked when the box was drawn. */
  private static void setWeights(LayoutCrop scene) {
    for (int i = 0; i < scene.size(); i++) {
      if (scene.weight[i] == 1 && scene.channel[i] > 0 && scene.fragment[i] == 0) {
        scene.weight[i] = FLOOR_WEIGHT;
      }
      if (scene.between[i] && scene.weight[i] > 0) {
        scene.weight[i] = WALL_WEIGHT;
      }
    }
  }

  /** Applies photometric augmentation. */
  private static void augment(LayoutCrop scene, SplittableRandom random) {
    for (int k = 0; k < 3 && random.nextDouble() < 0.3; k++) {
      PhotometricAugmentation.shadow(scene, random);
    }
    if (random.nextDouble() < 0.9) {
      PhotometricAugmentation.illumination(scene, random);
    }
    if (random.nextDouble() < 0.05) {
      swapChannels(scene, random);
    }
    if (random.nextDouble() < 0.25) {
      soft(scene);
    }
    if (random.nextDouble() < 0.4) {
      PhotometricAugmentation.blurOrSharpen(scene, random);
    }
    if (random.nextDouble() < 0.35) {
      PhotometricAugmentation.noise(scene, random);
    }
    for (int i = 0; i < scene.rgb.length; i++) {
      scene.rgb[i] = Math.max(0, Math.min(255, scene.rgb[i]));
    }
    if (random.nextDouble() < 0.4) {
      PhotometricAugmentation.jpeg(scene, random);
    }
  }

  /** Swaps two colour channels. */
  private static void swapChannels(LayoutCrop scene, SplittableRandom random) {
    int one = random.nextInt(3);
    int other = (one + 1 + random.nextInt(2)) % 3;
    int plane = scene.size();
    for (int i = 0; i < plane; i++) {
      float kept = scene.rgb[one * plane + i];
      scene.rgb[one * plane + i] = scene.rgb[other * plane + i];
      scene.rgb[other * plane + i] = kept;
    }
  }

  private static void soft(LayoutCrop scene) {
    int plane = scene.size();
    for (int c = 0; c < 3; c++) {
      float[] of = java.util.Arrays.copyOfRange(scene.rgb, c * plane, (c + 1) * plane);
      BoxFilter.box(of, scene.width, scene.height, 1);
      System.arraycopy(of, 0, scene.rgb, c * plane, plane);
    }
  }
}
