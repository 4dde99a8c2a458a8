// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.djl.internal.network.ActivationRanges;
import uk.ac.bgs.corescore.djl.internal.network.Heads;
import uk.ac.bgs.corescore.djl.settings.TrainingSettings;

/** A model file that was read and checked: a native or an external model. */
public sealed interface ModelFile permits NativeModelFile, ExternalModelFile {
  /** Size limit of a model file, in bytes. */
  long MAX_BYTES = 1L << 30;

  /** The outputs of the model. */
  Heads heads();

  /** The maximum input side, in cells. */
  int photoWidth();

  /** The ranges of the network's outputs, for 8 bits. */
  default Optional<ActivationRanges> ranges() {
    return Optional.empty();
  }

  /** Metadata of the model. */
  Map<String, String> metadata();

  /** SHA-256 of the file. */
  String sha256();

  /** The task of the model. */
  default TrainingSettings.Task task() {
    return TrainingSettings.Task.SEGMENT;
  }

  /**
   * Checks the task.
   *
   * @param name name of the model in messages
   * @param user what uses it, for messages
   * @throws CoreScoreException if the model was trained for another task; the message has both
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

  /** Name of the engine that runs it. */
  String engine();

  /**
   * Reads a model file; its format follows from its extension and first bytes.
   *
   * @throws CoreScoreException if it cannot be read, is not a model, or is pickled code
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
                  : Files.exists(file)
                      ? "a pipe, a socket or a device"
                      : "a file that does not exist"));
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
