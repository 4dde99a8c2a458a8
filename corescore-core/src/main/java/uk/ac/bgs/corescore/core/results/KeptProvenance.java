// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.results;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;
import uk.ac.bgs.corescore.core.pipeline.Provenance;
import uk.ac.bgs.corescore.layout.RowOrientation;

/** The provenance in the JSON report of a result. */
final class KeptProvenance {
  private KeptProvenance() {}

  static Provenance read(ResultDisk disk, Path report) throws IOException {
    JsonValue json = StoredJson.read(disk, report).get("provenance");
    return new Provenance(
        json.get("libraryVersion").plain(),
        json.get("segmenter").get("id").plain(),
        options(json.get("segmenter")),
        hash(json.get("segmenter")),
        finder(json.get("layoutFinder")),
        json.get("scorer").plain(),
        StoredJson.number(json.get("minAreaPx2")),
        Instant.parse(json.get("time").plain()),
        Duration.ofNanos(Math.round(StoredJson.number(json.get("elapsedSeconds")) * 1e9)));
  }

  /** Empty also in reports of the time before there were finders. */
  private static Optional<Provenance.Finder> finder(JsonValue json) {
    return json.isObject()
        ? Optional.of(
            new Provenance.Finder(json.get("id").plain(), options(json), hash(json), tried(json)))
        : Optional.empty();
  }

  /** Empty also in reports of the time before any were tried. */
  private static List<Provenance.Tried> tried(JsonValue finder) {
    List<Provenance.Tried> tried = new ArrayList<>();
    for (JsonValue one : finder.get("tried").items()) {
      boolean across = one.get("orientation").plain().equals(RowOrientation.VERTICAL.id());
      tried.add(
          new Provenance.Tried(
              across ? RowOrientation.VERTICAL : RowOrientation.HORIZONTAL,
              StoredJson.count(one.get("rows")),
              StoredJson.number(one.get("confidence")),
              one.get("taken") == JsonValue.Word.TRUE));
    }
    return tried;
  }

  private static Map<String, String> options(JsonValue plugin) {
    Map<String, String> options = new LinkedHashMap<>();
    plugin.get("options").members().forEach((name, value) -> options.put(name, value.plain()));
    return options;
  }

  private static Optional<String> hash(JsonValue plugin) {
    JsonValue hash = plugin.get("modelSha256");
    return hash.isText() ? Optional.of(hash.plain()) : Optional.empty();
  }
}
