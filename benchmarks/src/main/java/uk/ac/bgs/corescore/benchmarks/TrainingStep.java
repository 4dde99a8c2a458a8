// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
 * Times training steps of the defaults (the lite network, eight crops of 256 x 224) on synthetic
 * cores, and prints medians as JSON: wall time, processor time of the process, which includes the
 * crops of the next step, and of the thread that trains.
 *
 * <p>{@code java -cp benchmarks.jar uk.ac.bgs.corescore.benchmarks.TrainingStep [--steps N]}
 */
public final class TrainingStep {
  private static final int WARM_UPS = 10;

  private TrainingStep() {}

  /** Runs it. */
  public static void main(String[] arguments) throws IOException {
    int steps;
    try {
      Map<String, String> options = Arguments.parse(arguments, List.of(), List.of("steps"));
      steps = (int) Arguments.number(options, "steps", 30, 1, 1e6) + WARM_UPS;
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    TrainingSettings settings =
        TrainingSettings.builder().steps(steps).validateEvery(steps).seed(7).build();
    List<TrainingExample> photos = new ArrayList<>();
    List<TrainingExample> drawn = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      photos.add(core(i));
      drawn.add(core(10 + i));
    }
    Times times = new Times();
    Path checkpoint = Files.createTempFile("corescore-step", ".part");
    Files.delete(checkpoint);
    try {
      new Training(settings, photos, drawn, List.of()).on("cpu").run(checkpoint, times);
    } finally {
      Files.deleteIfExists(checkpoint);
    }
    System.out.printf(
        Locale.ROOT,
        "{\"wall_ms\": %d, \"cpu_ms\": %d, \"thread_ms\": %d}%n",
        median(times.wall),
        median(times.process),
        median(times.thread));
  }

  private static long median(List<Long> nanos) {
    return nanos.stream()
            .skip(WARM_UPS)
            .sorted()
            .skip((nanos.size() - WARM_UPS) / 2)
            .findFirst()
            .orElseThrow()
        / 1_000_000;
  }

  private static TrainingExample core(long seed) {
    SyntheticCore core =
        new SyntheticCoreGenerator(SyntheticCoreSettings.builder().size(3144, 444).build())
            .draw(seed);
    return new TrainingExample("core " + seed, core.photo(), core.truth(), new BitSet());
  }

  /** Reads the clocks after each step. */
  private static final class Times implements TrainingListener {
    private final List<Long> wall = new ArrayList<>();
    private final List<Long> process = new ArrayList<>();
    private final List<Long> thread = new ArrayList<>();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final com.sun.management.OperatingSystemMXBean system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private long wallBefore = System.nanoTime();
    private long processBefore = system.getProcessCpuTime();
    private long threadBefore = threads.getCurrentThreadCpuTime();

    @Override
    public void step(int step, double loss, double rate) {
      long wallNow = System.nanoTime();
      long processNow = system.getProcessCpuTime();
      long threadNow = threads.getCurrentThreadCpuTime();
      wall.add(wallNow - wallBefore);
      process.add(processNow - processBefore);
      thread.add(threadNow - threadBefore);
      wallBefore = wallNow;
      processBefore = processNow;
      threadBefore = threadNow;
    }
  }
}
