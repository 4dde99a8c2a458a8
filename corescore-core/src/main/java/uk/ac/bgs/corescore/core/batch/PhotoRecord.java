// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a photo that is done: its rows in the tables, and by what a later run sees that
 * it need not be done again.
 *
 * @param name the photo's name
 * @param version how often it was recorded, from 1; the highest counts
 * @param fingerprint what was known of the content before it was read; empty where nothing was
 * @param time when it was recorded
 * @param scored false for a photo that failed
 * @param files what its reports are called, without the suffixes of the formats; empty if it failed
 * @param reports the ids of the reports that were written
 * @param bytes the size of all those files
 * @param photo its row in the table of photos
 * @param fragments its rows in the table of fragments
 */
record PhotoRecord(
    String name,
    int version,
    String fingerprint,
    Instant time,
    boolean scored,
    String files,
    SortedSet<String> reports,
    long bytes,
    List<@Nullable Object> photo,
    List<List<@Nullable Object>> fragments) {
  PhotoRecord {
    reports = Collections.unmodifiableSortedSet(new TreeSet<>(reports));
    photo = Collections.unmodifiableList(new ArrayList<>(photo));
    fragments = Collections.unmodifiableList(new ArrayList<>(fragments));
  }

  /** The same content with what is known of it now. */
  PhotoRecord seenAgain(String now) {
    return new PhotoRecord(
        name, version + 1, now, time, scored, files, reports, bytes, photo, fragments);
  }
}
