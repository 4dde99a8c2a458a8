// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.ac.bgs.corescore.CoreScoreException;

/** A chain of stores, tried in order. Immutable. */
record ChainedStore(List<? extends PhotoStore> stores) implements PhotoStore {
  private static final Logger LOG = LoggerFactory.getLogger(ChainedStore.class);

  ChainedStore {
    stores = List.copyOf(stores);
  }

  @Override
  public Optional<StoredPhoto> fetch(String id, OptionalInt columns) throws IOException {
    Exception first = null;
    for (PhotoStore store : stores) {
      try {
        Optional<StoredPhoto> photo = store.fetch(id, columns);
        if (photo.isPresent()) {
          return photo;
        }
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException | CoreScoreException e) {
        LOG.warn("{}: {}; the next store is asked", store, e.getMessage());
        first = earlier(first, e);
      }
    }
    if (first instanceof IOException away) {
      throw away;
    }
    if (first instanceof CoreScoreException unusable) {
      throw unusable;
    }
    return Optional.empty();
  }

  private static Exception earlier(@Nullable Exception first, Exception next) {
    if (first == null) {
      return next;
    }
    first.addSuppressed(next);
    return first;
  }

  @Override
  public String origin() {
    return stores.stream().map(PhotoStore::origin).collect(Collectors.joining(" "));
  }

  @Override
  public String toString() {
    return stores.toString();
  }
}
