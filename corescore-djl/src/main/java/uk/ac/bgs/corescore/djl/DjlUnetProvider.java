// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.List;
import uk.ac.bgs.corescore.segment.Segmenter;
import uk.ac.bgs.corescore.spi.Availability;
import uk.ac.bgs.corescore.spi.OptionException;
import uk.ac.bgs.corescore.spi.OptionKey;
import uk.ac.bgs.corescore.spi.Options;
import uk.ac.bgs.corescore.spi.SegmenterProvider;

/**
 * Provides {@code djl-unet}: a U-Net (Ronneberger, Fischer and Brox, 2015) tells rock from tray,
 * paper, plugs and text, and where one piece ends; a watershed on what it learnt parts the pieces.
 *
 * <p>The photo is brought to the scale the model was trained at. The answer is on that grid and
 * covers the whole photo. Its segmenters are for one thread at a time; the engine's memory is freed
 * by closing them. The engine is loaded when the first segmenter is made; it asks nothing of the
 * network unless the host has set {@code ai.djl.offline} or {@code DJL_OFFLINE} to false. Cost: one
 * look of the network, four with {@link #FLIPS}, and some ten passes over the grid.
 */
public final class DjlUnetProvider implements SegmenterProvider {
  /** A model file, the bundled model if it is blank. */
  public static final OptionKey<String> MODEL =
      OptionKey.ofText("model", "", "Path of a model file; blank is the bundled model.");

  /** Where the network runs. */
  public static final OptionKey<String> DEVICE =
      OptionKey.ofText(
          "device",
          "auto",
          "Where the network runs: auto, cpu, gpu or gpu:N; auto takes the first GPU if there is one.");

  /** Whether the mirror images of the photo are looked at too. */
  public static final OptionKey<Boolean> FLIPS =
      OptionKey.ofBoolean(
          "flips",
          true,
          "Whether the photo's three mirror images are looked at as well and the mean is taken, at"
              + " four times the cost.");

  /** From which learnt distance on a cell is the seed of a piece. */
  public static final OptionKey<Double> SEED =
      OptionKey.ofDouble(
          "seed",
          0.5,
          0,
          1,
          "How sure the network must be that a cell lies inside a piece, away from its boundary, for"
              + " it to be the seed of one; higher parts more.");

  /** Smallest fragment, cells. */
  public static final OptionKey<Integer> MIN_AREA =
      OptionKey.ofInt("min-area", 40, 1, Integer.MAX_VALUE, "Smallest fragment, in cells.");

  static final String ID = "djl-unet";

  private static final String NATIVES = "native/lib/pytorch.properties";

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
    return List.of(MODEL, DEVICE, FLIPS, SEED, MIN_AREA);
  }

  @Override
  public Availability availability() {
    String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    String library = System.getenv("PYTORCH_LIBRARY_PATH");
    if (library == null) {
      library = System.getProperty("PYTORCH_LIBRARY_PATH");
    }
    boolean jar = DjlUnetProvider.class.getClassLoader().getResource(NATIVES) != null;
    if (library == null && !jar) {
      return new Availability.Unavailable(
          platform
              + ": no PyTorch library; add the jar ai.djl.pytorch:pytorch-native-cpu for this"
              + " platform, or set PYTORCH_LIBRARY_PATH");
    }
    return new Availability.Available(
        platform
            + ", PyTorch from "
            + (library != null ? library : "a jar")
            + (Model.hasBundled() ? "" : ", no model bundled"));
  }

  @Override
  public Segmenter create(Options options) {
    String file = options.get(MODEL);
    Model model = file.isBlank() ? Model.bundled() : Model.read(Path.of(file));
    return new UnetSegmenter(
        model,
        device(options.get(DEVICE)),
        options.get(FLIPS),
        options.get(SEED),
        options.get(MIN_AREA));
  }

  private static Device device(String name) {
    if (name.equals("cpu")) {
      return Device.cpu();
    }
    if (!name.matches("auto|gpu|gpu:[0-9]{1,3}")) {
      throw new OptionException("option device is '" + name + "', expected: auto, cpu, gpu, gpu:N");
    }
    int count = Torch.engine().getGpuCount();
    if (name.equals("auto")) {
      return count > 0 ? Device.gpu(0) : Device.cpu();
    }
    int number = name.equals("gpu") ? 0 : Integer.parseInt(name.substring(4));
    if (number >= count) {
      throw new OptionException(
          "option device is '" + name + "', but the engine finds " + count + " GPUs");
    }
    return Device.gpu(number);
  }
}
