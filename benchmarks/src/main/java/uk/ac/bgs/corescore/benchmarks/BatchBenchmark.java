// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.pipeline.BatchResult;
import uk.ac.bgs.corescore.core.pipeline.BatchScorer;
import uk.ac.bgs.corescore.core.pipeline.PhotoTask;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;
import uk.ac.bgs.corescore.spi.Providers;

/**
 * From files in memory, 6288 x 888 pixels, to measures, many at a time: milliseconds a photo.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar Batch}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class BatchBenchmark {
  private static final int PHOTOS = 8;

  /** The segmenter's id. */
  @Param({"boofcv-watershed", "djl-unet"})
  public String segmenter = "djl-unet";

  /** Photos at a time. */
  @Param({"1", "2"})
  public int threads = 1;

  private List<byte[]> files = List.of();

  @SuppressWarnings("NullAway.Init") // JMH calls prepare first
  private BatchScorer scorer;

  /** Opens the segmenter and draws the photos. */
  @Setup
  public void prepare() throws IOException {
    files = BenchmarkPhotos.jpegs(BenchmarkPhotos.FULL);
    ScoringPipeline.Builder settings =
        ScoringPipeline.builder(
            Providers.discover(BatchBenchmark.class.getClassLoader()), segmenter);
    if (segmenter.equals("djl-unet")) {
      settings.segmenterOption("flips", "false");
    }
    scorer = BatchScorer.builder(settings).threads(threads).waiting(threads).build();
  }

  /** Closes it. */
  @TearDown
  public void close() {
    scorer.close();
  }

  /** Eight photos. */
  @Benchmark
  @OperationsPerInvocation(PHOTOS)
  public long score() {
    PhotoReader reader = PhotoReader.create();
    try (Stream<BatchResult> results =
        scorer.score(
            IntStream.range(0, PHOTOS)
                .mapToObj(
                    i ->
                        new PhotoTask(
                            "drawn.jpg",
                            () -> reader.read("drawn.jpg", files.get(i % files.size()))))
                .iterator())) {
      return results.filter(result -> result.scored().isPresent()).count();
    }
  }
}
