// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.result;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uk.ac.bgs.corescore.core.pipeline.Provenance;
import uk.ac.bgs.corescore.layout.RowOrientation;

/** How a result came about, as its JSON report says. */
final class KeptProvenance {
  private KeptProvenance() {}

  static Provenance read(Disk disk, Path report) throws IOException {
    JsonNode json = Json.read(disk, report).path("provenance");
    return new Provenance(
        json.path("libraryVersion").asText(),
        json.path("segmenter").path("id").asText(),
        options(json.path("segmenter")),
        hash(json.path("segmenter")),
        finder(json.path("layoutFinder")),
        json.path("scorer").asText(),
        json.path("minAreaPx2").asDouble(),
        Instant.parse(json.path("time").asText()),
        Duration.ofNanos(Math.round(json.path("elapsedSeconds").asDouble() * 1e9)));
  }

  /** Empty also in reports of the time before there were finders. */
  private static Optional<Provenance.Finder> finder(JsonNode json) {
    return json.isObject()
        ? Optional.of(
            new Provenance.Finder(json.path("id").asText(), options(json), hash(json), tried(json)))
        : Optional.empty();
  }

  /** Empty also in reports of the time before any were tried. */
  private static List<Provenance.Tried> tried(JsonNode finder) {
    List<Provenance.Tried> tried = new ArrayList<>();
    for (JsonNode one : finder.path("tried")) {
      boolean across = one.path("orientation").asText().equals(RowOrientation.VERTICAL.id());
      tried.add(
          new Provenance.Tried(
              across ? RowOrientation.VERTICAL : RowOrientation.HORIZONTAL,
              one.path("rows").asInt(),
              one.path("confidence").asDouble(),
              one.path("taken").asBoolean()));
    }
    return tried;
  }

  private static Map<String, String> options(JsonNode plugin) {
    Map<String, String> options = new LinkedHashMap<>();
    plugin
        .path("options")
        .properties()
        .forEach(option -> options.put(option.getKey(), option.getValue().asText()));
    return options;
  }

  private static Optional<String> hash(JsonNode plugin) {
    JsonNode hash = plugin.path("modelSha256");
    return hash.isTextual() ? Optional.of(hash.asText()) : Optional.empty();
  }
}
