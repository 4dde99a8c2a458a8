// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.suites;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.contract.AreaScorerContract;
import uk.ac.bgs.corescore.measure.Area;
import uk.ac.bgs.corescore.measure.FragmentSet;
import uk.ac.bgs.corescore.measure.Length;
import uk.ac.bgs.corescore.score.AreaScore;
import uk.ac.bgs.corescore.score.AreaScorer;
import uk.ac.bgs.corescore.score.ExtraMeasure;
import uk.ac.bgs.corescore.spi.AreaScorerProvider;
import uk.ac.bgs.corescore.spi.Availability;
import uk.ac.bgs.corescore.spi.OptionKey;
import uk.ac.bgs.corescore.spi.Options;

class AreaScorerSuiteTest {
  @Test
  void goodScorerPasses() {
    SuiteRun run = SuiteRun.of(Good.class);
    assertEquals("{}", run.failed().toString());
    assertEquals("{}", run.skipped().toString());
    assertTrue(run.passed() >= 13, "only " + run.passed() + " tests ran");
  }

  @Test
  void eachFaultIsFoundByItsTest() {
    assertFailed(ZeroMeans.class, "withoutFragmentsMeansAreAbsent");
    assertFailed(
        Lengths.class, "scalingByKScalesAreaByItsSquare", "sixMeasuresAgreeWithTheDefinition");
    assertFailed(Adding.class, "sameFragmentsGiveTheSameScore", "threadsShareOneScorer");
    assertFailed(MovingHeads.class, "extrasHaveTheSameNames");
  }

  private static void assertFailed(Class<?> suite, String... tests) {
    Set<String> failed = SuiteRun.of(suite).failed().keySet();
    assertTrue(
        failed.containsAll(List.of(tests)), suite.getSimpleName() + " failed only in " + failed);
  }

  private record FakeProvider(AreaScorer scorer) implements AreaScorerProvider {
    @Override
    public String id() {
      return "fake";
    }

    @Override
    public String description() {
      return "Adds the largest fragment's share.";
    }

    @Override
    public List<OptionKey<?>> options() {
      return List.of();
    }

    @Override
    public Availability availability() {
      return new Availability.Available("arithmetic");
    }

    @Override
    public AreaScorer create(Options options) {
      return scorer;
    }
  }

  private abstract static class Making extends AreaScorerContract {
    abstract AreaScorer fake();

    @Override
    protected AreaScorerProvider provider() {
      return new FakeProvider(fake());
    }
  }

  private static ExtraMeasure largest(FragmentSet photo) {
    return new ExtraMeasure(
        "largest_area",
        "px^2",
        photo.fragments().stream().mapToDouble(f -> f.measures().area().squarePixels()).max());
  }

  static class Good extends Making {
    @Override
    AreaScorer fake() {
      return photo -> AreaScore.of(photo).withExtras(List.of(largest(photo)));
    }
  }

  static class MovingHeads extends Making {
    @Override
    AreaScorer fake() {
      return photo ->
          AreaScore.of(photo)
              .withExtras(photo.fragments().isEmpty() ? List.of() : List.of(largest(photo)));
    }
  }

  static class ZeroMeans extends Making {
    @Override
    AreaScorer fake() {
      return photo -> {
        AreaScore score = AreaScore.of(photo);
        return new AreaScore(
            score.absoluteArea(),
            score.relativeArea(),
            score.fragmentPerimeter(),
            Optional.of(score.averagePerimeter().orElse(new Length(0))),
            score.totalFragments(),
            OptionalDouble.of(score.perimeterComplexity().orElse(0)),
            List.of());
      };
    }
  }

  static class Lengths extends Making {
    @Override
    AreaScorer fake() {
      return photo -> {
        AreaScore score = AreaScore.of(photo);
        return new AreaScore(
            new Area(Math.sqrt(score.absoluteArea().squarePixels())),
            score.relativeArea(),
            score.fragmentPerimeter(),
            score.averagePerimeter(),
            score.totalFragments(),
            score.perimeterComplexity(),
            List.of());
      };
    }
  }

  static class Adding extends Making {
    @Override
    AreaScorer fake() {
      return new AreaScorer() {
        private int calls;

        @Override
        public AreaScore score(FragmentSet fragments) {
          return AreaScore.of(fragments)
              .withExtras(List.of(new ExtraMeasure("calls", "1", OptionalDouble.of(calls++))));
        }
      };
    }
  }
}
