// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.photo.PhotoReducer;
import uk.ac.bgs.corescore.core.report.ReportFormat;
import uk.ac.bgs.corescore.core.report.ReportWriter;
import uk.ac.bgs.corescore.core.score.SixMeasuresProvider;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreGenerator;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreSettings;
import uk.ac.bgs.corescore.core.trace.FragmentFinder;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.image.PixelScale;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.ConfidenceMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.measure.Fragment;
import uk.ac.bgs.corescore.segment.Segmenter;
import uk.ac.bgs.corescore.spi.Availability;
import uk.ac.bgs.corescore.spi.OptionKey;
import uk.ac.bgs.corescore.spi.Options;
import uk.ac.bgs.corescore.spi.Providers;
import uk.ac.bgs.corescore.spi.SegmenterProvider;

/** A photo of which only a copy is held is measured as the whole one is. */
class LargePhotoTest {
  private static final String HASH = "0".repeat(64);
  private static final int LOOKS_AT = 150;

  /** Takes what is bright for rock, on a copy of a fixed longer side. */
  private static class Bright implements SegmenterProvider {
    @Override
    public String id() {
      return "bright";
    }

    @Override
    public String description() {
      return "What is bright.";
    }

    @Override
    public List<OptionKey<?>> options() {
      return List.of();
    }

    @Override
    public Availability availability() {
      return new Availability.Available("here");
    }

    @Override
    public Segmenter create(Options options) {
      return new Segmenter() {
        @Override
        public Segmentation segment(RgbImage photo) {
          RgbImage seen = PhotoReducer.reduceToFit(photo, LOOKS_AT);
          byte[] labels = new byte[seen.width() * seen.height()];
          byte[] sure = new byte[labels.length];
          for (int i = 0; i < labels.length; i++) {
            int green = seen.rgb(i % seen.width(), i / seen.width()) >> 8 & 0xFF;
            labels[i] = (byte) (green > 110 ? 1 : 0);
            sure[i] = (byte) Math.min(255, 160 + 2 * Math.abs(green - 110));
          }
          LabelMask mask = LabelMask.wrap(seen.width(), seen.height(), labels, LabelSet.CORESCORE);
          return Segmentation.of(
                  mask,
                  FragmentFinder.find(mask),
                  PixelFrame.covering(photo.width(), photo.height(), seen.width(), seen.height()))
              .withConfidence(ConfidenceMap.wrap(seen.width(), seen.height(), sure));
        }

        @Override
        public OptionalInt maxInputSide() {
          return OptionalInt.of(LOOKS_AT);
        }

        @Override
        public void close() {}
      };
    }
  }

  private final RgbImage image =
      new SyntheticCoreGenerator(SyntheticCoreSettings.builder().size(1203, 171).build())
          .draw(7)
          .photo();
  private final Photo whole = new Photo("drawn.7.tif", HASH, image);
  private final Providers providers = Providers.of(new Bright(), new SixMeasuresProvider());
  @TempDir private Path folder = Path.of(".");

  private Photo copy(int longerSide) {
    return new Photo(
        whole.name(),
        HASH,
        image.width(),
        image.height(),
        PhotoReducer.reduceToFit(image, longerSide));
  }

  @ParameterizedTest
  @CsvSource({"150, 0", "150, 400", "150, 1e9", "149, 0", "900, 0"})
  void theFiguresAreThoseOfTheWhole(int longerSide, double minArea) {
    try (ScoringPipeline pipeline =
        ScoringPipeline.builder(providers, "bright")
            .minArea(minArea)
            .scale(new PixelScale(0.2))
            .build()) {
      assertEquals(OptionalInt.of(LOOKS_AT), pipeline.maxInputSide());
      ScoredPhoto expected = pipeline.score(whole);
      ScoredPhoto scored = pipeline.score(copy(longerSide));
      assertEquals(image.width(), scored.photo().width());
      assertEquals(image.height(), scored.fragments().photoHeight());
      assertEquals(
          scored.segmentation().fragments().count(), scored.fragments().fragments().size());
      if (longerSide == LOOKS_AT) {
        // The segmenter saw the very same pixels.
        List<Fragment> fragments = scored.fragments().fragments();
        assertEquals(minArea == 1e9, fragments.isEmpty());
        double[] cells =
            scored
                .segmentation()
                .confidence()
                .orElseThrow()
                .means(scored.segmentation().fragments());
        assertEquals(expected.fragments().fragments().size(), fragments.size());
        for (int i = 0; i < fragments.size(); i++) {
          Fragment same = expected.fragments().fragments().get(i);
          assertEquals(same.id(), fragments.get(i).id());
          assertEquals(same.label(), fragments.get(i).label());
          assertEquals(same.measures(), fragments.get(i).measures());
          assertTrue(same.outline().equalsExact(fragments.get(i).outline()));
          // The one figure that is of the cells.
          assertEquals(cells[i + 1], fragments.get(i).confidence().orElseThrow());
        }
        assertEquals(expected.score(), scored.score());
      } else {
        assertFalse(scored.fragments().fragments().isEmpty());
      }
    }
  }

  @Test
  void reportsHaveSmallPicturesAndFiguresOfTheWhole() throws IOException {
    try (ScoringPipeline pipeline =
            ScoringPipeline.builder(providers, "bright").scale(new PixelScale(0.2)).build();
        ReportWriter reports =
            ReportWriter.open(folder, EnumSet.allOf(ReportFormat.class), false)) {
      reports.write(pipeline.score(copy(LOOKS_AT)));
      ScoredPhoto expected = pipeline.score(whole);
      JsonNode result =
          JsonMapper.builder().build().readTree(folder.resolve("drawn.7.json").toFile());
      assertEquals(1203, result.at("/photo/width").asInt());
      assertEquals(LOOKS_AT, result.at("/photo/pictures/width").asInt());
      assertEquals(
          expected.score().absoluteArea().squarePixels(),
          result.at("/measures/absolute_area").asDouble());
      for (String picture : List.of("mask", "overlay")) {
        Path file = folder.resolve("drawn.7." + picture + ".png");
        assertEquals(LOOKS_AT, PhotoReader.create().read(file).image().width());
      }
      assertTrue(
          Files.readString(folder.resolve("drawn.7.html")).contains("too large to be held whole"));
      String geojson = Files.readString(folder.resolve("drawn.7.geojson"));
      Path other = folder.resolve("again");
      ReportWriter again = ReportWriter.open(other, EnumSet.of(ReportFormat.GEOJSON), false);
      again.write(expected);
      again.close();
      // Confidence apart, which is a mean over cells here.
      assertEquals(
          withoutConfidence(Files.readString(other.resolve("drawn.7.geojson"))),
          withoutConfidence(geojson));
    }
  }

  private static String withoutConfidence(String json) {
    return json.replaceAll("\"[Cc]onfidence\" ?: ?[0-9.eE-]+", "");
  }

  @Test
  void aGridThatIsNotTheCopysIsRefused() {
    Photo wrong = new Photo("wrong.tif", HASH, 3000, 2000, RgbImage.of(3, 2, new int[6]));
    SegmenterProvider other =
        new Bright() {
          @Override
          public Segmenter create(Options options) {
            Segmenter inner = super.create(options);
            return new Segmenter() {
              @Override
              public Segmentation segment(RgbImage photo) {
                return inner.segment(RgbImage.of(7, 7, new int[49]));
              }

              @Override
              public void close() {
                inner.close();
              }
            };
          }
        };
    Providers broken = Providers.of(other, new SixMeasuresProvider());
    try (ScoringPipeline pipeline = ScoringPipeline.builder(broken, "bright").build()) {
      assertEquals(OptionalInt.empty(), pipeline.maxInputSide());
      CoreScoreException e = assertThrows(CoreScoreException.class, () -> pipeline.score(wrong));
      assertTrue(String.valueOf(e.getMessage()).startsWith("wrong.tif"), e.getMessage());
    }
  }
}
