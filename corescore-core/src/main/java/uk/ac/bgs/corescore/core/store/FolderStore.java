// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

/**
 * Photographs in a folder and the folders in it; an id is a path in it with {@code /} between the
 * names. Always gives the whole photograph. Neither {@code ..} nor a link leads out of the folder,
 * and hidden files are not there, nor the folders {@code __MACOSX} that a Mac leaves. Immutable.
 */
public final class FolderStore implements PhotoStore {
  private final Path folder;
  private final long maxBytes;

  /**
   * A store in a folder.
   *
   * @param folder where the photographs are
   * @param maxBytes the largest file that is given
   */
  public FolderStore(Path folder, long maxBytes) {
    this.folder = folder;
    this.maxBytes = maxBytes;
  }

  @Override
  public Optional<StoredPhoto> fetch(String id, OptionalInt columns) throws IOException {
    Optional<Path> file = file(id);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    long size = Files.size(file.get());
    if (size > maxBytes) {
      throw new CoreScoreException(
          FailureKind.TOO_LARGE,
          id + ": at most " + maxBytes + " bytes expected, the file has " + size);
    }
    return Optional.of(
        StoredPhoto.whole(
            String.valueOf(file.get().getFileName()), Files.readAllBytes(file.get())));
  }

  /** The file of an id; empty if there is none, or it would lie elsewhere. */
  private Optional<Path> file(String id) throws IOException {
    if (id.isBlank() || id.indexOf('\\') >= 0 || id.indexOf('\0') >= 0) {
      return Optional.empty();
    }
    for (String name : id.split("/", -1)) {
      if (name.isEmpty() || name.startsWith(".") || name.equalsIgnoreCase("__MACOSX")) {
        return Optional.empty();
      }
    }
    Path root = folder.toRealPath();
    Path file;
    try {
      file = root.resolve(id);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Path real = file.toRealPath();
    return real.startsWith(root) ? Optional.of(real) : Optional.empty();
  }

  @Override
  public String origin() {
    return folder.toAbsolutePath().normalize().toString();
  }

  @Override
  public String toString() {
    return "FolderStore[" + folder + "]";
  }
}
