// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.store.FolderStore;
import uk.ac.bgs.corescore.core.store.ImageServerStore;
import uk.ac.bgs.corescore.core.store.PhotoStore;
import uk.ac.bgs.corescore.core.store.StoredPhoto;

/** The stores that the settings name, as one: the folder is looked into first. */
final class PhotoStores implements PhotoStore {
  private final List<PhotoStore> stores;

  private PhotoStores(List<PhotoStore> stores) {
    this.stores = List.copyOf(stores);
  }

  static Optional<PhotoStore> of(ServiceSettings settings) {
    List<PhotoStore> stores = new ArrayList<>();
    PhotoSettings photos = settings.photos();
    photos.folder().ifPresent(folder -> stores.add(new FolderStore(folder, settings.maxBody())));
    if (!photos.imageServers().isEmpty()) {
      ImageServerStore.Builder servers =
          ImageServerStore.builder(settings.data().resolve("images"))
              .cacheBytes(photos.imageCache())
              .maxBytes(settings.maxBody());
      try {
        photos.imageServers().forEach(servers::server);
      } catch (IllegalArgumentException e) {
        throw new CoreScoreException("--image-server: " + e.getMessage(), e);
      }
      stores.add(servers.build());
    }
    return stores.isEmpty() ? Optional.empty() : Optional.of(new PhotoStores(stores));
  }

  @Override
  public Optional<StoredPhoto> fetch(String id, OptionalInt columns) throws IOException {
    for (PhotoStore store : stores) {
      Optional<StoredPhoto> photo = store.fetch(id, columns);
      if (photo.isPresent()) {
        return photo;
      }
    }
    return Optional.empty();
  }
}
