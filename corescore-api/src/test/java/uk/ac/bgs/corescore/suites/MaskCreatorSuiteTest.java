// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.suites;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.algorithm.locate.SimplePointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Location;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.contract.MaskCreatorContract;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.LabelledPolygon;
import uk.ac.bgs.corescore.mask.MaskCreator;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.spi.Availability;
import uk.ac.bgs.corescore.spi.MaskCreatorProvider;
import uk.ac.bgs.corescore.spi.OptionKey;
import uk.ac.bgs.corescore.spi.Options;

class MaskCreatorSuiteTest {
  @Test
  void goodCreatorPasses() {
    SuiteRun run = SuiteRun.of(Good.class);
    assertEquals("{}", run.failed().toString());
    assertEquals("{}", run.skipped().toString());
    assertTrue(run.passed() >= 18, "only " + run.passed() + " tests ran");
  }

  @Test
  void eachFaultIsFoundByItsTest() {
    assertFailed(Backwards.class, "fragmentsAreInTheOrderOfTheList", "coveredRockIsNoFragment");
    assertFailed(HalfPixelOff.class, "rectangleGivesExactlyItsPixels", "outsideIsCutOff");
    assertFailed(Lenient.class, "unknownLabelIsRefused");
    assertFailed(Forgetful.class, "sameInputGivesTheSameAnswer", "threadsShareOneCreator");
    assertFailed(Meddling.class, "sameInputGivesTheSameAnswer");
    assertFailed(OneFragment.class, "touchingPolygonsAreTwoFragments");
    assertFailed(Filled.class, "holeIsNotDrawn");
  }

  private static void assertFailed(Class<?> suite, String... tests) {
    Set<String> failed = SuiteRun.of(suite).failed().keySet();
    assertTrue(
        failed.containsAll(List.of(tests)), suite.getSimpleName() + " failed only in " + failed);
  }

  /** A cell is a polygon's if its centre is inside; later polygons lie on earlier ones. */
  private static class Painter implements MaskCreator {
    final double shift;

    Painter(double shift) {
      this.shift = shift;
    }

    boolean covers(LabelledPolygon polygon, double x, double y) {
      return SimplePointInAreaLocator.locate(new Coordinate(x, y), polygon.outline())
          != Location.EXTERIOR;
    }

    int index(String label) {
      return LabelSet.CORESCORE
          .indexOf(label)
          .orElseThrow(
              () -> new CoreScoreException(FailureKind.BAD_INPUT, "unknown label '" + label + "'"));
    }

    @Override
    public Segmentation create(List<LabelledPolygon> polygons, int width, int height) {
      int[] painted = new int[width * height];
      byte[] labels = new byte[width * height];
      for (int i = 0; i < polygons.size(); i++) {
        int label = index(polygons.get(i).label());
        for (int cell = 0; cell < painted.length; cell++) {
          int x = cell % width;
          int y = cell / width;
          if (covers(polygons.get(i), x + shift, y + shift)) {
            painted[cell] = i + 1;
            labels[cell] = (byte) label;
          }
        }
      }
      int[] ids = new int[polygons.size() + 1];
      for (int cell = 0; cell < painted.length; cell++) {
        ids[painted[cell]] = LabelSet.CORESCORE.isRock(labels[cell]) ? 1 : 0;
      }
      int count = 0;
      for (int i = 1; i < ids.length; i++) {
        ids[i] = ids[i] == 0 ? 0 : number(++count);
      }
      for (int cell = 0; cell < painted.length; cell++) {
        painted[cell] = painted[cell] == 0 ? 0 : ids[painted[cell]];
      }
      return Segmentation.of(
          LabelMask.wrap(width, height, labels, LabelSet.CORESCORE),
          FragmentMap.ofIds(width, height, painted),
          PixelFrame.PHOTO);
    }

    int number(int count) {
      return count;
    }
  }

  private record FakeProvider(MaskCreator creator) implements MaskCreatorProvider {
    @Override
    public String id() {
      return "fake";
    }

    @Override
    public String description() {
      return "Draws cell by cell.";
    }

    @Override
    public List<OptionKey<?>> options() {
      return List.of();
    }

    @Override
    public Availability availability() {
      return new Availability.Available("nothing special");
    }

    @Override
    public MaskCreator create(Options options) {
      return creator;
    }
  }

  private abstract static class Making extends MaskCreatorContract {
    abstract MaskCreator fake();

    @Override
    protected MaskCreatorProvider provider() {
      return new FakeProvider(fake());
    }
  }

  static class Good extends Making {
    @Override
    MaskCreator fake() {
      return new Painter(0.5);
    }
  }

  static class HalfPixelOff extends Making {
    @Override
    MaskCreator fake() {
      return new Painter(0);
    }
  }

  static class Backwards extends Making {
    @Override
    MaskCreator fake() {
      return (polygons, width, height) -> {
        List<LabelledPolygon> turned = new ArrayList<>(polygons);
        Collections.reverse(turned);
        return new Painter(0.5).create(turned, width, height);
      };
    }
  }

  static class Lenient extends Making {
    @Override
    MaskCreator fake() {
      return new Painter(0.5) {
        @Override
        int index(String label) {
          return LabelSet.CORESCORE.indexOf(label).orElse(0);
        }
      };
    }
  }

  static class Forgetful extends Making {
    @Override
    MaskCreator fake() {
      return new MaskCreator() {
        private int calls;

        @Override
        public Segmentation create(List<LabelledPolygon> polygons, int width, int height) {
          return new Painter(calls++ % 2 == 0 ? 0.5 : 0.1).create(polygons, width, height);
        }
      };
    }
  }

  static class Meddling extends Making {
    @Override
    MaskCreator fake() {
      return (polygons, width, height) -> {
        Segmentation drawn = new Painter(0.5).create(polygons, width, height);
        polygons.forEach(p -> p.outline().apply((Coordinate c) -> c.setX(Math.rint(c.getX()))));
        return drawn;
      };
    }
  }

  static class OneFragment extends Making {
    @Override
    MaskCreator fake() {
      return new Painter(0.5) {
        @Override
        int number(int count) {
          return 1;
        }
      };
    }
  }

  static class Filled extends Making {
    @Override
    MaskCreator fake() {
      return new Painter(0.5) {
        @Override
        boolean covers(LabelledPolygon polygon, double x, double y) {
          return polygon.outline().getEnvelopeInternal().covers(x, y);
        }
      };
    }
  }
}
