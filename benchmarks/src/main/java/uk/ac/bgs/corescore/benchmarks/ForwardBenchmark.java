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

/**
 * The network alone, on an image on its grid, beside ONNX Runtime and DJL's operations with the
 * same weights, the same input and as many threads.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar Forward -p precision=float32}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ForwardBenchmark {
  /** Lite is the bundled model. */
  @Param({"lite", "resnet34"})
  public String architecture = "lite";

  /** Columns; rows are a seventh. */
  @Param({"1572", "3144"})
  public int width = 1572;

  /** What our own network runs in. */
  @Param("auto")
  public String precision = "auto";

  /** Of each of the three. */
  @Param("1")
  public int threads = 1;

  @SuppressWarnings("NullAway.Init") // JMH calls prepare first
  private Forward forward;

  private List<Forward.Input> inputs = List.of();
  private int turn;

  /** Opens the network and draws the images. */
  @Setup
  public void prepare() {
    forward = new Forward(architecture, precision, threads);
    inputs =
        BenchmarkPhotos.photos(width).stream().map(photo -> Forward.input(photo.image())).toList();
  }

  /** Closes it. */
  @TearDown
  public void close() {
    forward.close();
  }

  /** As the segmenter looks. */
  @Benchmark
  public Object ours() {
    return forward.ours(next());
  }

  /** ONNX Runtime, in 32 bits. */
  @Benchmark
  public Object onnxRuntime() {
    return forward.onnxRuntime(next());
  }

  /** DJL's operations, in 32 bits. */
  @Benchmark
  public Object rawDjl() {
    return forward.rawDjl(next());
  }

  private Forward.Input next() {
    return inputs.get(turn++ % inputs.size());
  }
}
