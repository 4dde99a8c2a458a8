// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** Ratios as a JSON file: those of a run, or those against which later runs are checked. */
final class RatioFile {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private RatioFile() {}

  static void write(List<Ratio> ratios, Path file) throws IOException {
    ArrayNode list = JSON.createArrayNode();
    for (Ratio ratio : ratios) {
      ObjectNode each =
          list.addObject()
              .put("stage", ratio.stage())
              .put("size", ratio.size())
              .put("threads", ratio.threads())
              .put("ours_ms", rounded(ratio.oursMs()))
              .put("peer", ratio.peer())
              .put("peer_ms", rounded(ratio.peerMs()))
              .put("ratio", rounded(ratio.ratio()));
      if (!Double.isNaN(ratio.low())) {
        each.put("ratio_low", rounded(ratio.low())).put("ratio_high", rounded(ratio.high()));
      }
      each.put("processor", ratio.processor());
    }
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(part, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(list) + "\n");
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }

  /**
   * Reads what was written. The interval and the processor may be missing.
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
      for (String member :
          List.of("stage", "size", "threads", "ours_ms", "peer", "peer_ms", "ratio")) {
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
              each.get("peer_ms").asDouble(),
              each.get("ratio").asDouble(),
              each.path("ratio_low").asDouble(Double.NaN),
              each.path("ratio_high").asDouble(Double.NaN),
              each.path("processor").asText("")));
    }
    return ratios;
  }

  /**
   * The ratio to which one is compared: that of the same processor, because a ratio depends on it
   * too; the largest of all others where this processor was not measured.
   *
   * @param kept what was measured before
   * @param key of the stage and its peer
   * @param processor what it is measured on now
   * @return empty where nothing is kept of it
   */
  static OptionalDouble expected(List<Ratio> kept, String key, String processor) {
    List<Ratio> same = kept.stream().filter(one -> one.key().equals(key)).toList();
    OptionalDouble here =
        same.stream()
            .filter(one -> one.processor().equals(processor))
            .mapToDouble(Ratio::ratio)
            .max();
    return here.isPresent() ? here : same.stream().mapToDouble(Ratio::ratio).max();
  }

  /**
   * What cannot be compared, because nothing is kept of it.
   *
   * @param kept what was measured before
   * @param keys of stages and their peers
   */
  static List<String> unknown(List<Ratio> kept, List<String> keys) {
    Set<String> known = kept.stream().map(Ratio::key).collect(Collectors.toSet());
    return keys.stream().filter(key -> !known.contains(key)).toList();
  }

  /**
   * What is kept with what was measured in turns now in place of the same of this processor.
   *
   * @param kept what was measured before
   * @param measured what was measured now
   */
  static List<Ratio> renewed(List<Ratio> kept, List<Ratio> measured) {
    List<Ratio> inTurns = measured.stream().filter(one -> !Double.isNaN(one.low())).toList();
    Set<String> replaced =
        inTurns.stream().map(one -> one.key() + one.processor()).collect(Collectors.toSet());
    List<Ratio> all = new ArrayList<>(kept);
    all.removeIf(one -> replaced.contains(one.key() + one.processor()));
    all.addAll(inTurns);
    return all;
  }
}
