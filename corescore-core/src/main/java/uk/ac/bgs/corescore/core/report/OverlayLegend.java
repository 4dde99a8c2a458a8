// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.core.internal.draw.LabelPalette;
import uk.ac.bgs.corescore.core.internal.draw.StrokeFont;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;

/** The legend of an overlay: a dark panel of wrapping entries, where it covers the least rock. */
final class OverlayLegend {
  private static final double[] WIDTHS = {0.97, 0.6, 0.4, 0.25};
  private static final int PLACES = 5;

  private final double cap;
  private final double margin;
  private final List<Entry> entries = new ArrayList<>();

  private record Entry(String text, Optional<Color> swatch, Optional<ScaleBar> bar, double width) {}

  private record Line(List<Entry> entries, double width) {}

  private record Layout(List<Line> lines, double width, double height) {}

  private record Place(Layout layout, double x, double y, long hidden) {}

  private OverlayLegend(ScoredPhoto scored, double cap) {
    this.cap = cap;
    this.margin = cap * 0.9;
    int n = scored.score().totalFragments();
    String area =
        NumberText.shortArea(scored.score().absoluteArea().squarePixels(), scored.scale());
    text(n == 0 ? "no fragments" : n + (n == 1 ? " fragment, " : " fragments, ") + area);
    int rubble = scored.segmentation().fragments().rubbleCount();
    if (rubble > 0) {
      text(rubble + " rubble (broken line)");
    }
    text(scored.provenance().segmenterId());
    scored.doubt().ifPresent(doubt -> text("in doubt: " + doubt.kind().id().replace('_', ' ')));
    LabelMask mask = scored.segmentation().mask();
    long[] pixels = mask.histogram();
    for (int i = 1; i < pixels.length; i++) {
      if (pixels[i] > 0) {
        swatch(mask.labels().get(i).name(), new Color(LabelPalette.rgb(mask.labels(), i)));
      }
    }
    if (!scored.layout().isWhole()) {
      swatch(RowText.summary(scored.layout()), OverlayRows.ROW);
    }
    scored
        .scale()
        .map(scale -> ScaleBar.within(scored.photo().width() / 6.0, scale))
        .map(bar -> bar.on(mask.width() / (double) scored.photo().width()))
        .filter(bar -> Double.isFinite(bar.pixels()))
        .ifPresent(this::bar);
  }

  /**
   * Draws the legend, smaller where it must be, or not at all where there is no room; it keeps off
   * boxes that are to be spared where it can.
   */
  static void paint(
      Graphics2D graphics, ScoredPhoto scored, double capHeight, List<Rectangle2D> spared) {
    for (double cap = capHeight; cap >= 6; cap *= 0.8) {
      OverlayLegend legend = new OverlayLegend(scored, cap);
      Place place = legend.place(scored.segmentation().fragments(), spared);
      if (place != null) {
        legend.paint(graphics, place);
        return;
      }
    }
  }

  private void text(String text) {
    entries.add(new Entry(text, Optional.empty(), Optional.empty(), StrokeFont.width(text, cap)));
  }

  private void swatch(String text, Color colour) {
    double width = StrokeFont.width(text, cap) + 1.7 * cap;
    entries.add(new Entry(text, Optional.of(colour), Optional.empty(), width));
  }

  private void bar(ScaleBar bar) {
    double width = bar.pixels() + 0.8 * cap + StrokeFont.width(bar.text(), cap);
    entries.add(new Entry(bar.text(), Optional.empty(), Optional.of(bar), width));
  }

  private @Nullable Place place(FragmentMap map, List<Rectangle2D> spared) {
    Place best = null;
    for (double share : WIDTHS) {
      Layout layout = layout(share * map.width() - 2 * margin);
      if (layout.width() > share * map.width() || layout.height() > 0.4 * map.height()) {
        continue;
      }
      double edge = margin / 2;
      double slack = map.width() - layout.width() - 2 * edge;
      for (int step = 0; step < 2 * PLACES; step++) {
        int column = step / 2;
        double x = edge + slack * column / (PLACES - 1);
        double y = step % 2 == 0 ? map.height() - layout.height() - edge : edge;
        Rectangle2D box = new Rectangle2D.Double(x, y, layout.width(), layout.height());
        long hidden = rock(map, box) + hidden(spared, box);
        if (best == null || hidden < best.hidden()) {
          best = new Place(layout, x, y, hidden);
        }
      }
    }
    return best;
  }

  private Layout layout(double most) {
    List<Line> lines = new ArrayList<>();
    List<Entry> row = new ArrayList<>();
    double gap = 2 * cap;
    double width = 0;
    double widest = 0;
    for (Entry entry : entries) {
      if (!row.isEmpty() && width + gap + entry.width() > most) {
        lines.add(new Line(List.copyOf(row), width));
        row.clear();
      }
      width = row.isEmpty() ? entry.width() : width + gap + entry.width();
      row.add(entry);
      widest = Math.max(widest, width);
    }
    lines.add(new Line(List.copyOf(row), width));
    double height = 2 * margin + cap * (1.9 * lines.size() - 0.9);
    return new Layout(lines, widest + 2 * margin, height);
  }

  private static long hidden(List<Rectangle2D> spared, Rectangle2D box) {
    double hidden = 0;
    for (Rectangle2D other : spared) {
      Rectangle2D shared = other.createIntersection(box);
      hidden += Math.max(0, shared.getWidth()) * Math.max(0, shared.getHeight());
    }
    return (long) (4 * hidden);
  }

  /** How many pixels of rock lie in a box. */
  static long rock(FragmentMap map, Rectangle2D box) {
    long pixels = 0;
    int firstRow = Math.max(0, (int) box.getMinY());
    int lastRow = Math.min(map.height(), (int) box.getMaxY() + 1);
    for (int run = map.firstRun(firstRow); run < map.firstRun(lastRow); run++) {
      double from = Math.max(box.getMinX(), map.runStart(run));
      double to = Math.min(box.getMaxX(), map.runEnd(run));
      pixels += Math.max(0, (long) (to - from));
    }
    return pixels;
  }

  private void paint(Graphics2D graphics, Place place) {
    Layout layout = place.layout();
    graphics.setColor(new Color(16, 20, 24, 205));
    graphics.fill(
        new RoundRectangle2D.Double(
            place.x(), place.y(), layout.width(), layout.height(), cap, cap));
    double baseline = place.y() + margin + cap;
    for (Line line : layout.lines()) {
      double x = place.x() + margin;
      for (Entry entry : line.entries()) {
        paint(graphics, entry, x, baseline);
        x += entry.width() + 2 * cap;
      }
      baseline += 1.9 * cap;
    }
  }

  private void paint(Graphics2D graphics, Entry entry, double left, double baseline) {
    double x = left;
    BasicStroke pen = OverlayPainter.round((float) Math.max(1, cap * 0.14));
    if (entry.swatch().isPresent()) {
      graphics.setColor(entry.swatch().get());
      graphics.fill(new Rectangle2D.Double(x, baseline - cap * 1.05, cap * 1.1, cap * 1.1));
      x += 1.7 * cap;
    }
    graphics.setColor(Color.WHITE);
    graphics.setStroke(pen);
    if (entry.bar().isPresent()) {
      double end = x + entry.bar().get().pixels();
      Path2D bar = new Path2D.Double();
      bar.moveTo(x, baseline - cap);
      bar.lineTo(x, baseline);
      bar.moveTo(x, baseline - cap / 2);
      bar.lineTo(end, baseline - cap / 2);
      bar.moveTo(end, baseline - cap);
      bar.lineTo(end, baseline);
      graphics.draw(bar);
      x = end + 0.8 * cap;
    }
    graphics.draw(StrokeFont.lines(entry.text(), x, baseline, cap));
  }
}
