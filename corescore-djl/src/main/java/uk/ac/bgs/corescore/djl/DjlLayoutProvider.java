// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.List;
import uk.ac.bgs.corescore.djl.internal.engine.Devices;
import uk.ac.bgs.corescore.djl.internal.engine.NativeLibraries;
import uk.ac.bgs.corescore.djl.internal.engine.Precision;
import uk.ac.bgs.corescore.djl.internal.inference.NetworkLayoutFinder;
import uk.ac.bgs.corescore.djl.internal.model.NativeModelFile;
import uk.ac.bgs.corescore.djl.settings.TrainingSettings;
import uk.ac.bgs.corescore.layout.LayoutFinder;
import uk.ac.bgs.corescore.spi.Availability;
import uk.ac.bgs.corescore.spi.LayoutFinderProvider;
import uk.ac.bgs.corescore.spi.OptionKey;
import uk.ac.bgs.corescore.spi.Options;

/**
 * Provides {@code djl-layout}: a U-Net (Ronneberger, Fischer and Brox, 2015) segments the channels
 * on a small copy of the photo and predicts the distance from their walls, and {@link
 * uk.ac.bgs.corescore.core.layout.find.RowFinder} turns that into rows. A photo more than 4.5 times
 * as long as wide is one row; the network does not run on it.
 *
 * <p>Its finders may be shared by many threads. Closing one frees the engine's memory, after
 * running calls have ended. The engine is loaded when the first finder is made. Cost: one forward
 * pass over some 200,000 cells.
 */
public final class DjlLayoutProvider implements LayoutFinderProvider {
  /** A model file, the bundled model if it is blank. */
  public static final OptionKey<String> MODEL =
      OptionKey.ofText(
          "model",
          "",
          "Path of a layout model of CoreScore's own format; blank is the bundled model.");

  static final String ID = NetworkLayoutFinder.ID;

  /** Makes the descriptor; nothing is loaded. */
  public DjlLayoutProvider() {}

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String description() {
    return "Deep layout finder: a U-Net on DJL's PyTorch engine finds the channels of all rows.";
  }

  @Override
  public List<OptionKey<?>> options() {
    return List.of(
        MODEL, DjlUnetProvider.DEVICE, DjlUnetProvider.PRECISION, DjlUnetProvider.THREADS);
  }

  @Override
  public Availability availability() {
    return NativeLibraries.here().availability();
  }

  @Override
  public LayoutFinder create(Options options) {
    String path = options.get(MODEL);
    NativeModelFile model =
        path.isBlank() ? NativeModelFile.bundledLayout() : NativeModelFile.read(Path.of(path));
    model.requireTask(
        TrainingSettings.Task.LAYOUT, path.isBlank() ? "bundled layout model" : path, ID);
    Device device = Devices.of(options.get(DjlUnetProvider.DEVICE), model.engine());
    return new NetworkLayoutFinder(
        model,
        device,
        Precision.of(options.get(DjlUnetProvider.PRECISION), device, model.ranges().isPresent()),
        options.get(DjlUnetProvider.THREADS));
  }
}
