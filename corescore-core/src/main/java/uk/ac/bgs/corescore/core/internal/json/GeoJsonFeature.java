// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import uk.ac.bgs.corescore.core.internal.draw.LabelPalette;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.measure.Fragment;

/** The common part of GeoJSON features of fragments, with the properties that QuPath reads. */
public final class GeoJsonFeature {
  private GeoJsonFeature() {}

  /** Begins a feature and its properties, as far as number and label. */
  public static void begin(JsonGenerator json, Fragment fragment) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "Feature");
    json.writeNumberField("id", fragment.id());
    json.writeFieldName("geometry");
    GeoJsonGeometry.write(json, fragment.outline());
    json.writeObjectFieldStart("properties");
    json.writeStringField("objectType", "annotation");
    json.writeNumberField("fragment", fragment.id());
    json.writeStringField("name", Integer.toString(fragment.id()));
    json.writeStringField("label", fragment.label());
  }

  /** The property classification: a label and its colour. */
  public static void classification(JsonGenerator json, LabelSet labels, String label)
      throws IOException {
    int rgb = LabelPalette.rgb(labels, label);
    json.writeObjectFieldStart("classification");
    json.writeStringField("name", label);
    json.writeFieldName("color");
    json.writeArray(new int[] {rgb >> 16, rgb >> 8 & 0xFF, rgb & 0xFF}, 0, 3);
    json.writeEndObject();
  }
}
