// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import uk.ac.bgs.corescore.core.internal.HtmlText;
import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.core.table.FragmentColumn;
import uk.ac.bgs.corescore.image.PixelScale;
import uk.ac.bgs.corescore.measure.Fragment;

/** The table of fragments of a page; cells carry their exact value for sorting. */
final class HtmlFragmentTable {
  private final ScoredPhoto scored;
  private final HtmlFigure figure;
  private final double allPixels;
  private final List<Column> columns = new ArrayList<>();

  private interface Value {
    OptionalDouble of(Fragment fragment);
  }

  private record Column(String title, String unit, int decimals, Value value) {}

  HtmlFragmentTable(ScoredPhoto scored, HtmlFigure figure) {
    this.scored = scored;
    this.figure = figure;
    this.allPixels = scored.score().absoluteArea().squarePixels();
    double side = scored.scale().map(PixelScale::millimetresPerPixel).orElse(1.0);
    String unit = scored.scale().isPresent() ? "mm" : "px";
    if (!scored.layout().isWhole()) {
      columns.add(
          new Column(
              "Row",
              "",
              0,
              f ->
                  f.row().isPresent()
                      ? OptionalDouble.of(f.row().getAsInt())
                      : OptionalDouble.empty()));
    }
    int decimals = (int) Math.max(1, Math.min(6, Math.ceil(-Math.log10(side))));
    if (scored.scale().isPresent()) {
      column("Area", "mm\u00B2", decimals, FragmentColumn.AREA_MM2, 1);
    }
    column("Area", "px\u00B2", 0, FragmentColumn.AREA_PX2, 1);
    columns.add(
        new Column(
            "Share",
            "%",
            2,
            f -> NumberText.finite(100 * f.measures().area().squarePixels() / allPixels)));
    column("Length", unit, decimals, FragmentColumn.LENGTH_PX, side);
    column("Width", unit, decimals, FragmentColumn.WIDTH_PX, side);
    column("Equivalent diameter", unit, decimals, FragmentColumn.EQUIVALENT_DIAMETER_PX, side);
    column("Perimeter", unit, decimals, FragmentColumn.PERIMETER_PX, side);
    column("Circularity", "", 3, FragmentColumn.CIRCULARITY, 1);
    column("Solidity", "", 3, FragmentColumn.SOLIDITY, 1);
    if (scored.segmentation().confidence().isPresent()) {
      column("Confidence", "%", 1, FragmentColumn.CONFIDENCE, 100);
    }
  }

  private void column(
      String title, String unit, int decimals, FragmentColumn column, double factor) {
    columns.add(
        new Column(
            title,
            unit,
            decimals,
            fragment -> {
              OptionalDouble value = column.value(fragment, scored.scale());
              return value.isPresent()
                  ? OptionalDouble.of(value.getAsDouble() * factor)
                  : OptionalDouble.empty();
            }));
  }

  String section() {
    StringBuilder html = new StringBuilder();
    html.append("<section class=\"card wide\"><h2>Fragments</h2>\n");
    if (scored.fragments().fragments().isEmpty()) {
      return html.append("<p class=\"note\">No rock was found in this photograph.</p></section>\n")
          .toString();
    }
    html.append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table of");
    html.append(" fragments\"><table id=\"fragments\">\n<thead><tr>");
    head(html, "#", "", "n");
    head(html, "Label", "", "t");
    columns.forEach(column -> head(html, column.title(), column.unit(), "n"));
    html.append("</tr></thead>\n<tbody>\n");
    scored.fragments().fragments().forEach(fragment -> row(html, fragment));
    html.append("</tbody></table></div>\n");
    html.append("<p class=\"note\">Length and width are the sides of the smallest rectangle");
    html.append(" around a fragment. Circularity is 4\u03C0A/P\u00B2, 1 for a disc; solidity");
    html.append(" the area\u2019s share of the convex hull.");
    if (scored.segmentation().fragments().rubbleCount() > 0) {
      html.append(
          " Rubble is broken core or fines: one fragment for each stretch of it, no piece.");
    }
    if (scored.segmentation().confidence().isPresent()) {
      html.append(" Confidence is the mean probability that the segmenter gives the label of");
      html.append(" its pixels.");
    }
    html.append("</p>");
    return html.append("</section>\n").toString();
  }

  private static void head(StringBuilder html, String title, String unit, String kind) {
    html.append("<th scope=\"col\" class=\"" + kind + "\"><button type=\"button\"><span>");
    html.append(title + "</span>");
    if (!unit.isEmpty()) {
      html.append(" <small>" + unit + "</small>");
    }
    html.append("</button></th>");
  }

  private void row(StringBuilder html, Fragment fragment) {
    int id = fragment.id();
    html.append("<tr id=\"r" + id + "\" data-f=\"" + id + "\"><th scope=\"row\" class=\"n\"");
    html.append(" data-v=\"" + id + "\"><a href=\"#f" + id + "\"><i class=\"dot ");
    html.append(figure.colourClass(id) + "\"></i>" + id + "</a></th><td class=\"t\">");
    html.append(HtmlText.isolated(fragment.label()));
    html.append(fragment.rubble() ? " <small>rubble</small></td>" : "</td>");
    for (Column column : columns) {
      OptionalDouble value = column.value().of(fragment);
      if (value.isPresent()) {
        html.append("<td class=\"n\" data-v=\"" + NumberText.exact(value.getAsDouble()) + "\">");
        html.append(NumberText.fixed(value.getAsDouble(), column.decimals()) + "</td>");
      } else {
        html.append("<td class=\"n\">\u2013</td>");
      }
    }
    html.append("</tr>\n");
  }
}
