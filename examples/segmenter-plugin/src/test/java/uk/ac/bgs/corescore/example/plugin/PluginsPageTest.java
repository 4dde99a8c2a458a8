// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.plugin;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on plugins shows this example's code, and not what it once was. */
class PluginsPageTest {
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void everyPieceOfCodeOnThePageIsTheExamples() throws IOException {
    String sources = "";
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        sources += oneLine(Files.readString(file));
      }
    }
    String page = Files.readString(Path.of("..", "..", "docs", "plugins.md"));
    List<MatchResult> blocks = BLOCK.matcher(page).results().toList();
    assertTrue(blocks.size() > 3, "the page shows code");
    for (MatchResult block : blocks) {
      for (String piece : block.group(1).split("\n\n", -1)) {
        assertTrue(sources.contains(oneLine(piece)), "not in the example: " + piece);
      }
    }
  }

  private static String oneLine(String code) {
    return code.replaceAll("\\s+", " ").strip();
  }
}
