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
 * Provides {@code djl-unet}: a U-Net (Ronneberger, Fischer and Brox, 2015) segments rock, tray,
 * paper, plugs and text, and predicts the boundaries of pieces; a marker-controlled watershed on
 * these predictions separates the pieces.
 *
 * <p>Models of CoreScore's own format, TorchScript and ONNX files are read; the last two need a
 * sidecar, see the module's README. Pickled code is never run.
 *
 * <p>The photo is resampled to the scale that the model was trained at. A photo larger than {@link
 * #TILE} is predicted in overlapping tiles; the prediction does not depend on them. The
 * segmentation is on that grid and covers the whole photo. Segmenters may be shared by many
 * threads. Closing one frees the engine's memory, after running calls have ended. The engine is
 * loaded when the first segmenter is made; it accesses the network only if the host has set {@code
 * ai.djl.offline} or {@code DJL_OFFLINE} to false. Cost: one forward pass, four with {@link
 * #FLIPS}, and some ten passes over the grid.
 */
public final class DjlUnetProvider implements SegmenterProvider {
  /** The model file; the bundled model if blank. */
  public static final OptionKey<String> MODEL =
      OptionKey.ofText(
          "model",
          "",
          "Path of a model file of CoreScore, TorchScript or ONNX; blank for the "
              + "bundled model.");

  /** The device that the network runs on. */
  public static final OptionKey<String> DEVICE =
      OptionKey.ofText(
          "device",
          "auto",
          "Device that the network runs on: auto, cpu, gpu or gpu:N; auto takes "
              + "the first GPU if there is one.");

  /** Whether test-time augmentation by mirroring is used. */
  public static final OptionKey<Boolean> FLIPS =
      OptionKey.ofBoolean(
          "flips",
          true,
          "Test-time augmentation: the mean of the predictions for the photo and "
              + "its three mirror images, at four times the cost.");

  /** Least likelihood of rock at which a cell is rock. */
  public static final OptionKey<Double> ROCK =
      OptionKey.ofDouble(
          "rock",
          0.4,
          0,
          1,
          "Least likelihood of rock at which a cell is rock, even if another "
              + "label is more likely; a lower value finds more rock unlike that of the "
              + "training, and more false rock.");

  /** Least predicted distance at which a cell is a marker of a piece. */
  public static final OptionKey<Double> SEED =
      OptionKey.ofDouble(
          "seed",
          0.5,
          0,
          1,
          "Least likelihood that a cell lies inside a piece, away from its "
              + "boundary, for it to be a marker of the watershed; a higher value "
              + "splits more.");

  /** Greatest contrast of a border at which the two pieces are joined. */
  public static final OptionKey<Double> JOIN =
      OptionKey.ofDouble(
          "join",
          0.5,
          0,
          1,
          "Contrast of the border between two pieces, the difference of mean "
              + "likelihoods to lie inside a piece, below which they are joined; a "
              + "higher value joins more, 0 joins none.");

  /** Least mean likelihood of rock of a piece. */
  public static final OptionKey<Double> SURE =
      OptionKey.ofDouble(
          "sure",
          0.6,
          0,
          1,
          "Least mean likelihood of rock of a piece; a piece below it is joined "
              + "to the neighbour that shares a quarter of its perimeter, or removed.");

  /** Area of the smallest fragment, as a share of the square of the row's width. */
  public static final OptionKey<Double> SMALLEST =
      OptionKey.ofDouble(
          "smallest",
          0.006,
          0,
          1,
          "Area of the smallest fragment, as a share of the square of the row's "
              + "width; a photo without rows counts as one row, 0.115 times as wide as "
              + "its longer side.");

  /** Least score at which a stretch of a row is rubble. */
  public static final OptionKey<Double> RUBBLE =
      OptionKey.ofDouble(
          "rubble",
          3.0,
          0,
          1000,
          "Least score of a stretch of a row, many small stones with boundaries "
              + "between them, for it to become one fragment marked as rubble; in "
              + "squares of the row's width, higher for longer and clearer stretches; 0 "
              + "marks none.");

  /** Cells of the largest tile. */
  public static final OptionKey<Integer> TILE =
      OptionKey.ofInt(
          "tile",
          0,
          0,
          16_000_000,
          "Cells of the largest tile of a prediction, which limits the memory; 0 "
              + "for the default.");

  /** Number format that a model of CoreScore's own format runs in. */
  public static final OptionKey<String> PRECISION =
      OptionKey.ofText(
          "precision",
          "auto",
          "Number format of a model of CoreScore's own format: auto, float32, "
              + "bfloat16, float16 or int8; auto is float16 on a GPU; on a processor int8 if it "
              + "multiplies bytes (VNNI) and the model was calibrated, bfloat16 if it multiplies "
              + "those, else float32.");

  /** Processor threads of one forward pass. */
  public static final OptionKey<Integer> THREADS =
      OptionKey.ofInt(
          "threads",
          1,
          0,
          1024,
          "Processor threads of a forward pass, for all of PyTorch in this "
              + "process, or for one ONNX model; 0 leaves the setting unchanged. 1 "
              + "gives the best throughput for several photos at a time.");

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
    return "Deep segmenter: a U-Net on DJL's PyTorch engine, and a watershed on its boundaries.";
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
   * Reports platform, library and devices from the names and descriptions of files alone; neither
   * DJL's engine nor native code is loaded.
   */
  @Override
  public Availability availability() {
    Availability natives = NativeLibraries.here().availability();
    return natives instanceof Availability.Available found && !NativeModelFile.hasBundled()
        ? new Availability.Available(found.detail() + ", no model bundled")
        : natives;
  }

  /**
   * Loads the engine now, for a host that has a thread to spare while it reads its photos: the
   * first segmenter or layout finder of this module then need not. Later calls do nothing.
   *
   * @throws uk.ac.bgs.corescore.CoreScoreException if it does not load
   */
  public static void loadEngine() {
    var unused = Torch.engine();
  }

  /**
   * Checks a name of a device, as {@link #DEVICE} and {@link Training#on} take it. The engine is
   * loaded only if a GPU is named.
   *
   * @param device the name of a device
   * @throws uk.ac.bgs.corescore.spi.OptionException if the name is not valid, or PyTorch finds no
   *     such device; the message lists the choices
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
        Precision.of(options.get(PRECISION), device, file.ranges().isPresent()),
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
