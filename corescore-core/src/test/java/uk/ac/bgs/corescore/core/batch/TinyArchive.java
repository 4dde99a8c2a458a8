// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import uk.ac.bgs.corescore.core.internal.files.Sha256;
import uk.ac.bgs.corescore.core.photo.ImageEncoder;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;
import uk.ac.bgs.corescore.core.report.ReportFormat;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.spi.Providers;

/** Small drawn photos in folders, and what a batch makes of them. */
final class TinyArchive {
  private TinyArchive() {}

  /** Draws photos as BH1/box_1.png and so on, ten a folder. */
  static void draw(Path folder, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      drawOne(folder.resolve("BH" + i / 10 + "/box_" + i + ".png"), i);
    }
  }

  static void drawOne(Path file, int seed) throws IOException {
    Random random = new Random(seed);
    int[] pixels = new int[40 * 30];
    for (int n = 0; n < 1 + random.nextInt(3); n++) {
      int x = random.nextInt(30);
      int y = random.nextInt(20);
      for (int row = y; row < y + 4 + random.nextInt(6); row++) {
        Arrays.fill(pixels, row * 40 + x, row * 40 + x + 8, 0xE0E0E0);
      }
    }
    Files.createDirectories(file.getParent());
    try (OutputStream out = Files.newOutputStream(file)) {
      ImageEncoder.png(RgbImage.wrap(40, 30, pixels), out);
    }
  }

  static ScoringPipeline.Builder pipeline() {
    return ScoringPipeline.builder(Providers.of(), "brightness", new BrightnessSegmenter());
  }

  static Batch.Builder batch(Path out) {
    return Batch.builder(pipeline(), out)
        .threads(2)
        .reports(EnumSet.of(ReportFormat.JSON, ReportFormat.GEOJSON, ReportFormat.MASK));
  }

  static List<PhotoSource> photos(Path folder, Path out) {
    return PhotoListing.of(List.of(folder), true, List.of(), out).photos();
  }

  static BatchOutcome run(Path photos, Path out) throws IOException {
    return batch(out).build().run(photos(photos, out));
  }

  /**
   * All files of a result set by name, without the journals, which are in the order in which photos
   * were done, and without the times in JSON and in the page.
   */
  static Map<String, String> files(Path set) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(set)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = set.relativize(file).toString().replace('\\', '/');
        if (!name.startsWith("journal")) {
          String content = Files.readString(file, StandardCharsets.ISO_8859_1);
          String timeless =
              content
                  .replaceAll("\"(time|elapsedSeconds)\" : [^,\\s]*", "")
                  .replaceAll("done \\d+ [A-Z][a-z]+ \\d+, [\\d:]+ UTC", "");
          files.put(name, name.endsWith(".csv") ? timeless : Sha256.ofText(timeless));
        }
      }
    }
    return files;
  }

  /** How many reports and thumbnails there are. */
  static long reports(Path set) throws IOException {
    return files(set).keySet().stream()
        .filter(name -> name.startsWith("reports/") || name.startsWith("thumbnails/"))
        .count();
  }

  static List<String> lines(BatchOutcome outcome, String table) throws IOException {
    return Files.readAllLines(outcome.folder().resolve(table));
  }
}
