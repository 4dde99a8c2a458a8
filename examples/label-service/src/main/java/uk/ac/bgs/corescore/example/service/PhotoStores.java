// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.store.FolderStore;
import uk.ac.bgs.corescore.core.store.ImageServerStore;
import uk.ac.bgs.corescore.core.store.PhotoStore;

/** The stores that the settings name, as one: the folder is looked into first. */
final class PhotoStores {
  private PhotoStores() {}

  static Optional<PhotoStore> of(ServiceSettings settings) {
    List<PhotoStore> stores = new ArrayList<>();
    PhotoSettings photos = settings.photos();
    photos.folder().ifPresent(folder -> stores.add(new FolderStore(folder, settings.maxBody())));
    int servers = photos.imageServers().size();
    if (servers > 0) {
      ImageServerStore.Builder store =
          ImageServerStore.builder(settings.data().resolve("images"))
              .cacheBytes(photos.imageCache())
              .maxBytes(settings.maxBody())
              .maxPixels(settings.maxPixels())
              // So that each server has its turn, and the photo can be looked at as well.
              .timeLimit(settings.timeLimit().dividedBy(servers + 1L));
      try {
        photos.imageServers().forEach(store::server);
      } catch (IllegalArgumentException e) {
        throw new CoreScoreException(
            FailureKind.CONFIGURATION, "--image-server: " + e.getMessage(), e);
      }
      stores.add(store.build());
    }
    return stores.isEmpty() ? Optional.empty() : Optional.of(PhotoStore.inOrder(stores));
  }
}
