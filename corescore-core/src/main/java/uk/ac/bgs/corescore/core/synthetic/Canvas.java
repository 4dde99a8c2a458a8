// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.synthetic;

/**
 * The box in front of the camera, per pixel: surface height, albedo, and ground truth.
 *
 * <p>Tray coordinates are millimetres: X to the right, Y down, with the small tilt and bow of the
 * photo taken out, so that walls and rows run along X.
 */
final class Canvas {
  /** No fragment. */
  static final int NONE = 0;

  static final byte VOID = 0;
  static final byte ROCK = 1;
  static final byte PAPER = 3;
  static final byte PLUG = 4;
  static final byte TEXT = 5;
  static final byte BOX = 6;

  final int width;
  final int height;

  /** Millimetres a pixel. */
  final double mm;

  /** Height of the surface above the bench, mm. */
  final float[] top;

  /** Colour of the surface itself in full light, sRGB. */
  final int[] colour;

  final byte[] label;

  /** Fragment of each pixel, also under paper and in plug holes. */
  final int[] fragment;

  private final double tilt;
  private final double bow;

  Canvas(int width, int height, double mm, double tilt, double bow) {
    this.width = width;
    this.height = height;
    this.mm = mm;
    this.tilt = tilt;
    this.bow = bow;
    int n = width * height;
    this.top = new float[n];
    this.colour = new int[n];
    this.label = new byte[n];
    this.fragment = new int[n];
  }

  /** How far the tray lies lower in the photo at a column than it would untilted, mm. */
  double sag(double x) {
    double t = x / width - 0.5;
    return tilt * t + bow * (t * t * 4 - 0.5);
  }

  /** X of a column's pixel centres, mm. */
  double trayX(int x) {
    return (x + 0.5) * mm;
  }

  /** Y of a pixel's centre, mm. */
  double trayY(int x, int y) {
    return (y + 0.5) * mm - sag(x);
  }

  /** First column whose centre is at or right of X, within the photo. */
  int column(double trayX) {
    return clamp((int) Math.ceil(trayX / mm - 0.5), width);
  }

  /** First row that may hold a point at Y in some column, within the photo. */
  int firstRow(double trayY) {
    return clamp((int) Math.floor((trayY - slack()) / mm), height);
  }

  /** Row behind the last one that may hold a point at Y in some column, within the photo. */
  int lastRow(double trayY) {
    return clamp((int) Math.ceil((trayY + slack()) / mm) + 1, height);
  }

  private double slack() {
    return Math.abs(tilt) + Math.abs(bow);
  }

  private static int clamp(int value, int limit) {
    return Math.max(0, Math.min(limit, value));
  }

  /** Packs a colour of 0 to 255 each, cut to that range. */
  static int rgb(double r, double g, double b) {
    return clamp((int) (r + 0.5), 255) << 16
        | clamp((int) (g + 0.5), 255) << 8
        | clamp((int) (b + 0.5), 255);
  }

  /** A colour times a factor. */
  static int shade(int rgb, double factor) {
    return rgb((rgb >> 16 & 0xFF) * factor, (rgb >> 8 & 0xFF) * factor, (rgb & 0xFF) * factor);
  }
}
