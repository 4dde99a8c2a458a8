// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.batch.Batch;
import uk.ac.bgs.corescore.core.score.SixMeasuresProvider;

/** Scores an archive of photographs on Spark; the main class for {@code spark-submit}. */
@Command(
    name = "corescore-spark",
    description = {
      "Scores an archive of photographs on Spark. What is done is kept, and a run",
      "that was killed goes on where it was.",
      "",
      "All photos of the same settings are one folder OUT/SEGMENTER-HASH with the",
      "Parquet tables photos (a row a photo, failed ones with the reason), fragments",
      "(a row a fragment) and files (where a photo is, its size, time and SHA-256).",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class SparkBatchCommand implements Callable<Integer> {
  private static final double MEGA = 1e6;
  private static final Pattern LOCAL = Pattern.compile("local(\\[([0-9]+|\\*)(,.*)?\\])?");
  private static final Pattern LOCAL_CLUSTER =
      Pattern.compile("local-cluster\\[\\s*[0-9]+\\s*,\\s*([0-9]+)\\s*,\\s*[0-9]+\\s*\\]");

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "PHOTOS",
      description =
          "A folder, or a pattern as Hadoop has it (/archive/BH*, s3a://bucket/{a,b}), of"
              + " photographs (JPEG, PNG, TIFF, BMP). A photo is named by its path from the"
              + " folder, or from the pattern's part before its first wildcard.")
  private String photos = "";

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      required = true,
      description = "Where the folders of results are; any path of Hadoop.")
  private String out = "";

  @Option(
      names = "--segmenter",
      paramLabel = "ID",
      defaultValue = "djl-unet",
      description = "Which segmenter looks; default ${DEFAULT-VALUE}.")
  private String segmenter = "";

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "A model file, any path of Hadoop; Spark brings it to each executor.")
  private @Nullable String model;

  @Option(
      names = "--option",
      paramLabel = "KEY=VALUE",
      description = "Sets an option of the segmenter; may be given several times.")
  private Map<String, String> options = new LinkedHashMap<>();

  @Option(
      names = "--layout",
      paramLabel = "ID",
      description =
          "Which layout finder looks for the rows of core; default the one of the segmenter.")
  private @Nullable String layout;

  @Option(
      names = "--layout-option",
      paramLabel = "KEY=VALUE",
      description = "Sets an option of the layout finder; may be given several times.")
  private Map<String, String> layoutOptions = new LinkedHashMap<>();

  @Option(
      names = "--scorer",
      paramLabel = "ID",
      defaultValue = SixMeasuresProvider.ID,
      description = "Which area scorer says what the fragments come to; default ${DEFAULT-VALUE}.")
  private String scorer = SixMeasuresProvider.ID;

  @Option(
      names = "--scorer-option",
      paramLabel = "KEY=VALUE",
      description = "Sets an option of the area scorer; may be given several times.")
  private Map<String, String> scorerOptions = new LinkedHashMap<>();

  @Option(
      names = "--min-area",
      paramLabel = "PX",
      defaultValue = "0",
      description =
          "Leaves out fragments of at most so many pixels; default ${DEFAULT-VALUE}, all stay.")
  private double minArea;

  @Option(
      names = "--mm-per-pixel",
      paramLabel = "X",
      description = "Size of a photo pixel on the core, for lengths and areas in millimetres.")
  private @Nullable Double millimetresPerPixel;

  @Option(
      names = "--whole-up-to",
      paramLabel = "MP",
      defaultValue = "20",
      description =
          "Of TIFF and JPEG photos of more megapixels only a copy is held, as large as the"
              + " segmenter looks at; default ${DEFAULT-VALUE}. Another number makes another"
              + " folder, and more needs more memory.")
  private double wholeUpTo;

  @Option(
      names = "--wave",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Photos after which the tables are written; default 200 for each core, at least 1000.")
  private int wave;

  @Option(
      names = "--retry-failed",
      description = "Tries photos again that have failed before; else their failure stands.")
  private boolean retryFailed;

  @Option(
      names = "--take-over",
      description = "Takes the place of a run that was killed and still counts as at work.")
  private boolean takeOver;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  private SparkBatchCommand() {}

  /**
   * Runs on the cluster that {@code spark-submit} names. Photos that fail are rows of the table and
   * do not fail the application; wrong use and wrong settings do.
   *
   * @param args see {@code --help}
   */
  public static void main(String[] args) {
    int code = execute(args, new PrintWriter(new OutputStreamWriter(System.out, UTF_8), true));
    if (code != 0) {
      System.exit(code);
    }
  }

  static int execute(String[] args, PrintWriter console) {
    CommandLine command = new CommandLine(new SparkBatchCommand());
    command.setOut(console);
    command.setExecutionExceptionHandler(
        (failure, line, parsed) -> {
          if (!(failure instanceof CoreScoreException told)) {
            throw failure;
          }
          line.getErr().println(told.getMessage());
          return told.kind() == FailureKind.CONFIGURATION
              ? CommandLine.ExitCode.USAGE
              : CommandLine.ExitCode.SOFTWARE;
        });
    return command.execute(args);
  }

  @Override
  public Integer call() throws IOException {
    if (!(minArea >= 0) || minArea == Double.POSITIVE_INFINITY) {
      throw wrongUse("--min-area: pixels from 0 expected, not " + minArea);
    }
    if (millimetresPerPixel != null
        && !(millimetresPerPixel > 0 && millimetresPerPixel < Double.POSITIVE_INFINITY)) {
      throw wrongUse("--mm-per-pixel: a size above 0 expected, not " + millimetresPerPixel);
    }
    if (!(wholeUpTo >= 0)) {
      throw wrongUse("--whole-up-to: megapixels from 0 expected, not " + wholeUpTo);
    }
    if (wave < 0) {
      throw wrongUse("--wave: a number of photos expected, not " + wave);
    }
    PrintWriter console = spec.commandLine().getOut();
    try (SparkSession spark = SparkSession.builder().appName("CoreScore").getOrCreate()) {
      ArchiveRun.Outcome outcome =
          new ArchiveRun(spark, settings(spark.sparkContext()), console::println)
              .run(
                  new ArchiveRun.Request(
                      new Path(photos), new Path(out), retryFailed, takeOver, wave));
      console.printf(
          Locale.ROOT,
          "%d photos done now, %d done before; the tables have %d scored and %d failed in %s%n",
          outcome.scoredNow(),
          outcome.done(),
          outcome.scored(),
          outcome.failed(),
          outcome.folder());
      return CommandLine.ExitCode.OK;
    }
  }

  private ScoringSettings settings(SparkContext context) {
    String name = null;
    if (model != null) {
      context.addFile(model);
      name = new Path(model).getName();
    }
    int taskCpus = context.getConf().getInt("spark.task.cpus", 1);
    return new ScoringSettings(
        segmenter,
        new TreeMap<>(options),
        name,
        layout,
        new TreeMap<>(layoutOptions),
        scorer,
        new TreeMap<>(scorerOptions),
        minArea,
        millimetresPerPixel,
        wholeUpTo == Batch.DEFAULT_WHOLE_PIXELS / MEGA
            ? Batch.DEFAULT_WHOLE_PIXELS
            : (long) (MEGA * wholeUpTo),
        taskCpus,
        Math.max(1, executorCores(context.getConf(), context.master()) / taskCpus));
  }

  /** How many cores an executor has; threads and memory follow from it. */
  static int executorCores(SparkConf conf, String master) {
    Matcher local = LOCAL.matcher(master);
    if (local.matches()) {
      String cores = local.group(2);
      return cores == null
          ? 1
          : cores.equals("*")
              ? Runtime.getRuntime().availableProcessors()
              : Integer.parseInt(cores);
    }
    Matcher cluster = LOCAL_CLUSTER.matcher(master);
    int cores = cluster.matches() ? Integer.parseInt(cluster.group(1)) : 1;
    if (master.startsWith("spark://") && !conf.contains("spark.executor.cores")) {
      throw new CoreScoreException(
          FailureKind.CONFIGURATION,
          "expected spark.executor.cores (--executor-cores), from which threads and memory follow;"
              + " without it an executor of a standalone cluster takes all cores of its machine");
    }
    return conf.getInt("spark.executor.cores", cores);
  }

  private ParameterException wrongUse(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
