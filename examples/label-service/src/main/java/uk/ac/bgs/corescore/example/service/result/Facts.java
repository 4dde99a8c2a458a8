// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.core.pipeline.Doubt;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.core.report.ScoreMeasures;
import uk.ac.bgs.corescore.example.service.score.ServedModel;

/** What clients are told of a state without opening its files. */
final class Facts {
  private Facts() {}

  /** Facts of a state that was made from another: the model is that of the first. */
  static ObjectNode again(ScoredPhoto scored, JsonNode before) {
    ObjectNode facts = of(scored, null);
    if (before.has("model")) {
      facts.set("model", before.get("model"));
    }
    return facts;
  }

  /** The doubt that a state was told with. */
  static Optional<Doubt> doubt(JsonNode facts) {
    JsonNode doubt = facts.path("doubt");
    return doubt.isObject()
        ? Optional.of(
            new Doubt(
                Doubt.Kind.valueOf(doubt.path("kind").asText().toUpperCase(Locale.ROOT)),
                doubt.path("reason").asText(),
                doubt.path("figure").asDouble(),
                doubt.path("threshold").asDouble()))
        : Optional.empty();
  }

  static ObjectNode of(ScoredPhoto scored, @Nullable ServedModel model) {
    ObjectNode facts = Json.object();
    facts
        .putObject("photo")
        .put("name", scored.photo().name())
        .put("width", scored.photo().image().width())
        .put("height", scored.photo().image().height())
        .put("sha256", scored.photo().sha256());
    ObjectNode measures = facts.putObject("measures");
    ScoreMeasures.of(scored.score()).forEach((name, value) -> put(measures, name, value));
    if (scored.scale().isPresent()) {
      ScoreMeasures.onCore(scored.score(), scored.scale())
          .forEach((name, value) -> put(measures, name, value));
    }
    scored.confidence().ifPresent(mean -> facts.put("confidence", mean));
    scored
        .doubt()
        .ifPresent(
            doubt ->
                facts
                    .putObject("doubt")
                    .put("kind", doubt.kind().id())
                    .put("reason", doubt.reason())
                    .put("figure", doubt.figure())
                    .put("threshold", doubt.threshold()));
    if (!scored.photo().remarks().isEmpty()) {
      ArrayNode remarks = facts.putArray("remarks");
      scored.photo().remarks().forEach(remarks::add);
    }
    facts.put("segmenter", scored.provenance().segmenterId());
    facts.put("minArea", scored.provenance().minArea());
    scored.scale().ifPresent(scale -> facts.put("mmPerPixel", scale.millimetresPerPixel()));
    facts.put("seconds", scored.provenance().elapsed().toNanos() / 1e9);
    if (model != null) {
      ObjectNode told = facts.putObject("model").put("name", model.name());
      model.version().ifPresent(version -> told.put("version", version));
      scored.provenance().modelSha256().ifPresent(hash -> told.put("sha256", hash));
    }
    return facts;
  }

  private static void put(ObjectNode measures, String name, OptionalDouble value) {
    if (value.isEmpty()) {
      measures.putNull(name);
    } else if (value.getAsDouble() == Math.rint(value.getAsDouble())) {
      measures.put(name, (long) value.getAsDouble());
    } else {
      measures.put(name, value.getAsDouble());
    }
  }
}
