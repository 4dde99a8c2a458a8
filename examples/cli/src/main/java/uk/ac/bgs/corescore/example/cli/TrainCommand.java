// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.draw.CoreDrawer;
import uk.ac.bgs.corescore.core.draw.DrawnCore;
import uk.ac.bgs.corescore.core.draw.DrawnCoreSettings;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.djl.Architecture;
import uk.ac.bgs.corescore.djl.Training;
import uk.ac.bgs.corescore.djl.TrainingExample;
import uk.ac.bgs.corescore.djl.TrainingListener;
import uk.ac.bgs.corescore.djl.TrainingSettings;

/** Trains the deep segmenter. */
@Command(
    name = "train",
    description = {
      "Trains the deep segmenter on labelled photographs and drawn cores.",
      "",
      "Writes model.corescore, the model; checkpoint.safetensors, from which the",
      "same command goes on if it was interrupted; split.csv, which photos were",
      "trained on; metrics.csv, the loss and the scores of the photos held out.",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = {
      "  corescore train --labels labels.json --photos photos \\",
      "    --validate S1,S2 --out trained"
    })
final class TrainCommand implements Callable<Integer> {
  private static final int DRAWN_WIDTH = 2600;
  private static final int DRAWN_HEIGHT = 368;
  private static final int MEAN_OF = 50;

  @Spec private CommandSpec spec;
  @Mixin private Truth truth;

  @Option(
      names = "--ignore",
      paramLabel = "DIR",
      description =
          "Pictures STEM.png of the photo's size: what is not black is not learnt from, nor judged.")
  private @Nullable Path ignore;

  @Option(
      names = "--validate",
      paramLabel = "NAME",
      split = ",",
      description = "Photos, by the beginning of their names, to judge by and not to train on.")
  private List<String> validate = new ArrayList<>();

  @Option(names = "--out", paramLabel = "DIR", required = true, description = "Where all goes.")
  private Path out = Path.of(".");

  @ArgGroup(exclusive = false, heading = "%nThe training:%n")
  private Recipe recipe = new Recipe();

  /** The options that become the settings. */
  static final class Recipe {
    @Option(
        names = "--architecture",
        paramLabel = "NAME",
        defaultValue = "lite",
        description = "lite, resnet18 or resnet34; default ${DEFAULT-VALUE}.")
    private String architecture = "lite";

    @Option(names = "--steps", defaultValue = "6000", description = "Default ${DEFAULT-VALUE}.")
    private int steps = TrainingSettings.DEFAULT.steps();

    @Option(
        names = "--batch",
        defaultValue = "8",
        description = "Crops in a step; default ${DEFAULT-VALUE}.")
    private int batch = TrainingSettings.DEFAULT.batch();

    @Option(
        names = "--photo-width",
        paramLabel = "PX",
        defaultValue = "2000",
        description = "Columns of a photo as the network sees it; default ${DEFAULT-VALUE}.")
    private int photoWidth = TrainingSettings.DEFAULT.photoWidth();

    @Option(
        names = "--learning-rate",
        paramLabel = "R",
        defaultValue = "2e-3",
        description = "The highest of one cycle; default ${DEFAULT-VALUE}.")
    private double rate = TrainingSettings.DEFAULT.learningRate();

    @Option(
        names = "--weight-decay",
        paramLabel = "W",
        defaultValue = "1e-2",
        description = "Default ${DEFAULT-VALUE}.")
    private double decay = TrainingSettings.DEFAULT.weightDecay();

    @Option(
        names = "--rising",
        paramLabel = "SHARE",
        defaultValue = "0.2",
        description =
            "Share of the steps in which the rate rises; default ${DEFAULT-VALUE}, 0.9 as the"
                + " original.")
    private double rising = TrainingSettings.DEFAULT.rising();

    @Option(
        names = "--drawn",
        paramLabel = "N",
        defaultValue = "24",
        description = "Drawn cores to train on as well; default ${DEFAULT-VALUE}.")
    private int drawn = 24;

    @Option(
        names = "--drawn-share",
        paramLabel = "SHARE",
        defaultValue = "0.3",
        description = "Share of the crops that show drawn cores; default ${DEFAULT-VALUE}.")
    private double drawnShare = TrainingSettings.DEFAULT.drawnShare();

    @Option(names = "--seed", defaultValue = "1", description = "Default ${DEFAULT-VALUE}.")
    private long seed = TrainingSettings.DEFAULT.seed();

    @Option(
        names = "--validate-every",
        paramLabel = "STEPS",
        defaultValue = "250",
        description = "Steps between validations and checkpoints; default ${DEFAULT-VALUE}.")
    private int validateEvery = TrainingSettings.DEFAULT.validateEvery();

    @Option(
        names = "--patience",
        paramLabel = "N",
        defaultValue = "0",
        description =
            "Stop after so many validations without a better one; default ${DEFAULT-VALUE}, never.")
    private int patience = TrainingSettings.DEFAULT.patience();

    TrainingSettings settings() {
      TrainingSettings usual = TrainingSettings.DEFAULT;
      return new TrainingSettings(
          Architecture.of(architecture)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "--architecture is lite, resnet18 or resnet34, not " + architecture)),
          steps,
          batch,
          usual.cropWidth(),
          usual.cropHeight(),
          photoWidth,
          rate,
          decay,
          rising,
          drawnShare,
          seed,
          validateEvery,
          patience);
    }
  }

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  TrainCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter console = spec.commandLine().getOut();
    TrainingSettings settings;
    try {
      settings = recipe.settings();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
    Folders.make(out);
    List<TrainingExample> train = new ArrayList<>();
    List<TrainingExample> held = new ArrayList<>();
    Set<String> unused = new LinkedHashSet<>(validate);
    List<String> split = new ArrayList<>(List.of("photo,part"));
    for (Truth.Known known : truth.photos(true, console)) {
      Optional<String> named = validate.stream().filter(known.name()::startsWith).findFirst();
      named.ifPresent(unused::remove);
      (named.isPresent() ? held : train).add(example(known));
      split.add(known.name() + (named.isPresent() ? ",validation" : ",training"));
    }
    if (!unused.isEmpty()) {
      throw new CoreScoreException("--validate: no photo's name begins with " + unused);
    }
    write("split.csv", split);
    console.printf(
        "training on %d photos and %d drawn cores, judged by %d photos%n",
        train.size(), recipe.drawn, held.size());
    console.flush();
    Lines lines = new Lines(console, settings);
    new Training(settings, train, drawn(), held)
        .run(out.resolve("checkpoint.safetensors"), lines)
        .write(out.resolve("model.corescore"), provenance(train));
    console.println("model: " + out.resolve("model.corescore"));
    console.flush();
    return CommandLine.ExitCode.OK;
  }

  private void write(String name, List<String> lines) throws IOException {
    byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    Aside.write(out.resolve(name), true, stream -> stream.write(text));
  }

  private Map<String, String> provenance(List<TrainingExample> train) {
    Map<String, String> said = new LinkedHashMap<>();
    said.put("photos", String.join(",", train.stream().map(TrainingExample::name).toList()));
    said.put("drawn_cores", Integer.toString(recipe.drawn));
    return said;
  }

  private List<TrainingExample> drawn() {
    CoreDrawer drawer =
        new CoreDrawer(DrawnCoreSettings.builder().size(DRAWN_WIDTH, DRAWN_HEIGHT).build());
    List<TrainingExample> drawn = new ArrayList<>();
    for (int i = 0; i < recipe.drawn; i++) {
      long seed = 1_000_000 * recipe.seed + i;
      DrawnCore core = drawer.draw(seed);
      drawn.add(new TrainingExample("drawn " + seed, core.photo(), core.truth(), new BitSet()));
    }
    return drawn;
  }

  private TrainingExample example(Truth.Known known) throws IOException {
    Photo photo = PhotoReader.create().read(known.photo().orElseThrow());
    BitSet ignored = new BitSet();
    Path file = ignore == null ? null : ignore.resolve(known.name() + ".png");
    if (file != null && Files.exists(file)) {
      BufferedImage read = ImageIO.read(file.toFile());
      int width = photo.image().width();
      int height = photo.image().height();
      if (read == null || read.getWidth() != width || read.getHeight() != height) {
        throw new CoreScoreException(
            file + ": expected a picture of " + width + " x " + height + ", got another");
      }
      for (int i = 0; i < width * height; i++) {
        ignored.set(i, (read.getRGB(i % width, Math.floorDiv(i, width)) & 0xffffff) != 0);
      }
    }
    return new TrainingExample(
        known.name(), photo.image(), known.truth().of(Optional.of(photo)), ignored);
  }

  /** Prints a line now and then and keeps the figures. */
  private final class Lines implements TrainingListener {
    private final PrintWriter console;
    private final TrainingSettings settings;
    private final long start = System.nanoTime();
    private final List<String> rows = new ArrayList<>(List.of("step,loss,rock_iou,seconds"));
    private double sum;
    private int count;
    private int first = -1;

    Lines(PrintWriter console, TrainingSettings settings) {
      this.console = console;
      this.settings = settings;
    }

    @Override
    public void step(int step, double loss, double rate) {
      first = first < 0 ? step - 1 : first;
      sum += loss;
      count++;
      if (step % MEAN_OF == 0) {
        double seconds = (System.nanoTime() - start) / 1e9;
        double each = seconds / (step - first);
        console.printf(
            Locale.ROOT,
            "step %d/%d, loss %.4f, rate %.1e, %.1f crops/s, %.0f min left%n",
            step,
            settings.steps(),
            sum / count,
            rate,
            settings.batch() / each,
            each * (settings.steps() - step) / 60);
        console.flush();
      }
    }

    @Override
    public void validated(int step, Map<String, Double> rockIou) {
      double mean =
          rockIou.values().stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
      console.printf(Locale.ROOT, "step %d, rock IoU %.4f %s%n", step, mean, rockIou);
      console.flush();
      rows.add(
          String.format(
              Locale.ROOT,
              "%d,%.6f,%.6f,%.1f",
              step,
              sum / count,
              mean,
              (System.nanoTime() - start) / 1e9));
      sum = 0;
      count = 0;
      try {
        write("metrics.csv", rows);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}
