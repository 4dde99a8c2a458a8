// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.augmentation;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Samples crops of labelled photographs, with augmentation. Each depends on the seed, the step and
 * its index in the batch only.
 */
public final class AugmentedCropSampler implements CropSampler {
  private final List<LabelledImage> photos;
  private final List<LabelledImage> drawn;
  private final double drawnShare;
  private final int width;
  private final int height;
  private final int networkSide;
  private final long seed;
  private final TextureAugmentation texture;
  private final CopyPasteAugmentation copyPaste;

  /**
   * @param photos labelled photographs
   * @param drawn synthetic cores, possibly empty
   * @param drawnShare share of the crops that show a synthetic core, 0 to 1
   * @param box index of the label of a box
   */
  public AugmentedCropSampler(
      List<LabelledImage> photos,
      List<LabelledImage> drawn,
      double drawnShare,
      int width,
      int height,
      int networkSide,
      byte box,
      long seed) {
    this.photos = photos;
    this.drawn = drawn;
    this.drawnShare = photos.isEmpty() ? 1 : drawn.isEmpty() ? 0 : drawnShare;
    this.width = width;
    this.height = height;
    this.networkSide = networkSide;
    this.seed = seed;
    List<LabelledImage> donors = new java.util.ArrayList<>(photos);
    donors.addAll(drawn);
    this.texture = new TextureAugmentation(donors);
    this.copyPaste = new CopyPasteAugmentation(photos.isEmpty() ? drawn : photos, box);
  }

  @Override
  public Crop crop(long step, int index) {
    SplittableRandom random = random(seed, step, index);
    List<LabelledImage> pool = random.nextDouble() < drawnShare ? drawn : photos;
    LabelledImage source = pool.get(random.nextInt(pool.size()));
    Crop crop = new Crop(width, height);
    double base = (double) Math.max(source.width(), source.height()) / networkSide;
    double scale = base * Math.exp(Math.max(-0.6, Math.min(0.6, 0.22 * random.nextGaussian())));
    double reachX = Math.min(source.width() / 2.0, 0.4 * width * scale);
    double x = random.nextDouble(reachX, Math.max(reachX + 1, source.width() - reachX));
    double reachY = Math.min(source.height() / 2.0, 0.4 * height * scale);
    double y = random.nextDouble(reachY, Math.max(reachY + 1, source.height() - reachY));
    source.sample(
        crop, Homography.random(random, width, height, x, y, scale), random.nextDouble() < 0.35);
    if (random.nextDouble() < 0.2) {
      texture.replaceTexture(crop, random);
    }
    if (random.nextDouble() < 0.45) {
      texture.transferColour(crop, random);
    }
    for (int k = 0; k < 3 && random.nextDouble() < 0.3; k++) {
      copyPaste.pastePiece(crop, random);
    }
    if (random.nextDouble() < 0.25) {
      copyPaste.pasteCard(crop, random);
    }
    for (int k = 0; k < 3 && random.nextDouble() < 0.35; k++) {
      PhotometricAugmentation.shadedFace(crop, random);
    }
    if (random.nextDouble() < 0.25) {
      PhotometricAugmentation.shadow(crop, random);
    }
    if (random.nextDouble() < 0.85) {
      PhotometricAugmentation.illumination(crop, random);
    }
    if (random.nextDouble() < 0.35) {
      PhotometricAugmentation.blurOrSharpen(crop, random);
    }
    if (random.nextDouble() < 0.3) {
      PhotometricAugmentation.noise(crop, random);
    }
    if (random.nextDouble() < 0.25) {
      PhotometricAugmentation.jpeg(crop, random);
    }
    return crop;
  }

  /** The random source of one crop. */
  public static SplittableRandom random(long seed, long step, int index) {
    return new SplittableRandom(mixed(mixed(seed) + step * 4096 + index));
  }

  /** Mixes a seed, so that neighbouring seeds give unrelated numbers. */
  private static long mixed(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
