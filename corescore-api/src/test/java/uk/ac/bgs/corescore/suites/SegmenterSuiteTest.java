// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.suites;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.contract.SegmenterContract;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.ConfidenceMap;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.segment.Segmenter;
import uk.ac.bgs.corescore.spi.Availability;
import uk.ac.bgs.corescore.spi.OptionKey;
import uk.ac.bgs.corescore.spi.Options;
import uk.ac.bgs.corescore.spi.SegmenterProvider;

class SegmenterSuiteTest {
  @ParameterizedTest
  @ValueSource(classes = {Good.class, Coarse.class})
  void goodSegmenterPasses(Class<?> suite) {
    SuiteRun run = SuiteRun.of(suite);
    assertEquals("{}", run.failed().toString());
    assertEquals("{}", run.skipped().toString());
    assertTrue(run.passed() >= 15, "only " + run.passed() + " tests ran");
  }

  @Test
  void unavailableSegmenterIsDescribedAndTheRestSkippedWithItsReason() {
    SuiteRun run = SuiteRun.of(Unavailable.class);
    assertEquals("{}", run.failed().toString());
    for (String reason : run.skipped().values()) {
      assertTrue(reason.endsWith("'fake' is unavailable here: no accelerator"), reason);
    }
    assertTrue(run.skipped().containsKey("gridCoversThePhotoExactly"));
    assertTrue(run.passed() >= 6, "what describes the provider is tested all the same");
  }

  @Test
  void eachFaultIsFoundByItsTest() {
    assertFailed(ShiftedFrame.class, "gridCoversThePhotoExactly");
    assertFailed(TooFine.class, "gridCoversThePhotoExactly");
    assertFailed(SureOfSome.class, "confidenceCoversTheGridOrThereIsNone");
    assertFailed(Counting.class, "samePhotoGivesTheSameAnswer", "closingOneLeavesTheOther");
    assertFailed(Shared.class, "closingOneLeavesTheOther", "twoInstancesDoNotDisturbEachOther");
    assertFailed(NeverClosed.class, "useAfterCloseIsRefused");
    assertFailed(NullPointer.class, "useAfterCloseIsRefused");
    assertFailed(ClosedOnce.class, "closingTwiceDoesNothing");
    assertFailed(BadHash.class, "modelIsNamedByItsHash");
    assertFailed(NullMaker.class, "gridCoversThePhotoExactly", "closingTwiceDoesNothing");
    assertFailed(ShoutingId.class, "idIsWellFormedAndStable", "unknownOptionIsRefused");
    assertFailed(NoSentence.class, "descriptionIsASentence");
    assertFailed(FreshKeys.class, "optionKeysAreConstants");
    assertFailed(
        TwinKeys.class, "optionsAreNamedApartAndExplained", "defaultsSurviveTheWayThroughText");
    assertFailed(Heavy.class, "constructionIsCheap");
    assertFailed(Wavering.class, "availabilityIsAValue");
  }

  private static void assertFailed(Class<?> suite, String... tests) {
    Set<String> failed = SuiteRun.of(suite).failed().keySet();
    assertTrue(
        failed.containsAll(List.of(tests)), suite.getSimpleName() + " failed only in " + failed);
  }

  /** Cells of every {@code step} pixels; bright ones are rock, each row's one fragment. */
  private static Segmentation bright(RgbImage photo, int step) {
    int width = (photo.width() + step - 1) / step;
    int height = (photo.height() + step - 1) / step;
    byte[] labels = new byte[width * height];
    FragmentMap.Builder fragments = FragmentMap.builder(width, height);
    int count = 0;
    for (int y = 0; y < height; y++) {
      boolean counted = false;
      for (int x = 0; x < width; x++) {
        if ((photo.rgb(x * step, y * step) & 0xFF) > 0x60) {
          count += counted ? 0 : 1;
          counted = true;
          labels[y * width + x] = 1;
          fragments.add(y, x, x + 1, count);
        }
      }
    }
    return Segmentation.of(
        LabelMask.wrap(width, height, labels, LabelSet.CORESCORE),
        fragments.build(),
        PixelFrame.covering(photo.width(), photo.height(), width, height));
  }

  private static class Fake implements Segmenter {
    boolean closed;
    int calls;
    private final BiFunction<Fake, RgbImage, Segmentation> answer;

    Fake(BiFunction<Fake, RgbImage, Segmentation> answer) {
      this.answer = answer;
    }

    @Override
    public Segmentation segment(RgbImage photo) {
      if (closed) {
        throw new IllegalStateException("this segmenter is closed");
      }
      return answer.apply(this, photo);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static class FakeProvider implements SegmenterProvider {
    static final OptionKey<Integer> STEP =
        OptionKey.ofInt("step", 1, 1, 64, "Pixels between two cells, px.");

    @Override
    public String id() {
      return "fake";
    }

    @Override
    public String description() {
      return "Takes bright pixels for rock.";
    }

    @Override
    public List<OptionKey<?>> options() {
      return List.of(STEP);
    }

    @Override
    public Availability availability() {
      return new Availability.Available("the processor");
    }

    @Override
    public Segmenter create(Options options) {
      int step = options.get(STEP);
      return new Fake((fake, photo) -> bright(photo, step));
    }
  }

  static class Good extends SegmenterContract {
    @Override
    protected SegmenterProvider provider() {
      return new FakeProvider();
    }
  }

  static class Coarse extends Good {
    @Override
    protected Options options() {
      return Options.defaults(provider().options()).with(FakeProvider.STEP, 3);
    }
  }

  static class Unavailable extends SegmenterContract {
    @Override
    protected SegmenterProvider provider() {
      return new FakeProvider() {
        @Override
        public Availability availability() {
          return new Availability.Unavailable("no accelerator");
        }
      };
    }
  }

  private abstract static class Making extends SegmenterContract {
    abstract Segmenter fake();

    @Override
    protected SegmenterProvider provider() {
      return new FakeProvider() {
        @Override
        public Segmenter create(Options options) {
          return fake();
        }
      };
    }
  }

  static class ShiftedFrame extends Making {
    @Override
    Segmenter fake() {
      return new Fake(
          (fake, photo) -> {
            Segmentation found = bright(photo, 1);
            return Segmentation.of(found.mask(), found.fragments(), new PixelFrame(0.5, 0.5, 1, 1));
          });
    }
  }

  static class TooFine extends Making {
    @Override
    Segmenter fake() {
      return new Fake(
          (fake, photo) -> {
            int width = photo.width() * 2;
            int height = photo.height() * 2;
            return Segmentation.of(
                LabelMask.wrap(width, height, new byte[width * height], LabelSet.CORESCORE),
                FragmentMap.builder(width, height).build(),
                PixelFrame.covering(photo.width(), photo.height(), width, height));
          });
    }
  }

  static class SureOfSome extends Making {
    @Override
    Segmenter fake() {
      return new Fake(
          (fake, photo) -> {
            Segmentation found = bright(photo, 1);
            int width = found.mask().width();
            int height = found.mask().height();
            return photo.width() % 2 == 0
                ? found
                : found.withConfidence(ConfidenceMap.of(width, height, new byte[width * height]));
          });
    }
  }

  static class Counting extends Making {
    @Override
    Segmenter fake() {
      return new Fake((fake, photo) -> bright(photo, 1 + fake.calls++ % 2));
    }
  }

  static class Shared extends Making {
    private final Segmenter shared = new Fake((fake, photo) -> bright(photo, 1));

    @Override
    Segmenter fake() {
      return shared;
    }
  }

  static class NeverClosed extends Making {
    @Override
    Segmenter fake() {
      return new Fake((fake, photo) -> bright(photo, 1)) {
        @Override
        public void close() {}
      };
    }
  }

  static class NullPointer extends Making {
    @Override
    Segmenter fake() {
      return new Fake((fake, photo) -> bright(photo, 1)) {
        @Override
        public Segmentation segment(RgbImage photo) {
          if (closed) {
            throw new NullPointerException("model");
          }
          return super.segment(photo);
        }
      };
    }
  }

  static class ClosedOnce extends Making {
    @Override
    Segmenter fake() {
      return new Fake((fake, photo) -> bright(photo, 1)) {
        @Override
        public void close() {
          if (closed) {
            throw new IllegalStateException("closed already");
          }
          super.close();
        }
      };
    }
  }

  static class BadHash extends Making {
    @Override
    Segmenter fake() {
      return new Fake((fake, photo) -> bright(photo, 1)) {
        @Override
        public Optional<String> modelSha256() {
          return Optional.of("SHA256:00");
        }
      };
    }
  }

  static class NullMaker extends Making {
    @Override
    @SuppressWarnings("NullAway") // this is the fault that the suite must find
    Segmenter fake() {
      return null;
    }
  }

  static class ShoutingId extends SegmenterContract {
    @Override
    protected SegmenterProvider provider() {
      return new FakeProvider() {
        @Override
        public String id() {
          return "Fake Segmenter";
        }
      };
    }
  }

  static class NoSentence extends SegmenterContract {
    @Override
    protected SegmenterProvider provider() {
      return new FakeProvider() {
        @Override
        public String description() {
          return "fake";
        }
      };
    }
  }

  static class FreshKeys extends SegmenterContract {
    @Override
    protected SegmenterProvider provider() {
      return new FakeProvider() {
        @Override
        public List<OptionKey<?>> options() {
          return List.of(OptionKey.ofBoolean("fresh", true, "Another key at each call."));
        }
      };
    }
  }

  static class TwinKeys extends SegmenterContract {
    private static final List<OptionKey<?>> TWINS =
        List.of(
            OptionKey.ofBoolean("twin", true, "One of two."),
            OptionKey.ofInt("twin", 1, 0, 2, "The other one."));

    @Override
    protected SegmenterProvider provider() {
      return new FakeProvider() {
        @Override
        public List<OptionKey<?>> options() {
          return TWINS;
        }
      };
    }
  }

  static class Heavy extends SegmenterContract {
    @Override
    protected SegmenterProvider provider() {
      return new FakeProvider() {
        private final byte[] model = new byte[1 << 20];

        @Override
        public Availability availability() {
          return new Availability.Available(model.length + " bytes of weights");
        }
      };
    }
  }

  static class Wavering extends SegmenterContract {
    private int asked;

    @Override
    protected SegmenterProvider provider() {
      return new FakeProvider() {
        @Override
        public Availability availability() {
          return asked++ % 2 == 0
              ? new Availability.Available("the processor")
              : new Availability.Unavailable("not now");
        }
      };
    }
  }
}
