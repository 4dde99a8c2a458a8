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
 * Exports a model of CoreScore's own format as ONNX or TorchScript, for ONNX Runtime, PyTorch and
 * other programs that read these.
 *
 * <p>The exported network takes N x 3 x H x W: red, green and blue from 0 to 1, minus the mean and
 * divided by the standard deviation of ImageNet (Deng et al., 2009). H and W are multiples of 32;
 * the longer side of the photo is resampled to {@code photo_width} pixels, the maximum input side.
 * The output is N x K x H x W logits: one channel a label in the order of {@code labels}, for
 * softmax; then one for the boundary between pieces and one for the distance from it, for sigmoid.
 * Batch normalisation is folded into the convolutions; numbers are 32-bit.
 *
 * <p>The sidecar {@code NAME.json} of a file {@code NAME} states labels, normalisation and scale.
 * The ONNX file has the same in its metadata, with the SHA-256 of the source model ({@code
 * model_sha256}); the TorchScript file has the JSON as its extra file {@code corescore.json}.
 *
 * <p>Immutable and safe for use by many threads. It does not load the engine. Cost: some three
 * times the model's weights in memory.
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
   * @return its export
   * @throws uk.ac.bgs.corescore.CoreScoreException if it cannot be read, is not such a file, or is
   *     not a model for segmentation; the message says what was expected
   */
  public static ModelExport of(Path model) {
    NativeModelFile read = NativeModelFile.read(model);
    // A sidecar does not state the task: an exported layout model would be used as a segmenter.
    read.requireTask(TrainingSettings.Task.SEGMENT, model.toString(), "the export");
    return new ModelExport(read);
  }

  /**
   * Exports the bundled model.
   *
   * @return its export
   * @throws uk.ac.bgs.corescore.CoreScoreException if none is bundled
   */
  public static ModelExport ofBundled() {
    return new ModelExport(NativeModelFile.bundled());
  }

  /**
   * The sidecar of an exported file.
   *
   * @param exported the exported file
   * @return its name with {@code .json} appended
   */
  public static Path sidecar(Path exported) {
    return ExportedFiles.sidecar(exported);
  }

  /**
   * Writes an ONNX file and its sidecar; both are replaced atomically.
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
   * Writes a TorchScript file and its sidecar; both are replaced atomically.
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
