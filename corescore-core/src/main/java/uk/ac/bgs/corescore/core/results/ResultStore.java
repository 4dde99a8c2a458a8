// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.results;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Results in a folder, one folder each. A result is stored atomically, and a killed process loses
 * no acknowledged result. Safe for use by many threads of one process.
 */
public final class ResultStore {
  /** The form of ids; no other name is accessed on the disk. */
  public static final Pattern ID = Pattern.compile("[0-9]{14}-[0-9a-f]{12}");

  private static final Logger LOG = LoggerFactory.getLogger("corescore.results");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final ResultDisk disk;
  private final Path folder;
  private final Duration keep;
  private final int most;
  private final SecureRandom random = new SecureRandom();
  private final NavigableSet<String> ids = new ConcurrentSkipListSet<>();

  /**
   * Opens a folder and removes unfinished files of a killed process.
   *
   * @param disk what the folder is on
   * @param folder where results are, made if it does not exist
   * @param keep how long they are kept, zero for ever
   * @param most how many are kept, 0 for any number
   * @throws IOException if the folder cannot be read
   */
  public ResultStore(ResultDisk disk, Path folder, Duration keep, int most) throws IOException {
    this.disk = disk;
    this.folder = folder;
    disk.makeFolder(folder);
    this.keep = keep;
    this.most = most;
    disk.sweep(folder);
    for (String name : disk.names(folder)) {
      if (!ID.matcher(name).matches()) {
        continue;
      }
      if (Files.exists(folder.resolve(name).resolve(StoredResult.REQUEST))) {
        ids.add(name);
      } else {
        // It was removed while a worker wrote into it, and the process was killed before the rest.
        disk.remove(folder.resolve(name));
      }
    }
  }

  /**
   * Keeps a request, and its photo if it came with it.
   *
   * @param request what was requested
   * @param extension the photo's, by its content, without dot
   * @param photo the photo's bytes, empty if it is to be fetched
   * @return the result, without states
   * @throws IOException if it cannot be kept
   */
  public StoredResult create(ResultRequest request, String extension, Optional<byte[]> photo)
      throws IOException {
    String id = newId(request.created());
    Path part = ResultDisk.aside(folder.resolve(id));
    boolean whole = false;
    try {
      disk.makeFolder(part);
      StoredResult draft = new StoredResult(disk, id, part);
      draft.putRequest(request);
      if (photo.isPresent()) {
        draft.putPhoto(extension, photo.get());
      }
      disk.move(part, folder.resolve(id));
      whole = true;
    } finally {
      if (!whole) {
        disk.remove(part);
      }
    }
    ids.add(id);
    return new StoredResult(disk, id, folder.resolve(id));
  }

  private String newId(Instant now) {
    long millis = now.toEpochMilli() % 1000;
    long some = random.nextLong() >>> 28;
    return String.format(Locale.ROOT, "%s-%03x%09x", TIME.format(now), millis, some);
  }

  /**
   * Finds a result.
   *
   * @param id its id, or any text
   * @return empty if there is none
   */
  public Optional<StoredResult> find(String id) {
    return ids.contains(id)
        ? Optional.of(new StoredResult(disk, id, folder.resolve(id)))
        : Optional.empty();
  }

  /**
   * Results from the newest to the oldest.
   *
   * @param before the id that they come before, empty for the newest
   * @param limit the most there may be
   * @return the results
   */
  public List<StoredResult> list(Optional<String> before, int limit) {
    NavigableSet<String> older = before.isPresent() ? ids.headSet(before.get(), false) : ids;
    return older.descendingSet().stream()
        .limit(limit)
        .map(id -> new StoredResult(disk, id, folder.resolve(id)))
        .toList();
  }

  /**
   * How many results there are.
   *
   * @return 0 or more
   */
  public int size() {
    return ids.size();
  }

  /**
   * Results without an answer: those that a process which ended did not get to. Damaged ones are
   * skipped.
   *
   * @return from the oldest to the newest
   */
  public List<StoredResult> unanswered() {
    List<StoredResult> open = new ArrayList<>();
    for (String id : ids) {
      StoredResult result = new StoredResult(disk, id, folder.resolve(id));
      try {
        if (result.current().isEmpty() && result.failure().isEmpty()) {
          open.add(result);
        }
      } catch (IOException e) {
        LOG.warn("result={} event=passed-over", id, e);
      }
    }
    return open;
  }

  /**
   * Removes a result if it exists.
   *
   * @param id its id
   * @throws IOException if it cannot be removed
   */
  public void remove(String id) throws IOException {
    if (ids.remove(id)) {
      disk.remove(folder.resolve(id));
    }
  }

  /**
   * Removes what a worker has written into the place of a result after it was removed.
   *
   * @param id its id
   * @throws IOException if it cannot be removed
   */
  void removeRest(String id) throws IOException {
    if (ID.matcher(id).matches() && !ids.contains(id)) {
      disk.remove(folder.resolve(id));
    }
  }

  /**
   * Removes what is too old, and the oldest of what is too many.
   *
   * @return how many were removed
   */
  public int retain() {
    String oldest = keep.isZero() ? "" : TIME.format(Instant.now().minus(keep));
    int removed = 0;
    try {
      while (!ids.isEmpty()
          && (ids.first().compareTo(oldest) < 0 || (most > 0 && ids.size() > most))) {
        remove(ids.first());
        removed++;
      }
    } catch (java.util.NoSuchElementException e) {
      // Another thread has removed the last one.
      return removed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return removed;
  }
}
