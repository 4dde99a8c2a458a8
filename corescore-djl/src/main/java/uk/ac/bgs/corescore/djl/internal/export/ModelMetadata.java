// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.export;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import uk.ac.bgs.corescore.core.internal.json.JsonText;
import uk.ac.bgs.corescore.djl.internal.model.NativeModelFile;
import uk.ac.bgs.corescore.djl.internal.network.ImageNetNormalisation;
import uk.ac.bgs.corescore.djl.settings.Architecture;
import uk.ac.bgs.corescore.mask.Label;

/** The metadata of an exported model, written into it and into its sidecar. */
public final class ModelMetadata {
  static final String FORMAT = "corescore-sidecar-1";

  private static final String CHANNELS = "rgb";

  private final NativeModelFile model;

  public ModelMetadata(NativeModelFile model) {
    this.model = model;
  }

  /** Writes the metadata as JSON. */
  public void writeJson(OutputStream out) throws IOException {
    try (JsonGenerator json = JsonText.generator(out)) {
      json.writeStartObject();
      json.writeStringField("format", FORMAT);
      texts(json, "labels", labels());
      texts(json, "rock", rock());
      json.writeNumberField("boundary", model.heads().boundary());
      json.writeNumberField("distance", model.heads().distance());
      numbers(json, "mean", ImageNetNormalisation.mean());
      numbers(json, "deviation", ImageNetNormalisation.deviation());
      json.writeStringField("channels", CHANNELS);
      json.writeNumberField("stride", Architecture.STRIDE);
      json.writeNumberField("photo_width", model.photoWidth());
      json.writeStringField("licence", licence());
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  /** The metadata as texts, lists with commas, with the hash of the source model. */
  public Map<String, String> metadata() {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("format", FORMAT);
    entries.put("architecture", model.network().architecture().id());
    entries.put("labels", String.join(",", labels()));
    entries.put("rock", String.join(",", rock()));
    entries.put("boundary", Integer.toString(model.heads().boundary()));
    entries.put("distance", Integer.toString(model.heads().distance()));
    entries.put("mean", joined(ImageNetNormalisation.mean()));
    entries.put("deviation", joined(ImageNetNormalisation.deviation()));
    entries.put("channels", CHANNELS);
    entries.put("stride", Integer.toString(Architecture.STRIDE));
    entries.put("photo_width", Integer.toString(model.photoWidth()));
    entries.put("licence", licence());
    entries.put("model_sha256", model.sha256());
    return entries;
  }

  private List<String> labels() {
    return model.heads().labels().labels().stream().map(Label::name).toList();
  }

  private List<String> rock() {
    return model.heads().labels().labels().stream().filter(Label::rock).map(Label::name).toList();
  }

  private String licence() {
    return model.metadata().getOrDefault("licence", "not stated");
  }

  private static String joined(List<Float> values) {
    return String.join(",", values.stream().map(value -> Float.toString(value)).toList());
  }

  private static void texts(JsonGenerator json, String name, List<String> values)
      throws IOException {
    json.writeFieldName(name);
    json.writeArray(values.toArray(String[]::new), 0, values.size());
  }

  private static void numbers(JsonGenerator json, String name, List<Float> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (float value : values) {
      json.writeNumber(value);
    }
    json.writeEndArray();
  }
}
