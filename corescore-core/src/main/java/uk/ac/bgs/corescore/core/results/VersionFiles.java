// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.core.report.ReportFormat;
import uk.ac.bgs.corescore.core.report.ReportWriter;

/** Writes the files of a state into its folder, under names that do not hang on the photo's. */
final class VersionFiles {
  /** The confidence of each pixel, so that a photo can be measured again. */
  static final String CONFIDENCE = "confidence.png";

  private VersionFiles() {}

  static void write(Path folder, ScoredPhoto scored) throws IOException {
    List<Path> written;
    try (ReportWriter reports =
        ReportWriter.open(folder, EnumSet.complementOf(EnumSet.of(ReportFormat.INSTANCES)), true)) {
      written = reports.write(scored);
    }
    int stem = scored.photo().stem().length();
    for (Path file : written) {
      String suffix = String.valueOf(file.getFileName()).substring(stem);
      Files.move(file, file.resolveSibling("result" + suffix));
    }
    if (scored.segmentation().confidence().isPresent()) {
      Files.write(
          folder.resolve(CONFIDENCE), Previews.grey(scored.segmentation().confidence().get()));
    }
  }
}
