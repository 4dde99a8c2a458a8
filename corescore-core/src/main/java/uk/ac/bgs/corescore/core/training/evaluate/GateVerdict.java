// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.evaluate;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.core.internal.HtmlText;
import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.core.internal.files.TemporaryFile;
import uk.ac.bgs.corescore.core.internal.json.JsonText;

/**
 * Whether a candidate may replace the model in production, and why.
 *
 * @param candidate name of the candidate
 * @param production name of what is in production, or empty for a first model
 * @param checks one entry for each rule that was applied
 */
public record GateVerdict(String candidate, Optional<String> production, List<Check> checks) {
  /**
   * Copies the list.
   *
   * @param candidate name of the candidate
   * @param production name of what is in production
   * @param checks one entry for each rule
   */
  public GateVerdict {
    checks = List.copyOf(checks);
  }

  /**
   * One rule, applied.
   *
   * @param metric the figure
   * @param photo the photo, or empty for the mean over photos
   * @param candidate the candidate's value, absent where not defined
   * @param production production's value, absent for a minimum
   * @param bound the worst value that is allowed
   * @param met whether the candidate's value is there and not worse than the bound
   */
  public record Check(
      Metric metric,
      Optional<String> photo,
      OptionalDouble candidate,
      OptionalDouble production,
      double bound,
      boolean met) {

    /**
     * The rule and what came of it in one line.
     *
     * @return a sentence without a full stop
     */
    public String reason() {
      String is =
          candidate.isPresent() ? NumberText.fixed(candidate.getAsDouble(), 4) : "not defined";
      String limit =
          (metric.higherIsBetter() ? "at least " : "at most ") + NumberText.fixed(bound, 4);
      String held =
          production.isPresent()
              ? " (production has " + NumberText.fixed(production.getAsDouble(), 4) + ")"
              : "";
      return photo.map(p -> p + ": ").orElse("mean ")
          + metric.key()
          + " is "
          + is
          + ", allowed is "
          + limit
          + held;
    }
  }

  /**
   * The verdict.
   *
   * @return true if every rule is met
   */
  public boolean passed() {
    return checks.stream().allMatch(Check::met);
  }

  private String word() {
    return passed() ? "PASS" : "FAIL";
  }

  /**
   * The verdict as text: {@code PASS} or {@code FAIL}, the two models, then the rules, those not
   * met first.
   *
   * @return lines that end with a line feed
   */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(word() + " " + candidate);
    text.append(production.map(p -> " against " + p).orElse(" as the first model") + "\n");
    for (Check check : sorted()) {
      text.append((check.met() ? "  met      " : "  NOT MET  ") + check.reason() + "\n");
    }
    return text.toString();
  }

  private List<Check> sorted() {
    return checks.stream()
        .sorted((a, b) -> Boolean.compare(a.met(), b.met()))
        .collect(Collectors.toList());
  }

  /**
   * Writes {@code verdict.json} and {@code verdict.html} into a folder, each whole or not at all.
   *
   * @param folder where to; it exists
   * @param overwrite whether files may be replaced
   * @throws IOException if a file exists and may not be replaced, or cannot be written
   */
  public void write(Path folder, boolean overwrite) throws IOException {
    TemporaryFile.put(folder.resolve("verdict.json"), overwrite, this::writeJson);
    TemporaryFile.put(folder.resolve("verdict.html"), overwrite, this::writePage);
  }

  /**
   * Writes the verdict as JSON: {@code verdict} (PASS or FAIL), {@code candidate}, {@code
   * production}, {@code reasons} (the sentences of the rules not met) and {@code checks}.
   *
   * @param out where to; it stays open
   * @throws IOException if writing fails
   */
  public void writeJson(OutputStream out) throws IOException {
    try (JsonGenerator json = JsonText.generator(out)) {
      json.writeStartObject();
      json.writeStringField("schemaVersion", "1.0");
      json.writeStringField("verdict", word());
      json.writeStringField("candidate", candidate);
      json.writeStringField("production", production.orElse(null));
      json.writeArrayFieldStart("reasons");
      for (Check check : checks) {
        if (!check.met()) {
          json.writeString(check.reason());
        }
      }
      json.writeEndArray();
      json.writeArrayFieldStart("checks");
      for (Check check : checks) {
        json.writeStartObject();
        json.writeStringField("metric", check.metric().key());
        json.writeStringField("photo", check.photo().orElse(null));
        JsonText.number(json, "candidate", check.candidate());
        JsonText.number(json, "production", check.production());
        JsonText.number(json, "bound", check.bound());
        json.writeBooleanField("met", check.met());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  /**
   * Writes the verdict as a self-contained page.
   *
   * @param out where to; it stays open
   * @throws IOException if writing fails
   */
  public void writePage(OutputStream out) throws IOException {
    StringBuilder html = new StringBuilder(HtmlSheet.head(word() + ": " + candidate));
    html.append("<header><p class=\"brand\">CoreScore gate</p>\n<h1>" + word() + "</h1>");
    html.append("<p class=\"sub\"><span>candidate " + HtmlText.isolated(candidate) + "</span>");
    html.append("<span>");
    html.append(production.map(p -> "production " + HtmlText.isolated(p)).orElse("first model"));
    html.append("</span></p></header>\n<main><section class=\"card\"><h2>Rules</h2>");
    html.append("<div class=\"scroll\"><table><thead><tr><th>Rule</th><th>Photo</th>");
    html.append("<th class=\"n\">Candidate</th><th class=\"n\">Production</th>");
    html.append("<th class=\"n\">Allowed</th><th>Met</th></tr></thead><tbody>\n");
    for (Check check : sorted()) {
      html.append(check.met() ? "<tr><td>" : "<tr class=\"on\"><td>");
      html.append(HtmlText.escape(check.metric().title()) + "</td><td>");
      html.append(check.photo().map(HtmlText::isolated).orElse("mean over photos") + "</td>");
      html.append("<td class=\"n\">" + HtmlSheet.number(check.candidate()) + "</td>");
      html.append("<td class=\"n\">" + HtmlSheet.number(check.production()) + "</td>");
      html.append("<td class=\"n\">" + (check.metric().higherIsBetter() ? "\u2265 " : "\u2264 "));
      html.append(NumberText.fixed(check.bound(), 4) + "</td><td>");
      html.append((check.met() ? "yes" : "no") + "</td></tr>\n");
    }
    html.append("</tbody></table></div></section></main></body></html>\n");
    out.write(html.toString().getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
