// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import uk.ac.bgs.corescore.core.internal.files.Sha256;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.core.photo.PhotoMemory;

/** A photograph in a file. */
record FileSource(PhotoFile photo) implements PhotoSource {
  @Override
  public String name() {
    return photo.name();
  }

  @Override
  public String fingerprint() throws IOException {
    BasicFileAttributes file = Files.readAttributes(photo.file(), BasicFileAttributes.class);
    return file.size() + " bytes, " + file.lastModifiedTime().toInstant();
  }

  @Override
  public String sha256() throws IOException {
    return Sha256.of(photo.file());
  }

  @Override
  public Photo read(PhotoMemory limits) {
    return limits.read(photo);
  }
}
