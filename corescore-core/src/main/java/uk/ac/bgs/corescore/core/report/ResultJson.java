// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.core.internal.draw.LabelPalette;
import uk.ac.bgs.corescore.core.internal.json.JsonText;
import uk.ac.bgs.corescore.core.layout.RowMeasures;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.pipeline.Doubt;
import uk.ac.bgs.corescore.core.pipeline.Provenance;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.core.table.FragmentColumn;
import uk.ac.bgs.corescore.core.table.ScoreMeasures;
import uk.ac.bgs.corescore.image.PixelScale;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.PhotoPoint;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.measure.Fragment;
import uk.ac.bgs.corescore.score.ExtraMeasure;

/** A result as JSON; what is in it and what it means is in {@code result.schema.json}. */
final class ResultJson {
  /** Rises in its first number when a reader of the old form would misread the new one. */
  static final String SCHEMA_VERSION = "1.8";

  private ResultJson() {}

  static void write(ScoredPhoto scored, OutputStream out) throws IOException {
    try (JsonGenerator json = JsonText.generator(out)) {
      json.writeStartObject();
      json.writeStringField("schemaVersion", SCHEMA_VERSION);
      writePhoto(json, scored.photo());
      json.writeFieldName("scale");
      Optional<PixelScale> scale = scored.scale();
      if (scale.isPresent()) {
        json.writeStartObject();
        JsonText.number(json, "millimetresPerPixel", scale.get().millimetresPerPixel());
        json.writeEndObject();
      } else {
        json.writeNull();
      }
      json.writeObjectFieldStart("measures");
      for (Map.Entry<String, OptionalDouble> entry : ScoreMeasures.of(scored.score()).entrySet()) {
        JsonText.number(json, entry.getKey(), entry.getValue());
      }
      for (Map.Entry<String, OptionalDouble> entry :
          ScoreMeasures.onCore(scored.score(), scale).entrySet()) {
        JsonText.number(json, entry.getKey(), entry.getValue());
      }
      json.writeEndObject();
      writeConfidence(json, scored);
      writeDoubt(json, scored.doubt());
      json.writeArrayFieldStart("extras");
      for (ExtraMeasure extra : scored.score().extras()) {
        json.writeStartObject();
        json.writeStringField("name", extra.name());
        json.writeStringField("unit", extra.unit());
        JsonText.number(json, "value", extra.value());
        json.writeStringField("text", extra.text().orElse(null));
        json.writeEndObject();
      }
      json.writeEndArray();
      writeLabels(json, scored.segmentation().mask());
      writeLayout(json, scored);
      writeFragments(json, scored);
      writeProvenance(json, scored.provenance());
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void writePhoto(JsonGenerator json, Photo photo) throws IOException {
    json.writeObjectFieldStart("photo");
    json.writeStringField("name", photo.name());
    json.writeStringField("sha256", photo.sha256());
    json.writeNumberField("width", photo.width());
    json.writeNumberField("height", photo.height());
    if (photo.reduced()) {
      json.writeObjectFieldStart("pictures");
      json.writeNumberField("width", photo.image().width());
      json.writeNumberField("height", photo.image().height());
      json.writeEndObject();
    }
    JsonText.texts(json, "remarks", photo.remarks());
    json.writeEndObject();
  }

  private static void writeDoubt(JsonGenerator json, Optional<Doubt> doubt) throws IOException {
    if (doubt.isEmpty()) {
      json.writeNullField("doubt");
      return;
    }
    json.writeObjectFieldStart("doubt");
    json.writeStringField("kind", doubt.get().kind().id());
    json.writeStringField("reason", doubt.get().reason());
    JsonText.number(json, "figure", doubt.get().figure());
    JsonText.number(json, "threshold", doubt.get().threshold());
    json.writeEndObject();
  }

  private static void writeConfidence(JsonGenerator json, ScoredPhoto scored) throws IOException {
    if (scored.segmentation().confidence().isEmpty()) {
      json.writeNullField("confidence");
      return;
    }
    json.writeObjectFieldStart("confidence");
    JsonText.number(json, "mean", scored.confidence());
    JsonText.number(json, "uncertainShare", scored.uncertainShare());
    JsonText.number(json, "uncertainBelow", OptionalDouble.of(ScoredPhoto.UNCERTAIN_BELOW));
    json.writeEndObject();
  }

  private static void writeLabels(JsonGenerator json, LabelMask mask) throws IOException {
    long[] pixels = mask.histogram();
    json.writeArrayFieldStart("labels");
    for (int index = 0; index < pixels.length; index++) {
      json.writeStartObject();
      json.writeNumberField("index", index);
      json.writeStringField("name", mask.labels().get(index).name());
      json.writeBooleanField("rock", mask.labels().isRock(index));
      json.writeStringField("color", LabelPalette.hex(LabelPalette.rgb(mask.labels(), index)));
      json.writeNumberField("pixels", pixels[index]);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Writes the member {@code layout}. */
  static void writeLayout(JsonGenerator json, ScoredPhoto scored) throws IOException {
    Layout layout = scored.layout();
    json.writeObjectFieldStart("layout");
    json.writeStringField("foundBy", layout.foundBy());
    json.writeArrayFieldStart("rows");
    for (RowMeasures measures :
        RowMeasures.of(layout, scored.fragments(), scored.segmentation().fragments())) {
      CoreRow row = measures.row();
      json.writeStartObject();
      json.writeNumberField("row", row.number());
      json.writeNumberField("box", row.box());
      json.writeStringField("orientation", row.orientation().id());
      json.writeArrayFieldStart("corners");
      for (PhotoPoint corner : row.corners()) {
        json.writeStartArray();
        json.writeNumber(NumberText.exact(corner.x()));
        json.writeNumber(NumberText.exact(corner.y()));
        json.writeEndArray();
      }
      json.writeEndArray();
      JsonText.number(json, "confidence", row.confidence());
      JsonText.number(json, "coreShare", measures.coreShare());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeFragments(JsonGenerator json, ScoredPhoto scored) throws IOException {
    json.writeArrayFieldStart("fragments");
    for (Fragment fragment : scored.fragments().fragments()) {
      json.writeStartObject();
      json.writeNumberField("fragment", fragment.id());
      json.writeStringField("label", fragment.label());
      for (FragmentColumn column : FragmentColumn.values()) {
        JsonText.number(json, column.id(), column.value(fragment, scored.scale()));
      }
      if (fragment.row().isPresent()) {
        json.writeNumberField("row", fragment.row().getAsInt());
      } else {
        json.writeNullField("row");
      }
      json.writeBooleanField("rubble", fragment.rubble());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeProvenance(JsonGenerator json, Provenance provenance)
      throws IOException {
    json.writeObjectFieldStart("provenance");
    json.writeStringField("libraryVersion", provenance.libraryVersion());
    json.writeObjectFieldStart("segmenter");
    writePlugin(
        json, provenance.segmenterId(), provenance.segmenterOptions(), provenance.modelSha256());
    json.writeEndObject();
    json.writeFieldName("layoutFinder");
    if (provenance.layoutFinder().isPresent()) {
      Provenance.Finder finder = provenance.layoutFinder().get();
      json.writeStartObject();
      writePlugin(json, finder.id(), finder.options(), finder.modelSha256());
      json.writeArrayFieldStart("tried");
      for (Provenance.Tried tried : finder.tried()) {
        json.writeStartObject();
        json.writeStringField("orientation", tried.orientation().id());
        json.writeNumberField("rows", tried.rows());
        JsonText.number(json, "confidence", tried.confidence());
        json.writeBooleanField("taken", tried.taken());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } else {
      json.writeNull();
    }
    json.writeStringField("scorer", provenance.scorerId());
    JsonText.number(json, "minAreaPx2", NumberText.finite(provenance.minArea()));
    json.writeStringField("time", provenance.time().toString());
    JsonText.number(json, "elapsedSeconds", provenance.elapsed().toNanos() / 1e9);
    json.writeEndObject();
  }

  private static void writePlugin(
      JsonGenerator json, String id, Map<String, String> options, Optional<String> modelSha256)
      throws IOException {
    json.writeStringField("id", id);
    json.writeObjectFieldStart("options");
    for (Map.Entry<String, String> option : options.entrySet()) {
      json.writeStringField(option.getKey(), option.getValue());
    }
    json.writeEndObject();
    json.writeStringField("modelSha256", modelSha256.orElse(null));
  }
}
