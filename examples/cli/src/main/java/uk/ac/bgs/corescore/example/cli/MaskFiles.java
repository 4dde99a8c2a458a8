// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.mask.InstancesPng;
import uk.ac.bgs.corescore.core.mask.MaskPng;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;

/** The class-index masks of a folder that may hold other pictures beside them. */
final class MaskFiles {
  private static final List<String> OTHERS =
      List.of(".instances.png", ".preview.png", ".overlay.png");

  private MaskFiles() {}

  /** Where files are named {@code *.mask.png} these alone, else all but our other pictures. */
  static List<Path> list(Path folder) {
    List<Path> files = PhotoReader.list(folder);
    List<Path> named = files.stream().filter(file -> ends(file, ".mask.png")).toList();
    return named.isEmpty()
        ? files.stream().filter(file -> OTHERS.stream().noneMatch(end -> ends(file, end))).toList()
        : named;
  }

  /** A mask's name without extension and without the {@code .mask} of our own files. */
  static String stem(Path mask) {
    String stem = Records.stem(mask.toString());
    return stem.endsWith(".mask") ? stem.substring(0, stem.length() - 5) : stem;
  }

  /** A mask with the fragments that lie beside it. */
  static Segmentation read(Path mask, Path instances, LabelSet labels) throws IOException {
    LabelMask values = MaskPng.read(mask, labels);
    FragmentMap fragments = InstancesPng.read(instances);
    try {
      return Segmentation.of(values, fragments, PixelFrame.PHOTO);
    } catch (IllegalArgumentException e) {
      throw new CoreScoreException(
          instances + ": not the fragments of " + mask + ": " + e.getMessage(), e);
    }
  }

  private static boolean ends(Path file, String end) {
    return String.valueOf(file.getFileName()).endsWith(end);
  }
}
