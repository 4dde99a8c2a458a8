// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.mask.LabelSet;

class ModelGateTest {
  private static final GateRules NO_MINIMUM =
      new GateRules(
          Map.of(), GateRules.DEFAULT.meanTolerance(), GateRules.DEFAULT.photoTolerance());

  private final Evaluation good = EvaluationFileTest.discs("good", 5, 1);
  private final Evaluation bad = EvaluationFileTest.discs("bad", 5, 8);

  @Test
  void aModelIsNotWorseThanItself() {
    assertTrue(ModelGate.judge(good, good, NO_MINIMUM).passed());
    assertTrue(ModelGate.judge(bad, bad, NO_MINIMUM).passed());
  }

  @Test
  void theWorseFailsWithReasonsAndTheBetterPasses() throws IOException {
    assertTrue(ModelGate.judge(good, bad, NO_MINIMUM).passed());
    GateVerdict verdict = ModelGate.judge(bad, good, NO_MINIMUM);
    assertFalse(verdict.passed());
    assertTrue(verdict.text().startsWith("FAIL bad against good\n  NOT MET"), verdict.text());
    assertTrue(verdict.text().contains("mean rock_iou is "), verdict.text());
    assertTrue(
        verdict.checks().stream().anyMatch(check -> !check.met() && check.photo().isPresent()));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    verdict.writeJson(out);
    JsonNode json = new ObjectMapper().readTree(out.toByteArray());
    assertEquals("FAIL", json.path("verdict").asText());
    assertTrue(json.path("reasons").size() > 1);
    assertEquals(verdict.checks().size(), json.path("checks").size());
    out.reset();
    verdict.writePage(out);
    String page = out.toString(StandardCharsets.UTF_8);
    assertTrue(page.contains("<h1>FAIL</h1>"));
    assertFalse(page.contains("http://") || page.contains("https://"));
  }

  @Test
  void oneBadPhotoFailsWhereTheMeanDoesNot() {
    GateRules rules = new GateRules(Map.of(), Map.of(), Map.of(Metric.ROCK_IOU, 0.2));
    GateRules wide = new GateRules(Map.of(), Map.of(), Map.of(Metric.ROCK_IOU, 1.0));
    assertFalse(ModelGate.judge(bad, good, rules).passed());
    assertTrue(ModelGate.judge(bad, good, wide).passed());
  }

  @Test
  void aFirstModelIsJudgedByTheMinimumAlone() {
    double mean = good.mean().getOrDefault(Metric.ROCK_IOU, Double.NaN);
    assertTrue(ModelGate.first(good, minimum(mean)).passed());
    assertFalse(ModelGate.first(good, minimum(mean + 1e-9)).passed());
    assertThrows(CoreScoreException.class, () -> ModelGate.first(good, NO_MINIMUM));
  }

  private static GateRules minimum(double iou) {
    return new GateRules(Map.of(Metric.ROCK_IOU, iou), Map.of(), Map.of());
  }

  @Test
  void whatCannotBeComparedIsRefused() {
    refused(EvaluationFileTest.discs("x", 4, 1), "photo 4");
    refused(with(LabelSet.CORESCORE_2019, good.libraryVersion(), 3), "label sets");
    refused(with(good.labels(), "17.0.1", 3), "library majors");
    refused(with(good.labels(), good.libraryVersion(), 5), "boundary tolerances");
  }

  private void refused(Evaluation candidate, String word) {
    String message =
        String.valueOf(
            assertThrows(
                    CoreScoreException.class,
                    () -> ModelGate.judge(candidate, good, GateRules.DEFAULT))
                .getMessage());
    assertTrue(message.contains(word), message);
  }

  private Evaluation with(LabelSet labels, String version, int boundaryPixels) {
    return new Evaluation(
        "x",
        version,
        labels,
        boundaryPixels,
        good.photos(),
        good.mean(),
        good.pooled(),
        good.intervals());
  }

  @Test
  void aMeanThatDoesNotFollowFromThePhotosIsRefused() {
    Map<Metric, Double> means = new EnumMap<>(good.mean());
    means.put(Metric.ROCK_IOU, 0.99);
    Evaluation polished =
        new Evaluation(
            "polished",
            good.libraryVersion(),
            good.labels(),
            good.boundaryPixels(),
            good.photos(),
            means,
            good.pooled(),
            good.intervals());
    refused(
        polished, "polished: the mean rock_iou is stated as 0.99, but from the photos it is 0.");
    assertThrows(
        CoreScoreException.class, () -> ModelGate.judge(good, polished, GateRules.DEFAULT));
    assertThrows(CoreScoreException.class, () -> ModelGate.first(polished, GateRules.DEFAULT));
  }

  @Test
  void theDefaultRulesCoverEveryFigureThatTheyPromise() {
    for (Metric metric :
        List.of(
            Metric.ROCK_PRECISION,
            Metric.ROCK_RECALL,
            Metric.ACC_ROCK,
            Metric.COUNT_ERROR_MAGNITUDE)) {
      assertTrue(
          ModelGate.judge(good, good, GateRules.DEFAULT).checks().stream()
              .anyMatch(check -> check.metric() == metric),
          metric.key());
    }
  }

  @Test
  void rulesAreData(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("rules.json");
    Files.writeString(
        file, "{\"minimum\":{\"rock_iou\":0.9},\"photoTolerance\":{\"area_error_magnitude\":0.1}}");
    GateRules rules = GateRules.read(file);
    assertEquals(
        new GateRules(
            Map.of(Metric.ROCK_IOU, 0.9), Map.of(), Map.of(Metric.AREA_ERROR_MAGNITUDE, 0.1)),
        rules);
    for (String wrong :
        new String[] {
          "{\"minimum\":{\"iou\":0.9}}",
          "{\"minimum\":{\"merge_count\":1}}",
          "{\"minimum\":{\"rock_iou\":85}}",
          "{\"meanTolerance\":{\"rock_iou\":-1}}",
          "{\"meanTolerance\":{\"count_error\":1}}"
        }) {
      Files.writeString(file, wrong);
      assertThrows(CoreScoreException.class, () -> GateRules.read(file), wrong);
    }
  }
}
