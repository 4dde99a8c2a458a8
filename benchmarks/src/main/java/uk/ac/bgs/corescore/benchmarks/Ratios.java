// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * The table of the time of each stage and of its peers, from one run.
 *
 * <p>{@code java -cp benchmarks.jar uk.ac.bgs.corescore.benchmarks.Ratios [--short] [--only TEXT]
 * [--out FILE] [--baseline FILE] [--worse FILE] [--again] [--renew FILE] [--peers SCRIPT] [--chart
 * FILE]}. With a baseline it ends with 3 if a ratio is worse by more than a quarter and noise does
 * not explain it, and writes which ones to the file of {@code --worse}; {@code --again} measures
 * those alone.
 */
public final class Ratios {
  /** A ratio may grow by this before it counts as worse. */
  private static final double ALLOWED = 1.25;

  /** What all stages together may take for further rounds. */
  private static final long MORE_NANOS = 60_000_000_000L;

  private static final int WRONG_USE = 2;
  private static final int WORSE = 3;

  private final Map<String, String> options;
  private final InterleavedTiming.Length length;
  private final List<Ratio> kept;
  private final List<String> again;
  private final String processor = Processor.name();
  private final List<Ratio> ratios = new ArrayList<>();

  /** Beside other programs, which may be missing: not kept for comparison. */
  private final List<Ratio> others = new ArrayList<>();

  /** What other programs are asked for too, by stage. */
  private final Map<String, InterleavedTiming> shared = new LinkedHashMap<>();

  /** What is worse: its key, and the sentence about it. */
  private final Map<String, String> worse = new LinkedHashMap<>();

  private final List<String> undecided = new ArrayList<>();
  private long moreNanos = MORE_NANOS;

  private Ratios(Map<String, String> options) throws IOException {
    this.options = options;
    this.length =
        options.containsKey("short")
            ? InterleavedTiming.Length.SHORT
            : InterleavedTiming.Length.FULL;
    this.kept =
        options.containsKey("baseline")
            ? RatioFile.read(Path.of(options.get("baseline")))
            : List.of();
    String only = options.getOrDefault("only", "");
    if (Stages.NAMES.stream().noneMatch(name -> name.startsWith(only))) {
      throw new IllegalArgumentException(
          "--only: expected the beginning of one of "
              + String.join(", ", Stages.NAMES)
              + "; got '"
              + only
              + "'");
    }
    if (options.containsKey("again") && !options.containsKey("worse")) {
      throw new IllegalArgumentException("expected --worse FILE with --again");
    }
    this.again =
        options.containsKey("again")
            ? Files.readAllLines(Path.of(options.get("worse")))
            : List.of();
  }

  /**
   * Measures; ends with 3 where something got worse, 2 where it is used wrongly, as with a baseline
   * that has nothing of what is measured.
   */
  public static void main(String[] arguments) throws Exception {
    Ratios ratios;
    try {
      ratios =
          new Ratios(
              Arguments.parse(
                  arguments,
                  List.of("short", "again"),
                  List.of("only", "out", "baseline", "worse", "renew", "peers", "chart")));
    } catch (IllegalArgumentException | IOException e) {
      System.err.println(e.getMessage());
      System.exit(WRONG_USE);
      return;
    }
    boolean within = ratios.run();
    if (!ratios.options.containsKey("baseline")) {
      System.exit(0);
    }
    List<String> measured = ratios.ratios.stream().map(Ratio::key).toList();
    List<String> unknown = RatioFile.unknown(ratios.kept, measured);
    if (!unknown.isEmpty()) {
      System.out.println(
          "not checked, as the baseline does not have them: " + String.join("; ", unknown));
    }
    boolean nothing = unknown.size() == measured.size();
    if (nothing) {
      System.out.println(
          "nothing was checked: " + ratios.options.get("baseline") + " has nothing of it");
    }
    System.exit(nothing ? WRONG_USE : within ? 0 : WORSE);
  }

  private boolean run() throws Exception {
    Path folder = Files.createTempDirectory("corescore-ratios");
    System.out.printf(
        Locale.ROOT,
        "%s%n%-28s %-10s %s  %9s  %-22s %9s  %6s  %s%n",
        processor,
        "stage",
        "size",
        "threads",
        "ours ms",
        "peer",
        "peer ms",
        "ratio",
        "90 % interval");
    try (Stages stages = new Stages(folder, !options.containsKey("short"))) {
      for (Stages.Group group : asked(stages.groups())) {
        for (InterleavedTiming duel : group.open()) {
          add(duel);
        }
        stages.next();
      }
      if (again.isEmpty()) {
        addOthers(folder);
      }
    } finally {
      BenchmarkPhotos.delete(folder);
    }
    if (again.isEmpty()) {
      write();
    }
    undecided.forEach(System.out::println);
    worse.values().forEach(System.out::println);
    if (options.containsKey("worse")) {
      Files.write(Path.of(options.get("worse")), worse.keySet());
    }
    return worse.isEmpty();
  }

  private List<Stages.Group> asked(List<Stages.Group> groups) {
    String only = options.getOrDefault("only", "");
    return groups.stream()
        .filter(group -> group.name().startsWith(only))
        .filter(
            group ->
                again.isEmpty() || again.stream().anyMatch(key -> key.startsWith(group.name())))
        .toList();
  }

  private void write() throws IOException {
    Path out = Path.of(options.getOrDefault("out", "ratios.json"));
    List<Ratio> all = Stream.concat(ratios.stream(), others.stream()).toList();
    RatioFile.write(all, out);
    System.out.println(all.size() + " ratios in " + out);
    if (options.containsKey("chart")) {
      Path chart = Path.of(options.get("chart"));
      Files.writeString(chart, RatioChart.svg(all));
      System.out.println("chart in " + chart);
    }
    if (options.containsKey("renew")) {
      Path file = Path.of(options.get("renew"));
      List<Ratio> before = Files.exists(file) ? RatioFile.read(file) : List.of();
      RatioFile.write(RatioFile.renewed(before, ratios), file);
      System.out.println("ratios of this processor renewed in " + file);
    }
  }

  private void add(InterleavedTiming duel) throws Exception {
    if (duel.threads() == 1) {
      shared.putIfAbsent(duel.stage(), duel);
    }
    if (duel.theirs().isEmpty()) {
      return;
    }
    String key = duel.key();
    if (!again.isEmpty() && !again.contains(key)) {
      return;
    }
    OptionalDouble before = RatioFile.expected(kept, key, processor);
    double limit = before.isPresent() ? ALLOWED * before.getAsDouble() : Double.POSITIVE_INFINITY;
    Blocks blocks = new Blocks(duel);
    RatioCheck.Outcome outcome = RatioCheck.of(blocks, limit, () -> moreNanos > 0);
    Ratio ratio = Ratio.of(duel, outcome.rounds(), processor);
    ratios.add(ratio);
    System.out.println(ratio.line());
    if (outcome.verdict() != RatioCheck.Verdict.WITHIN) {
      String sentence =
          String.format(
              Locale.ROOT,
              "%s: %s: expected a ratio of at most %.2f (%.2f and a quarter), got %.2f in %d"
                  + " rounds, surely above %.2f",
              outcome.verdict(),
              key,
              limit,
              before.orElseThrow(),
              ratio.ratio(),
              outcome.rounds().size(),
              PairedRatio.of(outcome.rounds()).low(RatioCheck.ERROR));
      if (outcome.verdict() == RatioCheck.Verdict.WORSE) {
        worse.put(key, sentence);
      } else {
        undecided.add(sentence);
      }
    }
  }

  /** Blocks of rounds of one stage: the first with rounds to warm up, the others at a cost. */
  private final class Blocks implements RatioCheck.Block {
    private final InterleavedTiming duel;
    private boolean warm;

    Blocks(InterleavedTiming duel) {
      this.duel = duel;
    }

    @Override
    public List<PairedRatio.Round> measure() throws Exception {
      if (!warm) {
        warm = true;
        return duel.run(length);
      }
      long start = System.nanoTime();
      List<PairedRatio.Round> rounds = duel.run(length.warm());
      moreNanos -= System.nanoTime() - start;
      return rounds;
    }
  }

  private void addOthers(Path folder) throws Exception {
    if (!options.containsKey("peers")) {
      return;
    }
    try (PeerPrograms programs = PeerPrograms.start(Path.of(options.get("peers")), folder)) {
      for (Map.Entry<String, List<String>> stage : programs.stages().entrySet()) {
        InterleavedTiming ours = shared.get(stage.getKey());
        if (ours == null) {
          continue; // its stage is left out of this run
        }
        for (String program : stage.getValue()) {
          InterleavedTiming duel =
              new InterleavedTiming(
                  ours.stage(),
                  ours.size(),
                  1,
                  ours.ours(),
                  program,
                  Optional.of(() -> programs.time(stage.getKey(), program)));
          Ratio ratio = Ratio.of(duel, duel.run(length), processor);
          others.add(ratio);
          System.out.println(ratio.line());
        }
      }
      if (!programs.silence().isEmpty()) {
        System.out.println("other programs, not measured: " + programs.silence());
      }
    }
  }
}
