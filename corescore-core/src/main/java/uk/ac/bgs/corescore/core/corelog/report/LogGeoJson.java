// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.core.corelog.LogPhoto;
import uk.ac.bgs.corescore.core.internal.json.GeoJsonFeature;
import uk.ac.bgs.corescore.core.internal.json.GeoJsonGeometry;
import uk.ac.bgs.corescore.core.internal.json.JsonText;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.measure.Fragment;

/**
 * The fragments of a photo of a log as GeoJSON, as in the report of the photo, with hole, box,
 * depths, axial length and piece. A fragment that is not logged has none of these.
 */
final class LogGeoJson {
  private LogGeoJson() {}

  /**
   * Writes a photo.
   *
   * @param logged those of its fragments that are logged, by their numbers
   */
  static void write(LogPhoto photo, Map<Integer, LoggedFragment> logged, OutputStream out)
      throws IOException {
    try (JsonGenerator json = JsonText.generator(out)) {
      json.writeStartObject();
      json.writeStringField("type", "FeatureCollection");
      json.writeStringField("coordinateSystem", GeoJsonGeometry.COORDINATES);
      json.writeObjectFieldStart("photo");
      json.writeStringField("name", photo.name());
      json.writeNumberField("width", photo.layout().photoWidth());
      json.writeNumberField("height", photo.layout().photoHeight());
      json.writeEndObject();
      json.writeArrayFieldStart("features");
      for (Fragment fragment : photo.fragments()) {
        feature(json, fragment, Optional.ofNullable(logged.get(fragment.id())));
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void feature(
      JsonGenerator json, Fragment fragment, Optional<LoggedFragment> logged) throws IOException {
    GeoJsonFeature.begin(json, fragment);
    if (logged.isPresent()) {
      place(json, logged.get());
    } else if (fragment.row().isPresent()) {
      json.writeNumberField("row", fragment.row().getAsInt());
    }
    GeoJsonFeature.classification(json, LabelSet.CORESCORE, fragment.label());
    json.writeObjectFieldStart("measurements");
    JsonText.number(json, "area_px", fragment.measures().area().squarePixels());
    if (logged.isPresent()) {
      JsonText.number(json, "from_m", logged.get().from().metres());
      JsonText.number(json, "to_m", logged.get().to().metres());
      OptionalDouble length = logged.get().millimetres();
      if (length.isPresent()) {
        JsonText.number(json, "axial_length_mm", length);
      }
    }
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void place(JsonGenerator json, LoggedFragment logged) throws IOException {
    json.writeNumberField("row", logged.row().pieces().row().number());
    json.writeStringField("hole", logged.hole());
    json.writeStringField("box", logged.row().box());
    json.writeStringField("kind", logged.piece().isPresent() ? "piece" : "rubble");
    if (logged.piece().isPresent()) {
      json.writeNumberField("piece", logged.piece().getAsInt());
    }
    JsonText.number(json, "from", logged.from().metres());
    JsonText.number(json, "to", logged.to().metres());
    JsonText.number(json, "axialLength", logged.millimetres());
  }

  /** Fragments by photo, and there by number. */
  static Map<String, Map<Integer, LoggedFragment>> byPhoto(List<LoggedFragment> fragments) {
    return fragments.stream()
        .collect(
            Collectors.groupingBy(
                one -> one.row().photo(),
                Collectors.toMap(LoggedFragment::fragment, one -> one, (a, b) -> a)));
  }
}
