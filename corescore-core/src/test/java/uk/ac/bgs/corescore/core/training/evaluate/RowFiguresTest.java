// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.PhotoPoint;
import uk.ac.bgs.corescore.mask.LabelSet;

/** Rows that were found against those that are there. */
class RowFiguresTest {
  private static final PhotoEvaluation PLAIN =
      Evaluator.DEFAULT.evaluate(
          "plain", Pictures.labels("11"), Pictures.labels("11"), OptionalDouble.empty());

  /** Horizontal rows, each left, top, right, bottom. */
  private static Layout layout(double[]... boxes) {
    List<CoreRow> rows = new ArrayList<>();
    for (double[] b : boxes) {
      rows.add(
          new CoreRow(
              rows.size() + 1,
              1,
              new PhotoPoint(b[0], b[1]),
              new PhotoPoint(b[2], b[1]),
              new PhotoPoint(b[2], b[3]),
              new PhotoPoint(b[0], b[3]),
              OptionalDouble.empty()));
    }
    return new Layout(200, 100, rows, "told");
  }

  private static double[] box(double left, double top, double right, double bottom) {
    return new double[] {left, top, right, bottom};
  }

  private static final double[] FIRST = box(10, 10, 190, 30);
  private static final double[] SECOND = box(10, 40, 190, 60);
  private static final double[] THIRD = box(10, 70, 190, 90);
  private static final Layout TRUTH = layout(FIRST, SECOND, THIRD);

  private static void assertFigures(
      PhotoEvaluation found, double number, double iou, double well, double way, double order) {
    assertEquals(number, found.figure(Metric.ROW_NUMBER_RIGHT).orElseThrow());
    assertEquals(iou, found.figure(Metric.ROW_IOU).orElseThrow(), 1e-9);
    assertEquals(well, found.figure(Metric.ROW_FOUND_WELL).orElseThrow(), 1e-9);
    assertEquals(way, found.figure(Metric.ROW_ORIENTATION_RIGHT).orElseThrow());
    assertEquals(order, found.figure(Metric.ROW_ORDER_RIGHT).orElseThrow());
    assertEquals(3, found.figure(Metric.ROW_TRUTH_COUNT).orElseThrow());
  }

  @Test
  void whatIsThereIsRight() {
    assertFigures(PLAIN.withRows(TRUTH, TRUTH), 1, 1, 1, 1, 1);
    assertFigures(PLAIN.withRows(TRUTH, TRUTH.scaledTo(1000, 500)), 1, 1, 1, 1, 1);
    assertEquals(
        PLAIN.figure(Metric.ROCK_IOU), PLAIN.withRows(TRUTH, TRUTH).figure(Metric.ROCK_IOU));
    assertTrue(PLAIN.figure(Metric.ROW_IOU).isEmpty(), "no rows, no figure");
  }

  @Test
  void rowsThatAreMissingTooManyOrBesideCount() {
    // Half of the width off: a third of what either covers.
    PhotoEvaluation off = PLAIN.withRows(TRUTH, layout(FIRST, box(10, 50, 190, 70), THIRD));
    assertFigures(off, 1, (2 + 1 / 3.0) / 3, 2 / 3.0, 1, 1);
    assertEquals(1 / 3.0, off.counts().rows().iou().get(1), 1e-9);
    PhotoEvaluation missing = PLAIN.withRows(TRUTH, layout(FIRST, THIRD));
    assertFigures(missing, 0, 2 / 3.0, 2 / 3.0, 0, 0);
    PhotoEvaluation surplus = PLAIN.withRows(TRUTH, layout(FIRST, SECOND, THIRD, THIRD));
    assertFigures(surplus, 0, 1, 1, 1, 1);
    assertEquals(4, surplus.figure(Metric.ROW_FOUND_COUNT).orElseThrow());
    PhotoEvaluation none = PLAIN.withRows(TRUTH, layout());
    assertFigures(none, 0, 0, 0, 0, 0);
  }

  @Test
  void orderAndOrientationAreSeenByThemselves() {
    assertFigures(PLAIN.withRows(TRUTH, layout(SECOND, FIRST, THIRD)), 1, 1, 1, 1, 0);
    List<CoreRow> across = new ArrayList<>();
    for (CoreRow row : TRUTH.rows()) {
      List<PhotoPoint> c = row.corners();
      across.add(
          new CoreRow(
              row.number(), 1, c.get(1), c.get(2), c.get(3), c.get(0), OptionalDouble.empty()));
    }
    assertFigures(PLAIN.withRows(TRUTH, new Layout(200, 100, across, "told")), 1, 1, 1, 0, 1);
  }

  /** Of two true rows that one found row covers it is the one that it covers better. */
  @Test
  void aFoundRowIsOneTrueRow() {
    PhotoEvaluation joined = PLAIN.withRows(TRUTH, layout(box(10, 12, 190, 60), THIRD));
    List<Double> iou = joined.counts().rows().iou();
    assertEquals(0, iou.get(0));
    assertEquals(20 / 48.0, iou.get(1), 1e-9);
    assertEquals(1, iou.get(2), 1e-9);
  }

  private static Evaluation both() {
    PhotoEvaluation bad =
        Evaluator.DEFAULT
            .evaluate("bad", Pictures.labels("11"), Pictures.labels("10"), OptionalDouble.empty())
            .withRows(layout(FIRST), layout());
    PhotoEvaluation good =
        Evaluator.DEFAULT
            .evaluate("good", Pictures.labels("11"), Pictures.labels("11"), OptionalDouble.empty())
            .withRows(TRUTH, layout(FIRST, SECOND, box(10, 70, 190, 85)));
    return Evaluation.of("x", LabelSet.CORESCORE, Evaluator.DEFAULT, List.of(PLAIN, bad, good));
  }

  /** Photos without true rows are ignored; rows of all photos are pooled. */
  @Test
  void meansAreOverPhotosAndPooledFiguresOverRows() {
    Evaluation both = both();
    assertEquals(0.5, both.mean().get(Metric.ROW_NUMBER_RIGHT));
    assertEquals(0.5, both.pooled().get(Metric.ROW_NUMBER_RIGHT));
    assertEquals((2.75 / 3 + 0) / 2, both.mean().getOrDefault(Metric.ROW_IOU, 0.0), 1e-9);
    assertEquals(2.75 / 4, both.pooled().getOrDefault(Metric.ROW_IOU, 0.0), 1e-9);
    assertEquals(2 / 4.0, both.pooled().getOrDefault(Metric.ROW_FOUND_WELL, 0.0), 1e-9);
    assertEquals(4, both.pooled().get(Metric.ROW_TRUTH_COUNT));
  }

  @Test
  void filesAndPageHaveTheRows(@TempDir Path folder) throws IOException {
    Evaluation both = both();
    Path file = folder.resolve("evaluation.json");
    EvaluationFile.writeJson(both, file, false);
    assertEquals(both, EvaluationFile.readJson(file));
    JsonNode rows = new ObjectMapper().readTree(file.toFile()).at("/photos/2/counts/rows");
    assertEquals(0.75, rows.at("/iou/2").asDouble(), 1e-9);
    assertEquals(1, rows.get("orderRight").asInt());
    Path table = folder.resolve("evaluation.csv");
    EvaluationFile.writeCsv(both, table, false);
    List<String> lines = Files.readAllLines(table);
    assertTrue(lines.get(0).endsWith(",row_ious"), lines.get(0));
    assertTrue(lines.get(1).endsWith(","), "no rows are known of it");
    assertTrue(lines.get(2).endsWith(",0"), lines.get(2));
    assertTrue(lines.get(3).endsWith(",1 1 0.75"), lines.get(3));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EvaluationPage.write(List.of(both), List.of(), (name, photo) -> Optional.empty(), out);
    String page = out.toString(StandardCharsets.UTF_8);
    assertTrue(page.contains("<h2>Rows of core</h2>"));
    assertTrue(page.contains("<td>1.000, 1.000, 0.750</td><td>right</td><td>right</td>"), page);
    assertTrue(page.contains("<td>0.000</td><td>wrong</td><td>wrong</td>"), page);
  }

  /** Files of versions before 1.3 have no rows. */
  @Test
  void filesWithoutRowsAreRead(@TempDir Path folder) throws IOException {
    Evaluation plain = Evaluation.of("x", LabelSet.CORESCORE, Evaluator.DEFAULT, List.of(PLAIN));
    Path file = folder.resolve("evaluation.json");
    EvaluationFile.writeJson(plain, file, false);
    String text = Files.readString(file);
    String old = text.replaceAll(",\\s*\"rows\" : \\{[^}]*\\}", "");
    assertTrue(old.length() < text.length());
    Files.writeString(file, old);
    assertEquals(plain, EvaluationFile.readJson(file));
    assertEquals(Map.of(), Map.copyOf(rowFigures(EvaluationFile.readJson(file))));
  }

  private static Map<Metric, Double> rowFigures(Evaluation evaluation) {
    return evaluation.mean().entrySet().stream()
        .filter(entry -> entry.getKey().key().startsWith("row_"))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
