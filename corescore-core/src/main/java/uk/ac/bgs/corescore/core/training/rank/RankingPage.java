// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.rank;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.core.internal.HtmlHead;
import uk.ac.bgs.corescore.core.internal.HtmlText;
import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.core.internal.files.JarText;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.score.ExtraMeasure;

/** The contact sheet, which allows nothing but its own style and images. */
final class RankingPage {
  private RankingPage() {}

  static String html(String segmenter, List<RankedPhoto> first, int all) throws IOException {
    StringBuilder html = new StringBuilder();
    html.append(HtmlHead.of("What to label next", JarText.of(RankingPage.class, "ranking.css")));
    html.append("<header><p class=\"brand\">CoreScore</p>\n");
    html.append("<h1>What to label next</h1>\n<p class=\"sub\"><span>");
    html.append(first.size() < all ? "the first " + first.size() + " of " + all : "" + all);
    html.append(all == 1 ? " photo" : " photos");
    html.append("</span> <span>" + HtmlText.isolated(segmenter) + "</span></p></header>\n<main>\n");
    html.append("<p class=\"legend\"><span><i class=\"agreed\"></i>borders that all views share");
    html.append("</span> <span><i class=\"disputed\"></i>borders and rock that only some views");
    html.append(
        " have</span> <span class=\"note\">Views are the photograph and its mirror images.");
    html.append(" The score is the mean of the four figures beside it, each 0 to 1; ");
    html.append("\u2013 counts as 0.</span></p>\n");
    for (int i = 0; i < first.size(); i++) {
      photo(html, i + 1, first.get(i));
    }
    return html.append("</main></body></html>\n").toString();
  }

  private static void photo(StringBuilder html, int rank, RankedPhoto photo) throws IOException {
    html.append("<section class=\"card ranked\"><div class=\"line\"><h2><span class=\"rank\">");
    html.append(
        rank + "</span> " + HtmlText.isolated(photo.name()) + "</h2>\n<dl class=\"facts\">");
    fact(html, "Score", NumberText.fixed(photo.score(), 3));
    fact(
        html,
        "Entropy",
        photo.entropy().isPresent()
            ? NumberText.fixed(photo.entropy().getAsDouble(), 3)
            : "\u2013");
    fact(html, "Boundaries", NumberText.fixed(photo.boundaryDisagreement(), 3));
    fact(html, "Rock", NumberText.fixed(photo.regionDisagreement(), 3));
    fact(html, "Counts", NumberText.fixed(photo.countSpread(), 3));
    String counts =
        photo.fragments().stream().map(String::valueOf).collect(Collectors.joining(" \u00B7 "));
    fact(html, "Pieces in each view", counts);
    for (ExtraMeasure extra : photo.extras()) {
      if (extra.text().isPresent()) {
        fact(html, HtmlText.escape(extra.name()), HtmlText.isolated(extra.text().get()));
      } else if (extra.value().isPresent()) {
        String unit = extra.unit().equals("1") ? "" : " " + HtmlText.escape(extra.unit());
        fact(
            html,
            HtmlText.escape(extra.name()),
            NumberText.readable(extra.value().getAsDouble(), 3) + unit);
      }
    }
    html.append("</dl></div>\n");
    if (photo.picture().isPresent()) {
      RgbImage picture = photo.picture().get();
      html.append("<img width=\"" + picture.width() + "\" height=\"" + picture.height());
      html.append("\" alt=\"" + HtmlText.escape(photo.name()) + " with the borders of its pieces");
      html.append("\" src=\"" + HtmlText.jpegUri(picture) + "\">\n");
    }
    html.append("</section>\n");
  }

  private static void fact(StringBuilder html, String term, String value) {
    html.append("<div><dt>" + term + "</dt><dd>" + value + "</dd></div>");
  }
}
