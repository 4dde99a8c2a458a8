// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.store;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A store of photographs by id. An id comes from outside and is never trusted: it cannot lead out
 * of the store. Safe for use by many threads.
 */
public interface PhotoStore {
  /**
   * Fetches a photograph, or a reduced copy of it.
   *
   * @param id what the store calls it
   * @param columns how many columns are wanted at least; the copy may have more, and has fewer only
   *     where the photograph or the store's largest copy does. Empty for the whole photograph
   * @return the photograph, empty if the store has none of this id
   * @throws uk.ac.bgs.corescore.CoreScoreException if the store returns what cannot be used
   * @throws IOException if the store cannot be reached or read
   */
  Optional<StoredPhoto> fetch(String id, OptionalInt columns) throws IOException;

  /**
   * Where the photographs are, such as a folder or the addresses of servers. By it results of a
   * photograph are told from those of another one that a different store has under the same id.
   *
   * @return a text that is another one for another place; empty, as it is unless overridden, where
   *     that is not known
   */
  default String origin() {
    return "";
  }

  /**
   * Several stores as one, tried in their order. If one of them fails the next is tried; its
   * failure is thrown only if none of the others has the photograph either, as it may be on the one
   * that failed.
   *
   * @param stores the stores, in the order of the attempts
   * @return a store
   */
  static PhotoStore inOrder(List<? extends PhotoStore> stores) {
    return new ChainedStore(stores);
  }
}
