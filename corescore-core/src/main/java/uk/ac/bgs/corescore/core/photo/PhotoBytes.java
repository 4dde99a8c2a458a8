// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.files.RegularFile;

/**
 * Reads the bytes of a photograph from a file or stream, within a limit.
 *
 * @param most how many bytes there may be
 */
record PhotoBytes(long most) {
  byte[] of(Path file) {
    String name = file.toString();
    String format = format(name);
    try {
      Optional<String> other = RegularFile.other(file);
      if (other.isPresent()) {
        throw new PhotoReadException(name, format, "a file expected, it is " + other.get(), null);
      }
      long size = Files.size(file);
      if (size > most) {
        throw tooLarge(name, format, size + " bytes");
      }
      try (InputStream in = Files.newInputStream(file)) {
        return all(name, in);
      }
    } catch (NoSuchFileException e) {
      throw new PhotoReadException(
          FailureKind.NOT_FOUND, name, format, "a file expected, there is none of this name", e);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /** Of a stream, which is read to its end and left open. */
  byte[] of(String name, InputStream in) {
    try {
      return all(name, in);
    } catch (IOException | UncheckedIOException e) {
      throw unreadable(name, e);
    }
  }

  private byte[] all(String name, InputStream in) throws IOException {
    byte[] bytes = in.readNBytes((int) most);
    if (bytes.length == most && in.read() >= 0) {
      throw tooLarge(name, format(name), "more");
    }
    return bytes;
  }

  PhotoReadException tooLarge(String name, String format, String came) {
    return new PhotoReadException(
        FailureKind.TOO_LARGE,
        name,
        format,
        "at most " + most + " bytes allowed, " + came + " found",
        null);
  }

  static PhotoReadException unreadable(String name, Exception cause) {
    return new PhotoReadException(
        FailureKind.IO, name, format(name), "cannot be read from its place: " + cause, cause);
  }

  private static String format(String name) {
    return PhotoFormat.ofExtension(name).orElse(PhotoFormat.UNKNOWN).title();
  }
}
