// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.result;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import uk.ac.bgs.corescore.core.pipeline.Provenance;

/** How a result came about, as its JSON report says. */
final class KeptProvenance {
  private KeptProvenance() {}

  static Provenance read(Disk disk, Path report) throws IOException {
    JsonNode json = Json.read(disk, report).path("provenance");
    Map<String, String> options = new LinkedHashMap<>();
    json.path("segmenter")
        .path("options")
        .properties()
        .forEach(option -> options.put(option.getKey(), option.getValue().asText()));
    JsonNode hash = json.path("segmenter").path("modelSha256");
    return new Provenance(
        json.path("libraryVersion").asText(),
        json.path("segmenter").path("id").asText(),
        options,
        hash.isTextual() ? Optional.of(hash.asText()) : Optional.empty(),
        json.path("scorer").asText(),
        json.path("minAreaPx2").asDouble(),
        Instant.parse(json.path("time").asText()),
        Duration.ofNanos(Math.round(json.path("elapsedSeconds").asDouble() * 1e9)));
  }
}
