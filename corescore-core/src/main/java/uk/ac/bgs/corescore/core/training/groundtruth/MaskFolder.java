// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.groundtruth;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.mask.InstancesPng;
import uk.ac.bgs.corescore.core.mask.MaskPng;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.core.photo.PhotoFolder;
import uk.ac.bgs.corescore.core.report.ReportFormat;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;

/**
 * Class-index masks in a folder that may hold other images beside them: {@code STEM.mask.png}
 * beside {@code STEM.instances.png}, the fragment numbers in 16 bits, and {@code STEM.preview.png}.
 *
 * <p>Stateless; safe for use by many threads.
 */
public final class MaskFolder {
  /** The ending of a mask's name. */
  public static final String MASK = ReportFormat.MASK.suffix();

  /** The ending of the name of its fragment numbers. */
  public static final String INSTANCES = ReportFormat.INSTANCES.suffix();

  /** The ending of the name of the image that shows a mask on its photo. */
  public static final String PREVIEW = ".preview.png";

  /** The endings of the names of all images that are made of a photo. */
  public static final List<String> DERIVED =
      List.of(MASK, INSTANCES, PREVIEW, ReportFormat.OVERLAY.suffix());

  private MaskFolder() {}

  /**
   * The masks of a folder.
   *
   * @param folder the folder
   * @param recursive whether folders inside count
   * @return the files {@code *.mask.png} if there are any, else all images that are not {@link
   *     #DERIVED}
   * @throws CoreScoreException if the folder, or one inside it, cannot be read
   */
  public static List<PhotoFile> masks(Path folder, boolean recursive) {
    List<PhotoFile> files = pictures(folder, recursive);
    List<PhotoFile> named = files.stream().filter(file -> file.name().endsWith(MASK)).toList();
    return named.isEmpty()
        ? files.stream().filter(file -> DERIVED.stream().noneMatch(file.name()::endsWith)).toList()
        : named;
  }

  /**
   * The photos of a folder, without the images that were made of them.
   *
   * @param folder the folder
   * @param recursive whether folders inside count
   * @return the photos
   * @throws CoreScoreException if the folder, or one inside it, cannot be read
   */
  public static List<PhotoFile> photos(Path folder, boolean recursive) {
    return new PhotoFolder(pictures(folder, recursive), List.of()).without(DERIVED).photos();
  }

  private static List<PhotoFile> pictures(Path folder, boolean recursive) {
    PhotoFolder found = PhotoFolder.of(folder, recursive);
    if (!found.unread().isEmpty()) {
      throw new CoreScoreException(FailureKind.BAD_INPUT, String.join("; ", found.unread()));
    }
    return found.photos();
  }

  /** A mask's name without extension and without {@code .mask}. */
  static String stem(PhotoFile mask) {
    String stem = mask.stem();
    return stem.endsWith(".mask") ? stem.substring(0, stem.length() - 5) : stem;
  }

  /** The file of a mask's fragment numbers, whether it exists or not. */
  static Path instances(PhotoFile mask) {
    return mask.file().resolveSibling(stem(PhotoFile.of(mask.file())) + INSTANCES);
  }

  /**
   * Reads a mask with its fragment numbers.
   *
   * @param mask the class-index mask
   * @param instances its fragment numbers
   * @param labels labels for masks that do not contain them
   * @return the segmentation, on the mask's own pixels
   * @throws CoreScoreException if a file cannot be used, or the two do not belong together
   * @throws IOException if a file cannot be read
   */
  public static Segmentation read(Path mask, Path instances, LabelSet labels) throws IOException {
    LabelMask values = MaskPng.read(mask, labels);
    FragmentMap fragments = InstancesPng.read(instances);
    try {
      return Segmentation.of(values, fragments, PixelFrame.PHOTO);
    } catch (IllegalArgumentException e) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          instances + ": not the fragments of " + mask + ": " + e.getMessage(),
          e);
    }
  }
}
