// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.training.groundtruth.GroundTruth;
import uk.ac.bgs.corescore.core.training.groundtruth.LabelledPhoto;
import uk.ac.bgs.corescore.core.training.groundtruth.RowLayouts;
import uk.ac.bgs.corescore.djl.settings.TrainingExample;
import uk.ac.bgs.corescore.djl.settings.TrainingPhoto;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.layout.Layout;

/**
 * Says which photos a training holds out, which pixels it ignores, and where the rows of core lie.
 * Immutable; safe for use by many threads.
 *
 * @param heldOut the photos that are held out
 * @param ignored a folder of pictures {@code NAME.png} of the photo's size, in which pixels that
 *     are not black are neither trained on nor evaluated; empty for none
 * @param rows rows of photos that show several, as {@link RowLayouts#read} takes them; each row is
 *     an example of its own. Empty to take photos as they are
 */
public record TrainingData(HoldOut heldOut, Optional<Path> ignored, Optional<Path> rows) {
  /**
   * Reads all photos into memory.
   *
   * @param photos photos with ground truth
   * @param photoWidth maximum input side of the network, which sets the scale at which rows are cut
   *     out
   * @param remarks receives remarks on the rows that are used, one sentence at a time
   * @return the photos
   * @throws CoreScoreException if labels or rows cannot be used, or the rule of the photos held out
   *     does not fit; it names each
   * @throws IOException if a file cannot be read
   */
  public TrainingSplit read(List<LabelledPhoto> photos, int photoWidth, Consumer<String> remarks)
      throws IOException {
    List<LabelledPhoto> known = GroundTruth.requireUsable(photos);
    RowLayouts boxes =
        rows.isEmpty()
            ? RowLayouts.none()
            : RowLayouts.read(
                rows.get(), known.stream().map(LabelledPhoto::requirePhoto).toList(), remarks);
    Set<String> names = heldOut.of(known.stream().map(LabelledPhoto::name).toList());
    List<TrainingExample> train = new ArrayList<>();
    List<TrainingExample> held = new ArrayList<>();
    List<TrainingPhoto> seen = new ArrayList<>();
    List<LabelledPhoto> evaluated = new ArrayList<>();
    for (LabelledPhoto one : known) {
      boolean out = names.contains(one.name());
      PhotoFile file = one.requirePhoto();
      Photo photo = PhotoReader.create().read(file);
      TrainingExample example = example(one, photo);
      boxes.requireUsable(file);
      boxes.requireSame(file, photo);
      Optional<Layout> layout = boxes.layout(file);
      (out ? held : train)
          .addAll(layout.map(of -> example.rows(of, photoWidth)).orElse(List.of(example)));
      if (out && example.ignored().isEmpty()) {
        evaluated.add(one);
      }
      seen.add(new TrainingPhoto(one.name(), out ? "validation" : "training", photo.sha256()));
    }
    return new TrainingSplit(train, held, seen, evaluated, heldOut.text());
  }

  private TrainingExample example(LabelledPhoto known, Photo photo) throws IOException {
    BitSet pixels = new BitSet();
    Optional<Path> file =
        ignored.map(folder -> folder.resolve(known.name() + ".png")).filter(Files::exists);
    if (file.isPresent()) {
      RgbImage read = PhotoReader.create().read(file.get()).image();
      int width = photo.image().width();
      int height = photo.image().height();
      if (read.width() != width || read.height() != height) {
        throw new CoreScoreException(
            FailureKind.BAD_INPUT,
            file.get()
                + (": expected a picture of " + width + " x " + height)
                + (", got one of " + read.width() + " x " + read.height()));
      }
      for (int i = 0; i < width * height; i++) {
        pixels.set(i, read.rgb(i % width, Math.floorDiv(i, width)) != 0);
      }
    }
    return new TrainingExample(known.name(), photo.image(), known.draw(), pixels);
  }
}
