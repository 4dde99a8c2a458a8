// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCore;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreGenerator;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreSettings;
import uk.ac.bgs.corescore.djl.Training;
import uk.ac.bgs.corescore.djl.TrainingListener;
import uk.ac.bgs.corescore.djl.settings.TrainingExample;
import uk.ac.bgs.corescore.djl.settings.TrainingSettings;

/**
 * Trains for a thousand small steps and compares the memory of the process: after the last step it
 * is what it was after the first hundred. Native memory is outside the heap, so an array that a
 * step does not release shows only here.
 *
 * <p>{@code java -cp benchmarks.jar uk.ac.bgs.corescore.benchmarks.TrainingSoak [--steps N]}. Needs
 * Linux's /proc. Ends with 1 if memory has grown by more than 150 MB: an array of 150 kB that each
 * step leaves behind.
 */
public final class TrainingSoak {
  private static final int FIRST = 100;
  private static final long ALLOWED = 150_000L << 10;

  private TrainingSoak() {}

  /** Runs it. */
  public static void main(String[] arguments) throws IOException {
    int steps;
    try {
      Map<String, String> options = Arguments.parse(arguments, List.of(), List.of("steps"));
      steps = (int) Arguments.number(options, "steps", 1000, 1, 1e6) + FIRST;
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    TrainingSettings settings =
        TrainingSettings.builder()
            .batch(2)
            .crop(64, 64)
            .photoWidth(200)
            .drawnShare(1)
            .seed(7)
            .steps(steps)
            .validateEvery(steps)
            .build();
    Training training =
        new Training(settings, List.of(drawn(1), drawn(2)), List.of(drawn(3)), List.of(drawn(4)));
    Resident resident = new Resident(steps);
    Path checkpoint = Files.createTempFile("corescore-soak", ".part");
    Files.delete(checkpoint);
    try {
      training.run(checkpoint, resident);
    } finally {
      Files.deleteIfExists(checkpoint);
    }
    boolean grown = resident.after - resident.before > ALLOWED;
    System.out.printf(
        Locale.ROOT,
        "%s: %d MB after %d steps, %d MB after %d%n",
        grown ? "GROWN" : "flat",
        resident.before >> 20,
        FIRST,
        resident.after >> 20,
        steps);
    System.exit(grown ? 1 : 0);
  }

  private static TrainingExample drawn(long seed) {
    SyntheticCore core =
        new SyntheticCoreGenerator(SyntheticCoreSettings.builder().size(640, 96).build())
            .draw(seed);
    return new TrainingExample("core " + seed, core.photo(), core.truth(), new BitSet());
  }

  /** Reads the resident memory at each hundredth step. */
  private static final class Resident implements TrainingListener {
    private final int steps;
    private long before;
    private long after;

    Resident(int steps) {
      this.steps = steps;
    }

    @Override
    public void step(int step, double loss, double rate) {
      if (step != FIRST && step != steps && step % 100 != 0) {
        return;
      }
      try {
        after = Soak.resident();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if (step == FIRST) {
        before = after;
      }
      System.out.printf(Locale.ROOT, "%6d steps, %d MB resident%n", step, after >> 20);
    }
  }
}
