// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uk.ac.bgs.corescore.core.mask.MaskPng;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.core.photo.PhotoFolder;
import uk.ac.bgs.corescore.core.photo.PhotoPairing;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCore;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreGenerator;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreSettings;
import uk.ac.bgs.corescore.core.trace.FragmentFinder;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;

/**
 * A photo and which of its pixels are rock.
 *
 * @param name the photo's name without the extension
 * @param photo its pixels
 * @param mask the labels of its pixels
 * @param pieces pieces of rock in the labels
 */
record LabelledPhoto(String name, RgbImage photo, LabelMask mask, int pieces) {
  /** Reads the photos of a folder that have a mask in another, in the order of the masks' names. */
  static List<LabelledPhoto> read(Path photos, Path masks, Map<String, Integer> pieces)
      throws IOException {
    List<LabelledPhoto> labelled = new ArrayList<>();
    PhotoPairing pairing = PhotoPairing.of(PhotoFolder.of(photos).photos());
    for (PhotoFile maskFile : PhotoFolder.of(masks).photos()) {
      Optional<PhotoPairing.Match> match = pairing.find(maskFile.name());
      if (match.isPresent()) {
        Photo photo = PhotoReader.create().read(match.get().photo());
        LabelMask mask = mask(maskFile.file(), photo.image());
        String stem = maskFile.stem().replaceFirst("\\.mask$", "");
        labelled.add(
            new LabelledPhoto(
                stem,
                photo.image(),
                mask,
                Optional.ofNullable(pieces.get(stem))
                    .orElseGet(() -> FragmentFinder.find(mask).count())));
      }
    }
    if (labelled.isEmpty()) {
      throw new IOException("no photo of " + photos + " has a mask in " + masks);
    }
    return labelled;
  }

  /** Reads counts of pieces, a line {@code STEM,COUNT} each. */
  static Map<String, Integer> pieces(Path file) throws IOException {
    Map<String, Integer> pieces = new HashMap<>();
    for (String line : Files.readAllLines(file)) {
      int comma = line.lastIndexOf(',');
      if (comma < 0) {
        throw new IOException(file + ": expected 'STEM,COUNT', got '" + line + "'");
      }
      pieces.put(line.substring(0, comma), Integer.valueOf(line.substring(comma + 1).strip()));
    }
    return pieces;
  }

  /** Draws cores, from a seed on. */
  static List<LabelledPhoto> drawn(int count, long seed) {
    List<LabelledPhoto> labelled = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SyntheticCore core =
          new SyntheticCoreGenerator(SyntheticCoreSettings.defaults()).draw(seed + i);
      labelled.add(
          new LabelledPhoto(
              "drawn " + (seed + i),
              core.photo(),
              core.truth().mask(),
              core.truth().fragments().count()));
    }
    return labelled;
  }

  private static LabelMask mask(Path file, RgbImage photo) throws IOException {
    LabelMask mask = MaskPng.read(file, LabelSet.CORESCORE);
    if (mask.width() != photo.width() || mask.height() != photo.height()) {
      throw new IOException(
          file + " is " + mask.width() + " x " + mask.height() + ", its photo " + photo);
    }
    return mask;
  }
}
