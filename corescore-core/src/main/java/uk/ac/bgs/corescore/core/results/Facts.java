// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.results;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;
import uk.ac.bgs.corescore.core.pipeline.Doubt;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.core.serve.ServedModel;
import uk.ac.bgs.corescore.core.table.ScoreMeasures;

/** A summary of a state that needs no access to its files. */
final class Facts {
  private static final String MODEL = "model";

  private Facts() {}

  /** Facts of a state that was made from another: the model is that of the first. */
  static String again(ScoredPhoto scored, ResultVersion before) throws IOException {
    Optional<String> model =
        StoredJson.member(before.facts().getBytes(StandardCharsets.UTF_8), MODEL);
    return StoredJson.text(
        json -> {
          write(scored, json);
          if (model.isPresent()) {
            json.writeFieldName(MODEL);
            json.writeRawValue(model.get());
          }
        });
  }

  /** Facts of the first state, with the model if the segmenter has one. */
  static String of(ScoredPhoto scored, Optional<ServedModel> model) {
    return StoredJson.text(
        json -> {
          write(scored, json);
          if (model.isPresent()) {
            json.writeObjectFieldStart(MODEL);
            json.writeStringField("name", model.get().name());
            if (model.get().version().isPresent()) {
              json.writeNumberField("version", model.get().version().getAsInt());
            }
            if (scored.provenance().modelSha256().isPresent()) {
              json.writeStringField("sha256", scored.provenance().modelSha256().get());
            }
            json.writeEndObject();
          }
        });
  }

  /** The doubt that a state was reported with. */
  static Optional<Doubt> doubt(ResultVersion version) throws IOException {
    JsonValue doubt = version.fact("doubt");
    return doubt.isObject()
        ? Optional.of(
            new Doubt(
                Doubt.Kind.valueOf(doubt.get("kind").plain().toUpperCase(Locale.ROOT)),
                doubt.get("reason").plain(),
                StoredJson.number(doubt.get("figure")),
                StoredJson.number(doubt.get("threshold"))))
        : Optional.empty();
  }

  private static void write(ScoredPhoto scored, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("photo");
    json.writeStringField("name", scored.photo().name());
    json.writeNumberField("width", scored.photo().image().width());
    json.writeNumberField("height", scored.photo().image().height());
    json.writeStringField("sha256", scored.photo().sha256());
    json.writeEndObject();
    json.writeObjectFieldStart("measures");
    write(ScoreMeasures.of(scored.score()), json);
    if (scored.scale().isPresent()) {
      write(ScoreMeasures.onCore(scored.score(), scored.scale()), json);
    }
    json.writeEndObject();
    if (scored.confidence().isPresent()) {
      json.writeNumberField("confidence", scored.confidence().getAsDouble());
    }
    if (scored.doubt().isPresent()) {
      Doubt doubt = scored.doubt().get();
      json.writeObjectFieldStart("doubt");
      json.writeStringField("kind", doubt.kind().id());
      json.writeStringField("reason", doubt.reason());
      json.writeNumberField("figure", doubt.figure());
      json.writeNumberField("threshold", doubt.threshold());
      json.writeEndObject();
    }
    if (!scored.photo().remarks().isEmpty()) {
      json.writeArrayFieldStart("remarks");
      for (String remark : scored.photo().remarks()) {
        json.writeString(remark);
      }
      json.writeEndArray();
    }
    json.writeStringField("segmenter", scored.provenance().segmenterId());
    json.writeNumberField("minArea", scored.provenance().minArea());
    if (scored.scale().isPresent()) {
      json.writeNumberField("mmPerPixel", scored.scale().get().millimetresPerPixel());
    }
    json.writeNumberField("seconds", scored.provenance().elapsed().toNanos() / 1e9);
  }

  private static void write(Map<String, OptionalDouble> measures, JsonGenerator json)
      throws IOException {
    for (Map.Entry<String, OptionalDouble> measure : measures.entrySet()) {
      json.writeFieldName(measure.getKey());
      if (measure.getValue().isEmpty()) {
        json.writeNull();
      } else {
        double value = measure.getValue().getAsDouble();
        if (value == Math.rint(value)) {
          json.writeNumber((long) value);
        } else {
          json.writeNumber(value);
        }
      }
    }
  }
}
