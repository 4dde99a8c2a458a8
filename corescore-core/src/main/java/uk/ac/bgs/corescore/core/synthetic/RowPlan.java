// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.synthetic;

import java.util.ArrayList;
import java.util.List;

/** The plan of one channel, from left to right: pieces, rubble, gaps and cards. */
final class RowPlan {
  /** A stretch of the row, mm along it. */
  record Zone(double from, double to, Rock rock) {}

  final List<CorePiece> solids = new ArrayList<>();
  final List<Zone> rubble = new ArrayList<>();
  final List<Zone> cards = new ArrayList<>();

  private final RandomSource random;
  private final double end;
  private final double spacing;
  private final double rubbleShare;
  private final double cardProbability;
  private final double radius;
  private double at;
  private double shift;
  private double turn;
  private double pivot;
  private double rubbleLength;
  private final double start;

  /**
   * Plans a row.
   *
   * @param channel where it lies
   * @param radius half the core's width, mm
   * @param rocks the rocks of the row from left to right, one or two
   * @param spacing mean distance between fractures, mm
   * @param rubbleShare share of the row that is rubble
   * @param cardProbability probability of a card in the row
   * @param random random numbers
   */
  RowPlan(
      Tray.Channel channel,
      double radius,
      List<Rock> rocks,
      double spacing,
      double rubbleShare,
      double cardProbability,
      RandomSource random) {
    this.random = random;
    this.radius = radius;
    this.spacing = spacing;
    this.rubbleShare = rubbleShare;
    this.cardProbability = cardProbability;
    double inside = channel.right() - channel.left();
    this.start = channel.left() + random.between(0.5, 6);
    this.end =
        channel.right()
            - (random.nextBoolean(0.6)
                ? random.between(1, 8)
                : inside * random.between(0.02, 0.13));
    this.at = start;
    double contact = rocks.size() > 1 ? start + (end - start) * random.between(0.2, 0.8) : end + 1;
    newPose(channel);
    plan(channel, rocks, contact);
  }

  private void newPose(Tray.Channel channel) {
    double room = Math.max(0, channel.half() - radius - 1.5);
    shift = random.between(-0.9, 0.75) * room;
    turn = Math.max(-0.03, Math.min(0.03, 0.008 * random.nextGaussian()));
    pivot = at;
  }

  private void plan(Tray.Channel channel, List<Rock> rocks, double contact) {
    Fracture left = fracture(at, rocks.get(0), 9);
    if (random.nextBoolean(0.7)) {
      left = left.cut(0.06 * random.nextGaussian());
    }
    boolean first = true;
    while (at < end - 6) {
      Rock rock = rocks.get(at < contact ? 0 : rocks.size() - 1);
      double room = end - at;
      double lean = first ? 0 : 0.8 * Math.abs(left.slope()) * radius;
      boolean behind = rubbleLength < rubbleShare * (at - start + 40);
      if (rubbleShare > 0 && room > 30 && behind && random.nextBoolean(first ? 0.25 : 0.6)) {
        double length = Math.min(room, Math.max(25, random.spread(20 + 260 * rubbleShare, 0.5)));
        rubble.add(new Zone(at - 4 - lean, at + length, rock));
        rubbleLength += length;
        at += length;
        newPose(channel);
        left = fracture(at, rock, 9);
      } else if (!first
          && cards.isEmpty()
          && room > 160
          && random.nextBoolean(cardProbability * 0.25)) {
        double length = random.between(0.8, 1.5) * radius * 2;
        cards.add(new Zone(at + 1 + lean, at + lean + length, rock));
        at += lean + length + 2;
        newPose(channel);
        left = fracture(at, rock, 9);
      } else if (!first && random.nextBoolean(0.06)) {
        at += random.between(6, 45);
        newPose(channel);
        left = fracture(at, rock, 9);
      } else {
        double length = Math.max(0.12 * radius + 4, random.spread(spacing * 0.8, 0.65));
        length = Math.min(length, room < length + 25 ? room - 0.5 : length);
        Fracture right = fracture(at + length, rock, gap());
        if (at + length > end - 6 && random.nextBoolean(0.7)) {
          right = right.cut(0.06 * random.nextGaussian());
        }
        solids.add(
            new CorePiece(
                left,
                right,
                rock,
                shift,
                turn,
                pivot,
                cracks(left, right, rock),
                1 + 0.035 * random.nextGaussian()));
        at += length;
        if (right.open()) {
          at += right.gap();
          newPose(channel);
          left =
              new Fracture(
                  at,
                  right.slope() + 0.05 * random.nextGaussian(),
                  right.bend(),
                  right.rough(),
                  (int) random.seed(),
                  0);
        } else {
          left = right;
        }
      }
      first = false;
    }
  }

  /** Width of the next fracture: mostly shut, some ajar, some wide. */
  private double gap() {
    double roll = random.nextDouble();
    if (roll < 0.3) {
      return random.between(-1.2, 0.1);
    }
    if (roll < 0.65) {
      return random.between(0.4, 2.5);
    }
    return 2.6 + Math.abs(random.nextGaussian()) * 4;
  }

  private Fracture fracture(double place, Rock rock, double gap) {
    double slope =
        random.nextBoolean(0.55)
            ? rock.bedding + 0.06 * random.nextGaussian()
            : random.nextBoolean(0.75)
                ? 0.12 * random.nextGaussian()
                : 0.45 * random.nextGaussian();
    return new Fracture(
        place,
        Math.max(-0.9, Math.min(0.9, slope)),
        0.05 * radius * random.nextGaussian(),
        random.spread(0.8, 0.5),
        (int) random.seed(),
        gap);
  }

  private List<Fracture> cracks(Fracture left, Fracture right, Rock rock) {
    List<Fracture> cracks = new ArrayList<>();
    double length = right.at() - left.at();
    if (length > 25 && random.nextBoolean(0.35)) {
      int count = 1 + random.index(2);
      for (int i = 0; i < count; i++) {
        cracks.add(fracture(left.at() + length * random.between(0.15, 0.85), rock, -9));
      }
    }
    return cracks;
  }
}
