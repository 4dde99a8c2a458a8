// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Map;
import uk.ac.bgs.corescore.djl.internal.export.ExportedFiles;
import uk.ac.bgs.corescore.djl.internal.export.ModelMetadata;
import uk.ac.bgs.corescore.djl.internal.export.OnnxWriter;
import uk.ac.bgs.corescore.djl.internal.export.TorchScriptWriter;
import uk.ac.bgs.corescore.djl.internal.model.NativeModelFile;
import uk.ac.bgs.corescore.djl.internal.network.Network;
import uk.ac.bgs.corescore.djl.internal.network.Weights;
import uk.ac.bgs.corescore.djl.settings.TrainingSettings;

/**
 * Writes a model that was trained here as an ONNX file or a TorchScript file, for ONNX Runtime,
 * PyTorch and what else reads these.
 *
 * <p>The exported network takes N x 3 x H x W: red, green and blue from 0 to 1, less the mean and
 * divided by the deviation of ImageNet (Deng et al., 2009), H and W multiples of 32, the longer
 * side of the photo brought to {@code photo_width} pixels. It gives N x K x H x W scores before
 * softmax and sigmoid: one a label in the order of {@code labels}, which softmax over them makes
 * shares; then one for the boundary between pieces and one for the distance from it, each of which
 * a sigmoid makes a share. Batch normalisation is folded into the convolutions, numbers are 32-bit.
 *
 * <p>Beside the file {@code NAME} goes {@code NAME.json}, which states labels, normalisation and
 * scale. The ONNX file holds the same in its metadata, with the SHA-256 of the model it came from
 * ({@code model_sha256}); the TorchScript file holds the JSON as its extra file {@code
 * corescore.json}.
 *
 * <p>Immutable and safe for use by many threads. Neither loads the engine nor touches the network.
 * Cost: some three times the model's weights in memory.
 */
public final class ModelExport {
  private final NativeModelFile model;
  private final Network network;
  private final Weights weights;

  private ModelExport(NativeModelFile model) {
    this.model = model;
    this.network = model.network().folded();
    this.weights = model.weights().folded(model.network());
  }

  /**
   * Reads a model file.
   *
   * @param model a file that {@link TrainedModel#write} wrote
   * @return what exports it
   * @throws uk.ac.bgs.corescore.CoreScoreException if it cannot be read, is not such a file, or is
   *     no model that segments; says what was expected
   */
  public static ModelExport of(Path model) {
    NativeModelFile read = NativeModelFile.read(model);
    // Beside an exported model stands nothing that says its task: it would be taken for a
    // segmenter.
    read.requireTask(TrainingSettings.Task.SEGMENT, model.toString(), "the export");
    return new ModelExport(read);
  }

  /**
   * Takes the model in the jar.
   *
   * @return what exports it
   * @throws uk.ac.bgs.corescore.CoreScoreException if none is bundled
   */
  public static ModelExport ofBundled() {
    return new ModelExport(NativeModelFile.bundled());
  }

  /**
   * The file that goes beside an exported one.
   *
   * @param exported where the model goes
   * @return its name with {@code .json} after it
   */
  public static Path sidecar(Path exported) {
    return ExportedFiles.sidecar(exported);
  }

  /**
   * Writes an ONNX file and its sidecar, each aside and then moved.
   *
   * @param to where; its folder must exist
   * @param overwrite whether files that exist are replaced
   * @throws FileAlreadyExistsException if one exists and may not be replaced
   * @throws IOException if it cannot be written
   */
  public void onnx(Path to, boolean overwrite) throws IOException {
    Map<String, String> metadata = new ModelMetadata(model).metadata();
    ExportedFiles.put(
        to, overwrite, facts(), out -> OnnxWriter.write(network, weights, metadata, out));
  }

  /**
   * Writes a TorchScript file and its sidecar, each aside and then moved.
   *
   * @param to where; its folder must exist
   * @param overwrite whether files that exist are replaced
   * @throws FileAlreadyExistsException if one exists and may not be replaced
   * @throws IOException if it cannot be written
   */
  public void torchScript(Path to, boolean overwrite) throws IOException {
    byte[] facts = facts();
    Map<String, byte[]> extra = Map.of("corescore.json", facts);
    ExportedFiles.put(
        to, overwrite, facts, out -> TorchScriptWriter.write(network, weights, extra, out));
  }

  private byte[] facts() throws IOException {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    new ModelMetadata(model).writeJson(json);
    return json.toByteArray();
  }
}
