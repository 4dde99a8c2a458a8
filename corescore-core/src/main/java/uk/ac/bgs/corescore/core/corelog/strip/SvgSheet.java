// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.strip;

import java.io.IOException;
import java.util.Locale;
import uk.ac.bgs.corescore.core.internal.HtmlText;
import uk.ac.bgs.corescore.core.internal.NumberText;

/** A sheet as SVG in millimetres. */
final class SvgSheet {
  /** The size of a font whose capitals are 1 high. */
  private static final double FONT = 1 / 0.716;

  private SvgSheet() {}

  static String of(Sheet sheet, double width, double height, String title) throws IOException {
    StringBuilder svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" ");
    svg.append("width=\"" + n(width) + "mm\" height=\"" + n(height) + "mm\" viewBox=\"0 0 ");
    svg.append(n(width) + " " + n(height) + "\" role=\"img\" ");
    svg.append("font-family=\"Helvetica, Arial, sans-serif\">\n<title>" + HtmlText.escape(title));
    svg.append(
        "</title>\n<rect class=\"log-paper\" width=\"" + n(width) + "\" height=\"" + n(height));
    svg.append("\" fill=\"#ffffff\"/>\n");
    for (Sheet.Mark mark : sheet.marks()) {
      if (mark instanceof Sheet.Box box) {
        box(svg, box);
      } else if (mark instanceof Sheet.Strokes strokes) {
        strokes(svg, strokes);
      } else if (mark instanceof Sheet.Words words) {
        words(svg, words);
      } else if (mark instanceof Sheet.Picture picture) {
        svg.append("<image class=\"log-photo\" preserveAspectRatio=\"none\" ");
        place(svg, picture.x(), picture.y(), picture.width(), picture.height());
        svg.append(" href=\"" + HtmlText.jpegUri(picture.image()) + "\"/>\n");
      }
    }
    return svg.append("</svg>\n").toString();
  }

  private static void box(StringBuilder svg, Sheet.Box box) {
    svg.append("<rect class=\"" + names(box.kind()) + "\" ");
    place(svg, box.x(), box.y(), box.width(), box.height());
    svg.append(" fill=\"" + (box.fill().isEmpty() ? "none" : box.fill()) + "\"");
    if (!box.stroke().isEmpty()) {
      svg.append(" stroke=\"" + box.stroke() + "\" stroke-width=\"0.15\"");
    }
    end(svg, "rect", box.title());
  }

  private static void strokes(StringBuilder svg, Sheet.Strokes strokes) {
    svg.append("<path class=\"" + names(strokes.kind()) + "\" fill=\"none\" stroke=\"");
    svg.append(strokes.colour() + "\" stroke-width=\"" + n(strokes.pen()) + "\"");
    if (strokes.dash() > 0) {
      svg.append(" stroke-dasharray=\"" + n(strokes.dash()) + "\"");
    }
    svg.append(" d=\"");
    for (Sheet.Segment line : strokes.lines()) {
      svg.append("M" + n(line.x1()) + " " + n(line.y1()) + "L" + n(line.x2()) + " " + n(line.y2()));
    }
    svg.append("\"");
    end(svg, "path", strokes.title());
  }

  private static void words(StringBuilder svg, Sheet.Words words) {
    svg.append("<text x=\"" + n(words.x()) + "\" y=\"" + n(words.baseline()) + "\" font-size=\"");
    svg.append(n(words.cap() * FONT) + "\" text-anchor=\"");
    svg.append(words.anchor().name().toLowerCase(Locale.ROOT) + "\" fill=\"" + words.colour());
    svg.append("\">" + HtmlText.escape(words.text()) + "</text>\n");
  }

  /** Names of their own, so that no style of a page around it fits them. */
  private static String names(String kind) {
    return "log-" + kind.replace(" ", " log-");
  }

  private static void place(StringBuilder svg, double x, double y, double width, double height) {
    svg.append("x=\"" + n(x) + "\" y=\"" + n(y) + "\" width=\"" + n(width) + "\" height=\"");
    svg.append(n(height) + "\"");
  }

  private static void end(StringBuilder svg, String element, String title) {
    svg.append(
        title.isEmpty()
            ? "/>\n"
            : "><title>" + HtmlText.escape(title) + "</title></" + element + ">\n");
  }

  private static String n(double value) {
    return NumberText.exact(Math.rint(value * 10_000) / 10_000);
  }
}
