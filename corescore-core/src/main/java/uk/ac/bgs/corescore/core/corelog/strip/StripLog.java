// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.strip;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.corelog.LogSettings;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.corelog.hole.HoleLog;
import uk.ac.bgs.corescore.core.corelog.hole.LogInterval;
import uk.ac.bgs.corescore.core.corelog.hole.LoggedRow;
import uk.ac.bgs.corescore.core.corelog.rule.RuleFigures;
import uk.ac.bgs.corescore.core.corelog.rule.RuleSet;

/**
 * The strip log of a hole: tracks beside each other, depth down at one linear scale, on pages.
 *
 * <p>The tracks are a depth axis with ticks in steps of 1, 2 or 5, the photographs where they are
 * at hand, pieces with rubble and losses, breaks, a percentage in each of total core recovery,
 * solid core recovery and rock quality designation by each rule set, the fracture index of zones,
 * and the condition where it is known. Figures of intervals are bars of an even width from top to
 * base. What is in no photo is marked so, and is left out between pages.
 *
 * <p>Pages are at most 297 mm high; a page ends where the hole's log does. No depth is on two
 * pages, but for that of their common border. Immutable; safe for use by many threads. Cost: a pass
 * over the hole for each page, when it is drawn.
 */
public final class StripLog {
  private static final double MAX_MILLIMETRES = 200;
  private static final int DEFAULT_SCALE = 10;
  private static final int DEFAULT_PAGES = 8;
  private static final int MAX_PAGES = 1000;
  private static final double CLOSE = 1e-6;

  private final HoleLog hole;
  private final LogSettings rules;
  private final LogInterval.Kind per;
  private final int scale;
  private final List<DepthInterval> depths;

  private StripLog(
      HoleLog hole,
      LogSettings rules,
      LogInterval.Kind per,
      int scale,
      List<DepthInterval> depths) {
    this.hole = hole;
    this.rules = rules;
    this.per = per;
    this.scale = scale;
    this.depths = List.copyOf(depths);
  }

  /**
   * Lays out a hole.
   *
   * @param hole the hole's log
   * @param rules the rules by which it was made
   * @param settings how it is drawn
   * @return the strip log, without a page where the hole has no row of core
   * @throws CoreScoreException if the hole would take more than a thousand pages at the scale
   */
  public static StripLog of(HoleLog hole, LogSettings rules, StripSettings settings) {
    LogInterval.Kind per =
        settings.per().orElse(hole.perRun() ? LogInterval.Kind.RUN : LogInterval.Kind.BOX);
    List<DepthInterval> content = content(hole, per);
    int scale = settings.scale().orElseGet(() -> scaleFor(content));
    List<DepthInterval> pages = pages(content, scale, MAX_PAGES);
    if (pages.size() > MAX_PAGES) {
      throw new CoreScoreException(
          FailureKind.TOO_LARGE,
          "hole "
              + hole.hole()
              + ": at 1:"
              + scale
              + " its strip log has more than "
              + MAX_PAGES
              + " pages; a smaller scale is expected, such as 1:"
              + scaleFor(content));
    }
    return new StripLog(hole, rules, per, scale, pages);
  }

  /** What is to be on a page: rows and intervals, apart and downwards. */
  private static List<DepthInterval> content(HoleLog hole, LogInterval.Kind per) {
    List<DepthInterval> all = new ArrayList<>();
    hole.rows().forEach(row -> all.add(row.depths()));
    hole.intervals().stream()
        .filter(one -> one.kind() == per)
        .forEach(one -> all.add(one.depths()));
    all.sort(Comparator.comparing(DepthInterval::top));
    List<DepthInterval> apart = new ArrayList<>();
    for (DepthInterval one : all) {
      int last = apart.size() - 1;
      if (last >= 0 && one.top().metres() <= apart.get(last).base().metres() + CLOSE) {
        apart.set(
            last,
            DepthInterval.of(
                apart.get(last).top().metres(),
                Math.max(apart.get(last).base().metres(), one.base().metres())));
      } else {
        apart.add(one);
      }
    }
    return apart;
  }

  private static int scaleFor(List<DepthInterval> content) {
    int power = DEFAULT_SCALE;
    while (true) {
      for (int factor : new int[] {1, 2, 5}) {
        int scale = factor * power;
        if (scale >= Integer.MAX_VALUE / 10
            || pages(content, scale, DEFAULT_PAGES).size() <= DEFAULT_PAGES) {
          return scale;
        }
      }
      power *= 10;
    }
  }

  /** The depths of each page; no more than one page too many. */
  private static List<DepthInterval> pages(List<DepthInterval> content, int scale, int most) {
    double step = DepthScale.step(scale);
    long steps = Math.max(1, (long) Math.floor(MAX_MILLIMETRES * scale / 1000 / step + CLOSE));
    List<DepthInterval> pages = new ArrayList<>();
    long from = Long.MIN_VALUE;
    for (DepthInterval one : content) {
      long top = (long) Math.floor(one.top().metres() / step + CLOSE);
      long base = (long) Math.ceil(one.base().metres() / step - CLOSE);
      // What begins on the last page makes that page longer first.
      if (!pages.isEmpty() && top < from + steps) {
        long end = Math.max(Math.min(from + steps, base), end(pages, step));
        pages.set(pages.size() - 1, page(from, end, step));
        top = from + steps;
      }
      while (top < base && pages.size() <= most) {
        from = top;
        pages.add(page(from, Math.min(from + steps, base), step));
        top = from + steps;
      }
    }
    return pages;
  }

  private static long end(List<DepthInterval> pages, double step) {
    return Math.round(pages.get(pages.size() - 1).base().metres() / step);
  }

  private static DepthInterval page(long from, long to, double step) {
    return DepthInterval.of(DepthScale.rounded(from * step), DepthScale.rounded(to * step));
  }

  /**
   * The scale.
   *
   * @return how many metres of the hole are a metre of paper
   */
  public int scale() {
    return scale;
  }

  /**
   * How fine an image of the core is at most drawn.
   *
   * @return rows of pixels for a metre of the hole
   */
  public double pixelsPerMetre() {
    return 1000.0 * StripPage.PIXELS_PER_MILLIMETRE / scale;
  }

  /**
   * The hole.
   *
   * @return its log
   */
  public HoleLog hole() {
    return hole;
  }

  /**
   * What of the hole is on each page.
   *
   * @return downwards; none where the hole has no row of core
   */
  public List<DepthInterval> depths() {
    return depths;
  }

  /**
   * The pages.
   *
   * @param extras what is drawn beside what the log has
   * @return pages downwards, each drawn when it is requested
   */
  public List<StripPage> pages(StripExtras extras) {
    List<Track> tracks = tracks(extras);
    List<StripPage> pages = new ArrayList<>();
    for (int i = 0; i < depths.size(); i++) {
      pages.add(
          new StripPage(
              new StripHeader(hole, rules, per, scale),
              tracks,
              gaps(),
              depths.get(i),
              i + 1,
              depths.size()));
    }
    return List.copyOf(pages);
  }

  /** Between its rows, and beyond them on its pages. */
  private List<DepthInterval> gaps() {
    List<DepthInterval> gaps = new ArrayList<>();
    double from = depths.get(0).top().metres();
    for (LoggedRow row : hole.rows()) {
      if (row.depths().top().metres() > from + CLOSE) {
        gaps.add(DepthInterval.of(from, row.depths().top().metres()));
      }
      from = Math.max(from, row.depths().base().metres());
    }
    double base = depths.get(depths.size() - 1).base().metres();
    if (base > from + CLOSE) {
      gaps.add(DepthInterval.of(from, base));
    }
    return gaps;
  }

  private List<Track> tracks(StripExtras extras) {
    List<Track> tracks = new ArrayList<>();
    tracks.add(new DepthTrack());
    if (!extras.pictures().isEmpty()) {
      tracks.add(new PhotoTrack(extras.pictures()));
    }
    Map<String, Double> diameters = new HashMap<>();
    for (LoggedRow row : hole.rows()) {
      diameters.put(
          PieceTrack.key(row.photo(), row.pieces().row().number()), row.pieces().diameter());
    }
    tracks.add(new PieceTrack(hole, diameters));
    tracks.add(new FractureTrack(hole.fractures()));
    List<LogInterval> intervals =
        hole.intervals().stream().filter(one -> one.kind() == per).toList();
    tracks.add(
        new FigureTrack(
            "TCR",
            "",
            "#c2c7cc",
            intervals,
            one -> OptionalDouble.of(one.figures().get(0).tcr()),
            one -> Optional.empty()));
    for (int i = 0; i < rules.ruleSets().size(); i++) {
      RuleSet set = rules.ruleSets().get(i);
      int at = i;
      if (set.solidOnly()) {
        tracks.add(
            new FigureTrack(
                "SCR",
                set.name(),
                "#8fbfe0",
                intervals,
                one -> one.figures().get(at).scr(),
                one -> Optional.empty()));
      }
      tracks.add(
          new FigureTrack(
              "RQD",
              set.name(),
              "#f0b95a",
              intervals,
              one -> one.figures().get(at).rqd(),
              one -> range(one.figures().get(at))));
    }
    tracks.add(new IndexTrack(hole.zones()));
    if (intervals.stream().anyMatch(one -> one.condition().isPresent())) {
      tracks.add(new ConditionTrack(intervals));
    }
    return tracks;
  }

  private static Optional<FigureTrack.Range> range(RuleFigures figures) {
    return figures.rqdHigh().orElse(0) > figures.rqdLow().orElse(0)
        ? Optional.of(
            new FigureTrack.Range(figures.rqdLow().getAsDouble(), figures.rqdHigh().getAsDouble()))
        : Optional.empty();
  }
}
