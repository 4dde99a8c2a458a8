// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static uk.ac.bgs.corescore.core.pipeline.CountingProvider.batch;
import static uk.ac.bgs.corescore.core.pipeline.CountingProvider.photo;
import static uk.ac.bgs.corescore.core.pipeline.CountingProvider.task;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.image.PixelScale;
import uk.ac.bgs.corescore.spi.ProviderException;
import uk.ac.bgs.corescore.spi.Providers;

@Timeout(60)
class BatchScorerTest {
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyPhotoComesOnceInItsOrder(boolean shareable) {
    CountingProvider provider = new CountingProvider(shareable);
    List<BatchProgress> heard = new ArrayList<>();
    try (BatchScorer scorer = batch(provider).threads(4).waiting(3).onProgress(heard::add).build();
        Stream<BatchResult> results =
            scorer.score(IntStream.range(20, 150).mapToObj(CountingProvider::task).iterator())) {
      assertEquals(
          IntStream.range(20, 150).boxed().toList(), results.map(CountingProvider::rock).toList());
    }
    assertEquals(shareable ? 1 : 4, provider.made.get());
    assertEquals(provider.made.get(), provider.closed.get());
    assertEquals(130, heard.size());
    assertEquals(130, heard.get(129).done());
    assertEquals(0, heard.get(129).failed());
    assertTrue(heard.get(129).photosPerSecond() > 0);
  }

  /** Four photos meet inside the segmenter: none of them could continue alone. */
  @Test
  void photosAreWorkedOnAtATime() {
    Phaser together = new Phaser(4);
    CountingProvider provider = new CountingProvider(true);
    List<PhotoTask> tasks =
        IntStream.range(20, 24)
            .mapToObj(
                rock ->
                    new PhotoTask(
                        "photo" + rock,
                        () -> {
                          together.arriveAndAwaitAdvance();
                          return photo(rock);
                        }))
            .toList();
    try (BatchScorer scorer = batch(provider).threads(4).waiting(0).build();
        Stream<BatchResult> results = scorer.score(tasks.iterator())) {
      assertEquals(4, results.filter(result -> result.scored().isPresent()).count());
    }
  }

  @Test
  void noMoreIsBegunThanThereIsRoomFor() {
    AtomicInteger taken = new AtomicInteger();
    Iterator<PhotoTask> endless =
        Stream.generate(() -> task(20 + taken.incrementAndGet() % 100)).iterator();
    try (BatchScorer scorer = batch(new CountingProvider(true)).threads(2).waiting(3).build();
        Stream<BatchResult> results = scorer.score(endless)) {
      Iterator<BatchResult> each = results.iterator();
      for (int i = 1; i <= 20; i++) {
        assertTrue(each.next().scored().isPresent());
        assertTrue(taken.get() <= i + 5, taken + " begun after " + i);
      }
    }
  }

  @Test
  void whatFailsIsAResultAndTheRestGoesOn() {
    List<PhotoTask> tasks =
        List.of(
            task(20),
            task(13),
            new PhotoTask(
                "torn",
                () -> {
                  throw new CoreScoreException(FailureKind.IO, "torn: not a photo");
                }),
            new PhotoTask(
                "odd",
                () -> {
                  throw new UnsupportedOperationException("odd");
                }),
            new PhotoTask(
                "deep",
                () -> {
                  throw new StackOverflowError("deep");
                }),
            task(21));
    List<BatchResult> results;
    try (BatchScorer scorer = batch(new CountingProvider(true)).threads(2).build();
        Stream<BatchResult> stream = scorer.score(tasks.iterator())) {
      results = stream.toList();
    }
    assertEquals(
        List.of("photo20", "photo13", "torn", "odd", "deep", "photo21"),
        results.stream().map(BatchResult::name).toList());
    assertEquals(
        List.of(true, false, false, false, false, true),
        results.stream().map(result -> result.scored().isPresent()).toList());
    assertEquals("torn: not a photo", results.get(2).failure().orElseThrow().getMessage());
    String thirteen = String.valueOf(results.get(1).failure().orElseThrow().getMessage());
    assertTrue(thirteen.contains("photo13") && thirteen.contains("thirteen"), thirteen);
    CoreScoreException odd = assertThrows(CoreScoreException.class, results.get(3)::orThrow);
    assertSame(results.get(3).failure().orElseThrow(), odd);
    assertTrue(String.valueOf(odd.getMessage()).startsWith("odd: "), odd.getMessage());
  }

  @Test
  void aTaskMayHaveAScaleOfItsOwn() {
    try (BatchScorer scorer = batch(new CountingProvider(true)).build();
        Stream<BatchResult> results =
            scorer.score(
                List.of(
                        task(20),
                        new PhotoTask("photo21", () -> photo(21), Optional.of(new PixelScale(0.5))))
                    .iterator())) {
      assertEquals(
          List.of(Optional.empty(), Optional.of(new PixelScale(0.5))),
          results.map(result -> result.orThrow().scale()).toList());
    }
  }

  @Test
  void settingsAreChecked() {
    BatchScorer.Builder builder = batch(new CountingProvider(true));
    assertThrows(IllegalArgumentException.class, () -> builder.threads(0));
    assertThrows(IllegalArgumentException.class, () -> builder.waiting(-1));
    ScoringPipeline.Builder unknown =
        ScoringPipeline.builder(
            Providers.discover(BatchScorerTest.class.getClassLoader()), "nobody");
    BatchScorer.Builder none = BatchScorer.builder(unknown);
    assertThrows(ProviderException.class, none::build);
  }
}
