// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * OpenCV, GDAL, scikit-image and Pillow doing the same stages on the same files, where Debian's
 * packages of them are installed: {@code peers.py} in a process of its own, which does a stage when
 * it is asked to, so that it can be timed in turns.
 */
final class PeerPrograms implements AutoCloseable {
  private static final List<String> PYTHONS = List.of("/usr/bin/python3", "python3");

  private final @Nullable Process process;
  private final Map<String, List<String>> stages;
  private final String silence;

  private PeerPrograms(
      @Nullable Process process, Map<String, List<String>> stages, String silence) {
    this.process = process;
    this.stages = stages;
    this.silence = silence;
  }

  /**
   * The processor time that it took, by the program's own clock.
   *
   * @param millis ms
   */
  record Spent(double millis) {}

  /**
   * Starts the script.
   *
   * @param script {@code peers.py}
   * @param folder holds photo.jpg, mask.png and polygons.json, or some of them
   */
  static PeerPrograms start(Path script, Path folder) throws IOException {
    if (!Files.isRegularFile(script)) {
      return new PeerPrograms(null, Map.of(), "there is no " + script);
    }
    List<String> reasons = new ArrayList<>();
    for (String python : PYTHONS) {
      Path err = folder.resolve("peers.err");
      Process process;
      try {
        process =
            new ProcessBuilder(python, script.toString(), folder.toString())
                .redirectError(err.toFile())
                .start();
      } catch (IOException e) {
        reasons.add("no " + python);
        continue;
      }
      String line = process.inputReader().readLine();
      if (line != null) {
        return parsed(process, line);
      }
      List<String> lines = Files.readAllLines(err);
      reasons.add(python + ": " + (lines.isEmpty() ? "says nothing" : lines.get(lines.size() - 1)));
    }
    return new PeerPrograms(null, Map.of(), String.join("; ", reasons));
  }

  private static PeerPrograms parsed(Process process, String line) throws IOException {
    JsonNode tree = JsonMapper.builder().build().readTree(line);
    Map<String, List<String>> stages = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> stage : tree.get("stages").properties()) {
      List<String> programs = new ArrayList<>();
      stage.getValue().forEach(program -> programs.add(program.asText()));
      stages.put(stage.getKey(), programs);
    }
    return new PeerPrograms(process, stages, tree.get("missing").asText());
  }

  /** The programs that do a stage. */
  Map<String, List<String>> stages() {
    return stages;
  }

  /** Why there are none, or which are missing; empty if all are there. */
  String silence() {
    return silence;
  }

  /** Lets a program do a stage once. */
  Spent time(String stage, String program) throws IOException {
    if (process == null) {
      throw new IOException("no other programs: " + silence);
    }
    Writer requests = process.outputWriter();
    requests.write(stage + "\t" + program + "\n");
    requests.flush();
    BufferedReader answers = process.inputReader();
    String line = answers.readLine();
    if (line == null) {
      throw new IOException(program + " ended in " + stage);
    }
    return new Spent(Double.parseDouble(line));
  }

  @Override
  public void close() throws IOException {
    if (process != null) {
      process.outputWriter().close();
      process.destroy();
    }
  }
}
