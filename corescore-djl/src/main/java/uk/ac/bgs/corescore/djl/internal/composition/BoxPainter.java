// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.composition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import uk.ac.bgs.corescore.djl.internal.augmentation.Crop;

/** Paints a tray with rows of core, one below the other. */
final class BoxPainter {
  private final TextureBank bank;
  private final RowPainter rows;
  private final RowPainter.Labels labels;

  /**
   * Geometry of a tray, in pixels.
   *
   * @param count rows
   * @param length of a row
   * @param height of a row
   * @param divider between rows
   * @param frame around them
   * @param gap width of the opening in a divider, where each row has its own tray
   */
  record Plan(int count, int length, int height, int divider, int frame, int gap) {
    int width() {
      return length + 2 * frame;
    }

    int across() {
      return count * height + (count - 1) * divider + 2 * frame;
    }

    int top(int row) {
      return frame + row * (height + divider);
    }
  }

  /**
   * A painted tray.
   *
   * @param crop its picture; pixels other than rock, tray and paper have label 0
   * @param solid whether a pixel shows the tray, or the background below
   * @param channels inside of the walls of each row: left, top, right and bottom
   */
  @SuppressWarnings("ArrayRecordComponent") // laid into one scene and never kept
  record Box(Crop crop, boolean[] solid, List<int[]> channels) {}

  BoxPainter(TextureBank bank, RowPainter rows, RowPainter.Labels labels) {
    this.bank = bank;
    this.rows = rows;
    this.labels = labels;
  }

  Box box(Plan plan, CoreStyle style, SplittableRandom random) {
    boolean bare = plan.count() == 1 && plan.frame() < 4;
    int ruler =
        !bare && random.nextDouble() < 0.3
            ? (int) (plan.height() * random.nextDouble(0.2, 0.55)) + 4
            : 0;
    int flap =
        !bare && random.nextDouble() < 0.12
            ? (int) (plan.height() * random.nextDouble(0.5, 1.5))
            : 0;
    boolean rulerAbove = random.nextBoolean();
    boolean flapAbove = random.nextBoolean();
    int above = (rulerAbove ? ruler : 0) + (flapAbove ? flap : 0);
    Crop crop = new Crop(plan.width(), plan.across() + ruler + flap);
    boolean[] solid = new boolean[crop.size()];
    Arrays.fill(solid, true);
    Arrays.fill(crop.label, labels.tray());
    Arrays.fill(crop.weight, 1);
    Surface.Material made = material(random);
    Surface paint = Surface.of(made, bank, random);
    paint.fill(crop, 0, 0, crop.width, crop.height, 1);
    if (flap > 0) {
      int y = flapAbove ? 0 : crop.height - flap;
      paint.fill(crop, 0, y, crop.width, y + flap, random.nextDouble(0.7, 1.15));
      Decal ink = random.nextBoolean() ? Decal.writing(crop.width, flap, random) : Decal.NONE;
      print(crop, ink, 0, y, crop.width, flap);
    }
    if (ruler > 0) {
      ruler(
          crop, paint, rulerAbove ? (flapAbove ? flap : 0) : above + plan.across(), ruler, random);
    }
    rims(crop, plan, above, random);
    List<int[]> channels = new ArrayList<>();
    int pieces = 0;
    for (int k = 0; k < plan.count(); k++) {
      int top = above + plan.top(k);
      Crop row = rows.row(plan.length(), plan.height(), style, random);
      pieces = copy(row, crop, plan.frame(), top, random.nextBoolean(), pieces);
      channels.add(
          new int[] {plan.frame(), top, plan.frame() + plan.length(), top + plan.height()});
      if (k > 0 && plan.gap() > 0) {
        int from = top - plan.divider() + (plan.divider() - plan.gap()) / 2;
        Arrays.fill(solid, from * crop.width, (from + plan.gap()) * crop.width, false);
      }
    }
    decorate(crop, plan, above, bare, random);
    return new Box(crop, solid, channels);
  }

  private static Surface.Material material(SplittableRandom random) {
    double kind = random.nextDouble();
    return kind < 0.38
        ? Surface.Material.WOOD
        : kind < 0.6
            ? Surface.Material.CARD
            : kind < 0.75
                ? Surface.Material.PLASTIC
                : kind < 0.87 ? Surface.Material.METAL : Surface.Material.DARK;
  }

  /** Lights the upper edges of walls and shades their sides. */
  private static void rims(Crop crop, Plan plan, int above, SplittableRandom random) {
    double light = random.nextDouble(0.6, 1.5);
    double shade = random.nextDouble(0.35, 1);
    for (int k = 0; k <= plan.count(); k++) {
      int wall = k == 0 || k == plan.count() ? plan.frame() : plan.divider();
      int from = above + plan.top(k) - wall;
      for (int y = Math.max(0, from); y < Math.min(crop.height, from + wall); y++) {
        double share = (y - from + 0.5) / wall;
        double factor = share < 0.55 ? light : shade;
        for (int x = 0; x < crop.width; x++) {
          RowPainter.darken(crop, y * crop.width + x, factor);
        }
      }
    }
  }

  private static int copy(Crop row, Crop to, int left, int top, boolean mirrored, int pieces) {
    int maximum = pieces;
    for (int y = 0; y < row.height; y++) {
      for (int x = 0; x < row.width; x++) {
        int from = y * row.width + (mirrored ? row.width - 1 - x : x);
        int i = (top + y) * to.width + left + x;
        for (int c = 0; c < 3; c++) {
          to.rgb[c * to.size() + i] = row.rgb[c * row.size() + from];
        }
        to.label[i] = row.label[from];
        to.weight[i] = row.weight[from];
        to.fragment[i] = row.fragment[from] == 0 ? 0 : pieces + row.fragment[from];
        maximum = Math.max(maximum, to.fragment[i]);
      }
    }
    return maximum;
  }

  private void ruler(Crop crop, Surface tray, int top, int height, SplittableRandom random) {
    Surface.Material[] of = {
      Surface.Material.WOOD, Surface.Material.METAL, Surface.Material.PLASTIC
    };
    Surface paint = random.nextInt(4) == 0 ? tray : Surface.of(of[random.nextInt(3)], bank, random);
    paint.fill(crop, 0, top, crop.width, top + height, random.nextDouble(0.8, 1.2));
    print(crop, Decal.ruler(crop.width, height, random), 0, top, crop.width, height);
  }

  /** Prints a decal over the crop. */
  private static void print(Crop crop, Decal ink, int left, int top, int width, int height) {
    for (int y = Math.max(0, top); y < Math.min(crop.height, top + height); y++) {
      for (int x = Math.max(0, left); x < Math.min(crop.width, left + width); x++) {
        int over = ink.at(x - left, y - top);
        float opaque = (over >>> 24) / 255f;
        for (int c = 0; c < 3 && opaque > 0; c++) {
          int at = c * crop.size() + y * crop.width + x;
          crop.rgb[at] = crop.rgb[at] * (1 - opaque) + (over >> (16 - 8 * c) & 0xff) * opaque;
        }
      }
    }
  }

  /** Adds tags over walls and rows, writing on the frame, and a wall across all rows. */
  private void decorate(Crop crop, Plan plan, int above, boolean bare, SplittableRandom random) {
    int h = plan.height();
    if (!bare && random.nextDouble() < 0.35) {
      int y = random.nextBoolean() ? above : above + plan.across() - plan.frame();
      print(
          crop,
          Decal.writing(crop.width / 2.0, plan.frame() + 2, random),
          crop.width / 4,
          y,
          crop.width / 2,
          plan.frame() + 2);
    }
    if (!bare && random.nextDouble() < 0.08) {
      double width = Math.max(3, h * random.nextDouble(0.05, 0.25));
      new FlatObject(
              Surface.of(material(random), bank, random),
              random.nextDouble(0.15, 0.85) * crop.width,
              above + plan.across() / 2.0,
              width,
              plan.across() - 2.0 * plan.frame(),
              0)
          .lay(crop, Decal.NONE, labels.tray(), random);
    }
    int tags = new int[] {0, 0, 1, 2, 4, 6}[random.nextInt(6)];
    boolean stray = random.nextDouble() < 0.3;
    for (int k = 0; k < tags; k++) {
      double width = h * random.nextDouble(0.25, 0.9);
      double height = h * random.nextDouble(0.2, 0.6);
      double y =
          stray
              ? random.nextDouble() * crop.height
              : above + plan.top(random.nextInt(plan.count() + 1)) - plan.divider() / 2.0;
      new FlatObject(
              Surface.of(Surface.Material.CARD, bank, random),
              random.nextDouble() * crop.width,
              y,
              width,
              height,
              (stray ? 0.2 : 0.04) * random.nextGaussian())
          .lay(crop, Decal.writing(width, height, random), labels.paper(), random);
    }
  }
}
