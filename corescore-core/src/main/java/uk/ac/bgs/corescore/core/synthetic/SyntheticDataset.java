// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.synthetic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import uk.ac.bgs.corescore.core.internal.files.TemporaryFile;
import uk.ac.bgs.corescore.core.mask.InstancesPng;
import uk.ac.bgs.corescore.core.mask.MaskPng;

/**
 * Writes a folder of drawn photographs with their ground truth, for tests and training.
 *
 * <ul>
 *   <li>{@code photos/STEM.jpg} (or {@code .png} at JPEG quality 100): the photographs; a JPEG file
 *       is compressed at the quality whose traces the photo bears already, so its pixels differ a
 *       little from the drawn ones
 *   <li>{@code masks/STEM.png}: label of each pixel, 8 bits, indexed, labels and colours inside
 *   <li>{@code instances/STEM.png}: fragment of each pixel, 16 bits, grey, 0 for none
 *   <li>{@code labels.json}: the fragments as COCO instances, each as a polygon on pixel corners
 *       where one ring is enough, else as run lengths; areas are pixel counts
 *   <li>{@code truth.csv}: scale, row, depths, length, area and lithology of each fragment
 * </ul>
 *
 * <p>The same settings, seed and count give the same truth; photo k is drawn from {@code seed + k}.
 * Holds one photograph at a time. Safe for use by many threads on different folders.
 */
public final class SyntheticDataset {
  private final SyntheticCoreSettings settings;

  /**
   * A data set of photographs of one kind.
   *
   * @param settings what the photographs are like
   */
  public SyntheticDataset(SyntheticCoreSettings settings) {
    this.settings = settings;
  }

  /**
   * The name, without folder and extension, of the files of a seed.
   *
   * @param seed what the photo is drawn from
   * @return for 7 it is {@code drawn-000007}
   */
  public static String stem(long seed) {
    return String.format(Locale.ROOT, "drawn-%06d", seed);
  }

  /**
   * Generates and writes photographs.
   *
   * @param folder where to; made where it does not exist
   * @param seed of the first photo
   * @param count how many, at least 1
   * @param overwrite whether files that exist may be replaced
   * @param written called for each photo when its three images are written
   * @throws IllegalArgumentException if count is below 1
   * @throws java.nio.file.FileAlreadyExistsException if a file exists and is not to be replaced;
   *     this is found before anything is drawn
   * @throws IOException if writing fails; whole photos may have been written by then, but no part
   *     of a file
   */
  public void write(Path folder, long seed, int count, boolean overwrite, Consumer<Path> written)
      throws IOException {
    if (count < 1) {
      throw new IllegalArgumentException("a data set has at least 1 photo, not " + count);
    }
    Path table = folder.resolve("truth.csv");
    Path labels = folder.resolve("labels.json");
    List<String> names = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      names.add(stem(seed + k) + (settings.jpegQuality() < 100 ? ".jpg" : ".png"));
    }
    if (!overwrite) {
      TemporaryFile.requireFree(table);
      TemporaryFile.requireFree(labels);
      for (int k = 0; k < count; k++) {
        TemporaryFile.requireFree(folder.resolve("photos").resolve(names.get(k)));
        TemporaryFile.requireFree(mask(folder, seed + k));
        TemporaryFile.requireFree(instances(folder, seed + k));
      }
    }
    for (String part : new String[] {"photos", "masks", "instances"}) {
      Files.createDirectories(folder.resolve(part));
    }
    TemporaryFile.put(
        table,
        overwrite,
        tableOut ->
            TemporaryFile.put(
                labels,
                overwrite,
                labelsOut -> {
                  GroundTruthTable truth = new GroundTruthTable(tableOut);
                  try (CocoFile coco =
                      new CocoFile(labelsOut, names, settings.width(), settings.height())) {
                    for (int k = 0; k < count; k++) {
                      SyntheticCore core = new SyntheticCoreGenerator(settings).draw(seed + k);
                      Path photo = folder.resolve("photos").resolve(names.get(k));
                      pictures(folder, photo, core, overwrite);
                      truth.add(names.get(k), core);
                      coco.add(core);
                      written.accept(photo);
                    }
                  }
                }));
  }

  private void pictures(Path folder, Path photo, SyntheticCore core, boolean overwrite)
      throws IOException {
    TemporaryFile.put(
        photo, overwrite, out -> ImageFiles.photo(core.photo(), settings.jpegQuality(), out));
    MaskPng.write(core.truth().mask(), mask(folder, core.seed()), overwrite);
    InstancesPng.write(core.truth().fragments(), instances(folder, core.seed()), overwrite);
  }

  private static Path mask(Path folder, long seed) {
    return folder.resolve("masks").resolve(stem(seed) + ".png");
  }

  private static Path instances(Path folder, long seed) {
    return folder.resolve("instances").resolve(stem(seed) + ".png");
  }
}
