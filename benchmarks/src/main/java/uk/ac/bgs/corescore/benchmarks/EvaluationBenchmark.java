// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.benchmarks;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCore;
import uk.ac.bgs.corescore.core.trace.SegmentationResampler;
import uk.ac.bgs.corescore.core.training.evaluate.Evaluator;
import uk.ac.bgs.corescore.core.training.evaluate.PhotoEvaluation;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.segment.Segmenter;
import uk.ac.bgs.corescore.spi.Providers;

/**
 * All figures of one photo of 6288 x 888 pixels: overlap, boundary, fragment matching, measures.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar Judge}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EvaluationBenchmark {
  private final SyntheticCore core = BenchmarkPhotos.core();
  private final Segmentation found = segment(core.photo());

  private static Segmentation segment(RgbImage photo) {
    Providers providers = Providers.discover(EvaluationBenchmark.class.getClassLoader());
    try (Segmenter segmenter = providers.createSegmenter("boofcv-watershed", Map.of())) {
      return SegmentationResampler.resample(
          segmenter.segment(photo), photo.width(), photo.height());
    }
  }

  /** Compares what was found with the ground truth. */
  @Benchmark
  public PhotoEvaluation evaluate() {
    return Evaluator.DEFAULT.evaluate("drawn", core.truth(), found, OptionalDouble.empty());
  }
}
