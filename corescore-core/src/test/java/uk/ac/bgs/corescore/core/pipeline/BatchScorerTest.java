// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Phaser;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.score.SixMeasuresProvider;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.image.PixelScale;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.segment.Segmenter;
import uk.ac.bgs.corescore.spi.Availability;
import uk.ac.bgs.corescore.spi.OptionKey;
import uk.ac.bgs.corescore.spi.Options;
import uk.ac.bgs.corescore.spi.ProviderException;
import uk.ac.bgs.corescore.spi.Providers;
import uk.ac.bgs.corescore.spi.SegmenterProvider;

@Timeout(60)
class BatchScorerTest {
  private static final String HASH = "0".repeat(64);

  /** Finds as many rock pixels as the first pixel says, and counts its segmenters and callers. */
  private static final class Counting implements SegmenterProvider {
    final boolean shareable;
    final AtomicInteger made = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    final AtomicInteger inside = new AtomicInteger();
    final AtomicInteger most = new AtomicInteger();

    Counting(boolean shareable) {
      this.shareable = shareable;
    }

    @Override
    public String id() {
      return "counting";
    }

    @Override
    public String description() {
      return "Finds as many rock pixels as the first pixel says.";
    }

    @Override
    public List<OptionKey<?>> options() {
      return List.of();
    }

    @Override
    public Availability availability() {
      return new Availability.Available("everywhere");
    }

    @Override
    public Segmenter create(Options options) {
      made.incrementAndGet();
      AtomicInteger own = new AtomicInteger();
      return new Segmenter() {
        @Override
        public Segmentation segment(RgbImage photo) {
          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
          try {
            if (own.incrementAndGet() > 1 && !shareable) {
              throw new IllegalStateException("two threads in a segmenter for one");
            }
            return rock(photo);
          } finally {
            own.decrementAndGet();
            inside.decrementAndGet();
          }
        }

        @Override
        public boolean shareable() {
          return shareable;
        }

        @Override
        public void close() {
          closed.incrementAndGet();
        }
      };
    }

    private static Segmentation rock(RgbImage photo) {
      int rock = photo.rgb(0, 0);
      if (rock == 13) {
        throw new IllegalArgumentException("thirteen");
      }
      byte[] labels = new byte[photo.width()];
      FragmentMap.Builder fragments = FragmentMap.builder(photo.width(), 1);
      for (int x = 0; x < rock; x++) {
        labels[x] = 1;
      }
      if (rock > 0) {
        fragments.add(0, 0, rock, 1);
      }
      return Segmentation.of(
          LabelMask.wrap(photo.width(), 1, labels, LabelSet.CORESCORE),
          fragments.build(),
          PixelFrame.PHOTO);
    }
  }

  private static Photo photo(int rock) {
    int[] pixels = new int[200];
    pixels[0] = rock;
    return new Photo("photo" + rock, HASH, RgbImage.wrap(200, 1, pixels));
  }

  private static PhotoTask task(int rock) {
    return new PhotoTask("photo" + rock, () -> photo(rock));
  }

  private static BatchScorer.Builder batch(SegmenterProvider provider) {
    Providers providers = Providers.of(provider, new SixMeasuresProvider());
    return BatchScorer.builder(ScoringPipeline.builder(providers, provider.id()));
  }

  private static int rock(BatchResult result) {
    return (int)
        result.orThrow().fragments().fragments().stream()
            .mapToDouble(fragment -> fragment.measures().area().squarePixels())
            .sum();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyPhotoComesOnceInItsOrder(boolean shareable) {
    Counting provider = new Counting(shareable);
    List<BatchProgress> heard = new ArrayList<>();
    try (BatchScorer scorer = batch(provider).threads(4).waiting(3).onProgress(heard::add).build();
        Stream<BatchResult> results =
            scorer.score(IntStream.range(20, 150).mapToObj(BatchScorerTest::task).iterator())) {
      assertEquals(
          IntStream.range(20, 150).boxed().toList(), results.map(BatchScorerTest::rock).toList());
    }
    assertEquals(shareable ? 1 : 4, provider.made.get());
    assertEquals(provider.made.get(), provider.closed.get());
    assertEquals(130, heard.size());
    assertEquals(130, heard.get(129).done());
    assertEquals(0, heard.get(129).failed());
    assertTrue(heard.get(129).photosPerSecond() > 0);
  }

  /** Four photos meet inside the segmenter: none of them could go on alone. */
  @Test
  void photosAreWorkedOnAtATime() {
    Phaser together = new Phaser(4);
    Counting provider = new Counting(true);
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
    try (BatchScorer scorer = batch(new Counting(true)).threads(2).waiting(3).build();
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
                  throw new CoreScoreException("torn: not a photo");
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
    try (BatchScorer scorer = batch(new Counting(true)).threads(2).build();
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
    try (BatchScorer scorer = batch(new Counting(true)).build();
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

  /** What waits when a stream is closed is never read. */
  @Test
  void aClosedStreamBeginsNothingMore() {
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger read = new AtomicInteger();
    PhotoTask slow =
        new PhotoTask(
            "slow",
            () -> {
              read.incrementAndGet();
              try {
                go.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return photo(20);
            });
    try (BatchScorer scorer = batch(new Counting(true)).threads(1).waiting(4).build()) {
      Stream<BatchResult> results = scorer.score(List.of(task(20), slow, slow, slow).iterator());
      Iterator<BatchResult> each = results.iterator();
      assertEquals(20, rock(each.next()));
      results.close();
      go.countDown();
      assertFalse(each.hasNext());
      try (Stream<BatchResult> next = scorer.score(List.of(task(30)).iterator())) {
        assertEquals(List.of(30), next.map(BatchScorerTest::rock).toList());
      }
    }
    assertTrue(read.get() <= 1, read + " were read");
  }

  @Test
  void anInterruptEndsTheStream() {
    CountDownLatch never = new CountDownLatch(1);
    PhotoTask stuck =
        new PhotoTask(
            "stuck",
            () -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                throw new CoreScoreException("stuck: interrupted", e);
              }
              return photo(20);
            });
    try (BatchScorer scorer = batch(new Counting(true)).threads(1).build();
        Stream<BatchResult> results = scorer.score(List.of(stuck).iterator())) {
      Thread.currentThread().interrupt();
      assertThrows(CancellationException.class, results::toList);
      assertTrue(Thread.interrupted(), "the interrupt is kept");
    }
  }

  @Test
  void aListThatBreaksTakesNoResultWithIt() {
    Iterator<PhotoTask> tasks =
        IntStream.range(20, 30)
            .mapToObj(
                rock -> {
                  if (rock == 25) {
                    throw new IllegalStateException("the list broke");
                  }
                  return task(rock);
                })
            .iterator();
    List<Integer> taken = new ArrayList<>();
    try (BatchScorer scorer = batch(new Counting(true)).threads(2).waiting(8).build();
        Stream<BatchResult> results = scorer.score(tasks)) {
      IllegalStateException broken =
          assertThrows(
              IllegalStateException.class,
              () -> results.forEach(result -> taken.add(rock(result))));
      assertEquals("the list broke", broken.getMessage());
    }
    assertEquals(List.of(20, 21, 22, 23, 24), taken);
  }

  /** Whoever waits for a photo that is never begun hears of it. */
  @Test
  void closingTheScorerEndsAStreamThatIsBeingConsumed() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    PhotoTask stuck =
        new PhotoTask(
            "stuck",
            () -> {
              begun.countDown();
              try {
                never.await();
              } catch (InterruptedException e) {
                throw new CoreScoreException("stuck: interrupted", e);
              }
              return photo(20);
            });
    BatchScorer scorer = batch(new Counting(true)).threads(1).waiting(3).build();
    CompletableFuture<List<BatchResult>> all =
        CompletableFuture.supplyAsync(
            () -> scorer.score(List.of(stuck, task(21), task(22)).iterator()).toList());
    begun.await();
    scorer.close();
    ExecutionException ended =
        assertThrows(ExecutionException.class, () -> all.get(30, TimeUnit.SECONDS));
    assertInstanceOf(CancellationException.class, ended.getCause());
  }

  @Test
  void aScorerThatWasClosedBeginsNothing() {
    BatchScorer scorer = batch(new Counting(true)).threads(1).waiting(0).build();
    Iterator<BatchResult> each = scorer.score(List.of(task(20), task(21)).iterator()).iterator();
    assertEquals(20, rock(each.next()));
    scorer.close();
    assertThrows(CancellationException.class, each::hasNext);
    assertFalse(each.hasNext());
    Stream<BatchResult> late = scorer.score(List.of(task(22)).iterator());
    assertThrows(RejectedExecutionException.class, late::toList);
  }

  /** Also where every photo is ready before it is asked for. */
  @Test
  void anInterruptIsHeardWhereNothingIsWaitedFor() throws Exception {
    CountDownLatch ready = new CountDownLatch(2);
    try (BatchScorer scorer = batch(new Counting(true)).threads(1).waiting(3).build();
        Stream<BatchResult> results =
            scorer.score(
                Stream.of(20, 21, 22)
                    .map(
                        rock ->
                            new PhotoTask(
                                "photo" + rock,
                                () -> {
                                  ready.countDown();
                                  return photo(rock);
                                }))
                    .iterator())) {
      Iterator<BatchResult> each = results.iterator();
      assertEquals(20, rock(each.next()));
      ready.await();
      Thread.currentThread().interrupt();
      assertThrows(CancellationException.class, each::next);
      assertTrue(Thread.interrupted(), "the interrupt is kept");
      assertFalse(each.hasNext());
    }
  }

  @Test
  void settingsAreChecked() {
    BatchScorer.Builder builder = batch(new Counting(true));
    assertThrows(IllegalArgumentException.class, () -> builder.threads(0));
    assertThrows(IllegalArgumentException.class, () -> builder.waiting(-1));
    ScoringPipeline.Builder unknown =
        ScoringPipeline.builder(
            Providers.discover(BatchScorerTest.class.getClassLoader()), "nobody");
    BatchScorer.Builder none = BatchScorer.builder(unknown);
    assertThrows(ProviderException.class, none::build);
  }
}
