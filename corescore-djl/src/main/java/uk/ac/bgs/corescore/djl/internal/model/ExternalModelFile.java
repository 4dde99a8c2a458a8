// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.model;

import java.nio.file.Path;
import java.util.Map;
import uk.ac.bgs.corescore.core.internal.files.Sha256;
import uk.ac.bgs.corescore.djl.internal.engine.Torch;
import uk.ac.bgs.corescore.djl.internal.network.Heads;

/**
 * A model that was trained elsewhere and the sidecar that says what it reads and gives.
 *
 * @param file where it is
 * @param bytes the whole file
 * @param sidecar what is said of it
 * @param engine which of DJL's engines runs it
 * @param sha256 of the file
 */
@SuppressWarnings("ArrayRecordComponent") // on its way from a file to the engine
public record ExternalModelFile(
    Path file, byte[] bytes, Sidecar sidecar, String engine, String sha256) implements ModelFile {
  static ExternalModelFile torchScript(Path file, byte[] bytes) {
    TorchScriptArchive.check(file, bytes);
    return of(file, bytes, Torch.NAME);
  }

  static ExternalModelFile onnx(Path file, byte[] bytes) {
    OnnxGraph.check(bytes, file.toString());
    return of(file, bytes, Torch.ONNX);
  }

  private static ExternalModelFile of(Path file, byte[] bytes, String engine) {
    return new ExternalModelFile(file, bytes, Sidecar.of(file), engine, Sha256.of(bytes));
  }

  @Override
  public Heads heads() {
    return sidecar.heads();
  }

  @Override
  public int photoWidth() {
    return sidecar.photoWidth();
  }

  @Override
  public Map<String, String> metadata() {
    return Map.of("licence", sidecar.licence());
  }
}
