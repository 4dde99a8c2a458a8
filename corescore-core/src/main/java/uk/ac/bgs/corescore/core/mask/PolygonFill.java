// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.mask;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.trace.PolygonRasterizer;
import uk.ac.bgs.corescore.core.trace.PolygonRasterizer.RunSink;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.mask.Label;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.LabelledPolygon;
import uk.ac.bgs.corescore.mask.MaskCreator;
import uk.ac.bgs.corescore.mask.PieceMark;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.mask.SegmentationBuilder;

/**
 * Fills labelled polygons: label after label in an explicit order, within a label in the order of
 * the list. What is drawn later covers what was drawn before.
 *
 * <p>Each rock polygon that is visible is a fragment, so pieces that touch stay apart, and rubble
 * where the polygon is marked so. Labels of the set that the order does not name are left out;
 * others are an error. Rows are kept as stretches of paint until all is drawn, so cost and memory
 * go with the outlines and one byte a pixel. Immutable and safe for use by many threads.
 */
public final class PolygonFill implements MaskCreator {
  /** What lies on top comes last. */
  static final List<String> DEFAULT_ORDER =
      List.of("Box", "Rock_Fragment", "Rock_Fragment_2", "Paper", "Core_Plug", "Text");

  private final LabelSet labels;
  private final List<String> order;
  private final FillRule rule;
  private final Map<String, String> merges;

  private PolygonFill(
      LabelSet labels, List<String> order, FillRule rule, Map<String, String> merges) {
    this.labels = labels;
    this.order = order;
    this.rule = rule;
    this.merges = merges;
  }

  /**
   * A creator by exact coverage of pixel centres, without merging.
   *
   * @param labels the labels that a mask can have
   * @param order labels of the set in the order in which they are drawn, each at most once; labels
   *     that it does not name are left out
   * @return the creator
   * @throws IllegalArgumentException if the order names a label twice or one that the set lacks
   */
  public static PolygonFill of(LabelSet labels, List<String> order) {
    for (String label : order) {
      if (labels.indexOf(label).isEmpty()) {
        throw new IllegalArgumentException(
            "the order names '" + label + "'; labels are " + names(labels));
      }
    }
    if (order.stream().distinct().count() != order.size()) {
      throw new IllegalArgumentException("the order names a label twice: " + order);
    }
    return new PolygonFill(labels, List.copyOf(order), FillRule.EXACT, Map.of());
  }

  /**
   * The same with another rule.
   *
   * @param fillRule which pixels a polygon covers
   * @return a copy with that rule
   */
  public PolygonFill withRule(FillRule fillRule) {
    return new PolygonFill(labels, order, fillRule, merges);
  }

  /**
   * The same with labels merged.
   *
   * @param labelToLabel names that polygons have, and the labels of the set that they are drawn
   *     with, for example Rock_Fragment_2 to Rock_Fragment
   * @return a copy that merges these and no others
   * @throws IllegalArgumentException if a target is not in the label set
   */
  public PolygonFill withMerges(Map<String, String> labelToLabel) {
    for (String target : labelToLabel.values()) {
      if (labels.indexOf(target).isEmpty()) {
        throw new IllegalArgumentException(
            "cannot merge into '" + target + "'; labels are " + names(labels));
      }
    }
    return new PolygonFill(labels, order, rule, Map.copyOf(labelToLabel));
  }

  private static String names(LabelSet labels) {
    return labels.labels().stream().map(Label::name).collect(Collectors.joining(", "));
  }

  @Override
  public Segmentation create(List<LabelledPolygon> polygons, int width, int height) {
    return fill(polygons, width, height).segmentation();
  }

  /**
   * Draws the polygons of one photograph and says what became of each.
   *
   * @param polygons the polygons in photo coordinates; what lies outside the photo is cut off
   * @param width the photo's columns, at least 1
   * @param height the photo's rows, at least 1
   * @return the mask, and for each polygon what was drawn and what is visible
   * @throws CoreScoreException if a polygon has a label that is neither in the set nor merged, or
   *     the photo has more than 2^31 - 9 pixels
   * @throws IllegalArgumentException if a side is below 1
   */
  public FilledMask fill(List<LabelledPolygon> polygons, int width, int height) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "width and height are at least 1, not " + width + " x " + height);
    }
    if ((long) width * height > Integer.MAX_VALUE - 8) {
      throw new CoreScoreException(
          FailureKind.TOO_LARGE, "no mask of " + width + " x " + height + " pixels");
    }
    List<String> drawnAs = polygons.stream().map(polygon -> drawnAs(polygon.label())).toList();
    SpanBuffer[] rows = new SpanBuffer[height];
    // Paint i is polygon i - 1.
    long[] drawn = new long[polygons.size() + 1];
    long[] covered = new long[polygons.size() + 1];
    for (String label : order) {
      for (int i = 0; i < polygons.size(); i++) {
        if (drawnAs.get(i).equals(label)) {
          draw(polygons.get(i), i + 1, width, rows, drawn, covered);
        }
      }
    }
    return finish(polygons, drawnAs, width, rows, drawn, covered);
  }

  /** The label that polygons of this name get; empty if they are left out. */
  private String drawnAs(String name) {
    String label = merges.getOrDefault(name, name);
    if (labels.indexOf(label).isEmpty()) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          "a polygon is labelled '" + name + "'; labels are " + names(labels));
    }
    return order.contains(label) ? label : "";
  }

  private void draw(
      LabelledPolygon polygon,
      int paint,
      int width,
      SpanBuffer[] rows,
      long[] drawn,
      long[] covered) {
    RunSink sink =
        (y, start, end) -> {
          if (rows[y] == null) {
            rows[y] = new SpanBuffer();
          }
          rows[y].paint(start, end, paint, covered);
          drawn[paint] += end - start;
        };
    if (rule == FillRule.EXACT) {
      PolygonRasterizer.rasterize(polygon.outline(), width, rows.length, sink);
    } else {
      PublishedScanline.fill(polygon.outline(), width, rows.length, sink);
    }
    // Runs of one polygon may overlap: what it covers of itself was drawn once.
    drawn[paint] -= covered[paint];
    covered[paint] = 0;
  }

  private FilledMask finish(
      List<LabelledPolygon> polygons,
      List<String> drawnAs,
      int width,
      SpanBuffer[] rows,
      long[] drawn,
      long[] covered) {
    int[] fragment = new int[polygons.size() + 1];
    int[] label = new int[polygons.size() + 1];
    int count = 0;
    for (int i = 0; i < polygons.size(); i++) {
      label[i + 1] = labels.indexOf(drawnAs.get(i)).orElse(0);
      boolean visible = drawn[i + 1] > covered[i + 1];
      fragment[i + 1] = visible && labels.isRock(label[i + 1]) ? ++count : 0;
    }
    SegmentationBuilder found = new SegmentationBuilder(width, rows.length, labels);
    for (int i = 0; i < polygons.size(); i++) {
      for (PieceMark mark : polygons.get(i).marks()) {
        if (fragment[i + 1] > 0) {
          found.mark(fragment[i + 1], mark);
        }
      }
    }
    for (int y = 0; y < rows.length; y++) {
      SpanBuffer row = rows[y];
      for (int i = 0; row != null && i < row.size(); i++) {
        int paint = row.paint(i);
        found.add(y, row.start(i), row.end(i), label[paint], fragment[paint]);
      }
    }
    List<FilledMask.Shape> shapes = new ArrayList<>(polygons.size());
    for (int i = 0; i < polygons.size(); i++) {
      shapes.add(
          new FilledMask.Shape(
              polygons.get(i),
              drawnAs.get(i),
              drawn[i + 1],
              drawn[i + 1] - covered[i + 1],
              fragment[i + 1]));
    }
    return new FilledMask(found.build(PixelFrame.PHOTO), shapes);
  }
}
