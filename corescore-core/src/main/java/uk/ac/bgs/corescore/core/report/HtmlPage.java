// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import uk.ac.bgs.corescore.core.internal.HtmlHead;
import uk.ac.bgs.corescore.core.internal.HtmlText;
import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.core.internal.files.JarText;
import uk.ac.bgs.corescore.core.pipeline.Provenance;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.core.table.ScoreMeasures;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.score.AreaScore;
import uk.ac.bgs.corescore.score.ExtraMeasure;

/**
 * A self-contained page of one photo: the photo, its outlines and rows of core, measures, tables,
 * histogram and provenance.
 *
 * <p>The page loads nothing from outside, and its content security policy allows only its own
 * style, script and embedded images. It can be read and printed without the script, which
 * highlights and sorts. External text is escaped.
 */
final class HtmlPage {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final ScoredPhoto scored;
  private final HtmlRows rows;
  private final HtmlFigure figure;

  private HtmlPage(ScoredPhoto scored) {
    this.scored = scored;
    this.rows = new HtmlRows(scored);
    this.figure = new HtmlFigure(scored, rows);
  }

  static void write(ScoredPhoto scored, OutputStream out) throws IOException {
    HtmlPage page = new HtmlPage(scored);
    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    writer.write(page.head());
    writer.write(page.title());
    writer.write("<main>\n");
    writer.write(page.doubt());
    writer.write(page.measures());
    writer.write(page.figure.html());
    writer.write(page.rows.section());
    writer.write("<div class=\"pair\">\n");
    writer.write(HtmlHistogram.section(scored));
    writer.write(page.provenance());
    writer.write("</div>\n");
    writer.write(new HtmlFragmentTable(scored, page.figure).section());
    writer.write("</main>\n" + page.script() + "</body></html>\n");
    writer.flush();
  }

  private String head() {
    String script = HtmlText.policyHash(JarText.of(HtmlPage.class, "report.js"));
    return HtmlHead.of(scored.photo().name(), figure.style(), "data:", script);
  }

  private String script() {
    return "<script>" + JarText.of(HtmlPage.class, "report.js") + "</script>\n";
  }

  private String title() {
    StringBuilder html = new StringBuilder("<header><p class=\"brand\">CoreScore</p>\n<h1>");
    html.append(HtmlText.isolated(scored.photo().name()) + "</h1>\n<p class=\"sub\"><span>");
    html.append(scored.photo().width() + " \u00D7 " + scored.photo().height());
    html.append(" px</span> <span>");
    html.append(
        scored
            .scale()
            .map(s -> NumberText.readable(s.millimetresPerPixel(), 4) + " mm per pixel")
            .orElse("scale not known"));
    html.append("</span> <span>" + HtmlText.isolated(scored.provenance().segmenterId()));
    html.append("</span> <span>" + TIME.format(scored.provenance().time()));
    return html.append("</span></p></header>\n").toString();
  }

  private String doubt() {
    StringBuilder html = new StringBuilder();
    scored
        .doubt()
        .ifPresent(
            doubt ->
                html.append("<p class=\"doubt\" role=\"note\"><strong>In doubt.</strong> ")
                    .append(HtmlText.escape(doubt.reason()))
                    .append(". Look at the picture before you use the figures.</p>\n"));
    for (String remark : scored.photo().remarks()) {
      html.append("<p class=\"doubt\" role=\"note\"><strong>The file.</strong> ");
      html.append(HtmlText.escape(remark) + ".</p>\n");
    }
    return html.toString();
  }

  private String measures() {
    StringBuilder html = new StringBuilder();
    html.append("<section aria-label=\"Measures\"><h2 class=\"sr\">Measures</h2>\n");
    html.append("<div class=\"measures\">\n");
    AreaScore score = scored.score();
    for (Map.Entry<String, OptionalDouble> entry : ScoreMeasures.of(score).entrySet()) {
      MeasureText text = MeasureText.of(entry.getKey());
      html.append("<article><h3>" + text.title() + "</h3><p class=\"value\">");
      html.append(text.value(entry.getValue(), scored.scale()) + "</p><p class=\"why\">");
      html.append(text.explanation() + "</p><p class=\"raw\"><code>" + entry.getKey());
      html.append("</code> ");
      html.append(raw(entry.getValue(), text.unit()) + "</p></article>\n");
    }
    html.append("</div>\n");
    if (scored.confidence().isPresent()) {
      html.append("<p class=\"note\">The segmenter gives what it calls rock a probability of ");
      html.append(NumberText.readable(100 * scored.confidence().getAsDouble(), 3));
      html.append(" % on average; ");
      html.append(NumberText.readable(100 * scored.uncertainShare().orElse(0), 3));
      html.append(" % of the rock pixels lie below ");
      html.append(NumberText.readable(100 * ScoredPhoto.UNCERTAIN_BELOW, 3) + " %.</p>\n");
    }
    if (!score.extras().isEmpty()) {
      html.append("<dl class=\"facts extras\">");
      for (ExtraMeasure extra : score.extras()) {
        String unit = extra.unit().equals("1") ? "" : extra.unit();
        html.append("<div><dt><code>" + HtmlText.escape(extra.name()) + "</code></dt><dd>");
        html.append(extra.text().map(HtmlText::isolated).orElseGet(() -> raw(extra.value(), unit)));
        html.append("</dd></div>");
      }
      html.append("</dl>\n");
    }
    return html.append("</section>\n").toString();
  }

  private static String raw(OptionalDouble value, String unit) {
    return value.isPresent()
        ? NumberText.readable(value.getAsDouble(), 10) + " " + HtmlText.escape(unit)
        : "not defined";
  }

  private String provenance() {
    Provenance from = scored.provenance();
    StringBuilder html = new StringBuilder();
    html.append("<section class=\"card\"><h2>How it was made</h2>\n<dl class=\"made\">");
    made(html, "CoreScore", HtmlText.isolated(from.libraryVersion()));
    made(html, "Segmenter", HtmlText.isolated(from.segmenterId()));
    made(html, "Options", options(from.segmenterOptions()));
    made(html, "Model SHA-256", hash(from.modelSha256()));
    from.layoutFinder()
        .ifPresent(
            finder -> {
              made(html, "Layout finder", HtmlText.isolated(finder.id()));
              if (!finder.options().isEmpty()) {
                made(html, "Its options", options(finder.options()));
              }
              if (finder.modelSha256().isPresent()) {
                made(html, "Its model SHA-256", hash(finder.modelSha256()));
              }
            });
    made(html, "Scorer", HtmlText.isolated(from.scorerId()));
    made(
        html,
        "Left out",
        from.minArea() > 0
            ? "fragments of at most " + NumberText.readable(from.minArea(), 6) + " px\u00B2"
            : "nothing");
    made(html, "Scored", from.time().truncatedTo(ChronoUnit.SECONDS).toString());
    made(html, "Took", NumberText.readable(from.elapsed().toNanos() / 1e9, 3) + " s");
    if (scored.photo().reduced()) {
      RgbImage copy = scored.photo().image();
      made(
          html,
          "Pictures",
          copy.width()
              + " \u00D7 "
              + copy.height()
              + " px, as the photo was too large to be held whole; all figures are of its own"
              + " pixels");
    }
    made(html, "Photo SHA-256", "<code>" + scored.photo().sha256() + "</code>");
    return html.append("</dl></section>\n").toString();
  }

  private static String options(Map<String, String> options) {
    StringBuilder html = new StringBuilder();
    options.forEach(
        (name, value) ->
            html.append("<code>" + HtmlText.escape(name + " = " + value) + "</code> "));
    return options.isEmpty() ? "none" : html.toString();
  }

  private static String hash(Optional<String> sha256) {
    return sha256.map(hash -> "<code>" + HtmlText.escape(hash) + "</code>").orElse("no model");
  }

  private static void made(StringBuilder html, String term, String value) {
    html.append("<dt>" + term + "</dt><dd>" + value + "</dd>\n");
  }
}
