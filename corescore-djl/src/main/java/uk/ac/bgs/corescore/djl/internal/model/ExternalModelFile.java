// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.model;

import java.nio.file.Path;
import java.util.Map;
import uk.ac.bgs.corescore.core.internal.files.Sha256;
import uk.ac.bgs.corescore.djl.internal.engine.Torch;
import uk.ac.bgs.corescore.djl.internal.network.Heads;

/**
 * A model that other software trained, with its sidecar.
 *
 * @param file its path
 * @param bytes the whole file
 * @param sidecar labels, normalisation and scale
 * @param engine the DJL engine that runs it
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
