// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RatioFileTest {
  private final Path folder;

  RatioFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static Ratio ratio(String stage, double ratio, String processor) {
    return new Ratio(
        stage, "6288x888", 1, 10 * ratio, "peer", 10, ratio, ratio - 0.1, ratio + 0.1, processor);
  }

  private static Ratio withoutInterval(String processor) {
    return new Ratio(
        "decode", "6288x888", 1, 10, "OpenCV", 20, 0.5, Double.NaN, Double.NaN, processor);
  }

  @Test
  void whatIsWrittenIsReadAgain() throws Exception {
    Path file = folder.resolve("ratios.json");
    List<Ratio> ratios = List.of(ratio("decode", 1.25, "One"), withoutInterval("One"));
    RatioFile.write(ratios, file);
    assertEquals(ratios, RatioFile.read(file));
    assertTrue(Double.isNaN(RatioFile.read(file).get(1).low()));
  }

  @Test
  void aRatioIsComparedWithThatOfItsProcessorOrTheLargestOfOthers() {
    List<Ratio> kept =
        List.of(
            ratio("decode", 1.1, "One"), ratio("decode", 1.3, "Two"), ratio("reduce", 1.7, "One"));
    String key = kept.get(0).key();
    assertEquals(OptionalDouble.of(1.1), RatioFile.expected(kept, key, "One"));
    assertEquals(OptionalDouble.of(1.3), RatioFile.expected(kept, key, "Two"));
    assertEquals(OptionalDouble.of(1.3), RatioFile.expected(kept, key, "Three"));
    assertEquals(OptionalDouble.empty(), RatioFile.expected(kept, "forward", "One"));
  }

  @Test
  void whatTheBaselineDoesNotHaveIsTold() {
    List<Ratio> kept = List.of(ratio("decode", 1.1, "One"));
    String decode = kept.get(0).key();
    String reduce = ratio("reduce", 1.7, "One").key();
    assertEquals(List.of(reduce), RatioFile.unknown(kept, List.of(decode, reduce)));
    assertEquals(List.of(), RatioFile.unknown(kept, List.of(decode)));
    assertEquals(List.of(decode), RatioFile.unknown(List.of(), List.of(decode)));
  }

  @Test
  void renewingReplacesWhatWasMeasuredInTurnsOnThisProcessor() {
    List<Ratio> kept =
        List.of(
            ratio("decode", 1.1, "One"), ratio("decode", 1.3, "Two"), ratio("reduce", 1.7, "One"));
    Ratio now = ratio("decode", 0.9, "One");
    assertEquals(
        List.of(kept.get(1), kept.get(2), now),
        RatioFile.renewed(kept, List.of(now, withoutInterval("One"))));
  }

  @Test
  void whatIsNoListOfRatiosIsRefused() throws Exception {
    Path file = folder.resolve("ratios.json");
    for (String text : List.of("{", "{}", "[{\"stage\": \"decode\"}]")) {
      Files.writeString(file, text);
      IOException e = assertThrows(IOException.class, () -> RatioFile.read(file));
      assertTrue(String.valueOf(e.getMessage()).contains("ratios.json: expected"), e.toString());
    }
    assertThrows(IOException.class, () -> RatioFile.read(folder.resolve("none.json")));
  }

  @Test
  void theKeptRatiosCanBeReadAndAreOfKnownStages() throws Exception {
    List<Ratio> kept = RatioFile.read(Path.of("baseline.json"));
    assertTrue(kept.size() >= 10);
    for (Ratio ratio : kept) {
      assertTrue(
          Stages.NAMES.stream().anyMatch(name -> ratio.stage().startsWith(name)), ratio.stage());
    }
  }
}
