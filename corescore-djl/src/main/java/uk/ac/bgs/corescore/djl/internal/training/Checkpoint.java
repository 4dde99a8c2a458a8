// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.training;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.files.RegularFile;
import uk.ac.bgs.corescore.djl.internal.model.TensorFile;
import uk.ac.bgs.corescore.djl.internal.network.Weights;

/**
 * The state of a training, from which it resumes.
 *
 * @param training identity of the training: its settings and its start model
 * @param step steps done
 * @param weights after those
 * @param optimiser its state after those
 * @param average the moving average of the weights, empty if there is none
 * @param best the best validated weights, or their average
 * @param bestScore mean rock IoU of those
 * @param sinceBest validations since
 */
public record Checkpoint(
    String training,
    int step,
    Weights weights,
    Map<String, float[]> optimiser,
    Map<String, float[]> average,
    Weights best,
    double bestScore,
    int sinceBest) {
  private static final String WEIGHTS = "weights:";
  private static final String OPTIMISER = "optimiser:";
  private static final String AVERAGE = "average:";
  private static final String BEST = "best:";

  /** The state before the first step. */
  public static Checkpoint initial(String training, Weights first) {
    return new Checkpoint(
        training, 0, first, Map.of(), Map.of(), first, Double.NEGATIVE_INFINITY, 0);
  }

  /**
   * The state after a validation.
   *
   * @param validated the weights that were validated: the last, or their average
   */
  public Checkpoint after(
      int steps,
      Weights now,
      Map<String, float[]> state,
      Map<String, float[]> mean,
      Weights validated,
      Map<String, Double> scores) {
    double score =
        scores.values().stream().mapToDouble(Double::doubleValue).average().orElse(steps);
    return score >= bestScore
        ? new Checkpoint(training, steps, now, state, mean, validated, score, 0)
        : new Checkpoint(training, steps, now, state, mean, best, bestScore, sinceBest + 1);
  }

  public void write(OutputStream out) throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", "corescore-checkpoint-1");
    metadata.put("settings", training);
    metadata.put("step", Integer.toString(step));
    metadata.put("best_score", Double.toString(bestScore));
    metadata.put("since_best", Integer.toString(sinceBest));
    Map<String, float[]> arrays = new LinkedHashMap<>();
    weights.values().forEach((name, array) -> arrays.put(WEIGHTS + name, array));
    optimiser.forEach((name, array) -> arrays.put(OPTIMISER + name, array));
    average.forEach((name, array) -> arrays.put(AVERAGE + name, array));
    best.values().forEach((name, array) -> arrays.put(BEST + name, array));
    TensorFile.of(metadata, arrays).write(out, false);
  }

  public static Checkpoint read(Path file, String training) throws IOException {
    RegularFile.require(file);
    TensorFile read = TensorFile.read(Files.readAllBytes(file), file.toString());
    String written = read.metadata().get("settings");
    if (!training.equals(written)) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          file + ": expected the checkpoint of a training with " + training + ", got " + written);
    }
    try {
      return new Checkpoint(
          training,
          Integer.parseInt(read.metadata().getOrDefault("step", "")),
          new Weights(part(read, WEIGHTS)),
          part(read, OPTIMISER),
          part(read, AVERAGE),
          new Weights(part(read, BEST)),
          Double.parseDouble(read.metadata().getOrDefault("best_score", "")),
          Integer.parseInt(read.metadata().getOrDefault("since_best", "")));
    } catch (NumberFormatException e) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT, file + ": expected the step it was written at, got none", e);
    }
  }

  private static Map<String, float[]> part(TensorFile file, String prefix) {
    Map<String, float[]> found = new LinkedHashMap<>();
    file.flat()
        .forEach(
            (name, array) -> {
              if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), array);
              }
            });
    return found;
  }
}
