// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;
import uk.ac.bgs.corescore.core.score.SixMeasuresProvider;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.segment.Segmenter;
import uk.ac.bgs.corescore.spi.Availability;
import uk.ac.bgs.corescore.spi.OptionKey;
import uk.ac.bgs.corescore.spi.Options;
import uk.ac.bgs.corescore.spi.Providers;
import uk.ac.bgs.corescore.spi.SegmenterProvider;

class PipelinePoolTest {
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();

  /** Counts created and closed segmenters, and segments nothing. */
  private final class Counting implements SegmenterProvider {
    private final boolean shareable;

    Counting(boolean shareable) {
      this.shareable = shareable;
    }

    @Override
    public String id() {
      return "counting";
    }

    @Override
    public String description() {
      return "Looks at nothing.";
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
      return new Segmenter() {
        @Override
        public Segmentation segment(RgbImage photo) {
          throw new IllegalStateException("this one is not used");
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
  }

  private PipelinePool pool(boolean shareable) {
    Providers providers = Providers.of(new Counting(shareable), new SixMeasuresProvider());
    return new PipelinePool(
        ServedModel.BUNDLED, () -> ScoringPipeline.builder(providers, "counting").build());
  }

  @Test
  void whatMayBeSharedIsMadeOnceAndClosedByItsLastUser() {
    PipelinePool pool = pool(true);
    ScoringPipeline first = pool.take().orElseThrow();
    assertSame(first, pool.take().orElseThrow());
    pool.giveBack(first);
    assertSame(first, pool.take().orElseThrow());
    assertEquals(1, made.get());
    pool.retire();
    assertEquals(Optional.empty(), pool.take());
    pool.giveBack(first);
    assertEquals(0, closed.get(), "one still uses it");
    pool.giveBack(first);
    assertEquals(1, closed.get());
  }

  @Test
  void othersAreLentToOneAtATime() {
    PipelinePool pool = pool(false);
    ScoringPipeline first = pool.take().orElseThrow();
    ScoringPipeline second = pool.take().orElseThrow();
    assertNotSame(first, second);
    pool.giveBack(first);
    assertSame(first, pool.take().orElseThrow());
    pool.giveBack(first);
    pool.retire();
    assertEquals(1, closed.get(), "an unused one is closed at once");
    pool.giveBack(second);
    assertEquals(2, closed.get());
    assertEquals(2, made.get());
  }
}
