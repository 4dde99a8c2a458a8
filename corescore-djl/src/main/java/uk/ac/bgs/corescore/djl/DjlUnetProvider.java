// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.List;
import uk.ac.bgs.corescore.djl.internal.engine.Devices;
import uk.ac.bgs.corescore.djl.internal.engine.NativeLibraries;
import uk.ac.bgs.corescore.djl.internal.engine.Precision;
import uk.ac.bgs.corescore.djl.internal.engine.Torch;
import uk.ac.bgs.corescore.djl.internal.inference.UnetSegmenter;
import uk.ac.bgs.corescore.djl.internal.instance.SegmentationThresholds;
import uk.ac.bgs.corescore.djl.internal.model.ModelFile;
import uk.ac.bgs.corescore.djl.internal.model.NativeModelFile;
import uk.ac.bgs.corescore.djl.settings.TrainingSettings;
import uk.ac.bgs.corescore.segment.Segmenter;
import uk.ac.bgs.corescore.spi.Availability;
import uk.ac.bgs.corescore.spi.OptionKey;
import uk.ac.bgs.corescore.spi.Options;
import uk.ac.bgs.corescore.spi.SegmenterProvider;

/**
 * Provides {@code djl-unet}: a U-Net (Ronneberger, Fischer and Brox, 2015) tells rock from tray,
 * paper, plugs and text, and where one piece ends; a watershed on what it learnt parts the pieces.
 *
 * <p>Models of CoreScore's own format, TorchScript and ONNX files are opened; the last two say what
 * they are in a sidecar, see the module's README. Pickled code is never run.
 *
 * <p>The photo is brought to the scale the model was trained at, and looked at in overlapping tiles
 * where it is larger than {@link #TILE}; what is seen does not depend on them. The answer is on
 * that grid and covers the whole photo. Its segmenters may be shared by many threads; the engine's
 * memory is freed by closing them, which waits for those that look. The engine is loaded when the
 * first segmenter is made; it asks nothing of the network unless the host has set {@code
 * ai.djl.offline} or {@code DJL_OFFLINE} to false. Cost: one look of the network, four with {@link
 * #FLIPS}, and some ten passes over the grid.
 */
public final class DjlUnetProvider implements SegmenterProvider {
  /** A model file, the bundled model if it is blank. */
  public static final OptionKey<String> MODEL =
      OptionKey.ofText(
          "model",
          "",
          "Path of a model file of CoreScore, TorchScript or ONNX; blank is the bundled model.");

  /** Where the network runs. */
  public static final OptionKey<String> DEVICE =
      OptionKey.ofText(
          "device",
          "auto",
          "Where the network runs: auto, cpu, gpu or gpu:N; auto takes the first GPU if there is"
              + " one.");

  /** Whether the mirror images of the photo are looked at too. */
  public static final OptionKey<Boolean> FLIPS =
      OptionKey.ofBoolean(
          "flips",
          true,
          "Whether the photo's three mirror images are looked at as well and the mean is taken, at"
              + " four times the cost.");

  /** From which likelihood on a cell is rock. */
  public static final OptionKey<Double> ROCK =
      OptionKey.ofDouble(
          "rock",
          0.4,
          0,
          1,
          "How likely rock must be in a cell for it to be rock even where another label is"
              + " likelier; lower finds more of a rock unlike those of the training, and more of"
              + " what is none.");

  /** From which learnt distance on a cell is the seed of a piece. */
  public static final OptionKey<Double> SEED =
      OptionKey.ofDouble(
          "seed",
          0.5,
          0,
          1,
          "How sure the network must be that a cell lies inside a piece, away from its boundary,"
              + " for it to be the seed of one; higher parts more.");

  /** Up to which contrast with their border two pieces are one. */
  public static final OptionKey<Double> JOIN =
      OptionKey.ofDouble(
          "join",
          0.5,
          0,
          1,
          "How much less likely, in the mean, the border between two pieces must be to lie inside a"
              + " piece than the middles of both, for them to stay two; higher joins more, 0 joins"
              + " none.");

  /** From which mean likelihood of rock on a piece is one. */
  public static final OptionKey<Double> SURE =
      OptionKey.ofDouble(
          "sure",
          0.6,
          0,
          1,
          "How likely a piece must be rock, in the mean of its cells; others go to the neighbour"
              + " with which they share a quarter of their rim, or are left out.");

  /** Smallest fragment, as a share of the square of the row's width. */
  public static final OptionKey<Double> SMALLEST =
      OptionKey.ofDouble(
          "smallest",
          0.006,
          0,
          1,
          "Area of the smallest fragment, as a share of the square of the row's width; a photo"
              + " without rows is taken for one row, 0.115 times as wide as its longer side.");

  /** From which sum of its signs on a stretch of a row is rubble. */
  public static final OptionKey<Double> RUBBLE =
      OptionKey.ofDouble(
          "rubble",
          3.0,
          0,
          1000,
          "How clearly a stretch of a row must be rubble, many small stones with boundaries between"
              + " them, to become one fragment that is marked so: more for a longer or a clearer"
              + " stretch, in squares of the row's width; 0 marks none.");

  /** Cells of the largest tile. */
  public static final OptionKey<Integer> TILE =
      OptionKey.ofInt(
          "tile",
          0,
          0,
          16_000_000,
          "Cells of the largest tile in which a photo is looked at, which bounds the memory; 0 is"
              + " what is usual.");

  /** In what numbers a model of our own runs. */
  public static final OptionKey<String> PRECISION =
      OptionKey.ofText(
          "precision",
          "auto",
          "In what numbers a model of CoreScore's own format runs: auto, float32, bfloat16 or"
              + " float16; auto is float16 on a GPU, bfloat16 on a processor that multiplies it,"
              + " else float32.");

  /** Threads of one look at a photo. */
  public static final OptionKey<Integer> THREADS =
      OptionKey.ofInt(
          "threads",
          1,
          0,
          1024,
          "Processor threads of one look at a photo, for all of PyTorch in this process, of an ONNX"
              + " model for itself; 0 leaves them as they are. With 1, photos side by side share"
              + " the processor best.");

  /** The id of the segmenter. */
  public static final String ID = UnetSegmenter.ID;

  /** Makes the descriptor; nothing is loaded. */
  public DjlUnetProvider() {}

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String description() {
    return "Deep segmenter: a U-Net on DJL's PyTorch engine, touching pieces parted on learnt"
        + " boundaries.";
  }

  @Override
  public List<OptionKey<?>> options() {
    return List.of(
        MODEL, DEVICE, PRECISION, FLIPS, TILE, THREADS, ROCK, SEED, JOIN, SURE, SMALLEST, RUBBLE);
  }

  @Override
  public String layoutFinder() {
    return DjlLayoutProvider.ID;
  }

  /**
   * Tells platform, library and devices by the names and descriptions of files alone; neither DJL's
   * engine nor anything native is loaded.
   */
  @Override
  public Availability availability() {
    Availability natives = NativeLibraries.here().availability();
    return natives instanceof Availability.Available found && !NativeModelFile.hasBundled()
        ? new Availability.Available(found.detail() + ", no model bundled")
        : natives;
  }

  /**
   * Fails where {@link #DEVICE}, or {@link Training#on}, could not have a value. The engine is
   * loaded only where a GPU is named.
   *
   * @param device the name of a device
   * @throws uk.ac.bgs.corescore.spi.OptionException if it is no such name, or PyTorch finds no such
   *     device; it tells the choices
   */
  public static void requireDevice(String device) {
    Devices.requireName(device);
    if (device.startsWith("gpu")) {
      var unused = Devices.of(device, Torch.NAME);
    }
  }

  @Override
  public Segmenter create(Options options) {
    String path = options.get(MODEL);
    ModelFile file = path.isBlank() ? NativeModelFile.bundled() : ModelFile.read(Path.of(path));
    file.requireTask(TrainingSettings.Task.SEGMENT, path.isBlank() ? "bundled model" : path, ID);
    Device device = Devices.of(options.get(DEVICE), file.engine());
    return new UnetSegmenter(
        file,
        device,
        Precision.of(options.get(PRECISION), device),
        options.get(THREADS),
        options.get(FLIPS),
        options.get(TILE),
        new SegmentationThresholds(
            options.get(ROCK),
            options.get(SEED),
            options.get(JOIN),
            options.get(SURE),
            options.get(SMALLEST),
            options.get(RUBBLE)));
  }
}
