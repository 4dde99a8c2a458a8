// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service;

import java.util.Optional;
import uk.ac.bgs.corescore.core.store.FolderStore;
import uk.ac.bgs.corescore.core.store.PhotoStore;

/** The stores that the settings name, as one. */
final class PhotoStores {
  private PhotoStores() {}

  static Optional<PhotoStore> of(ServiceSettings settings) {
    return settings.photos().map(folder -> new FolderStore(folder, settings.maxBody()));
  }
}
