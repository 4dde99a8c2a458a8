// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.core.layout.RowOrder;
import uk.ac.bgs.corescore.core.layout.RowReading;
import uk.ac.bgs.corescore.image.PixelScale;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.segment.Segmenter;
import uk.ac.bgs.corescore.spi.Availability;
import uk.ac.bgs.corescore.spi.OptionKey;
import uk.ac.bgs.corescore.spi.Options;
import uk.ac.bgs.corescore.spi.Providers;
import uk.ac.bgs.corescore.spi.SegmenterProvider;

/** All that decides the figures of a pipeline, in words. */
class PipelineSettingsTest {
  private static final OptionKey<String> MODEL =
      OptionKey.ofText("model", "none", "The model's file.");
  private static final OptionKey<String> PRECISION =
      OptionKey.ofText("precision", "auto", "How exact it is.");

  /** A segmenter with a model, which chooses its precision. */
  private record Network(String precision) implements SegmenterProvider {
    @Override
    public String id() {
      return "network";
    }

    @Override
    public String description() {
      return "Has a model.";
    }

    @Override
    public List<OptionKey<?>> options() {
      return List.of(MODEL, PRECISION);
    }

    @Override
    public Availability availability() {
      return new Availability.Available("everywhere");
    }

    @Override
    public Segmenter create(Options options) {
      String asked = options.get(PRECISION);
      return new Segmenter() {
        @Override
        public Segmentation segment(RgbImage photo) {
          throw new AssertionError("no photo is segmented here");
        }

        @Override
        public Optional<String> modelSha256() {
          return Optional.of("5".repeat(64));
        }

        @Override
        public Map<String, String> chosen() {
          return Map.of("precision", asked.equals("auto") ? precision : asked);
        }

        @Override
        public void close() {}
      };
    }
  }

  private static ScoringPipeline.Builder on(String precision) {
    return ScoringPipeline.builder(Providers.of(new Network(precision)), "network")
        .layoutFinder("whole-photo", Map.of());
  }

  private static Map<String, String> settings(ScoringPipeline.Builder builder) {
    try (ScoringPipeline pipeline = builder.build()) {
      return pipeline.settings();
    }
  }

  @Test
  void whatTheMachineChoseIsKeptAndNotWhereTheModelLies() {
    Map<String, String> fast = settings(on("int8").segmenterOption("model", "/a/model"));
    assertEquals("int8", fast.get("segmenter option precision"));
    assertEquals("5".repeat(64), fast.get("segmenter model, SHA-256"));
    assertFalse(fast.containsKey("segmenter option model"));
    assertEquals(fast, settings(on("int8").segmenterOption("model", "/b/moved")));
    assertEquals(fast, settings(on("float32").segmenterOption("precision", "int8")));
    assertNotEquals(fast, settings(on("float32")));
  }

  @Test
  void allElseThatDecidesFiguresIsNamed() {
    Map<String, String> plain = settings(on("int8"));
    assertEquals("network", plain.get("segmenter"));
    assertEquals("whole-photo", plain.get("layout finder"));
    assertEquals("six-measures", plain.get("area scorer"));
    assertNotEquals(plain, settings(on("int8").minArea(1)));
    assertNotEquals(plain, settings(on("int8").scale(new PixelScale(0.5))));
    assertNotEquals(
        settings(on("int8").scale(new PixelScale(0.25))),
        settings(on("int8").scale(new PixelScale(0.5))));
    assertNotEquals(plain, settings(on("int8").scales(name -> Optional.empty())));
    assertNotEquals(
        plain,
        settings(
            on("int8")
                .rowReading(
                    new RowReading(Set.of(RowOrder.of("right-to-left")), Optional.empty()))));
  }
}
