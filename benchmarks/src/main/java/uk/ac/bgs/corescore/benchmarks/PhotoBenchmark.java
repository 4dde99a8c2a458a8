// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.benchmarks;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoReader;

/**
 * From the bytes of a JPEG file of 6288 x 888 pixels to the photo, beside what ImageIO alone takes
 * to decode it.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar Photo}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PhotoBenchmark {
  private static final int PART = 4;

  private final PhotoReader reader = PhotoReader.create();
  private final List<Path> places = new ArrayList<>();
  private List<byte[]> files = List.of();
  private int turn;

  /**
   * The peer's own, so that both decode the same file in a round: their sizes differ by a third.
   */
  private int turnOfPeer;

  /** Draws the files. */
  @Setup
  public void prepare() throws IOException {
    files = BenchmarkPhotos.jpegs(BenchmarkPhotos.FULL);
    for (byte[] file : files) {
      Path place = Files.write(Files.createTempFile("drawn", ".jpg"), file);
      place.toFile().deleteOnExit();
      places.add(place);
    }
  }

  /** Checks, decodes, converts and hashes. */
  @Benchmark
  public Photo read() {
    return reader.read("drawn.jpg", next());
  }

  /** The same, at a quarter of the size, from a file. */
  @Benchmark
  public Photo quarter() {
    return reader.readReduced(places.get(turn++ % places.size()), 0, BenchmarkPhotos.FULL / PART);
  }

  /** Decodes, nothing more. */
  @Benchmark
  public BufferedImage imageIo() throws IOException {
    return ImageIO.read(new ByteArrayInputStream(files.get(turnOfPeer++ % files.size())));
  }

  /** The next file. */
  byte[] next() {
    return files.get(turn++ % files.size());
  }
}
