// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit sets the field
class ResultStoreTest {
  @TempDir private Path folder;

  private ResultStore store() throws IOException {
    return new ResultStore(new ResultDisk(), folder, Duration.ZERO, 0);
  }

  private static StoredResult create(ResultStore store) throws IOException {
    return create(store, Instant.now());
  }

  private static StoredResult create(ResultStore store, Instant when) throws IOException {
    ResultRequest request =
        new ResultRequest(
            when,
            "box.jpg",
            "upload",
            Optional.empty(),
            "any",
            0,
            Optional.empty(),
            OptionalInt.empty(),
            Optional.empty());
    return store.create(request, "jpg", Optional.of(new byte[] {1}));
  }

  private static ResultVersion version() {
    return new ResultVersion(1, ResultVersion.Kind.MODEL, "", Instant.now(), "", 0, 1, "{}");
  }

  @Test
  void laterResultsComeBeforeEarlierOnesOfTheSameSecond() throws Exception {
    ResultStore store = store();
    Instant second = Instant.parse("2020-01-01T00:00:00Z");
    List<String> newestFirst = new ArrayList<>();
    for (int millis : new int[] {0, 1, 9, 10, 255, 256, 999}) {
      newestFirst.add(0, create(store, second.plusMillis(millis)).id());
    }
    assertEquals(
        newestFirst, store.list(Optional.empty(), 10).stream().map(StoredResult::id).toList());
  }

  /** Who cancelled was told so: what the worker kept a moment later does not count. */
  @Test
  void aCancelledResultHasNoState() throws Exception {
    StoredResult result = create(store());
    result.beginVersion(1);
    result.addVersion(version());
    assertTrue(result.current().isPresent());
    result.fail(new StoredResult.Failure(409, "cancelled"));
    assertTrue(result.current().isEmpty());
    assertEquals(409, result.failure().orElseThrow().status());
  }

  @Test
  void aRemovedResultDoesNotComeBackByWhatAWorkerStillWrites() throws Exception {
    ResultStore store = store();
    StoredResult result = create(store);
    store.remove(result.id());
    assertThrows(NoSuchFileException.class, () -> result.beginVersion(1));
    assertThrows(NoSuchFileException.class, () -> result.addVersion(version()));
    assertFalse(Files.exists(folder.resolve(result.id())));
    // One that was in the middle of a write.
    Files.createDirectories(folder.resolve(result.id()).resolve("versions"));
    store.removeRest(result.id());
    assertFalse(Files.exists(folder.resolve(result.id())));
  }

  @Test
  void theRestOfARemovedResultIsClearedAtTheStart() throws Exception {
    StoredResult kept = create(store());
    Path rest = folder.resolve("20200101000000-000000000000");
    Files.createDirectories(rest.resolve("versions"));
    ResultStore store = store();
    assertFalse(Files.exists(rest));
    assertTrue(store.find(kept.id()).isPresent());
    store.removeRest(kept.id());
    assertTrue(Files.exists(folder.resolve(kept.id())), "only what was removed is cleared");
  }
}
