// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;
import uk.ac.bgs.corescore.measure.FragmentSet;
import uk.ac.bgs.corescore.spi.Providers;

/**
 * Draws a photograph of many megapixels as a tiled TIFF file and scores it in bands, in a heap that
 * could not hold it:
 *
 * <p>{@code java -Xmx1g -cp benchmarks.jar uk.ac.bgs.corescore.benchmarks.LargePhoto [--megapixels
 * N] [--segmenter ID] [--whole]}. With {@code --whole} it is scored whole too, for which the heap
 * must do; it ends with 1 if a fragment's figures differ.
 */
public final class LargePhoto {
  private LargePhoto() {}

  /** Runs it. */
  public static void main(String[] arguments) throws IOException {
    Map<String, String> options;
    double megapixels;
    ScoringPipeline made;
    try {
      options = Arguments.parse(arguments, List.of("whole"), List.of("megapixels", "segmenter"));
      megapixels = Arguments.number(options, "megapixels", 1000, 1, 2100);
      // Before the photo is drawn: there may be no such segmenter.
      made =
          ScoringPipeline.builder(
                  Providers.discover(LargePhoto.class.getClassLoader()),
                  options.getOrDefault("segmenter", "djl-unet"))
              .build();
    } catch (IllegalArgumentException | CoreScoreException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    Path folder = Files.createTempDirectory("corescore-large");
    boolean same;
    try (ScoringPipeline pipeline = made) {
      same = run(folder.resolve("large.tif"), megapixels, pipeline, options.containsKey("whole"));
    } finally {
      BenchmarkPhotos.delete(folder);
    }
    System.exit(same ? 0 : 1);
  }

  private static boolean run(Path file, double megapixels, ScoringPipeline pipeline, boolean whole)
      throws IOException {
    double height = Math.sqrt(1e6 * megapixels * 888 / BenchmarkPhotos.FULL);
    int columns = (int) (1e6 * megapixels / height);
    TiledTiff.write(BenchmarkPhotos.core().photo(), columns, (int) height, file);
    System.out.printf(
        Locale.ROOT,
        "%d x %d pixels in a file of %d MB, heap of %d MB%n",
        columns,
        (int) height,
        Files.size(file) >> 20,
        Runtime.getRuntime().maxMemory() >> 20);
    PhotoReader reader = PhotoReader.create();
    long start = System.nanoTime();
    Photo photo = reader.readReduced(file, 0, pipeline.maxInputSide().orElse(4096));
    long read = System.nanoTime();
    ScoredPhoto scored = pipeline.score(photo);
    FragmentSet fragments = scored.fragments();
    System.out.printf(
        Locale.ROOT,
        "in bands: %d fragments, %.0f px of rock; %.1f s to read, %.1f s to score; %s%n",
        fragments.fragments().size(),
        scored.score().absoluteArea().squarePixels(),
        (read - start) / 1e9,
        scored.provenance().elapsed().toNanos() / 1e9,
        Soak.highest());
    return !whole || same(fragments, pipeline.score(reader.read(file)).fragments());
  }

  private static boolean same(FragmentSet bands, FragmentSet whole) {
    boolean same = bands.fragments().size() == whole.fragments().size();
    for (int i = 0; same && i < bands.fragments().size(); i++) {
      same =
          bands.fragments().get(i).measures().equals(whole.fragments().get(i).measures())
              && bands.fragments().get(i).outline().equalsExact(whole.fragments().get(i).outline());
    }
    System.out.println(
        same ? "whole: the same fragments to the last digit" : "WHOLE: other fragments");
    return same;
  }
}
