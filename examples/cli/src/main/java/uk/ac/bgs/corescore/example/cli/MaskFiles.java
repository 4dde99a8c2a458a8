// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.mask.InstancesPng;
import uk.ac.bgs.corescore.core.mask.MaskPng;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.core.report.ReportFormat;
import uk.ac.bgs.corescore.example.cli.retrain.Labelled;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;

/** The class-index masks of a folder that may hold other pictures beside them. */
final class MaskFiles {
  /** What ends the name of a mask. */
  static final String MASK = ReportFormat.MASK.suffix();

  /** What ends the name of its fragment numbers. */
  static final String INSTANCES = Labelled.INSTANCES;

  /** What ends the name of the picture that masks makes of it. */
  static final String PREVIEW = ".preview.png";

  /** What ends the names of all pictures of ours, which are no photos. */
  static final List<String> ALL = List.of(MASK, INSTANCES, PREVIEW, ReportFormat.OVERLAY.suffix());

  private MaskFiles() {}

  /** Where files are named {@code *.mask.png} these alone, else all but our other pictures. */
  static List<PhotoFile> list(Path folder, SubFolders folders) {
    List<PhotoFile> files = folders.in(folder);
    List<PhotoFile> named = files.stream().filter(file -> ends(file, MASK)).toList();
    return named.isEmpty()
        ? files.stream().filter(file -> ALL.stream().noneMatch(end -> ends(file, end))).toList()
        : named;
  }

  /** A mask's name without extension and without the {@code .mask} of our own files. */
  static String stem(PhotoFile mask) {
    String stem = mask.stem();
    return stem.endsWith(".mask") ? stem.substring(0, stem.length() - 5) : stem;
  }

  /** Makes the folders in which the masks of a stem lie. */
  static void makeFolders(Path out, String stem) throws IOException {
    Path parent = out.resolve(stem + MASK).getParent();
    if (parent != null) {
      Folders.make(parent);
    }
  }

  /** Where the fragment numbers of a mask would be. */
  static Path instances(PhotoFile mask) {
    return mask.file().resolveSibling(stem(PhotoFile.of(mask.file())) + INSTANCES);
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

  private static boolean ends(PhotoFile file, String end) {
    return file.name().endsWith(end);
  }
}
