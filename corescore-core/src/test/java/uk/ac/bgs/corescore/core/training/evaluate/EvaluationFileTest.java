// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.mask.LabelSet;

class EvaluationFileTest {
  /** Photos of discs, the last without rock, whose predictions err by so many discs. */
  static Evaluation discs(String name, int photos, int errors) {
    List<PhotoEvaluation> list = new ArrayList<>();
    Pictures.Dice dice = new Pictures.Dice();
    for (int i = 0; i < photos; i++) {
      boolean[] rock = dice.discs(i == photos - 1 && photos > 1 ? 0 : 6, 80, 50);
      boolean[] change = dice.discs(4, 80, 50);
      boolean[] found = rock.clone();
      for (int at = 0; at < found.length; at++) {
        found[at] ^= errors > 0 && change[at] && at % 80 < 10 * errors;
      }
      list.add(
          Evaluator.DEFAULT.evaluate(
              "photo " + i,
              Pictures.rock(80, 50, rock),
              Pictures.rock(80, 50, found),
              i == 0 ? OptionalDouble.empty() : OptionalDouble.of(0.25 * i)));
    }
    return Evaluation.of(name, LabelSet.CORESCORE, Evaluator.DEFAULT, list);
  }

  @Test
  void meansPooledFiguresAndIntervals() {
    PhotoEvaluation small =
        Evaluator.DEFAULT.evaluate(
            "a", Pictures.labels("11"), Pictures.labels("10"), OptionalDouble.empty());
    PhotoEvaluation large =
        Evaluator.DEFAULT.evaluate(
            "b", Pictures.labels("111111"), Pictures.labels("111111"), OptionalDouble.empty());
    Evaluation both =
        Evaluation.of("x", LabelSet.CORESCORE, Evaluator.DEFAULT, List.of(small, large));
    assertEquals(0.75, both.mean().get(Metric.ROCK_IOU));
    assertEquals(7.0 / 8, both.pooled().get(Metric.ROCK_IOU));
    assertEquals(new Evaluation.Interval(0.5, 1), both.intervals().get(Metric.ROCK_IOU));
    assertEquals(8, both.confusion().total());
    Evaluation one = Evaluation.of("x", LabelSet.CORESCORE, Evaluator.DEFAULT, List.of(small));
    assertTrue(one.intervals().isEmpty(), "one photo has no spread");
    assertEquals(one.mean(), one.pooled());
    assertThrows(
        IllegalArgumentException.class,
        () -> Evaluation.of("x", LabelSet.CORESCORE, Evaluator.DEFAULT, List.of(small, small)));
  }

  @Test
  void intervalsHoldTheMeanAndNarrowWithPhotos() {
    Evaluation few = discs("few", 5, 6);
    Evaluation many = discs("many", 60, 6);
    many.intervals()
        .forEach(
            (metric, interval) -> {
              double mean = many.mean().getOrDefault(metric, Double.NaN);
              assertTrue(interval.low() <= mean && mean <= interval.high(), metric.key());
            });
    assertTrue(width(many) < width(few));
    assertEquals(many, discs("many", 60, 6), "the drawing is seeded");
  }

  private static double width(Evaluation evaluation) {
    Evaluation.Interval interval =
        evaluation.intervals().getOrDefault(Metric.ROCK_IOU, new Evaluation.Interval(0, 0));
    return interval.high() - interval.low();
  }

  @Test
  void readingGivesWhatWasWritten(@TempDir Path folder) throws IOException {
    Evaluation evaluation = discs("a \"name\"", 6, 5);
    Path file = folder.resolve("evaluation.json");
    EvaluationFile.writeJson(evaluation, file, false);
    assertEquals(evaluation, EvaluationFile.readJson(file));
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    JsonNode photo = json.path("photos").path(2);
    assertEquals("photo 2", photo.path("photo").asText());
    for (Metric metric : Metric.values()) {
      assertTrue(photo.has(metric.key()) && json.path("mean").has(metric.key()), metric.key());
    }
    assertTrue(json.path("photos").path(5).path("rock_recall").isNull());
    assertTrue(json.path("comparison").asText().contains("nearest neighbour"));
  }

  @Test
  void theSchemaHasExactlyTheMembersThatAreWritten(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("evaluation.json");
    EvaluationFile.writeJson(discs("x", 3, 2), file, false);
    ObjectMapper mapper = new ObjectMapper();
    JsonNode schema = mapper.readTree(Path.of("../docs/evaluation.schema.json").toFile());
    conforms(mapper.readTree(file.toFile()), schema, schema, "");
    List<String> metrics = new ArrayList<>();
    schema.at("/$defs/figures/properties").fieldNames().forEachRemaining(metrics::add);
    assertEquals(Arrays.stream(Metric.values()).map(Metric::key).toList(), metrics);
  }

  /** Files of versions before 1.2 have no rubble. */
  @Test
  void filesWithoutRubbleAreRead(@TempDir Path folder) throws IOException {
    Evaluation evaluation = discs("old", 3, 2);
    Path file = folder.resolve("evaluation.json");
    EvaluationFile.writeJson(evaluation, file, false);
    String text = Files.readString(file);
    String old = text.replaceAll(",\\s*\"rubble\" : \\{[^}]*\\}", "");
    assertTrue(old.length() < text.length());
    Files.writeString(file, old);
    assertEquals(evaluation, EvaluationFile.readJson(file));
  }

  /** Version 1.0 had the relative error of the total area under two names more. */
  @Test
  void filesOfVersionOneZeroAreRead(@TempDir Path folder) throws IOException {
    Evaluation evaluation = discs("old", 3, 2);
    Path file = folder.resolve("evaluation.json");
    EvaluationFile.writeJson(evaluation, file, false);
    String text = Files.readString(file);
    String old =
        text.replace("\"1.2\"", "\"1.0\"")
            .replaceAll(
                "(\"area_error\" : )([^,{]+),",
                "$1$2, \"absolute_area_error\" : $2, \"relative_area_error\" : $2,");
    assertTrue(old.split("relative_area_error", -1).length > 4, "in each photo, mean and pooled");
    Files.writeString(file, old);
    assertEquals(evaluation, EvaluationFile.readJson(file));
  }

  /** The part of JSON Schema that the schema uses; a member it does not name is a failure. */
  private static void conforms(JsonNode value, JsonNode rule, JsonNode root, String at) {
    if (rule.has("$ref")) {
      conforms(value, root.at(rule.path("$ref").asText().substring(1)), root, at);
      return;
    }
    List<String> types = new ArrayList<>();
    rule.path("type").forEach(type -> types.add(type.asText()));
    if (types.isEmpty()) {
      types.add(rule.path("type").asText());
    }
    String type = value.getNodeType().name().toLowerCase(Locale.ROOT);
    boolean whole = value.isIntegralNumber() && types.contains("integer");
    assertTrue(types.contains(type) || whole, at + " is " + type + ", not " + types);
    for (JsonNode item : value.isArray() ? value : List.<JsonNode>of()) {
      conforms(item, rule.path("items"), root, at + "[]");
    }
    if (!value.isObject()) {
      return;
    }
    rule.path("required").forEach(name -> assertTrue(value.has(name.asText()), at + "." + name));
    value
        .properties()
        .forEach(
            member -> {
              JsonNode own = rule.path("properties").path(member.getKey());
              JsonNode other = own.isMissingNode() ? rule.path("additionalProperties") : own;
              assertTrue(other.isObject(), at + "." + member.getKey() + " is not in the schema");
              conforms(member.getValue(), other, root, at + "." + member.getKey());
            });
    if (!rule.path("additionalProperties").isObject()) {
      assertEquals(rule.path("properties").size(), value.size(), at + " has all properties");
    }
  }

  @Test
  void aFaultyFileIsRefusedByNameOfFileAndMember(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("evaluation.json");
    EvaluationFile.writeJson(discs("x", 2, 3), file, false);
    String text = Files.readString(file);
    refused(file, text.replace("\"1.3\"", "\"2.0\""), "schemaVersion");
    refused(file, text.replaceFirst("\"photo\" : \"photo 1\"", "\"photo\" : 7"), "photos[1].photo");
    refused(file, text.replaceFirst("\"rock_f1\" : [0-9.]+", "\"rock_f1\" : \"x\""), "rock_f1");
    refused(file, text.replaceFirst("\"mean\"", "\"average\""), "mean");
    refused(file, text.substring(0, text.length() / 2), "not JSON");
    refused(file, "", "not JSON");
    refused(file, text + "{}", "not JSON");
    refused(file, "[".repeat(65) + "]".repeat(65), "nesting depth");
    refused(file, text.replaceFirst("\"rock_f1\" : [0-9.]+", "\"rock_f1\" : NaN"), "rock_f1");
    refused(file, text.replaceFirst("\"width\" : [0-9]+", "\"width\" : 4294967297"), "width");
    refused(file, text.replaceFirst("\"width\"", "\"photo\""), "not JSON");
    refused(file, text.replaceFirst("\"labels\" : \\[", "\"labels\" : [ null,"), "labels");
    refused(file, text.replaceFirst("\"iou\" : \\[", "\"iou\" : [ 2"), "IoU of a row");
    refused(file, text.replaceFirst("\"iou\" : \\[", "\"iou\" : [ null"), "iou");
    refused(file, "[]", "object");
    String twice = text.replace("\"photo\" : \"photo 0\"", "\"photo\" : \"photo 1\"");
    refused(file, twice, "these come more than once: [photo 1]");
  }

  private static void refused(Path file, String text, String word) throws IOException {
    Files.writeString(file, text);
    String message =
        String.valueOf(
            assertThrows(CoreScoreException.class, () -> EvaluationFile.readJson(file))
                .getMessage());
    assertFalse(message.contains("REDACTED"), message);
    assertTrue(message.contains(word) && message.contains("evaluation.json"), message);
  }

  @Test
  void theTableHasARowAPhotoAndFourBehind(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("evaluation.csv");
    Evaluation evaluation = discs("x", 4, 5);
    EvaluationFile.writeCsv(evaluation, file, false);
    List<String> lines = Files.readAllLines(file);
    assertEquals(1 + 4 + 4, lines.size());
    assertEquals(8 + Metric.values().length, lines.get(0).split(",", -1).length);
    assertTrue(lines.get(0).startsWith("row,photo,width,height"));
    String[] last = lines.get(4).split(",", -1);
    assertEquals("photo 3", last[1]);
    assertEquals(
        "",
        last[List.of(lines.get(0).split(",", -1)).indexOf("rock_recall")],
        "not defined is empty");
    assertTrue(lines.get(5).startsWith("mean,,"));
  }
}
