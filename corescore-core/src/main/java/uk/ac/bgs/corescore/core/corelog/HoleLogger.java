// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uk.ac.bgs.corescore.core.corelog.depth.Depth;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.corelog.depth.DepthMap;
import uk.ac.bgs.corescore.core.corelog.depth.TieInterval;
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
import uk.ac.bgs.corescore.core.corelog.piece.RowPiece;
import uk.ac.bgs.corescore.core.corelog.piece.RubbleSegment;
import uk.ac.bgs.corescore.core.corelog.table.CoreRun;
import uk.ac.bgs.corescore.core.corelog.table.FragmentMark;
import uk.ac.bgs.corescore.core.corelog.table.NamedInterval;

/** Logs one hole. */
final class HoleLogger {
  private static final double MILLIMETRES = 1000;
  private static final double SAME = 0.0005;
  private static final int MAX_INTERVALS = 10_000;

  private final String hole;
  private final LogSettings settings;
  private final List<CoreRun> runs;
  private final LogNotes notes;

  HoleLogger(String hole, LogSettings settings, List<CoreRun> runs, LogNotes notes) {
    this.hole = hole;
    this.settings = settings;
    this.runs = runs;
    this.notes = notes;
  }

  /** A part and the row it lies in. */
  private record Placed(PiecePart part, LoggedRow row) {}

  /**
   * The hole's log.
   *
   * @param unordered its rows
   * @param marks marks by a person, by photo
   * @param intervals those of this hole for which figures are computed
   */
  HoleLog log(
      List<LoggedRow> unordered, Map<String, PhotoMarks> marks, List<NamedInterval> intervals) {
    List<LoggedRow> rows = apart(unordered);
    List<CoreLoss> losses = losses(rows);
    List<Placed> parts = new ArrayList<>();
    List<RubblePart> rubble = new ArrayList<>();
    for (LoggedRow row : rows) {
      int number = row.pieces().row().number();
      for (RowPiece piece : row.pieces().pieces()) {
        parts.add(
            new Placed(
                PiecePart.of(
                    row.photo(), number, piece, row.scale(), row.map(), row.offset(), row.unit()),
                row));
      }
      row.pieces().rubble().forEach(stretch -> rubble.add(rubble(row, stretch)));
    }
    PieceJoiner joiner = new PieceJoiner(settings, runs, losses, marks, notes);
    List<LogPiece> pieces = new ArrayList<>();
    List<Integer> pieceOf = new ArrayList<>();
    List<PieceJoiner.Verdict> verdicts = new ArrayList<>();
    List<PiecePart> open = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      open.add(parts.get(i).part);
      pieceOf.add(pieces.size() + 1);
      boolean joins = false;
      if (i + 1 < parts.size()) {
        Placed next = parts.get(i + 1);
        PieceJoiner.Verdict verdict =
            joiner.between(parts.get(i).part, parts.get(i).row, next.part, next.row);
        joins = verdict.joins();
        verdicts.add(verdict);
      }
      if (!joins) {
        pieces.add(piece(pieces.size() + 1, open, joiner));
        open.clear();
      }
    }
    List<DepthInterval> covered = covered(rows);
    List<LogZone> zones =
        ZoneFinder.zones(
            covered, rock(parts, rubble), losses, settings.gapMillimetres() / MILLIMETRES);
    List<Fracture> fractures = fractures(parts, pieceOf, verdicts, zones);
    HoleChecks checks = new HoleChecks(hole, notes);
    List<PiecePart> all = parts.stream().map(Placed::part).toList();
    checks.bridges(all);
    checks.reportUnusedMarks(rows, all, marks);
    checks.fullLosses(all, rubble, losses);
    HoleLog bare =
        new HoleLog(
            hole,
            rows,
            pieces,
            rubble,
            fractures,
            losses,
            ZoneFinder.counted(zones, fractures),
            List.of(),
            !runs.isEmpty());
    return new HoleLog(
        hole,
        rows,
        pieces,
        rubble,
        fractures,
        losses,
        bare.zones(),
        figures(bare, covered, intervals),
        bare.perRun());
  }

  /** The rows by depth, without those that lie where another does. */
  private List<LoggedRow> apart(List<LoggedRow> unordered) {
    List<LoggedRow> ordered = new ArrayList<>(unordered);
    ordered.sort(Comparator.comparing(row -> row.depths().top()));
    List<LoggedRow> apart = new ArrayList<>();
    for (LoggedRow row : ordered) {
      LoggedRow above = apart.isEmpty() ? row : apart.get(apart.size() - 1);
      if (!apart.isEmpty() && row.depths().top().metres() < above.depths().base().metres() - SAME) {
        notes.problem(
            row.name() + ": not logged, its depths " + row.depths() + " overlap " + above.name());
      } else {
        apart.add(row);
      }
    }
    return apart;
  }

  private List<CoreLoss> losses(List<LoggedRow> rows) {
    List<CoreLoss> losses = new ArrayList<>();
    runs.forEach(run -> run.loss().ifPresent(loss -> losses.add(new CoreLoss(loss, false))));
    Set<DepthMap> maps = new LinkedHashSet<>();
    rows.forEach(row -> maps.add(row.map()));
    for (DepthMap map : maps) {
      for (TieInterval tie : map.ties()) {
        tie.assumedLoss().ifPresent(loss -> losses.add(new CoreLoss(loss, true)));
      }
    }
    losses.sort(Comparator.comparing(loss -> loss.depths().top()));
    return losses;
  }

  private static LogPiece piece(int number, List<PiecePart> parts, PieceJoiner joiner) {
    return new LogPiece(
        number,
        parts,
        parts.stream().anyMatch(part -> part.piece().solid()),
        parts.stream().anyMatch(part -> joiner.marked(part, FragmentMark.Kind.UNSOUND)));
  }

  private static RubblePart rubble(LoggedRow row, RubbleSegment stretch) {
    List<DepthSpan> spans =
        stretch.free().stream()
            .map(
                part ->
                    new DepthSpan(
                        row.map().beginning(row.offset() + part.from() * row.unit()),
                        row.map().end(row.offset() + part.to() * row.unit())))
            .toList();
    double metres = spans.stream().mapToDouble(DepthSpan::metres).sum();
    double free = stretch.free().stream().mapToDouble(part -> part.length()).sum();
    double length =
        row.scale()
            .map(scale -> scale.along() * stretch.length())
            .orElse(free > 0 ? MILLIMETRES * metres * stretch.length() / free : 0.0);
    return new RubblePart(
        row.photo(), row.pieces().row().number(), stretch.fragment(), spans, length);
  }

  /** Stretches of the hole that are in the photos without a gap. */
  private static List<DepthInterval> covered(List<LoggedRow> rows) {
    List<DepthInterval> covered = new ArrayList<>();
    for (LoggedRow row : rows) {
      int last = covered.size() - 1;
      if (last >= 0 && row.depths().top().metres() <= covered.get(last).base().metres() + SAME) {
        covered.set(last, new DepthInterval(covered.get(last).top(), row.depths().base()));
      } else {
        covered.add(row.depths());
      }
    }
    return covered;
  }

  private static List<ZoneFinder.Rock> rock(List<Placed> parts, List<RubblePart> rubble) {
    List<ZoneFinder.Rock> rock = new ArrayList<>();
    for (Placed placed : parts) {
      rock.add(
          new ZoneFinder.Rock(
              placed.part.counted(),
              intact(placed) ? LogZone.Kind.INTACT : LogZone.Kind.NON_INTACT));
    }
    for (RubblePart part : rubble) {
      part.spans().forEach(span -> rock.add(new ZoneFinder.Rock(span, LogZone.Kind.NON_INTACT)));
    }
    return rock;
  }

  /** A piece that is neither solid nor as long as core is wide is non-intact core. */
  private static boolean intact(Placed placed) {
    double along = placed.row.scale().map(scale -> scale.along()).orElse(1.0);
    double across = placed.row.scale().map(scale -> scale.across()).orElse(1.0);
    RowPiece piece = placed.part.piece();
    return piece.solid()
        || piece.axis().length() * along >= placed.row.pieces().diameter() * across;
  }

  private static List<Fracture> fractures(
      List<Placed> parts,
      List<Integer> pieceOf,
      List<PieceJoiner.Verdict> verdicts,
      List<LogZone> zones) {
    List<Fracture> fractures = new ArrayList<>();
    for (int i = 0; i < verdicts.size(); i++) {
      Placed above = parts.get(i);
      Placed below = parts.get(i + 1);
      double end = above.part.counted().base().metres();
      double begin = below.part.counted().top().metres();
      PieceJoiner.Verdict verdict = verdicts.get(i);
      boolean adjacent =
          above.row.name().equals(below.row.name())
              || Math.abs(below.row.depths().top().metres() - above.row.depths().base().metres())
                  <= SAME;
      if (!verdict.joins()
          && !(adjacent
              && intact(above)
              && intact(below)
              && whole(zones, Math.min(end, begin), Math.max(end, begin), verdict))) {
        verdict =
            new PieceJoiner.Verdict(
                Fracture.Kind.BORDER, "beside core that is not intact, lost or not in the photos");
      }
      fractures.add(
          new Fracture(
              new Depth((end + begin) / 2),
              verdict.kind(),
              verdict.reason(),
              pieceOf.get(i),
              pieceOf.get(i + 1),
              above.part.photo(),
              lowest(above.part.piece().lowest())));
    }
    return fractures;
  }

  /**
   * Whether only intact core lies between two pieces. A mark about a break under a label does not
   * need it, if there is no rubble.
   */
  private static boolean whole(
      List<LogZone> zones, double from, double to, PieceJoiner.Verdict verdict) {
    return verdict.reason().equals(PieceJoiner.MARKED)
        ? ZoneFinder.without(LogZone.Kind.NON_INTACT, zones, from, to)
        : ZoneFinder.intact(zones, from, to);
  }

  private static int lowest(List<Integer> fragments) {
    return fragments.get(fragments.size() - 1);
  }

  private List<LogInterval> figures(
      HoleLog log, List<DepthInterval> covered, List<NamedInterval> intervals) {
    IntervalFigures figures = new IntervalFigures(log, settings);
    List<LogInterval> all = new ArrayList<>();
    for (CoreRun run : runs) {
      add(figures, LogInterval.Kind.RUN, "", run.depths(), all);
    }
    Map<String, DepthInterval> boxes = new LinkedHashMap<>();
    for (LoggedRow row : log.rows()) {
      boxes.merge(
          row.box(),
          row.depths(),
          (a, b) ->
              DepthInterval.of(
                  Math.min(a.top().metres(), b.top().metres()),
                  Math.max(a.base().metres(), b.base().metres())));
    }
    boxes.forEach((box, depths) -> add(figures, LogInterval.Kind.BOX, box, depths, all));
    if (settings.stepMetres().isPresent() && !covered.isEmpty()) {
      double step = settings.stepMetres().getAsDouble();
      double base = covered.get(covered.size() - 1).base().metres();
      long first = (long) Math.floor(covered.get(0).top().metres() / step + SAME);
      double count = base / step - first;
      if (count > MAX_INTERVALS) {
        notes.problem(
            "hole "
                + hole
                + ": no figures of even intervals of "
                + step
                + " m, of which there would be more than "
                + MAX_INTERVALS);
      }
      for (long i = first; count <= MAX_INTERVALS && rounded(i * step) < base - SAME; i++) {
        DepthInterval even = DepthInterval.of(rounded(i * step), rounded((i + 1) * step));
        figures.of(LogInterval.Kind.FIXED, "", even).ifPresent(all::add);
      }
    }
    for (NamedInterval interval : intervals) {
      add(figures, LogInterval.Kind.NAMED, interval.name(), interval.depths(), all);
    }
    return all;
  }

  private void add(
      IntervalFigures figures,
      LogInterval.Kind kind,
      String name,
      DepthInterval depths,
      List<LogInterval> all) {
    String called =
        "hole " + hole + ", " + kind.id() + " " + (name.isEmpty() ? "" : name + ", ") + depths;
    Optional<LogInterval> found = figures.of(kind, name, depths);
    if (found.isEmpty()) {
      notes.remark(called + ": in no photo");
      return;
    }
    all.add(found.get());
    if (!found.get().whole()) {
      notes.remark(
          called
              + ": the photos show "
              + rounded(found.get().coveredMetres())
              + " m of it, and the figures are of that");
    }
  }

  private static double rounded(double metres) {
    return Math.rint(metres * 1e6) / 1e6;
  }
}
