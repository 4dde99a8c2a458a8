// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalDouble;
import uk.ac.bgs.corescore.core.internal.json.GeoJsonFeature;
import uk.ac.bgs.corescore.core.internal.json.GeoJsonGeometry;
import uk.ac.bgs.corescore.core.internal.json.JsonText;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.core.table.FragmentColumn;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.measure.Fragment;

/**
 * The fragments of a photo as a GeoJSON feature collection (RFC 7946, 2016).
 *
 * <p>Coordinates are photo pixels, not degrees: origin at the outer corner of the top left pixel, x
 * right, y down; the foreign member {@code coordinateSystem} says so. The right-hand rule is kept
 * as the numbers go: the area of an outer ring is positive by the shoelace formula, that of a hole
 * negative. Because y points down, outer rings run clockwise to the eye.
 *
 * <p>The properties {@code objectType}, {@code name}, {@code classification} and {@code
 * measurements} are those that QuPath reads; {@code measurements} leaves out what is not defined.
 * {@code row} is the number of the fragment's row of core, left out where none is known; {@code
 * rubble} is true for rubble and left out for pieces.
 *
 * <p>Features are fragments and nothing else, so that counting them counts fragments. The rows of
 * core are a foreign member {@code layout} of the collection, as in the JSON report, left out where
 * the photo was taken for one row.
 */
final class FragmentGeoJson {
  private FragmentGeoJson() {}

  static void write(ScoredPhoto scored, OutputStream out) throws IOException {
    try (JsonGenerator json = JsonText.generator(out)) {
      json.writeStartObject();
      json.writeStringField("type", "FeatureCollection");
      json.writeStringField("coordinateSystem", GeoJsonGeometry.COORDINATES);
      json.writeObjectFieldStart("photo");
      json.writeStringField("name", scored.photo().name());
      json.writeStringField("sha256", scored.photo().sha256());
      json.writeNumberField("width", scored.photo().width());
      json.writeNumberField("height", scored.photo().height());
      json.writeEndObject();
      if (!scored.layout().foundBy().equals(Layout.WHOLE)) {
        ResultJson.writeLayout(json, scored);
      }
      json.writeArrayFieldStart("features");
      for (Fragment fragment : scored.fragments().fragments()) {
        writeFeature(json, fragment, scored);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void writeFeature(JsonGenerator json, Fragment fragment, ScoredPhoto scored)
      throws IOException {
    GeoJsonFeature.begin(json, fragment);
    if (fragment.row().isPresent()) {
      json.writeNumberField("row", fragment.row().getAsInt());
    }
    if (fragment.rubble()) {
      json.writeBooleanField("rubble", true);
    }
    GeoJsonFeature.classification(json, scored.segmentation().mask().labels(), fragment.label());
    json.writeObjectFieldStart("measurements");
    for (FragmentColumn column : FragmentColumn.values()) {
      OptionalDouble value = column.value(fragment, scored.scale());
      if (value.isPresent()) {
        JsonText.number(json, column.id(), value);
      }
    }
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }
}
