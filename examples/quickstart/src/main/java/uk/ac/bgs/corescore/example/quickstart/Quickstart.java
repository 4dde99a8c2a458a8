// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.quickstart;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;
import uk.ac.bgs.corescore.core.report.ReportFormat;
import uk.ac.bgs.corescore.core.report.ReportWriter;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreSettings;
import uk.ac.bgs.corescore.core.synthetic.SyntheticDataset;
import uk.ac.bgs.corescore.spi.Availability;
import uk.ac.bgs.corescore.spi.Providers;
import uk.ac.bgs.corescore.spi.SegmenterProvider;

/**
 * Draws a core photograph, or takes yours, and scores it with every segmenter that is available.
 */
public final class Quickstart {
  private Quickstart() {}

  /**
   * Runs the example.
   *
   * @param args the folder for the results, then the photo to score or a dash to draw one
   */
  public static void main(String[] args) {
    // Maven hands over null for an empty one.
    String photo = args.length > 1 ? Objects.toString(args[1], "") : "";
    System.setProperty("java.awt.headless", "true");
    try {
      run(
          Path.of(args[0]).toAbsolutePath(),
          photo.isEmpty() || photo.equals("-") ? null : Path.of(photo));
    } catch (NoSuchFileException e) {
      fail("There is no file " + e.getFile());
    } catch (CoreScoreException | IOException e) {
      fail(String.valueOf(e.getMessage()));
    }
  }

  private static void fail(String message) {
    System.err.println(message);
    System.exit(1);
  }

  private static void run(Path out, @Nullable Path file) throws IOException {
    Photo photo = PhotoReader.create().read(file == null ? draw(out.resolve("drawn")) : file);
    Path results = out.resolve(photo.stem());
    Providers providers = Providers.discover(Quickstart.class.getClassLoader());
    for (SegmenterProvider provider : providers.segmenters()) {
      score(providers, provider, photo, results);
    }
    System.out.println("Open the .html and .overlay.png files in " + results.toAbsolutePath());
  }

  private static Path draw(Path folder) throws IOException {
    System.out.println("Drawing a core photograph ...");
    Path[] drawn = new Path[1];
    new SyntheticDataset(SyntheticCoreSettings.defaults())
        .write(folder, 14, 1, true, photo -> drawn[0] = photo);
    return drawn[0];
  }

  private static void score(Providers providers, SegmenterProvider provider, Photo photo, Path out)
      throws IOException {
    if (provider.availability() instanceof Availability.Unavailable unavailable) {
      System.out.println(provider.id() + " is not available here: " + unavailable.reason());
      return;
    }
    Path folder = out.resolve(provider.id());
    try (ScoringPipeline pipeline =
            ScoringPipeline.builder(providers, provider.id()).minArea(64).build();
        ReportWriter reports = ReportWriter.open(folder, EnumSet.allOf(ReportFormat.class), true)) {
      ScoredPhoto result = pipeline.score(photo);
      reports.write(result);
      System.out.printf(
          Locale.ROOT,
          "%s: %d fragments, %.1f %% of the photo is rock, %d ms%n",
          provider.id(),
          result.score().totalFragments(),
          100 * result.score().relativeArea(),
          result.provenance().elapsed().toMillis());
    }
  }
}
