// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.benchmarks;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
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
import org.openjdk.jmh.annotations.Warmup;
import uk.ac.bgs.corescore.core.photo.PhotoReducer;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * From a photo of 6288 x 888 pixels to the network's grid, by means of areas, beside Java2D, which
 * takes four pixels for each cell and leaves out the others.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar Reduce}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ReduceBenchmark {
  /** Columns of the grid. */
  @Param({"1572", "2000"})
  public int width = 2000;

  private List<RgbImage> photos = List.of();
  private List<BufferedImage> pictures = List.of();
  private int turn;

  /** Draws the photos. */
  @Setup
  public void prepare() {
    photos =
        BenchmarkPhotos.photos(BenchmarkPhotos.FULL).stream().map(photo -> photo.image()).toList();
    pictures = photos.stream().map(ReduceBenchmark::picture).toList();
  }

  private static BufferedImage picture(RgbImage photo) {
    BufferedImage picture =
        new BufferedImage(photo.width(), photo.height(), BufferedImage.TYPE_INT_RGB);
    int[] pixels = new int[photo.width() * photo.height()];
    photo.pixels().get(pixels);
    picture.setRGB(0, 0, photo.width(), photo.height(), pixels, 0, photo.width());
    return picture;
  }

  /** Means of areas, rounded once. */
  @Benchmark
  public RgbImage reduce() {
    RgbImage photo = photos.get(turn++ % photos.size());
    return PhotoReducer.reduceToFit(photo, width);
  }

  /** Bilinear, from four pixels each. */
  @Benchmark
  public BufferedImage java2d() {
    BufferedImage picture = pictures.get(turn++ % pictures.size());
    int height = Math.round((float) picture.getHeight() * width / picture.getWidth());
    BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = small.createGraphics();
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    pen.drawImage(picture, 0, 0, width, height, null);
    pen.dispose();
    return small;
  }
}
