// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uk.ac.bgs.corescore.djl.internal.augmentation.Crop;
import uk.ac.bgs.corescore.djl.internal.engine.Precision;
import uk.ac.bgs.corescore.djl.internal.inference.ForwardPass;
import uk.ac.bgs.corescore.djl.internal.inference.Inference;
import uk.ac.bgs.corescore.djl.internal.inference.NativeModel;
import uk.ac.bgs.corescore.djl.internal.model.NativeModelFile;
import uk.ac.bgs.corescore.djl.internal.network.ActivationRanges;
import uk.ac.bgs.corescore.djl.internal.network.Heads;
import uk.ac.bgs.corescore.djl.internal.network.ImageNetNormalisation;
import uk.ac.bgs.corescore.djl.internal.network.Network;
import uk.ac.bgs.corescore.djl.internal.network.Weights;
import uk.ac.bgs.corescore.djl.settings.TrainingSettings;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * A native model.
 *
 * @param network the network
 * @param heads its outputs
 * @param start the start model; empty for initial weights
 */
record TrainableNativeModel(Network network, Heads heads, Optional<NativeModelFile> start)
    implements TrainableModel {
  @Override
  public Optional<String> origin() {
    return start.map(NativeModelFile::sha256);
  }

  @Override
  public String architecture() {
    return network.architecture().id();
  }

  @Override
  public Weights first(long seed) {
    return start.map(NativeModelFile::weights).orElseGet(() -> Weights.initial(network, seed));
  }

  @Override
  public void fill(Crop crop, FloatBuffer to) {
    int plane = crop.size();
    float[] pixels = new float[3 * plane];
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < plane; i++) {
        float value = crop.rgb[c * plane + i];
        float bounded = value < 0 ? 0 : value > 255 ? 255 : value;
        pixels[3 * i + c] = ImageNetNormalisation.of(bounded, c);
      }
    }
    to.put(pixels);
  }

  @Override
  public Loss loss(TrainingSettings settings) {
    return Loss.of(settings, heads);
  }

  @Override
  public Live open(NDManager base, Weights weights) {
    Map<String, NDArray> arrays = ForwardPass.arrays(base, network, weights);
    arrays.forEach(
        (name, array) -> {
          if (!name.endsWith(".mean") && !name.endsWith(".variance")) {
            array.setRequiresGradient(true);
          }
        });
    ForwardPass run = new ForwardPass(network, arrays);
    return new Live() {
      @Override
      public Map<String, NDArray> arrays() {
        return arrays;
      }

      @Override
      public NDArray forward(NDArray input) {
        return run.planes(input);
      }
    };
  }

  @Override
  public Inference inference(Weights weights, Device device) {
    return new Inference(
        new NativeModel(network, weights, Optional.empty(), heads, device, Precision.FLOAT32), 0);
  }

  @Override
  public String fileName() {
    return "model.corescore";
  }

  @Override
  public void write(
      Path file,
      Weights weights,
      List<RgbImage> examples,
      TrainingSettings settings,
      Map<String, String> provenance)
      throws IOException {
    ActivationRanges ranges = NativeModel.ranges(network, weights, examples);
    NativeModelFile.write(file, network, heads, weights, Optional.of(ranges), settings, provenance);
  }
}
