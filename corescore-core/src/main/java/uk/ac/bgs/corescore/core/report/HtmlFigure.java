// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import uk.ac.bgs.corescore.core.internal.HtmlText;
import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.core.internal.draw.LabelPalette;
import uk.ac.bgs.corescore.core.internal.draw.StrokeFont;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.measure.Fragment;

/** The photo of a page with the fragments' outlines on it, each linked to its row in the table. */
final class HtmlFigure {
  private final ScoredPhoto scored;
  private final PhotoPreview preview;
  private final FragmentColours colours;
  private final HtmlRows rows;

  HtmlFigure(ScoredPhoto scored, HtmlRows rows) {
    this.scored = scored;
    this.rows = rows;
    this.preview = PhotoPreview.of(scored.photo());
    this.colours = FragmentColours.of(scored.segmentation().fragments());
  }

  /** The colour of a fragment's outline, as the class that {@link #style} defines. */
  String colourClass(int id) {
    return "c" + colours.index(id);
  }

  /** The rules that depend on the photo: its shape and the colours of outlines. */
  String style() {
    int width = preview.image().width();
    int height = preview.image().height();
    StringBuilder css = new StringBuilder();
    css.append(
        ".stage{aspect-ratio:" + width + "/" + height + "}\n@media screen{.stage{min-width:");
    // Long rows stay legible on a phone by scrolling, and fit a desktop page without.
    css.append(
        Math.round(Math.min(width, Math.min(1120, 170.0 * width / height))) + "px;max-width:");
    css.append(Math.max(width, 320) + "px}#full:checked~.frame .stage{width:" + width);
    css.append("px;max-width:none}}\n");
    double cap = capHeight();
    css.append(".stage text{font-size:" + n(cap * 1.38) + "px;");
    css.append("stroke-width:" + n(cap * 0.34) + "px}\n");
    if (rows.shown()) {
      css.append(".stage .tags text{font-size:" + n(HtmlRows.fontSize(cap)) + "px}\n");
    }
    for (int i = 0; i < FragmentColours.count(); i++) {
      String hex = LabelPalette.hex(FragmentColours.rgb(i));
      css.append(".c" + i + "{--c:" + hex + "}\n");
    }
    return css.toString();
  }

  private double capHeight() {
    double side = Math.sqrt((double) preview.image().width() * preview.image().height());
    return Math.max(8, Math.max(side / 80, preview.image().width() / 150.0));
  }

  String html() throws IOException {
    int width = preview.image().width();
    int height = preview.image().height();
    List<Fragment> fragments = scored.fragments().fragments();
    StringBuilder html = new StringBuilder();
    html.append("<section class=\"card figure\"><h2>Photograph</h2>\n");
    toggle(html, "outlines", "Outlines", true);
    toggle(html, "numbers", "Numbers", true);
    if (rows.shown()) {
      toggle(html, "rows", "Rows", true);
    }
    toggle(html, "full", "Full size", false);
    html.append("<div class=\"frame\" tabindex=\"0\" role=\"region\"");
    html.append(" aria-label=\"Photograph, scrolls sideways\"><div class=\"stage\">\n");
    html.append("<img width=\"" + width + "\" height=\"" + height + "\" alt=\"");
    html.append("Photograph " + HtmlText.escape(scored.photo().name()) + " of drill core with ");
    html.append(fragments.size() == 1 ? "one fragment" : fragments.size() + " fragments");
    html.append(" outlined; they are listed in the table below\" src=\"");
    html.append(preview.dataUri() + "\">\n");
    html.append("<svg viewBox=\"0 0 " + width + " " + height + "\" aria-hidden=\"true\">\n");
    if (rows.shown()) {
      html.append(rows.outlines(preview.scale()));
    }
    for (Fragment fragment : fragments) {
      outline(html, fragment);
    }
    html.append("<g class=\"numbers\">\n");
    for (Fragment fragment : fragments) {
      number(html, fragment);
    }
    html.append("</g>\n");
    if (rows.shown()) {
      html.append(rows.tags(capHeight(), preview.maskScale()));
    }
    html.append("</svg></div></div>\n");
    labels(html);
    return html.append("</section>\n").toString();
  }

  private static void toggle(StringBuilder html, String id, String text, boolean on) {
    html.append("<input type=\"checkbox\" id=\"" + id + "\"" + (on ? " checked" : "") + ">");
    html.append("<label for=\"" + id + "\">" + text + "</label>\n");
  }

  private void outline(StringBuilder html, Fragment fragment) {
    int id = fragment.id();
    String area = NumberText.shortArea(fragment.measures().area().squarePixels(), scored.scale());
    DisplayOutline shape = DisplayOutline.of(fragment.outline(), 0.6 / preview.scale());
    html.append("<a href=\"#r" + id + "\" tabindex=\"-1\"><path id=\"f" + id + "\" class=\"f ");
    html.append(
        colourClass(id)
            + (fragment.rubble() ? " rubble" : "")
            + "\" data-f=\""
            + id
            + "\" d=\""
            + shape.svg(preview.scale()));
    html.append(
        "\"><title>"
            + (fragment.rubble() ? "Rubble " : "Fragment ")
            + id
            + ": "
            + area
            + "</title></path></a>\n");
  }

  private void number(StringBuilder html, Fragment fragment) {
    FragmentMap map = scored.segmentation().fragments();
    double cap = capHeight();
    String text = Integer.toString(fragment.id());
    Optional<Coordinate> place =
        new LabelPoint(map, fragment, scored.photo())
            .room(StrokeFont.width(text, cap) / preview.maskScale(), cap / preview.maskScale());
    if (place.isPresent()) {
      html.append("<text x=\"" + n(place.get().x * preview.maskScale()) + "\" y=\"");
      html.append(n(place.get().y * preview.maskScale() + cap / 2) + "\">" + text + "</text>\n");
    }
  }

  /** Names and shares of the labels; their colours are those of mask and overlay. */
  private void labels(StringBuilder html) {
    long[] pixels = scored.segmentation().mask().histogram();
    var labels = scored.segmentation().mask().labels();
    double all = (double) scored.photo().image().width() * scored.photo().image().height();
    html.append("<ul class=\"labels\">");
    for (int i = 1; i < pixels.length; i++) {
      if (pixels[i] > 0) {
        String hex = LabelPalette.hex(LabelPalette.rgb(labels, i));
        html.append("<li><svg viewBox=\"0 0 10 10\" aria-hidden=\"true\"><rect width=\"10\"");
        html.append(" height=\"10\" rx=\"2\" fill=\"" + hex + "\"/></svg>");
        html.append(HtmlText.isolated(labels.get(i).name()) + " <span>");
        html.append(NumberText.readable(100 * pixels[i] / all, 3) + " %</span></li>");
      }
    }
    html.append("</ul>\n");
  }

  private static String n(double value) {
    return NumberText.exact(Math.rint(value * 10) / 10);
  }
}
