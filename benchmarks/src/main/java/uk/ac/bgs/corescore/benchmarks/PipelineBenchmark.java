// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;
import uk.ac.bgs.corescore.spi.Providers;

/**
 * From a photo in memory, 6288 x 888 pixels, to fragments and measures.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar Pipeline}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PipelineBenchmark {
  /** The segmenter's id. */
  @Param({"boofcv-edges", "boofcv-watershed"})
  public String segmenter = "";

  private final Photo photo = new Photo("drawn.png", "0".repeat(64), Inputs.core().photo());

  @SuppressWarnings("NullAway.Init") // JMH calls prepare first
  private ScoringPipeline pipeline;

  /** Made by JMH. */
  @SuppressWarnings("NullAway.Init") // JMH calls prepare first
  public PipelineBenchmark() {}

  /** Opens the segmenter. */
  @Setup
  public void prepare() {
    pipeline =
        ScoringPipeline.builder(
                Providers.discover(PipelineBenchmark.class.getClassLoader()), segmenter)
            .build();
  }

  /** Closes it. */
  @TearDown
  public void close() {
    pipeline.close();
  }

  /** The whole way. */
  @Benchmark
  public ScoredPhoto score() {
    return pipeline.score(photo);
  }
}
