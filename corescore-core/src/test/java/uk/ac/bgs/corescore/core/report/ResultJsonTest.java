// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.core.layout.LayoutJson;
import uk.ac.bgs.corescore.core.pipeline.Doubt;
import uk.ac.bgs.corescore.core.pipeline.Provenance;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.layout.RowOrientation;
import uk.ac.bgs.corescore.measure.Fragment;
import uk.ac.bgs.corescore.score.ExtraMeasure;

class ResultJsonTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String HOSTILE = "a\"b\\c\u0000\n</script>\u2028é𝄞.jpg";

  @Test
  void followsItsSchema() throws IOException {
    ExtraMeasure share = new ExtraMeasure("share", "%", OptionalDouble.of(41.5));
    ExtraMeasure none = new ExtraMeasure("none", "1", OptionalDouble.empty());
    ExtraMeasure word = ExtraMeasure.word("condition", Optional.of("poor"));
    ExtraMeasure unknown = ExtraMeasure.word("other", Optional.empty());
    JsonNode schema = MAPPER.readTree(ReportWriter.resultSchema());
    for (ScoredPhoto photo :
        List.of(
            Samples.box("a.jpg", Samples.SCALED, share, none, word, unknown),
            Samples.box(HOSTILE, Samples.UNSCALED),
            Samples.sure("sure.jpg"),
            Samples.inRows("rows.jpg"),
            Samples.of("dot.jpg", 1, 1, new int[] {1}),
            Samples.empty("empty.jpg", 3, 2))) {
      assertEquals(List.of(), SchemaCheck.errors(schema, json(photo)));
    }
  }

  @Test
  void aWordIsThereAsText() throws IOException {
    ExtraMeasure word = ExtraMeasure.word("condition", Optional.of("poor"));
    ExtraMeasure share = new ExtraMeasure("share", "%", OptionalDouble.of(41.5));
    JsonNode extras = json(Samples.box("a.jpg", Samples.SCALED, word, share)).get("extras");
    assertEquals("poor", extras.get(0).get("text").asText());
    assertTrue(extras.get(0).get("value").isNull());
    assertEquals(41.5, extras.get(1).get("value").asDouble());
    assertTrue(extras.get(1).get("text").isNull());
  }

  @Test
  void theSchemaIsOfUse() throws IOException {
    JsonNode schema = MAPPER.readTree(ReportWriter.resultSchema());
    ObjectNode result = (ObjectNode) json(Samples.box("a.jpg", Samples.SCALED));
    ((ObjectNode) result.get("measures")).put("absolute_area", "many").remove("relative_area");
    ((ObjectNode) result.get("fragments").get(0)).put("area_px2", 0);
    result.put("schemaVersion", "2.0");
    assertEquals(4, SchemaCheck.errors(schema, result).size());
  }

  @Test
  void theSchemaTakesLaterResultsOfItsFirstNumber() throws IOException {
    JsonNode schema = MAPPER.readTree(ReportWriter.resultSchema());
    ObjectNode result = (ObjectNode) json(Samples.box("a.jpg", Samples.SCALED));
    result.put("schemaVersion", "1.12").put("weather", "dry");
    for (String object : List.of("photo", "scale", "measures", "provenance")) {
      ((ObjectNode) result.get(object)).put("later", 1);
    }
    ((ObjectNode) result.get("fragments").get(0)).put("colour", "red");
    ((ObjectNode) result.get("labels").get(0)).put("later", true);
    ((ObjectNode) result.at("/provenance/segmenter")).put("later", true);
    assertEquals(List.of(), SchemaCheck.errors(schema, result));
  }

  /** The schema lets unknown members pass, so that a misspelt one must be searched for here. */
  @Test
  void theSchemaNamesEveryMemberThatIsWritten() throws IOException {
    ObjectNode strict = (ObjectNode) MAPPER.readTree(ReportWriter.resultSchema());
    refuseUnknownMembers(strict);
    ExtraMeasure share = new ExtraMeasure("share", "%", OptionalDouble.of(41.5));
    ObjectNode result = (ObjectNode) json(Samples.box("a.jpg", Samples.SCALED, share));
    assertEquals(List.of(), SchemaCheck.errors(strict, result));
    result.put("weather", "dry");
    ((ObjectNode) result.get("fragments").get(0)).put("colour", "red");
    assertEquals(2, SchemaCheck.errors(strict, result).size());
  }

  private static void refuseUnknownMembers(JsonNode schema) {
    if (schema instanceof ObjectNode object && object.path("properties").isObject()) {
      object.put("additionalProperties", false);
    }
    schema.forEach(ResultJsonTest::refuseUnknownMembers);
  }

  @Test
  void confidenceIsThereOrNull() throws IOException {
    JsonNode schema = MAPPER.readTree(ReportWriter.resultSchema());
    refuseUnknownMembers(schema);
    ObjectNode sure = (ObjectNode) json(Samples.sure("a.jpg"));
    assertEquals(List.of(), SchemaCheck.errors(schema, sure));
    assertEquals(2408.0 / 3608, sure.at("/confidence/uncertainShare").asDouble(), 1e-12);
    assertEquals(0.4, sure.at("/fragments/2/confidence").asDouble());
    JsonNode none = json(Samples.box("a.jpg", Samples.UNSCALED));
    assertTrue(none.at("/confidence").isNull());
    assertTrue(none.at("/fragments/0/confidence").isNull());
    sure.remove("confidence");
    sure.remove("doubt");
    sure.remove("layout");
    sure.get("fragments")
        .forEach(fragment -> ((ObjectNode) fragment).remove(List.of("row", "rubble")));
    ((ObjectNode) sure.get("photo")).remove("remarks");
    sure.get("fragments").forEach(fragment -> ((ObjectNode) fragment).remove("confidence"));
    sure.put("schemaVersion", "1.0");
    assertEquals(List.of(), SchemaCheck.errors(schema, sure), "a result of version 1.0");
  }

  @Test
  void rowsAndTheRowOfEachFragmentAreThere() throws IOException {
    JsonNode schema = MAPPER.readTree(ReportWriter.resultSchema());
    refuseUnknownMembers(schema);
    JsonNode rows = json(Samples.inRows("a.jpg"));
    assertEquals(List.of(), SchemaCheck.errors(schema, rows));
    assertEquals("1.8", rows.get("schemaVersion").asText());
    assertEquals("given", rows.at("/layout/foundBy").asText());
    assertEquals(
        MAPPER.readTree(
            "{'row':2,'box':1,'orientation':'horizontal','corners':[[76,60.5],[119,60.5],[119,79],"
                .concat("[76,79]],'confidence':null,'coreShare':" + 31.0 / (43 * 19) + "}")
                .replace('\'', '"')),
        rows.at("/layout/rows/1"));
    assertEquals(1, rows.at("/fragments/1/row").asInt());
    assertTrue(rows.at("/fragments/2/row").isNull(), "it lies in none");
    JsonNode whole = json(Samples.box("a.jpg", Samples.UNSCALED));
    assertEquals("whole-photo", whole.at("/layout/foundBy").asText());
    assertEquals(1, whole.at("/layout/rows").size());
  }

  @Test
  void theLayoutsThatWereTriedAreThere() throws IOException {
    JsonNode schema = MAPPER.readTree(ReportWriter.resultSchema());
    refuseUnknownMembers(schema);
    ScoredPhoto rows = Samples.inRows("a.jpg");
    Provenance from = rows.provenance();
    Provenance.Finder finder =
        new Provenance.Finder(
            "told",
            Map.of(),
            Optional.empty(),
            List.of(
                new Provenance.Tried(RowOrientation.HORIZONTAL, 2, 0.5, false),
                new Provenance.Tried(RowOrientation.VERTICAL, 1, 0.75, true)));
    ScoredPhoto tried =
        new ScoredPhoto(
            rows.photo(),
            rows.segmentation(),
            rows.fragments(),
            rows.score(),
            rows.scale(),
            new Provenance(
                from.libraryVersion(),
                from.segmenterId(),
                from.segmenterOptions(),
                from.modelSha256(),
                Optional.of(finder),
                from.scorerId(),
                from.minArea(),
                from.time(),
                from.elapsed()),
            rows.doubt(),
            rows.layout());
    JsonNode json = json(tried);
    assertEquals(List.of(), SchemaCheck.errors(schema, json));
    assertEquals(
        MAPPER.readTree(
            "[{'orientation':'horizontal','rows':2,'confidence':0.5,'taken':false},"
                .concat("{'orientation':'vertical','rows':1,'confidence':0.75,'taken':true}]")
                .replace('\'', '"')),
        json.at("/provenance/layoutFinder/tried"));
  }

  /** What a report says of rows can be given again. */
  @Test
  void theLayoutOfAResultIsReadAsItWasWritten() throws IOException {
    ScoredPhoto rows = Samples.inRows("BH1/a.jpg");
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    ResultJson.write(rows, json);
    ByteArrayOutputStream geoJson = new ByteArrayOutputStream();
    FragmentGeoJson.write(rows, geoJson);
    for (byte[] report : List.of(json.toByteArray(), geoJson.toByteArray())) {
      LayoutJson read = LayoutJson.require("report", report);
      assertEquals(rows.layout(), read.layout(120, 80));
      assertEquals("BH1/a.jpg", read.photo().orElseThrow());
      assertEquals(rows.photo().sha256(), read.sha256().orElseThrow());
    }
    ScoredPhoto box = Samples.box("a.jpg", Samples.UNSCALED);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    ResultJson.write(box, whole);
    assertEquals(box.layout(), LayoutJson.require("report", whole.toByteArray()).layout(120, 80));
  }

  @Test
  void aDoubtIsThereOrNullAndRemarksAreAList() throws IOException {
    JsonNode schema = MAPPER.readTree(ReportWriter.resultSchema());
    JsonNode doubted = json(Samples.doubted("a.jpg"));
    assertEquals(List.of(), SchemaCheck.errors(schema, doubted));
    assertEquals("uncertain", doubted.at("/doubt/kind").asText());
    assertEquals("67 % <is>, perhaps, wrong", doubted.at("/doubt/reason").asText());
    assertEquals(0.67, doubted.at("/doubt/figure").asDouble());
    assertEquals(0.12, doubted.at("/doubt/threshold").asDouble());
    assertEquals("dark", doubted.at("/photo/remarks/1").asText());
    JsonNode none = json(Samples.sure("a.jpg"));
    assertTrue(none.at("/doubt").isNull());
    assertEquals(0, none.at("/photo/remarks").size());
    List<String> known = new ArrayList<>();
    schema.at("/properties/doubt/properties/kind/enum").forEach(kind -> known.add(kind.asText()));
    assertEquals(Stream.of(Doubt.Kind.values()).map(Doubt.Kind::id).toList(), known);
  }

  @Test
  void holdsWhatWasMeasured() throws IOException {
    ScoredPhoto photo = Samples.box(HOSTILE, Samples.SCALED);
    JsonNode json = json(photo);
    assertEquals(HOSTILE, json.at("/photo/name").asText());
    assertEquals(0.25, json.at("/scale/millimetresPerPixel").asDouble());
    assertEquals(
        photo.score().absoluteArea().squarePixels(), json.at("/measures/absolute_area").asDouble());
    assertTrue(json.at("/measures/absolute_area").isIntegralNumber());
    assertEquals(
        photo.score().perimeterComplexity().orElseThrow(),
        json.at("/measures/perimeter_complexity").asDouble());
    assertEquals(
        photo.score().absoluteArea().squarePixels() / 16,
        json.at("/measures/absolute_area_mm2").asDouble());
    assertEquals(
        photo.score().perimeterComplexity().orElseThrow() * 4,
        json.at("/measures/perimeter_complexity_per_mm").asDouble());
    assertEquals(63, json.at("/labels/3/pixels").asInt());
    assertEquals(3, json.at("/fragments").size());
    for (int i = 0; i < 3; i++) {
      Fragment fragment = photo.fragments().fragments().get(i);
      JsonNode entry = json.at("/fragments/" + i);
      assertEquals(fragment.id(), entry.get("fragment").asInt());
      assertEquals(fragment.measures().perimeter().pixels(), entry.get("perimeter_px").asDouble());
      assertEquals(fragment.measures().solidity(), entry.get("solidity").asDouble());
      assertEquals(
          fragment.measures().area().squarePixels() / 16, entry.get("area_mm2").asDouble());
      assertEquals(
          fragment.measures().perimeter().pixels() / 4, entry.get("perimeter_mm").asDouble());
    }
    assertEquals("0.5", json.at("/provenance/segmenter/options/threshold").asText());
    assertEquals("2026-01-02T03:04:05Z", json.at("/provenance/time").asText());
    assertEquals(1.5, json.at("/provenance/elapsedSeconds").asDouble());
  }

  @Test
  void whatIsNotDefinedIsNull() throws IOException {
    JsonNode empty = json(Samples.empty("e.jpg", 1, 1));
    assertTrue(empty.get("scale").isNull());
    assertTrue(empty.at("/measures/average_perimeter").isNull());
    assertTrue(empty.at("/measures/perimeter_complexity").isNull());
    assertTrue(empty.at("/measures/absolute_area_mm2").isNull());
    assertEquals(0, empty.at("/measures/total_fragments").asInt());
    assertTrue(empty.at("/provenance/segmenter/modelSha256").isNull());
    JsonNode dot = json(Samples.of("dot.jpg", 1, 1, new int[] {1}));
    assertTrue(dot.at("/fragments/0/circularity").isNull());
    assertTrue(dot.at("/fragments/0/area_mm2").isNull());
    assertTrue(dot.at("/fragments/0/hole_area_mm2").isNull());
  }

  @Test
  void isTextOfOneKindOfLineEnd() throws IOException {
    String text = text(Samples.box("a.jpg", Samples.SCALED));
    assertFalse(text.contains("\r"));
    assertTrue(text.endsWith("}\n"));
    assertNotEquals(0, text.indexOf('\n'));
  }

  private static JsonNode json(ScoredPhoto photo) throws IOException {
    return MAPPER.readTree(text(photo));
  }

  private static String text(ScoredPhoto photo) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ResultJson.write(photo, out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
