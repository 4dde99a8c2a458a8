// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The time of one stage and the time of a peer, from one run.
 *
 * @param stage what is done
 * @param size of the photo or the grid, columns x rows
 * @param threads of each
 * @param oursMs median, ms
 * @param peer who else does it
 * @param peerMs median, ms
 */
record Ratio(String stage, String size, int threads, double oursMs, String peer, double peerMs) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Below 1 where we are faster. */
  double ratio() {
    return oursMs / peerMs;
  }

  /** Whether both are of the same stage, size, threads and peer. */
  boolean comparesWith(Ratio other) {
    return stage.equals(other.stage)
        && size.equals(other.size)
        && threads == other.threads
        && peer.equals(other.peer);
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "%-28s %-10s %d  %9.2f  %-22s %9.2f  %6.2f",
        stage,
        size,
        threads,
        oursMs,
        peer,
        peerMs,
        ratio());
  }

  static void write(List<Ratio> ratios, Path file) throws IOException {
    ArrayNode list = JSON.createArrayNode();
    for (Ratio ratio : ratios) {
      list.addObject()
          .put("stage", ratio.stage)
          .put("size", ratio.size)
          .put("threads", ratio.threads)
          .put("ours_ms", rounded(ratio.oursMs))
          .put("peer", ratio.peer)
          .put("peer_ms", rounded(ratio.peerMs))
          .put("ratio", rounded(ratio.ratio()));
    }
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(part, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(list) + "\n");
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }

  /**
   * Reads what was written.
   *
   * @throws IOException if it cannot be read or is no list of ratios
   */
  static List<Ratio> read(Path file) throws IOException {
    List<Ratio> ratios = new ArrayList<>();
    JsonNode read;
    try {
      read = JSON.readTree(file.toFile());
    } catch (JsonProcessingException e) {
      throw new IOException(file + ": expected JSON: " + e.getOriginalMessage(), e);
    }
    if (!read.isArray()) {
      throw new IOException(file + ": expected a list of ratios");
    }
    for (JsonNode each : read) {
      for (String member : List.of("stage", "size", "threads", "ours_ms", "peer", "peer_ms")) {
        if (!each.hasNonNull(member)) {
          throw new IOException(file + ": expected a list of ratios with '" + member + "'");
        }
      }
      ratios.add(
          new Ratio(
              each.get("stage").asText(),
              each.get("size").asText(),
              each.get("threads").asInt(),
              each.get("ours_ms").asDouble(),
              each.get("peer").asText(),
              each.get("peer_ms").asDouble()));
    }
    return ratios;
  }
}
