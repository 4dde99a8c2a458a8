// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.train;

import java.util.ArrayList;
import java.util.List;
import uk.ac.bgs.corescore.core.internal.files.CsvLines;
import uk.ac.bgs.corescore.core.internal.files.Sha256;
import uk.ac.bgs.corescore.core.report.TableFile;
import uk.ac.bgs.corescore.core.training.groundtruth.LabelledPhoto;
import uk.ac.bgs.corescore.djl.settings.TrainingExample;
import uk.ac.bgs.corescore.djl.settings.TrainingPhoto;
import uk.ac.bgs.corescore.djl.settings.TrainingSettings;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * Photos that were read to train on, and those held out. Immutable, except for the photos' pixels,
 * which are shared.
 *
 * @param train photos, or rows of them, to train on
 * @param held photos, or rows of them, to validate on
 * @param seen all photos with their hashes
 * @param evaluated photos held out of which nothing is ignored
 * @param rule how they were split, in words
 */
public record TrainingSplit(
    List<TrainingExample> train,
    List<TrainingExample> held,
    List<TrainingPhoto> seen,
    List<LabelledPhoto> evaluated,
    String rule) {
  /**
   * Copies the lists.
   *
   * @param train photos to train on
   * @param held photos to validate on
   * @param seen all photos with their hashes
   * @param evaluated photos held out of which nothing is ignored
   * @param rule how they were split
   */
  public TrainingSplit {
    train = List.copyOf(train);
    held = List.copyOf(held);
    seen = List.copyOf(seen);
    evaluated = List.copyOf(evaluated);
  }

  /** The lines of {@code split.csv}. */
  List<String> table() {
    List<String> rows = new ArrayList<>(List.of("photo,part,sha256"));
    seen.forEach(
        one ->
            rows.add(
                CsvLines.quoted(TableFile.guarded(one.name()))
                    + ","
                    + one.part()
                    + ","
                    + one.sha256()));
    return rows;
  }

  /** One hash of all photos and their parts. */
  String sha256() {
    return Sha256.ofText(String.join("\n", table()));
  }

  /**
   * The longest side of the training photos, in cells, after they are reduced.
   *
   * @param by reduction factor, over 0
   * @param usual the result if there are no photos
   * @return at least 1
   */
  public int resizedWidth(double by, int usual) {
    int longest =
        train.stream().mapToInt(example -> longerSide(example.photo())).max().orElse(usual);
    return (int) Math.max(1, Math.round(longest / by));
  }

  /**
   * The number of steps of some epochs. An epoch has as many crops as cover the photos once.
   *
   * @param epochs how many times, over 0
   * @param settings sizes of photos, crops and batches
   * @return at least 1
   */
  public int steps(double epochs, TrainingSettings settings) {
    double cells = 0;
    for (TrainingExample example : train) {
      double side = settings.photoWidth();
      RgbImage photo = example.photo();
      cells += side * side * Math.min(photo.width(), photo.height()) / longerSide(photo);
    }
    double crops = cells / settings.cropWidth() / settings.cropHeight();
    return (int) Math.max(1, Math.ceil(epochs * crops / settings.batch()));
  }

  private static int longerSide(RgbImage photo) {
    return Math.max(photo.width(), photo.height());
  }
}
