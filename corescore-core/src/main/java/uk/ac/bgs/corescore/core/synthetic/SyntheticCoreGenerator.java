// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * Generates photographs of boxes of drill core from a seed, with exact ground truth.
 *
 * <p>A box is laid out in millimetres (tray, rows, pieces between fractures, rubble, cards),
 * painted as relief, colour, label and fragment of each pixel, with plug holes and paper labels on
 * top, then lit with cast shadows and photographed with uneven light, white balance, blur, noise
 * and JPEG loss. The ground truth is taken from the painted pixels before light and camera, so it
 * is exact.
 *
 * <p>Guarantees: the same seed and settings give the same photo and truth to the bit on every
 * machine; the fragments are exactly the rock pixels; pieces of full diameter in a row do not
 * overlap in depth; touching pieces are separate fragments. Needs no font, file or screen. Safe for
 * use by many threads. Cost: some hundreds of nanoseconds and about 60 bytes of working memory a
 * pixel.
 */
public final class SyntheticCoreGenerator {
  private final SyntheticCoreSettings settings;

  /**
   * A drawer of photographs of one kind.
   *
   * @param settings what the photographs are like
   */
  public SyntheticCoreGenerator(SyntheticCoreSettings settings) {
    this.settings = settings;
  }

  /**
   * Draws a photograph.
   *
   * @param seed which one; any number
   * @return the photo and its ground truth
   */
  public SyntheticCore draw(long seed) {
    RandomSource random = new RandomSource(seed);
    double pitch = random.between(134, 148);
    double mm = pitch * settings.rows() / settings.height();
    double tilt = random.nextGaussian() * 0.0012 * mm * settings.width();
    Canvas canvas =
        new Canvas(
            settings.width(),
            settings.height(),
            mm,
            Math.max(-3, Math.min(3, tilt)),
            random.between(-0.8, 0.8));
    List<Rock> rocks = rocks(random, mm);
    Tray tray = new Tray(canvas, settings.rows(), rocks.get(0).lithology.base, random);
    tray.paint(canvas, random);
    GroundTruthRecorder ledger = new GroundTruthRecorder(canvas, tray, random.between(5, 900));
    lay(canvas, tray, rocks, ledger, random);
    int[] pixels = photograph(canvas, random, settings.jpegQuality());
    return ledger.finish(seed, RgbImage.wrap(canvas.width, canvas.height, pixels));
  }

  private static List<Rock> rocks(RandomSource random, double mm) {
    List<Rock> rocks = new ArrayList<>();
    Lithology main = random.pick(Lithology.values());
    rocks.add(new Rock(main, random, 1.4 * mm));
    if (random.nextBoolean(0.35)) {
      rocks.add(new Rock(random.pick(Lithology.values()), random, 1.4 * mm));
    } else if (random.nextBoolean(0.4)) {
      rocks.add(new Rock(main, random, 1.4 * mm));
    }
    return rocks;
  }

  private void lay(
      Canvas canvas, Tray tray, List<Rock> rocks, GroundTruthRecorder ledger, RandomSource random) {
    double half = tray.channels.get(0).half();
    double radius = half * random.between(0.78, 0.93);
    boolean sawn = random.nextBoolean(0.6);
    double spacing = 1000 / settings.fracturesPerMetre().orElse(random.spread(8, 0.5));
    double natural = random.nextBoolean(0.55) ? 0.4 * random.nextDouble() * random.nextDouble() : 0;
    double rubble = settings.rubbleShare().orElse(natural);
    double cards = random.nextBoolean(0.3) ? 0.8 : 0;
    boolean plugged = random.nextBoolean(0.6);
    double papers = random.nextBoolean(0.5) ? random.between(0.3, 1.2) : 0;
    CorePiecePainter painter = new CorePiecePainter(canvas, radius, sawn, (int) random.seed());
    Texel texel = new Texel();
    List<RowPlan> plans = new ArrayList<>();
    int contact = random.index(tray.channels.size());
    for (int row = 0; row < tray.channels.size(); row++) {
      int last = rocks.size();
      List<Rock> here = rocks.subList(row > contact ? last - 1 : 0, row < contact ? 1 : last);
      Tray.Channel channel = tray.channels.get(row);
      RowPlan plan = new RowPlan(channel, radius, here, spacing, rubble, cards, random);
      plans.add(plan);
      for (CorePiece solid : plan.solids) {
        painter.paint(solid, channel, ledger.open(row, solid.rock(), false));
      }
      for (RowPlan.Zone zone : plan.rubble) {
        double least = Math.max(1.6, 2.2 * canvas.mm);
        for (RubbleFragment shard : Rubble.plan(zone, channel.centre(), radius, least, random)) {
          int fragment = ledger.open(row, zone.rock(), true);
          shard.paint(canvas, zone.rock(), fragment, channel, texel);
        }
      }
    }
    ledger.measure();
    OccluderPainter overlay = new OccluderPainter(canvas, tray, random);
    for (int row = 0; row < plans.size(); row++) {
      Tray.Channel channel = tray.channels.get(row);
      for (RowPlan.Zone card : plans.get(row).cards) {
        overlay.card(
            card,
            channel,
            random.nextBoolean(0.7) ? words(random, ledger.depth(row, card.from())) : List.of());
      }
      if (plugged) {
        plugs(overlay, plans.get(row), channel, radius, random);
      }
      papers(overlay, channel, ledger, row, papers, random);
    }
  }

  private static void plugs(
      OccluderPainter overlay,
      RowPlan plan,
      Tray.Channel channel,
      double radius,
      RandomSource random) {
    for (CorePiece solid : plan.solids) {
      if (solid.length() > radius * 0.8 && random.nextBoolean(0.3)) {
        double at = solid.left().at() + solid.length() * random.between(0.25, 0.75);
        double across = channel.centre() + solid.shift() + radius * random.between(-0.45, 0.45);
        overlay.plug(at, across, radius * random.between(0.22, 0.32));
      }
    }
  }

  private static void papers(
      OccluderPainter overlay,
      Tray.Channel channel,
      GroundTruthRecorder ledger,
      int row,
      double papers,
      RandomSource random) {
    int count = (int) (papers + random.nextDouble());
    for (int k = 0; k < count; k++) {
      double x = random.between(channel.left() + 30, channel.right() - 30);
      double y = channel.centre() + channel.half() * random.between(-0.7, 0.7);
      double halfLong = random.between(13, 28);
      List<String> lines =
          random.nextBoolean(0.75) ? words(random, ledger.depth(row, x)) : List.of();
      overlay.paper(
          x,
          y,
          halfLong,
          halfLong * random.between(0.35, 0.75),
          0.25 * random.nextGaussian(),
          lines);
    }
  }

  /** One or two lines of text as on labels, with the depth of the position. */
  private static List<String> words(RandomSource random, double depth) {
    String metres = String.format(Locale.ROOT, "%.2f m", depth);
    return switch (random.index(5)) {
      case 0 -> List.of("P/S");
      case 1 -> List.of("BH " + (1 + random.index(30)), metres);
      case 2 -> List.of("BOX " + (1 + random.index(200)));
      case 3 -> List.of("TOP", metres);
      default -> List.of(metres);
    };
  }

  /** Lights a box and takes its photograph. */
  static int[] photograph(Canvas canvas, RandomSource random, int jpegQuality) {
    ReliefShading light = new ReliefShading(canvas);
    double ambient = random.between(0.17, 0.34);
    double exposure = random.between(0.85, 1.08);
    double share = random.nextBoolean(0.6) ? random.between(0.4, 0.6) : random.between(0.7, 0.95);
    boolean fromLeft = random.nextBoolean(0.5);
    double down = random.between(0.35, 1.1) * (random.nextBoolean(0.8) ? 1 : -1);
    for (int side = 0; side < 2; side++) {
      double x = fromLeft == (side == 0) ? -1 : 1;
      double norm = Math.sqrt(1 + down * down);
      double rise = random.between(0.75, 1.6);
      double lift = rise / Math.sqrt(1 + rise * rise);
      double part = side == 0 ? share : 1 - share;
      light.lamp(x / norm, down / norm, rise, exposure * (1 - ambient) * part / lift);
    }
    float[] lit = light.finish(exposure * ambient);
    int[] pixels = new Camera(canvas).take(lit, random);
    if (jpegQuality < 100) {
      new JpegArtifacts(jpegQuality).apply(canvas.width, canvas.height, pixels);
    }
    return pixels;
  }
}
