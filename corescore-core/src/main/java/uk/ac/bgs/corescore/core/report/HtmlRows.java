// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import java.util.List;
import java.util.Optional;
import uk.ac.bgs.corescore.core.internal.HtmlText;
import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.core.layout.RowMeasures;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.image.PixelScale;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.PhotoPoint;

/** The rows of core of a page: over the photo, and in a table of their own. */
final class HtmlRows {
  /** Height of the letters of a tag, in heights of the fragments' numbers. */
  private static final double TAG = 0.85;

  private final ScoredPhoto scored;
  private final Layout layout;

  HtmlRows(ScoredPhoto scored) {
    this.scored = scored;
    this.layout = scored.layout();
  }

  /** Whether there is anything to be shown: the photo is not its only row. */
  boolean shown() {
    return !layout.isWhole();
  }

  /** Lines around the rows, in pixels of the preview. */
  String outlines(double scale) {
    StringBuilder svg = new StringBuilder("<g class=\"rows\">\n");
    for (CoreRow row : layout.rows()) {
      svg.append("<path id=\"s" + row.number() + "\" class=\"s\" d=\"M");
      for (PhotoPoint corner : row.corners()) {
        svg.append(n(corner.x() * scale) + " " + n(corner.y() * scale) + " ");
      }
      svg.append("z\"/>\n");
    }
    return svg.append("</g>\n").toString();
  }

  /** The size of the font of the tags beside numbers so many pixels high. */
  static double fontSize(double numbers) {
    return numbers * TAG * 1.2;
  }

  /**
   * Tags with the rows' numbers and directions, beside numbers so many pixels of the preview high.
   */
  String tags(double numbers, double maskScale) {
    double cap = numbers * TAG;
    StringBuilder svg = new StringBuilder("<g class=\"rows tags\">\n");
    for (RowTags.Tag tag : RowTags.of(scored, cap / maskScale)) {
      double x = tag.box().getX() * maskScale;
      double y = tag.box().getY() * maskScale;
      double width = tag.box().getWidth() * maskScale;
      double height = tag.box().getHeight() * maskScale;
      double end = x + width - cap * (0.5 + (RowTags.arrow() - 0.5) / 2);
      double angle = Math.toDegrees(Math.atan2(tag.directionY(), tag.directionX()));
      svg.append("<rect x=\"" + n(x) + "\" y=\"" + n(y) + "\" width=\"" + n(width));
      svg.append("\" height=\"" + n(height) + "\" rx=\"" + n(cap / 2) + "\"/>");
      svg.append("<text x=\"" + n((x + end - cap * 0.6) / 2) + "\" y=\"");
      svg.append(n(y + height / 2 + cap * 0.43) + "\">" + tag.text() + "</text>");
      svg.append("<path class=\"to\" transform=\"translate(" + n(end) + " " + n(y + height / 2));
      svg.append(") rotate(" + n(angle) + ") scale(" + n(cap) + ")\"");
      svg.append(" d=\"M-.5 0H.5M.1-.4L.5 0 .1.4\"/>\n");
    }
    return svg.append("</g>\n").toString();
  }

  /** The table of rows; empty if the photo is its only row. */
  String section() {
    if (!shown()) {
      return "";
    }
    StringBuilder html = new StringBuilder();
    html.append("<section class=\"card wide\"><h2>Rows of core</h2>\n");
    html.append("<p class=\"note lead\">" + sentence() + "</p>\n");
    if (layout.rows().isEmpty()) {
      return html.append("</section>\n").toString();
    }
    boolean boxes = layout.boxes() > 1;
    boolean sure = layout.rows().stream().anyMatch(row -> row.confidence().isPresent());
    double side = scored.scale().map(PixelScale::millimetresPerPixel).orElse(1.0);
    String unit = scored.scale().isPresent() ? "mm" : "px";
    html.append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table of");
    html.append(" rows\"><table id=\"rows-of-core\">\n<thead><tr>");
    head(html, "Row", "", "n");
    if (boxes) {
      head(html, "Box", "", "n");
    }
    head(html, "Runs", "", "t");
    head(html, "Read from", "", "t");
    head(html, "Fragments", "", "n");
    head(html, "Rock area", unit + "\u00B2", "n");
    head(html, "Core", "% of the row", "n");
    head(html, "Length", unit, "n");
    head(html, "Width", unit, "n");
    if (sure) {
      head(html, "Sure", "%", "n");
    }
    html.append("</tr></thead>\n<tbody>\n");
    List<RowMeasures> rows =
        RowMeasures.of(layout, scored.fragments(), scored.segmentation().fragments());
    for (RowMeasures measures : rows) {
      CoreRow row = measures.row();
      html.append("<tr><th scope=\"row\" class=\"n\"><a href=\"#s" + row.number() + "\">");
      html.append(row.number() + "</a></th>");
      if (boxes) {
        cell(html, "n", Integer.toString(row.box()));
      }
      cell(html, "t", row.orientation().id());
      cell(html, "t", RowText.direction(row));
      cell(html, "n", Integer.toString(measures.fragments()));
      cell(html, "n", NumberText.fixed(measures.area().squarePixels() * side * side, 0));
      cell(html, "n", percent(measures));
      cell(html, "n", NumberText.fixed(row.length() * side, 0));
      cell(html, "n", NumberText.fixed(row.width() * side, 0));
      if (sure) {
        cell(
            html,
            "n",
            row.confidence().isPresent()
                ? RowText.percent(row.confidence().getAsDouble())
                : "\u2013");
      }
      html.append("</tr>\n");
    }
    html.append("</tbody></table></div>\n");
    html.append("<p class=\"note\">Core is the share of rock in the row\u2019s outline, as far as");
    html.append(" that is on the photograph and in no earlier row.</p></section>\n");
    return html.toString();
  }

  private static String percent(RowMeasures measures) {
    return measures.coreShare().isPresent()
        ? NumberText.fixed(100 * measures.coreShare().getAsDouble(), 1)
        : "\u2013";
  }

  /** How many rows there are, what they were found by, and how sure. */
  private String sentence() {
    int rows = layout.rows().size();
    int boxes = layout.boxes();
    String count =
        rows == 0
            ? "No row"
            : (rows == 1 ? "One row" : rows + " rows")
                + (boxes > 1 ? " in " + boxes + " boxes" : "")
                + ", in reading order";
    if (layout.foundBy().equals(Layout.GIVEN)) {
      return count + ". They were given by a person or the program that asked.";
    }
    Optional<String> sure = RowText.sure(layout);
    return count
        + ". Found by "
        + HtmlText.isolated(layout.foundBy())
        + sure.map(text -> ", which is " + text + " sure").orElse("")
        + ".";
  }

  private static void head(StringBuilder html, String title, String unit, String kind) {
    html.append("<th scope=\"col\" class=\"" + kind + "\"><span>" + title + "</span>");
    if (!unit.isEmpty()) {
      html.append(" <small>" + unit + "</small>");
    }
    html.append("</th>");
  }

  private static void cell(StringBuilder html, String kind, String text) {
    html.append("<td class=\"" + kind + "\">" + text + "</td>");
  }

  private static String n(double value) {
    return NumberText.exact(Math.rint(value * 10) / 10);
  }
}
