// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch;

import java.io.IOException;
import java.util.Optional;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.core.photo.PhotoMemory;
import uk.ac.bgs.corescore.core.store.PhotoStore;
import uk.ac.bgs.corescore.layout.Layout;

/**
 * A photograph of a batch: a file, or one on an image server. Immutable; used by several threads,
 * one at a time.
 */
public interface PhotoSource {
  /**
   * What the photo is called in the tables and in the names of its reports.
   *
   * @return a name with {@code /} between folders, another for each photo of a batch and the same
   *     in each run
   */
  String name();

  /**
   * What is known of the content without reading it, such as a file's size and time.
   *
   * @return a text that is another one when the content changes; empty where nothing is known, and
   *     then a photo that was scored once is taken as unchanged
   * @throws IOException if the photo is not there or cannot be reached
   */
  String fingerprint() throws IOException;

  /**
   * The hash of the content, which is asked for where the fingerprint has changed.
   *
   * @return SHA-256 as {@link Photo#sha256()} has it
   * @throws CoreScoreException if it cannot be read
   * @throws IOException if it cannot be read
   */
  String sha256() throws IOException;

  /**
   * Reads the photo.
   *
   * @param limits up to which size it is held whole
   * @return the photo, of any name
   * @throws CoreScoreException if it cannot be read
   */
  Photo read(PhotoMemory limits);

  /**
   * The rows of core, where a person gave them. What decides them is to be named by {@link
   * Batch.Builder#setting}.
   *
   * @return the layout in the photo's pixels; empty to have the layout finder look, as it is unless
   *     overridden
   */
  default Optional<Layout> layout() {
    return Optional.empty();
  }

  /**
   * A file.
   *
   * @param photo the file and its name
   * @return a source whose fingerprint is the file's size and the time of its last change
   */
  static PhotoSource of(PhotoFile photo) {
    return new FileSource(photo);
  }

  /**
   * A photograph in a store.
   *
   * @param store the store
   * @param id what the store calls it, which is its name here, without {@code https://}
   * @return a source whose fingerprint is the store's {@link PhotoStore#origin()}
   */
  static PhotoSource of(PhotoStore store, String id) {
    return new StoreSource(store, id);
  }
}
