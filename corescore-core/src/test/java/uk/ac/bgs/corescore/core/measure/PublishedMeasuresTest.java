// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.ac.bgs.corescore.core.trace.FragmentFinder;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.mask.Label;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.measure.FragmentSet;
import uk.ac.bgs.corescore.score.AreaScore;

/**
 * The figures that the British Geological Survey published for its masks of 2019, where those masks
 * are at hand: areas and counts exactly, the others to the digits printed.
 */
class PublishedMeasuresTest {
  private static final Path MASKS =
      Path.of("..", "..", "shared", "data", "labels-only", "published-masks", "masks_2019-07-13");

  /** Values 1 and 2 were counted as rock, whatever the label set of the year. */
  private static final LabelSet COUNTED =
      new LabelSet(
          List.of(
              new Label("Box", false),
              new Label("Rock_Fragment", true),
              new Label("Paper", true),
              new Label("Core_Plug", false),
              new Label("Text", false)));

  @ParameterizedTest
  @CsvSource({
    "S00128757,_2, 0.44386, 26752.27, 8917.42, 3, 2478386, 0.01079",
    "S00128806,_1, 0.54459, 19320.09, 19320.09, 1, 3013468, 0.00641",
    "S00128812,_2, 0.64483, 35494.57, 2218.41, 16, 3600580, 0.00986",
    "S00128908,_1, 0.46032, 23700.19, 2633.35, 9, 2547140, 0.0093",
    "S00128918,_2, 0.55551, 30726.90, 6145.38, 5, 3101853, 0.00991",
    "S00128930,_1, 0.50553, 20149.90, 3358.32, 6, 2797332, 0.0072",
    "S00128932,_1, 0.48039, 19025.98, 3171.00, 6, 2658187, 0.00716",
    "S00128933,_1, 0.50872, 21869.66, 7289.89, 3, 2814972, 0.00777",
  })
  void figuresOf2019(
      String box,
      String part,
      String relativeArea,
      String fragmentPerimeter,
      String averagePerimeter,
      int fragments,
      long absoluteArea,
      String complexity)
      throws IOException {
    AreaScore score = AreaScore.of(measure(find(box, part)));

    assertEquals((double) absoluteArea, score.absoluteArea().squarePixels());
    assertEquals(fragments, score.totalFragments());
    assertEquals(relativeArea, round(score.relativeArea(), 5));
    assertEquals(fragmentPerimeter, round(score.fragmentPerimeter().pixels(), 2));
    assertEquals(averagePerimeter, round(score.averagePerimeter().orElseThrow().pixels(), 2));
    assertEquals(
        Double.parseDouble(complexity),
        Double.parseDouble(round(score.perimeterComplexity().orElseThrow(), 5)));
  }

  private static Path find(String box, String part) throws IOException {
    assumeTrue(Files.isDirectory(MASKS), "skipped: there is no " + MASKS);
    try (var files = Files.list(MASKS)) {
      return files
          .filter(
              file -> {
                String name = Objects.requireNonNull(file.getFileName()).toString();
                return name.contains(box) && name.contains(part) && name.endsWith(".png");
              })
          .findAny()
          .orElseThrow(() -> new AssertionError("no mask of " + box + part + " in " + MASKS));
    }
  }

  private static FragmentSet measure(Path file) throws IOException {
    Raster raster = ImageIO.read(file.toFile()).getRaster();
    int[] samples = raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), 0, (int[]) null);
    byte[] values = new byte[samples.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) samples[i];
    }
    LabelMask mask = LabelMask.wrap(raster.getWidth(), raster.getHeight(), values, COUNTED);
    return FragmentMeasurer.measure(
        Segmentation.of(mask, FragmentFinder.find(mask), PixelFrame.PHOTO));
  }

  private static String round(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
