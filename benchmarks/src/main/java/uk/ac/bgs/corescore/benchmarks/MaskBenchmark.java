// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
import uk.ac.bgs.corescore.core.annotation.AnnotatedPhoto;
import uk.ac.bgs.corescore.core.annotation.AnnotationReader;
import uk.ac.bgs.corescore.core.mask.FillRule;
import uk.ac.bgs.corescore.core.mask.FilledMask;
import uk.ac.bgs.corescore.core.mask.PolygonFill;
import uk.ac.bgs.corescore.core.mask.PolygonFillProvider;
import uk.ac.bgs.corescore.core.trace.MaskPolygonizer;
import uk.ac.bgs.corescore.core.trace.OutlineSimplifier;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.LabelledPolygon;

/**
 * From labelled polygons to a mask of 6288 x 888 pixels with its fragments.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar Mask}; with {@code -p labels=FILE -p
 * record=NAME} on polygons of one's own.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MaskBenchmark {
  /** A drawn core, with outlines as coarse as a person draws them, or the path of a label file. */
  @Param("drawn")
  public String labels = "drawn";

  /** The photo in the label file. */
  @Param("")
  public String record = "";

  /** Which pixels a polygon covers. */
  @Param({"EXACT", "PUBLISHED"})
  public FillRule rule = FillRule.EXACT;

  private List<LabelledPolygon> polygons = List.of();
  private PolygonFill fill = PolygonFill.of(LabelSet.CORESCORE, List.of());

  /** Reads or draws the polygons. */
  @Setup
  public void prepare() throws IOException {
    polygons = labels.equals("drawn") ? drawn() : read();
    fill =
        PolygonFill.of(
                LabelSet.CORESCORE,
                List.of(PolygonFillProvider.ORDER.defaultValue().split(",", -1)))
            .withRule(rule);
  }

  private static List<LabelledPolygon> drawn() {
    List<Geometry> outlines =
        OutlineSimplifier.simplify(
            MaskPolygonizer.polygonize(BenchmarkPhotos.core().truth().fragments()), 8);
    List<LabelledPolygon> drawn = new ArrayList<>();
    outlines.forEach(outline -> drawn.add(new LabelledPolygon("Rock_Fragment", outline)));
    return drawn;
  }

  private List<LabelledPolygon> read() throws IOException {
    for (AnnotatedPhoto photo : AnnotationReader.create().read(Path.of(labels)).photos()) {
      if (photo.fileName().equals(record)) {
        return photo.polygons();
      }
    }
    throw new IOException(labels + ": no record '" + record + "'");
  }

  /** What is drawn. */
  List<Geometry> polygons() {
    return polygons.stream().map(LabelledPolygon::outline).toList();
  }

  /** Draws all polygons. */
  @Benchmark
  public FilledMask draw() {
    return fill.fill(polygons, 6288, 888);
  }
}
