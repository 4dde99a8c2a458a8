// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.benchmarks;

import java.util.List;
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
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.spi.Providers;

/**
 * From a photo in memory to fragments and measures.
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
  @Param({"boofcv-edges", "boofcv-watershed", "djl-unet"})
  public String segmenter = "djl-unet";

  /** Columns of the photo; rows are a seventh. */
  @Param({"1572", "3144", "6288"})
  public int width = BenchmarkPhotos.FULL;

  /** What the network runs in. */
  @Param("auto")
  public String precision = "auto";

  private List<Photo> photos = List.of();
  private int turn;
  private int givenTurn;

  @SuppressWarnings("NullAway.Init") // JMH calls prepare first
  private ScoringPipeline pipeline;

  /** Made by JMH. */
  @SuppressWarnings("NullAway.Init") // JMH calls prepare first
  public PipelineBenchmark() {}

  /** Opens the segmenter and draws the photos. */
  @Setup
  public void prepare() {
    photos = BenchmarkPhotos.photos(width);
    ScoringPipeline.Builder settings =
        ScoringPipeline.builder(
            Providers.discover(PipelineBenchmark.class.getClassLoader()), segmenter);
    if (segmenter.equals("djl-unet")) {
      // One look, as the bare forward takes one.
      settings.segmenterOption("flips", "false").segmenterOption("precision", precision);
    }
    pipeline = settings.build();
  }

  /** Closes it. */
  @TearDown
  public void close() {
    pipeline.close();
  }

  /** The whole way; the layout finder searches for rows. */
  @Benchmark
  public ScoredPhoto score() {
    return pipeline.score(photos.get(turn++ % photos.size()));
  }

  /** The same photos, of which it is said that they are one row. */
  @Benchmark
  public ScoredPhoto scoreGiven() {
    Photo photo = photos.get(givenTurn++ % photos.size());
    return pipeline.score(photo, Layout.whole(photo.width(), photo.height()));
  }
}
