// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli.retrain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.core.report.ReportFormat;
import uk.ac.bgs.corescore.mask.Segmentation;

/**
 * A photo whose truth is known.
 *
 * @param name the photo's name without extension, with its folders
 * @param photo its file
 * @param photoSha256 of the file
 * @param truthSha256 of what is known of it
 * @param drawing draws the truth
 * @param failure why there is no truth though the photo was labelled, if that is so
 */
public record Labelled(
    String name,
    PhotoFile photo,
    String photoSha256,
    String truthSha256,
    Drawing drawing,
    Optional<String> failure) {
  /** What ends the name of a file of fragment numbers, which lies beside its mask. */
  public static final String INSTANCES = ReportFormat.INSTANCES.suffix();

  /** Draws the truth when it is wanted, so that one photo is in memory at a time. */
  @FunctionalInterface
  public interface Drawing {
    /** The truth on the photo's own pixels. */
    Segmentation draw() throws IOException;
  }

  /** Its mask in a folder of masks. */
  public Path mask(Path folder) {
    return folder.resolve(name + ReportFormat.MASK.suffix());
  }

  /** Its fragment numbers there. */
  public Path instances(Path folder) {
    return folder.resolve(name + INSTANCES);
  }
}
