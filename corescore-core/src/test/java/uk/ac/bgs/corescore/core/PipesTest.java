// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.annotation.AnnotationReader;
import uk.ac.bgs.corescore.core.mask.InstancesPng;
import uk.ac.bgs.corescore.core.mask.LabelTable;
import uk.ac.bgs.corescore.core.mask.MaskPng;
import uk.ac.bgs.corescore.core.photo.PhotoPairing;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.training.evaluate.EvaluationFile;
import uk.ac.bgs.corescore.core.training.evaluate.GateRules;

/** A pipe that is given by name is refused, and not waited for. */
class PipesTest {
  /** Far more than a refusal takes: a thread that waits for a pipe must not hold up the tests. */
  private static final Duration NEVER_MIND = Duration.ofMinutes(1);

  @TestFactory
  List<DynamicTest> aPipeIsRefused(@TempDir Path folder) throws IOException, InterruptedException {
    Path pipe = folder.resolve("pipe.png");
    assumeTrue(made(pipe), "this machine has no mkfifo");
    Map<String, Executable> readings =
        Map.of(
            "photo", () -> PhotoReader.create().read(pipe),
            "reduced photo", () -> PhotoReader.create().readReduced(pipe, 0, 5),
            "labels", () -> AnnotationReader.create().read(pipe),
            "mask", () -> MaskPng.read(pipe),
            "fragments", () -> InstancesPng.read(pipe),
            "evaluation", () -> EvaluationFile.readJson(pipe),
            "rules", () -> GateRules.read(pipe),
            "label table", () -> LabelTable.read(pipe),
            "scales", () -> PhotoPairing.of(List.of()).withScales(pipe));
    return readings.entrySet().stream()
        .map(
            one ->
                DynamicTest.dynamicTest(one.getKey(), () -> requireRefused(pipe, one.getValue())))
        .toList();
  }

  private static void requireRefused(Path pipe, Executable reading) {
    CoreScoreException refused =
        assertTimeoutPreemptively(
            NEVER_MIND, () -> assertThrows(CoreScoreException.class, reading));
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains(pipe.toString()) && message.contains("it is a pipe"), message);
  }

  private static boolean made(Path pipe) throws InterruptedException {
    try {
      return new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0
          && Files.exists(pipe);
    } catch (IOException e) {
      return false;
    }
  }
}
