// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import uk.ac.bgs.corescore.core.mask.MaskPng;

/** The stages of the hot path in order, each with its peers. */
final class Stages implements AutoCloseable {
  private static final String FULL = "6288x888";

  /** Of the groups. */
  static final List<String> NAMES =
      List.of(
          "decode", "reduce", "forward", "masks", "photo to measures", "one row", "batch of files");

  private final List<Runnable> open = new ArrayList<>();
  private final Path folder;
  private final boolean large;

  /**
   * @param folder where the files for other programs go
   * @param large whether the large network and the large photo are measured too
   */
  Stages(Path folder, boolean large) {
    this.folder = folder;
    this.large = large;
  }

  /** Something that measures some stages; what it opens stays open until {@link #next}. */
  @FunctionalInterface
  interface Opening {
    List<InterleavedTiming> open() throws Exception;
  }

  /**
   * Stages that are opened together.
   *
   * @param name the beginning of the names of those of its stages that have a peer
   * @param opening opens them
   */
  record Group(String name, Opening opening) {
    List<InterleavedTiming> open() throws Exception {
      return opening.open();
    }
  }

  /** The groups, in order. */
  List<Group> groups() {
    List<String> precisions = Stream.of("float32", Forward.usualPrecision()).distinct().toList();
    List<Group> groups = new ArrayList<>();
    groups.add(new Group("decode", this::decode));
    groups.add(new Group("reduce", this::reduce));
    for (String precision : precisions) {
      groups.add(new Group("forward", () -> forward("lite", 1572, precision, 1)));
      if (large) {
        groups.add(new Group("forward", () -> forward("lite", 3144, precision, 1)));
        groups.add(new Group("forward", () -> forward("resnet34", 1572, precision, 1)));
      }
    }
    if (large) {
      groups.add(new Group("forward", () -> forward("lite", 1572, "float32", 2)));
    }
    groups.add(new Group("masks", this::masks));
    for (String precision : precisions) {
      groups.add(new Group("photo to measures", () -> endToEnd(1572, precision)));
      groups.add(new Group("photo to measures", () -> endToEnd(3144, precision)));
    }
    groups.add(new Group("one row", () -> layout(1572, Forward.usualPrecision())));
    groups.add(new Group("batch of files", this::batch));
    return groups;
  }

  private List<InterleavedTiming> decode() throws IOException {
    PhotoBenchmark photos = new PhotoBenchmark();
    photos.prepare();
    Files.write(folder.resolve("photo.jpg"), photos.next());
    return List.of(
        new InterleavedTiming(
            "decode", FULL, 1, photos::read, "ImageIO", Optional.of(photos::imageIo)),
        alone("decode at a quarter", FULL, photos::quarter));
  }

  private List<InterleavedTiming> reduce() {
    ReduceBenchmark reduce = new ReduceBenchmark();
    reduce.prepare();
    return List.of(
        new InterleavedTiming(
            "reduce", FULL, 1, reduce::reduce, "Java2D", Optional.of(reduce::java2d)));
  }

  private List<InterleavedTiming> forward(
      String architecture, int width, String precision, int threads) {
    ForwardBenchmark forward = new ForwardBenchmark();
    forward.architecture = architecture;
    forward.width = width;
    forward.precision = precision;
    forward.threads = threads;
    forward.prepare();
    open.add(forward::close);
    String name = "forward " + architecture + " " + precision;
    List<InterleavedTiming> duels = new ArrayList<>();
    duels.add(
        new InterleavedTiming(
            name,
            size(width),
            threads,
            forward::ours,
            "ONNX Runtime float32",
            Optional.of(forward::onnxRuntime)));
    if (threads == 1) {
      duels.add(
          new InterleavedTiming(
              name, size(width), 1, forward::ours, "DJL", Optional.of(forward::rawDjl)));
    }
    return duels;
  }

  private List<InterleavedTiming> masks() throws IOException {
    TraceBenchmark trace = new TraceBenchmark();
    trace.prepare();
    MaskBenchmark fill = new MaskBenchmark();
    fill.prepare();
    MaskPng.write(trace.labels(), folder.resolve("mask.png"), true);
    Files.writeString(folder.resolve("polygons.json"), json(fill.polygons()));
    return List.of(
        alone("fill polygons", FULL, fill::draw),
        alone("polygons", FULL, trace::polygonize),
        alone("measures", FULL, trace::maskToScore));
  }

  private static String json(List<Geometry> outlines) {
    List<String> polygons = new ArrayList<>();
    for (Geometry outline : outlines) {
      for (int i = 0; i < outline.getNumGeometries(); i++) {
        List<String> points = new ArrayList<>();
        for (Coordinate at :
            ((Polygon) outline.getGeometryN(i)).getExteriorRing().getCoordinates()) {
          points.add("[" + at.x + ", " + at.y + "]");
        }
        polygons.add("[1, [" + String.join(", ", points) + "]]");
      }
    }
    return "[" + String.join(",\n", polygons) + "]\n";
  }

  /** What scores a drawn photo; closed with the stages. */
  private PipelineBenchmark pipeline(int width, String precision) {
    PipelineBenchmark pipeline = new PipelineBenchmark();
    pipeline.width = width;
    pipeline.precision = precision;
    pipeline.prepare();
    open.add(pipeline::close);
    return pipeline;
  }

  /** From a photo in memory to measures, beside the network alone on the grid that it looks on. */
  private List<InterleavedTiming> endToEnd(int width, String precision) {
    PipelineBenchmark pipeline = pipeline(width, precision);
    ForwardBenchmark forward = new ForwardBenchmark();
    forward.width = Math.min(2 * width, Forward.photoWidth());
    forward.precision = precision;
    forward.prepare();
    open.add(forward::close);
    return List.of(
        new InterleavedTiming(
            "photo to measures " + precision,
            size(width),
            1,
            pipeline::score,
            "its forward alone",
            Optional.of(forward::ours)));
  }

  /** A photo that one row fills, with its layout searched for and given. */
  private List<InterleavedTiming> layout(int width, String precision) {
    PipelineBenchmark pipeline = pipeline(width, precision);
    return List.of(
        new InterleavedTiming(
            "one row, layout looked for " + precision,
            size(width),
            1,
            pipeline::score,
            "layout given",
            Optional.of(pipeline::scoreGiven)));
  }

  /** A photo of many, read, segmented and measured, on two threads and on one. */
  private List<InterleavedTiming> batch() throws IOException {
    BatchBenchmark two = new BatchBenchmark();
    two.threads = 2;
    two.prepare();
    open.add(two::close);
    BatchBenchmark one = new BatchBenchmark();
    one.prepare();
    open.add(one::close);
    return List.of(
        new InterleavedTiming(
            "batch of files", FULL, 2, two::score, "one thread", Optional.of(one::score)));
  }

  private static InterleavedTiming alone(String stage, String size, Callable<?> ours) {
    return new InterleavedTiming(stage, size, 1, ours, "", Optional.empty());
  }

  private static String size(int width) {
    return width + "x" + Math.round(width * 888f / BenchmarkPhotos.FULL);
  }

  /** Closes what the last group has opened. */
  void next() {
    open.forEach(Runnable::run);
    open.clear();
  }

  @Override
  public void close() {
    next();
  }
}
