// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.djl.internal.network.Heads;
import uk.ac.bgs.corescore.djl.settings.TrainingSettings;

/** A model file that was read and checked, of our own format or from elsewhere. */
public sealed interface ModelFile permits NativeModelFile, ExternalModelFile {
  /** Bytes of the largest model that is opened. */
  long MAX_BYTES = 1L << 30;

  /** What the outputs of the model mean. */
  Heads heads();

  /** Cells to which the longer side of a photo is brought. */
  int photoWidth();

  /** All that is said of the model. */
  Map<String, String> metadata();

  /** Of the file. */
  String sha256();

  /** What the model was trained to find. */
  default TrainingSettings.Task task() {
    return TrainingSettings.Task.SEGMENT;
  }

  /**
   * Fails if the model was trained for something else.
   *
   * @param name how the model is called in messages
   * @param user who wants to use it
   * @throws CoreScoreException which says both tasks
   */
  default void requireTask(TrainingSettings.Task wanted, String name, String user) {
    if (task() != wanted) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          name
              + (": " + user + " expected a model of the task " + wanted.id())
              + (", got one of the task " + task().id()));
    }
  }

  /** Which engine's devices it can be brought to. */
  String engine();

  /**
   * Reads a model file; what it is is told by its name and its first bytes.
   *
   * @throws CoreScoreException if it cannot be read, is none, or is pickled code
   */
  static ModelFile read(Path file) {
    byte[] bytes = bytes(file);
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    String extension = name.substring(name.lastIndexOf('.') + 1);
    boolean zip = bytes.length > 1 && bytes[0] == 'P' && bytes[1] == 'K';
    return switch (extension) {
      case "onnx" -> ExternalModelFile.onnx(file, bytes);
      case "pt", "pts", "torchscript", "pth", "pkl", "pickle" ->
          ExternalModelFile.torchScript(file, bytes);
      default ->
          zip
              ? ExternalModelFile.torchScript(file, bytes)
              : NativeModelFile.of(bytes, file.toString());
    };
  }

  private static byte[] bytes(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new CoreScoreException(
          Files.exists(file) ? FailureKind.BAD_INPUT : FailureKind.NOT_FOUND,
          file
              + ": expected a model file, got "
              + (Files.isDirectory(file)
                  ? "a folder"
                  : Files.exists(file) ? "a pipe, a socket or a device" : "a name of no file"));
    }
    try {
      long size = Files.size(file);
      if (size > MAX_BYTES) {
        throw new CoreScoreException(
            FailureKind.TOO_LARGE,
            file + ": expected a model of at most " + MAX_BYTES + " bytes, got " + size);
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new CoreScoreException(FailureKind.IO, file + ": the model cannot be read: " + e, e);
    }
  }
}
