// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.files.Sha256;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoMemory;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.report.FailureText;
import uk.ac.bgs.corescore.core.store.PhotoName;
import uk.ac.bgs.corescore.core.store.PhotoStore;
import uk.ac.bgs.corescore.core.store.StoredPhoto;

/** A photograph in a store, which is known by its id alone until it is fetched. */
record StoreSource(PhotoStore store, String id) implements PhotoSource {
  @Override
  public String name() {
    return id.replaceFirst("^[a-z]+://", "");
  }

  @Override
  public String fingerprint() {
    return store.origin();
  }

  @Override
  public String sha256() throws IOException {
    return Sha256.of(bytes(fetched()));
  }

  @Override
  public Photo read(PhotoMemory limits) {
    try {
      StoredPhoto stored = fetched();
      byte[] bytes = bytes(stored);
      String name = PhotoName.clean(stored.name(), PhotoName.extension(bytes).orElse("jpg"));
      Photo photo = PhotoReader.create().read(name, bytes);
      Optional<StoredPhoto.Size> full = stored.full();
      return full.isEmpty()
          ? photo
          : new Photo(
              photo.name(),
              photo.sha256(),
              full.get().width(),
              full.get().height(),
              photo.image(),
              photo.remarks());
    } catch (IOException e) {
      throw new CoreScoreException(FailureKind.IO, FailureText.of(id, e), e);
    }
  }

  private StoredPhoto fetched() throws IOException {
    return store
        .fetch(id, OptionalInt.empty())
        .orElseThrow(
            () ->
                new CoreScoreException(
                    FailureKind.NOT_FOUND, id + ": the store has no photo of this id"));
  }

  private static byte[] bytes(StoredPhoto stored) {
    ByteBuffer content = stored.content();
    byte[] bytes = new byte[content.remaining()];
    content.get(bytes);
    return bytes;
  }
}
