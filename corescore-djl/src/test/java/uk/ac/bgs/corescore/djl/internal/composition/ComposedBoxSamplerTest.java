// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.composition;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCore;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreGenerator;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreSettings;
import uk.ac.bgs.corescore.core.trace.FragmentFinder;
import uk.ac.bgs.corescore.djl.TinyTraining;
import uk.ac.bgs.corescore.djl.Training;
import uk.ac.bgs.corescore.djl.internal.augmentation.Crop;
import uk.ac.bgs.corescore.djl.internal.augmentation.LabelledImage;
import uk.ac.bgs.corescore.djl.internal.augmentation.LayoutCrop;
import uk.ac.bgs.corescore.djl.internal.network.Heads;
import uk.ac.bgs.corescore.djl.internal.training.BatchSampler;
import uk.ac.bgs.corescore.djl.settings.Architecture;
import uk.ac.bgs.corescore.djl.settings.TrainingExample;
import uk.ac.bgs.corescore.djl.settings.TrainingSettings;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.Segmentation;

class ComposedBoxSamplerTest {
  private static final int COUNT = 60;

  private static ComposedBoxSampler composition(long seed, int side, TrainingExample... examples) {
    TrainingSettings settings =
        TinyTraining.builder()
            .task(TrainingSettings.Task.LAYOUT)
            .photoWidth(side)
            .seed(seed)
            .build();
    return new ComposedBoxSampler(
        settings, Heads.layout(), sources(side, examples), List.of(), List.of());
  }

  private static List<LabelledImage> sources(int side, TrainingExample... examples) {
    return Arrays.stream(examples)
        .map(
            example ->
                new LabelledImage(
                    example, Heads.layout().indicesOf(example.truth().mask().labels()), side))
        .toList();
  }

  @Test
  void oneSeedGivesOneSample() {
    LayoutCrop one = composition(3, 128, TinyTraining.drawn(1)).crop(5, 1);
    ComposedBoxSampler again = composition(3, 128, TinyTraining.drawn(1));
    again.crop(4, 0);
    LayoutCrop two = again.crop(5, 1);
    assertArrayEquals(one.rgb, two.rgb);
    assertArrayEquals(one.channel, two.channel);
    assertArrayEquals(one.ridge, two.ridge);
    assertArrayEquals(one.weight, two.weight);
    assertArrayEquals(one.label, two.label);
    assertFalse(Arrays.equals(one.rgb, again.crop(5, 2).rgb));
    LayoutCrop other = composition(4, 128, TinyTraining.drawn(1)).crop(5, 1);
    assertFalse(Arrays.equals(one.rgb, other.rgb));
  }

  /** The pictures of a step have one size, whose sides the network accepts. */
  @Test
  void allOfAStepHaveOneSize() {
    ComposedBoxSampler composition = composition(1, 160, TinyTraining.drawn(1));
    Set<String> sizes = new TreeSet<>();
    for (int step = 0; step < 12; step++) {
      LayoutCrop first = composition.crop(step, 0);
      LayoutCrop second = composition.crop(step, 1);
      assertEquals(first.width, second.width);
      assertEquals(first.height, second.height);
      assertEquals(0, first.width % Architecture.STRIDE + first.height % Architecture.STRIDE);
      assertEquals(160, Math.max(first.width, first.height));
      sizes.add(first.width + "x" + first.height);
    }
    assertTrue(sizes.size() > 3, sizes.toString());
  }

  /** Colours are in range, rock lies in channels, and weights follow from labels. */
  @Test
  void rockLiesInChannels() {
    ComposedBoxSampler composition =
        composition(1, 128, TinyTraining.drawn(1), TinyTraining.drawn(2));
    int rock = 0;
    int bare = 0;
    int walls = 0;
    for (int step = 0; step < COUNT; step++) {
      LayoutCrop scene = composition.crop(step, 0);
      for (int i = 0; i < scene.size(); i++) {
        boolean isRock = scene.label[i] == Heads.layout().rock();
        assertEquals(isRock, scene.fragment[i] != 0);
        assertTrue(!isRock || scene.channel[i] == 1, "rock outside of a channel");
        assertTrue(scene.ridge[i] >= 0 && scene.ridge[i] <= 1);
        assertTrue(scene.channel[i] == 1 || scene.ridge[i] == 0);
        for (int c = 0; c < 3; c++) {
          float value = scene.rgb[c * scene.size() + i];
          assertTrue(value >= 0 && value <= 255, "colour " + value);
        }
        if (scene.channel[i] == 1) {
          assertEquals(isRock ? 1 : 2, scene.weight[i]);
        } else {
          assertEquals(scene.between[i] ? 4 : 1, scene.weight[i]);
        }
        rock += isRock ? 1 : 0;
        bare += scene.channel[i] == 1 && !isRock ? 1 : 0;
        walls += scene.between[i] ? 1 : 0;
      }
    }
    assertTrue(rock > bare && bare > 0 && walls > 0, rock + " " + bare + " " + walls);
  }

  /** The pixels of a channel form one row each. */
  @Test
  void rowsAreApart() {
    ComposedBoxSampler composition = composition(2, 128, TinyTraining.drawn(1));
    int most = 0;
    for (int step = 0; step < COUNT; step++) {
      LayoutCrop scene = composition.crop(step, 0);
      most = Math.max(most, scene.rows.size());
      int[] row = new int[scene.size()];
      for (int i = 0; i < row.length; i++) {
        row[i] = scene.channel[i] == 0 ? -1 : rowAt(scene, i);
      }
      for (int y = 1; y < scene.height; y++) {
        for (int x = 1; x < scene.width; x++) {
          int here = row[y * scene.width + x];
          for (int there :
              new int[] {row[(y - 1) * scene.width + x], row[y * scene.width + x - 1]}) {
            assertTrue(here < 0 || there < 0 || here == there, "rows touch at " + x + ", " + y);
          }
        }
      }
    }
    assertTrue(most >= 6 && most <= 10, most + " rows");
  }

  /** The row with the nearest middle line. */
  private static int rowAt(LayoutCrop scene, int i) {
    double x = i % scene.width + 0.5;
    double y = Math.floorDiv(i, scene.width) + 0.5;
    int best = -1;
    double least = Double.MAX_VALUE;
    for (int k = 0; k < scene.rows.size(); k++) {
      double[] c = scene.rows.get(k);
      double ax = (c[0] + c[6]) / 2;
      double ay = (c[1] + c[7]) / 2;
      double bx = (c[2] + c[4]) / 2;
      double by = (c[3] + c[5]) / 2;
      double off =
          Math.abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / Math.hypot(bx - ax, by - ay);
      if (off < least) {
        least = off;
        best = k;
      }
    }
    return best;
  }

  @Test
  void theRidgeIsOneInTheMiddleAndNothingAtTheWalls() {
    ComposedBoxSampler composition = composition(5, 256, TinyTraining.drawn(1));
    int middles = 0;
    for (int step = 0; step < 20; step++) {
      LayoutCrop scene = composition.crop(step, 0);
      for (double[] c : scene.rows) {
        double high = Math.hypot(c[6] - c[0], c[7] - c[1]);
        for (double along = 0.1; along < 1; along += 0.2) {
          for (double share : new double[] {0.5, 0.05, 0.95, 0.25, 0.75}) {
            double topX = c[0] + (c[2] - c[0]) * along;
            double topY = c[1] + (c[3] - c[1]) * along;
            double x = topX + (c[6] + (c[4] - c[6]) * along - topX) * share;
            double y = topY + (c[7] + (c[5] - c[7]) * along - topY) * share;
            if (x < 0 || y < 0 || x >= scene.width || y >= scene.height || high < 16) {
              continue;
            }
            double ridge = scene.ridge[((int) y) * scene.width + (int) x];
            // A pixel's middle is up to 0.7 px off, and the box is seen a little from the side.
            assertEquals(1 - Math.abs(2 * share - 1), ridge, 1.6 / high + 0.06, "at " + share);
            middles += share == 0.5 ? 1 : 0;
          }
        }
      }
    }
    assertTrue(middles > 50, middles + " middles seen");
  }

  @Test
  void someHaveNoCoreAndSomeAreTilted() {
    ComposedBoxSampler composition = composition(1, 64, TinyTraining.drawn(1));
    int negatives = 0;
    double steepest = 0;
    int lying = 0;
    int upright = 0;
    for (int k = 0; k < 500; k++) {
      LayoutCrop scene = composition.scene(96, 96, new SplittableRandom(k));
      if (scene.rows.isEmpty()) {
        negatives++;
        for (int i = 0; i < scene.size(); i++) {
          assertEquals(0, scene.label[i] + scene.channel[i] + scene.ridge[i]);
          assertEquals(1, scene.weight[i]);
        }
        continue;
      }
      double[] c = scene.rows.get(0);
      double angle = Math.toDegrees(Math.atan2(c[3] - c[1], c[2] - c[0]));
      double off = Math.abs(angle - 90 * Math.rint(angle / 90));
      steepest = Math.max(steepest, off);
      if (Math.rint(angle / 90) % 2 == 0) {
        lying++;
      } else {
        upright++;
      }
    }
    assertEquals(0.06 * 500, negatives, 18);
    assertTrue(steepest > 15 && steepest < 26, steepest + " degrees");
    assertTrue(lying > 50 && upright > 30, lying + " lie, " + upright + " stand");
  }

  /** Rock without ground truth has no weight. */
  @Test
  void ignoredPixelsHaveNoWeight() {
    TrainingExample known = TinyTraining.drawn(1);
    BitSet all = new BitSet();
    all.set(0, known.photo().width() * known.photo().height());
    TrainingExample ignored = new TrainingExample("x", known.photo(), known.truth(), all);
    ComposedBoxSampler composition = composition(1, 128, ignored);
    int nothing = 0;
    for (int step = 0; step < 20; step++) {
      LayoutCrop scene = composition.crop(step, 0);
      for (int i = 0; i < scene.size(); i++) {
        nothing += scene.weight[i] == 0 ? 1 : 0;
        assertTrue(scene.weight[i] > 0 || scene.channel[i] == 1);
      }
    }
    assertTrue(nothing > 1000, nothing + " pixels");
  }

  @Test
  void backgroundPhotographsAreUsed() {
    int magenta = 0xD010C0;
    int[] pixels = new int[50 * 40];
    Arrays.fill(pixels, magenta);
    BackgroundPainter background =
        new BackgroundPainter(new TextureBank(1), List.of(RgbImage.wrap(50, 40, pixels)));
    int seen = 0;
    for (int k = 0; k < 40; k++) {
      Crop crop = new Crop(64, 64);
      background.paint(crop, new SplittableRandom(k));
      int count = 0;
      for (int i = 0; i < crop.size(); i++) {
        count += crop.rgb[i] == 0xD0 && crop.rgb[crop.size() + i] == 0x10 ? 1 : 0;
        assertEquals(0, crop.label[i] + crop.fragment[i]);
      }
      seen += count > crop.size() / 4 ? 1 : 0;
    }
    assertTrue(seen >= 8 && seen <= 24, seen + " of 40");
  }

  /** A photo without rock gives no row; the core is synthetic then. */
  @Test
  void withoutRockInThePhotosAllCoreIsDrawn() {
    TrainingExample drawn = TinyTraining.drawn(1);
    assertTrue(RowStrip.of(sources(200, drawn).get(0)).isPresent());
    LabelMask none = LabelMask.wrap(640, 96, new byte[640 * 96], drawn.truth().mask().labels());
    TrainingExample bare =
        new TrainingExample(
            "bare",
            drawn.photo(),
            Segmentation.of(none, FragmentFinder.find(none), PixelFrame.PHOTO),
            new BitSet());
    assertTrue(RowStrip.of(sources(200, bare).get(0)).isEmpty());
    ComposedBoxSampler composition = composition(1, 96, bare);
    int rock = 0;
    for (int step = 0; step < 8; step++) {
      for (byte label : composition.crop(step, 0).label) {
        rock += label;
      }
    }
    assertTrue(rock > 1000, rock + " pixels of rock");
  }

  /** Dividers would be trained as channels: photos of several rows are refused by name. */
  @Test
  void photosOfSeveralRowsAreRefused() {
    SyntheticCore core =
        new SyntheticCoreGenerator(SyntheticCoreSettings.builder().size(640, 270).rows(3).build())
            .draw(1);
    TrainingExample box =
        new TrainingExample("three rows", core.photo(), core.truth(), new BitSet());
    TrainingSettings.Builder builder = TinyTraining.builder().photoWidth(320);
    for (TrainingSettings settings :
        List.of(
            builder.task(TrainingSettings.Task.LAYOUT).build(),
            builder.task(TrainingSettings.Task.SEGMENT).composedShare(0.2).build())) {
      for (int part = 0; part < 2; part++) {
        List<TrainingExample> drawn = part == 0 ? List.of(box) : List.of(TinyTraining.drawn(1));
        List<TrainingExample> photos = part == 1 ? List.of(box) : List.of(TinyTraining.drawn(1));
        CoreScoreException e =
            assertThrows(
                CoreScoreException.class,
                () -> new Training(settings, photos, drawn, List.of(box)));
        assertTrue(
            String.valueOf(e.getMessage()).contains("three rows (640 x 270)"), e.getMessage());
      }
      assertEquals(
          1,
          BatchSampler.of(
                  settings,
                  Heads.of(settings.task()),
                  List.of(TinyTraining.drawn(1)),
                  List.of(),
                  List.of(box))
              .samples(1)
              .size());
    }
    for (long seed = 1; seed <= 12; seed++) {
      assertTrue(
          RowStrip.showsOneRow(sources(320, TinyTraining.drawn(seed)).get(0)), "seed " + seed);
    }
  }

  /** A vertical photo of a row is turned: its strip is as long as that of the horizontal photo. */
  @Test
  void aStripIsTheRowOfItsPhoto() {
    LabelledImage lying = sources(400, TinyTraining.drawn(2)).get(0);
    RowStrip strip = RowStrip.of(lying).orElseThrow();
    assertEquals(lying.width(), strip.width());
    assertTrue(strip.height() > lying.height() / 2 && strip.height() <= lying.height());
    float[] sample = new float[4];
    int rock = 0;
    for (int y = 0; y < strip.height(); y++) {
      for (int x = 0; x < strip.width(); x++) {
        strip.at(0, x + 0.5, y + 0.5, sample);
        assertEquals(strip.fragmentAt(x + 0.5, y + 0.5) != 0 ? 1 : 0, sample[3], 1e-6);
        rock += sample[3] > 0.5 ? 1 : 0;
      }
    }
    int all = 0;
    for (int i = 0; i < lying.width() * lying.height(); i++) {
      all += lying.fragmentAt(i % lying.width(), Math.floorDiv(i, lying.width())) != 0 ? 1 : 0;
    }
    assertTrue(rock > 0.98 * all, rock + " of " + all);
    RowStrip stood = RowStrip.of(sources(400, upright(TinyTraining.drawn(2))).get(0)).orElseThrow();
    assertEquals(strip.width(), stood.width());
    assertEquals(strip.height(), stood.height());
    float[] same = new float[4];
    strip.at(0, 50.5, 20.5, sample);
    stood.at(0, 50.5, 20.5, same);
    assertArrayEquals(sample, same, 2);
  }

  /** With rows and columns exchanged. */
  private static TrainingExample upright(TrainingExample example) {
    int w = example.photo().width();
    int h = example.photo().height();
    int[] pixels = new int[w * h];
    byte[] labels = new byte[w * h];
    for (int i = 0; i < pixels.length; i++) {
      int x = Math.floorDiv(i, h);
      int y = i % h;
      pixels[i] = example.photo().rgb(x, y);
      labels[i] = example.truth().mask().values().get(y * w + x);
    }
    LabelMask mask = LabelMask.wrap(h, w, labels, example.truth().mask().labels());
    return new TrainingExample(
        "upright",
        RgbImage.wrap(h, w, pixels),
        Segmentation.of(mask, FragmentFinder.find(mask), PixelFrame.PHOTO),
        new BitSet());
  }
}
