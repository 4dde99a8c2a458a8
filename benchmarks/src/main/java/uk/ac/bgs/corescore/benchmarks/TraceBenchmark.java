// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.locationtech.jts.geom.Geometry;
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
import org.openjdk.jmh.annotations.Warmup;
import uk.ac.bgs.corescore.core.mask.MaskPng;
import uk.ac.bgs.corescore.core.measure.FragmentMeasurer;
import uk.ac.bgs.corescore.core.trace.FragmentFinder;
import uk.ac.bgs.corescore.core.trace.MaskPolygonizer;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.measure.FragmentSet;
import uk.ac.bgs.corescore.score.AreaScore;

/**
 * From a label mask to fragments, polygons and the six measures.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar Trace}; with {@code -p mask=FILE.png} on a
 * class-index mask of one's own in CoreScore's labels.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TraceBenchmark {
  /** A drawn core, or the path of a class-index PNG. */
  @Param("drawn")
  public String mask = "drawn";

  private LabelMask labels = LabelMask.wrap(1, 1, new byte[1], LabelSet.CORESCORE);
  private FragmentMap fragments = FragmentMap.builder(1, 1).build();

  /** Reads or draws the mask. */
  @Setup
  public void prepare() throws IOException {
    labels =
        mask.equals("drawn")
            ? BenchmarkPhotos.core().truth().mask()
            : MaskPng.read(Path.of(mask), LabelSet.CORESCORE);
    fragments = FragmentFinder.find(labels);
  }

  /** What is traced. */
  LabelMask labels() {
    return labels;
  }

  /** 8-connected regions of rock. */
  @Benchmark
  public FragmentMap find() {
    return FragmentFinder.find(labels);
  }

  /** Polygons of known fragments. */
  @Benchmark
  public List<Geometry> polygonize() {
    return MaskPolygonizer.polygonize(fragments);
  }

  /** The whole way: regions, polygons, the measures of each fragment, the six measures. */
  @Benchmark
  public AreaScore maskToScore() {
    FragmentSet set =
        FragmentMeasurer.measure(
            Segmentation.of(labels, FragmentFinder.find(labels), PixelFrame.PHOTO));
    return AreaScore.of(set);
  }
}
