// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import uk.ac.bgs.corescore.core.corelog.depth.Depth;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.corelog.hole.CoreLoss;
import uk.ac.bgs.corescore.core.corelog.hole.DepthSpan;
import uk.ac.bgs.corescore.core.corelog.hole.Fracture;
import uk.ac.bgs.corescore.core.corelog.hole.HoleLog;
import uk.ac.bgs.corescore.core.corelog.hole.LogInterval;
import uk.ac.bgs.corescore.core.corelog.hole.LogPiece;
import uk.ac.bgs.corescore.core.corelog.hole.LogZone;
import uk.ac.bgs.corescore.core.corelog.hole.LoggedRow;
import uk.ac.bgs.corescore.core.corelog.hole.PiecePart;
import uk.ac.bgs.corescore.core.corelog.hole.RubblePart;
import uk.ac.bgs.corescore.core.corelog.piece.RowPieces;
import uk.ac.bgs.corescore.core.corelog.rule.LengthRule;
import uk.ac.bgs.corescore.core.corelog.rule.RuleFigures;
import uk.ac.bgs.corescore.core.corelog.rule.RuleSet;
import uk.ac.bgs.corescore.core.score.Condition;
import uk.ac.bgs.corescore.core.score.ConditionModel;

/** Computes the figures of intervals of a hole. */
final class IntervalFigures {
  private static final double MILLIMETRES = 1000;
  private static final double PERCENT = 100;
  private static final double NEAR = 2;
  private static final double SAME = 1e-9;

  private final HoleLog log;
  private final LogSettings settings;
  private final ConditionModel model = ConditionModel.load();
  private final Map<String, Map<Integer, RowPieces.FragmentSize>> sizes = new HashMap<>();

  /**
   * Of a hole.
   *
   * @param log the hole's log without intervals
   */
  IntervalFigures(HoleLog log, LogSettings settings) {
    this.log = log;
    this.settings = settings;
    for (LoggedRow row : log.rows()) {
      Map<Integer, RowPieces.FragmentSize> own =
          sizes.computeIfAbsent(row.photo(), photo -> new HashMap<>());
      row.pieces().sizes().forEach(size -> own.put(size.fragment(), size));
    }
  }

  /** The figures; empty where no photo shows any of it. */
  Optional<LogInterval> of(LogInterval.Kind kind, String name, DepthInterval interval) {
    double covered = log.rows().stream().mapToDouble(row -> row.depths().overlap(interval)).sum();
    if (!(covered > SAME)) {
      return Optional.empty();
    }
    List<LogPiece> pieces =
        log.pieces().stream().filter(piece -> length(piece, interval) > 0).toList();
    List<Fracture> fractures =
        log.fractures().stream()
            .filter(one -> one.counted() && interval.counts(one.depth()))
            .toList();
    double rubble = log.rubble().stream().mapToDouble(part -> part.within(interval)).sum();
    double intact = metres(LogZone.Kind.INTACT, interval);
    boolean scaled =
        log.rows().stream()
            .allMatch(row -> row.scale().isPresent() || !(row.depths().overlap(interval) > SAME));
    return Optional.of(
        new LogInterval(
            kind,
            name,
            interval,
            covered,
            pieces.size(),
            settings.ruleSets().stream()
                .map(rules -> figures(rules, interval, covered, rubble))
                .toList(),
            fractures.size(),
            fractures.size() / covered,
            intact > SAME ? OptionalDouble.of(fractures.size() / intact) : OptionalDouble.empty(),
            intact,
            metres(LogZone.Kind.NON_INTACT, interval),
            metres(LogZone.Kind.NOT_RECOVERED, interval),
            scaled ? spacing(fractures) : Optional.empty(),
            sizes(pieces, interval, scaled),
            scaled ? OptionalDouble.of(rubble) : OptionalDouble.empty(),
            losses(false, interval),
            losses(true, interval),
            condition(interval)));
  }

  /** Of the fragments in it: each with its share there, and with the size of all of it. */
  private Optional<Condition> condition(DepthInterval interval) {
    List<ConditionModel.Part> parts = new ArrayList<>();
    for (LogPiece piece : log.pieces()) {
      for (PiecePart part : piece.parts()) {
        double share = part.counted().share(interval);
        if (share > 0) {
          part.piece().fragments().forEach(id -> parts.add(part(part.photo(), id, share)));
        }
      }
    }
    for (RubblePart part : log.rubble()) {
      double share = part.share(interval);
      if (share > 0) {
        parts.add(part(part.photo(), part.fragment(), share));
      }
    }
    return model.of(parts);
  }

  private ConditionModel.Part part(String photo, int fragment, double share) {
    return new ConditionModel.Part(
        Objects.requireNonNull(sizes.getOrDefault(photo, Map.of()).get(fragment)), share);
  }

  private double length(LogPiece piece, DepthInterval interval) {
    return piece.within(LengthRule.AXIS, interval, settings.byDepth());
  }

  private double metres(LogZone.Kind kind, DepthInterval interval) {
    return log.zones().stream()
        .filter(zone -> zone.kind() == kind)
        .mapToDouble(zone -> zone.depths().overlap(interval))
        .sum();
  }

  private double losses(boolean assumed, DepthInterval interval) {
    return log.losses().stream()
        .filter(loss -> loss.assumed() == assumed)
        .map(CoreLoss::depths)
        .mapToDouble(interval::overlap)
        .sum();
  }

  private RuleFigures figures(
      RuleSet rules, DepthInterval interval, double covered, double rubble) {
    double percent = PERCENT / (MILLIMETRES * covered);
    double all = 0;
    double solid = 0;
    double sound = 0;
    double low = 0;
    double high = 0;
    boolean scaled = true;
    List<Integer> near = new ArrayList<>();
    for (LogPiece piece : log.pieces()) {
      double inside = piece.within(rules.length(), interval, settings.byDepth());
      all +=
          rules.length() == LengthRule.FULL_DIAMETER
              ? length(piece, interval)
              : rules.length() == LengthRule.AXIS ? inside : 0;
      solid += piece.solid() ? inside : 0;
      boolean counts =
          !(rules.solidOnly() && !piece.solid()) && !(rules.soundOnly() && piece.unsound());
      OptionalDouble length = piece.length(rules.length());
      if (length.isEmpty()) {
        scaled &= !(inside > 0);
      } else if (counts && inside > 0) {
        double whole = length.getAsDouble();
        boolean passes = rules.longEnough(whole);
        boolean doubtful =
            Math.abs(whole - rules.thresholdMillimetres()) <= NEAR * deviation(piece, whole);
        sound += passes ? inside : 0;
        low += passes && !doubtful ? inside : 0;
        high += passes || doubtful ? inside : 0;
        if (doubtful) {
          near.add(piece.number());
        }
      }
    }
    if (rules.length() == LengthRule.TIP_TO_TIP) {
      all = MILLIMETRES * union(interval);
    }
    return new RuleFigures(
        rules,
        (all + rubble) * percent,
        rules.solidOnly() ? OptionalDouble.of(solid * percent) : OptionalDouble.empty(),
        percent(scaled, sound * percent),
        percent(scaled, low * percent),
        percent(scaled, high * percent),
        near);
  }

  private static OptionalDouble percent(boolean known, double value) {
    return known ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  /** Standard deviation of a length, mm: of both ends of each part, and of the scale. */
  private double deviation(LogPiece piece, double length) {
    double variance = 0;
    double relative = 0;
    for (PiecePart part : piece.parts()) {
      double end = settings.boundaryPixels() * part.scale().map(scale -> scale.along()).orElse(0.0);
      variance += 2 * end * end;
      double error = part.scale().map(scale -> scale.relativeError()).orElse(0.0);
      relative = Math.max(relative, Double.isNaN(error) ? 0 : error);
    }
    return Math.sqrt(variance + length * relative * (length * relative));
  }

  /** How much depth lies between tips of pieces, m. */
  private double union(DepthInterval interval) {
    List<DepthSpan> spans = new ArrayList<>();
    log.pieces().forEach(piece -> piece.parts().forEach(part -> spans.add(part.extent())));
    spans.sort(Comparator.comparing(DepthSpan::top));
    double sum = 0;
    Depth at = interval.top();
    for (DepthSpan span : spans) {
      Depth from = span.top().compareTo(at) > 0 ? span.top() : at;
      if (span.base().compareTo(from) > 0) {
        sum += interval.overlap(from.metres(), span.base().metres());
        at = span.base();
      }
    }
    return sum;
  }

  /** Of the pieces between two fractures that are both in the interval. */
  private Optional<LogInterval.Spacing> spacing(List<Fracture> fractures) {
    List<Double> distances = new ArrayList<>();
    for (int i = 1; i < fractures.size(); i++) {
      if (fractures.get(i - 1).below() == fractures.get(i).above()) {
        LogPiece piece = log.pieces().get(fractures.get(i).above() - 1);
        distances.add(whole(piece));
      }
    }
    return distances.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new LogInterval.Spacing(
                distances.stream().mapToDouble(Double::doubleValue).max().orElseThrow(),
                distances.stream().mapToDouble(Double::doubleValue).average().orElseThrow(),
                distances.stream().mapToDouble(Double::doubleValue).min().orElseThrow()));
  }

  private static double whole(LogPiece piece) {
    return piece
        .length(LengthRule.AXIS)
        .orElseGet(
            () ->
                piece.parts().stream()
                    .mapToDouble(part -> MILLIMETRES * part.counted().metres())
                    .sum());
  }

  private Optional<LogInterval.Sizes> sizes(
      List<LogPiece> pieces, DepthInterval interval, boolean scaled) {
    double sum = pieces.stream().mapToDouble(piece -> length(piece, interval)).sum();
    if (pieces.isEmpty() || !(sum > 0)) {
      return Optional.empty();
    }
    List<LogPiece> bySize = new ArrayList<>(pieces);
    bySize.sort(Comparator.comparingDouble(IntervalFigures::whole));
    LogPiece largest = bySize.get(bySize.size() - 1);
    return Optional.of(
        new LogInterval.Sizes(
            scaled
                ? OptionalDouble.of(passing(bySize, interval, 0.5 * sum))
                : OptionalDouble.empty(),
            scaled
                ? OptionalDouble.of(passing(bySize, interval, 0.8 * sum))
                : OptionalDouble.empty(),
            length(largest, interval) / sum));
  }

  private double passing(List<LogPiece> bySize, DepthInterval interval, double length) {
    double sum = 0;
    for (LogPiece piece : bySize) {
      sum += length(piece, interval);
      if (sum >= length - SAME) {
        return whole(piece);
      }
    }
    return whole(bySize.get(bySize.size() - 1));
  }
}
