// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.core.internal.HtmlText;

class EvaluationPageTest {
  private static final String HOSTILE = "\"><script>void 0</script>&";

  private static String page(EvaluationPage.SceneSource scenes, Evaluation... evaluations)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EvaluationPage.write(List.of(evaluations), List.of(), scenes, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Optional<EvaluationPage.Scene> scene() {
    return Optional.of(
        new EvaluationPage.Scene(
            Optional.empty(), Pictures.labels("0110"), Pictures.labels("0011")));
  }

  @Test
  void nothingFromOutsideAndNothingUnescaped() throws IOException {
    String page = page((name, photo) -> scene(), EvaluationFileTest.discs(HOSTILE, 6, 4));
    assertFalse(page.contains("<script"));
    assertTrue(page.contains("&quot;&gt;&lt;script&gt;void 0"));
    assertFalse(page.contains("http://") || page.contains("https://"));
    assertFalse(page.contains(" style="), "the policy allows no style in attributes");
    assertFalse(page.contains("NaN") || page.contains("Infinity"));
    Matcher style = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL).matcher(page);
    assertTrue(style.find());
    assertTrue(page.contains("style-src " + HtmlText.policyHash(style.group(1))));
    for (Metric metric : Metric.values()) {
      assertTrue(page.contains(">" + metric.title()), metric.key());
    }
  }

  @Test
  void theBestAndTheWorstAreAskedForEachOnce() throws IOException {
    Evaluation one = EvaluationFileTest.discs("one", 6, 4);
    Evaluation two = EvaluationFileTest.discs("two", 6, 2);
    TreeSet<String> asked = new TreeSet<>();
    String page =
        page(
            (name, photo) -> {
              assertTrue(asked.add(photo + " of " + name), "asked twice");
              return scene();
            },
            one,
            two);
    assertEquals(8, asked.size());
    // Four photos: the ground truth once, prediction and errors of both.
    assertEquals(4 * 5, page.split("<img ", -1).length - 1);
    assertTrue(page.contains("Comparison of 2 evaluations"));
  }

  @Test
  void aPageWithoutPicturesOrOfOnePhotoIsWhole() throws IOException {
    String page = page((name, photo) -> Optional.empty(), EvaluationFileTest.discs("x", 1, 2));
    assertFalse(page.contains("<img "));
    assertTrue(page.endsWith("</main></body></html>\n"));
  }

  @Test
  void figuresOfSeveralAreStackedAndLabelsOfBarsDoNotOverlap() throws IOException {
    Evaluation[] three = {
      EvaluationFileTest.discs("one", 3, 4),
      EvaluationFileTest.discs("two", 3, 2),
      EvaluationFileTest.discs("three", 3, 1)
    };
    String page = page((name, photo) -> Optional.empty(), three);
    assertTrue(page.contains("<table class=\"many\"><thead><tr><th>Figure"));
    String bars =
        page.substring(page.indexOf("<svg class=\"bars\""), page.indexOf("<h3>Boundary F1"));
    Matcher label =
        Pattern.compile("<text class=\"soft\" x=\"[0-9.]+\" y=\"([0-9]+)\">").matcher(bars);
    int last = Integer.MIN_VALUE / 2;
    int labels = 0;
    while (label.find()) {
      int y = Integer.parseInt(label.group(1));
      assertTrue(y - last >= 15, "letters of 12 px with room between: " + last + ", " + y);
      last = y;
      labels++;
    }
    assertEquals(9, labels);
  }

  @Test
  void theBestMeanIsBoldAndCountsAreCounts() throws IOException {
    Evaluation better = EvaluationFileTest.discs("better", 3, 1);
    Evaluation worse = EvaluationFileTest.discs("worse", 3, 4);
    double lead =
        Metric.ROCK_IOU.loss(
            EvaluationFile.of(worse.mean(), Metric.ROCK_IOU).orElseThrow(),
            EvaluationFile.of(better.mean(), Metric.ROCK_IOU).orElseThrow());
    assertTrue(lead > 0);
    String page = page((name, photo) -> Optional.empty(), better, worse);
    String best = HtmlSheet.number(EvaluationFile.of(better.mean(), Metric.ROCK_IOU));
    assertTrue(row(page, "Rock IoU \u2191").startsWith("<td class=\"n best\">" + best));
    assertEquals(2, row(page, "Rock IoU \u2191").split("best", -1).length);
    assertFalse(row(page, "Fragments, truth").contains("best"), "neither better nor worse");
    assertTrue(row(page, "Fragments, truth").contains("<td class=\"n\">3<small>0.0 to 5.0<"), page);
    String alone = page((name, photo) -> Optional.empty(), better);
    assertFalse(alone.contains("n best"), "best of one");
  }

  /** What follows the title in its row of the table of figures. */
  private static String row(String page, String title) {
    int start = page.indexOf(">" + title + "</td>");
    assertTrue(start > 0, title);
    int end = page.indexOf("</tr>", start);
    return page.substring(start + title.length() + 6, end).strip();
  }

  @Test
  void whatWasLeftOutIsSaid() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EvaluationPage.write(
        List.of(EvaluationFileTest.discs("x", 2, 1)),
        List.of("S9: y has no answer", HOSTILE),
        (name, photo) -> Optional.empty(),
        out);
    String page = out.toString(StandardCharsets.UTF_8);
    assertTrue(page.contains("S9: y has no answer"));
    assertFalse(page.contains("<script"));
    assertFalse(
        page((n, p) -> Optional.empty(), EvaluationFileTest.discs("x", 2, 1)).contains("Left out"));
  }

  @Test
  void evaluationsOfOtherPhotosAreRefused() {
    Evaluation one = EvaluationFileTest.discs("one", 3, 4);
    Evaluation two = EvaluationFileTest.discs("two", 4, 4);
    assertThrows(IllegalArgumentException.class, () -> page((n, p) -> scene(), one, two));
    assertThrows(IllegalArgumentException.class, () -> page((n, p) -> scene()));
  }
}
