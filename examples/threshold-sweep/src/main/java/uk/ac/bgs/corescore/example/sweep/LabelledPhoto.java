// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.sweep;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import uk.ac.bgs.corescore.core.draw.CoreDrawer;
import uk.ac.bgs.corescore.core.draw.DrawnCore;
import uk.ac.bgs.corescore.core.draw.DrawnCoreSettings;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
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
  /** Reads the photos of a folder that have a mask in another, in the order of their names. */
  static List<LabelledPhoto> read(Path photos, Path masks, Map<String, Integer> pieces)
      throws IOException {
    List<LabelledPhoto> labelled = new ArrayList<>();
    for (Path file : PhotoReader.list(photos)) {
      for (Path maskFile : pngs(masks)) {
        String stem = maskFile.getFileName().toString().replaceFirst("(\\.mask)?\\.png$", "");
        if (file.getFileName().toString().startsWith(stem + ".")) {
          Photo photo = PhotoReader.create().read(file);
          LabelMask mask = mask(maskFile, photo.image());
          labelled.add(
              new LabelledPhoto(
                  stem,
                  photo.image(),
                  mask,
                  Optional.ofNullable(pieces.get(stem))
                      .orElseGet(() -> FragmentFinder.find(mask).count())));
        }
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
      DrawnCore core = new CoreDrawer(DrawnCoreSettings.defaults()).draw(seed + i);
      labelled.add(
          new LabelledPhoto(
              "drawn " + (seed + i),
              core.photo(),
              core.truth().mask(),
              core.truth().fragments().count()));
    }
    return labelled;
  }

  private static List<Path> pngs(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.png")) {
      found.forEach(files::add);
    }
    files.sort(Comparator.comparing(Path::getFileName));
    return files;
  }

  private static LabelMask mask(Path file, RgbImage photo) throws IOException {
    BufferedImage picture = ImageIO.read(file.toFile());
    if (picture == null || picture.getRaster().getNumBands() != 1) {
      throw new IOException(file + " is no PNG of label indices");
    }
    Raster raster = picture.getRaster();
    if (raster.getWidth() != photo.width() || raster.getHeight() != photo.height()) {
      throw new IOException(
          file + " is " + raster.getWidth() + " x " + raster.getHeight() + ", its photo " + photo);
    }
    int[] samples = raster.getSamples(0, 0, photo.width(), photo.height(), 0, (int[]) null);
    byte[] values = new byte[samples.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) samples[i];
    }
    return LabelMask.wrap(photo.width(), photo.height(), values, LabelSet.CORESCORE);
  }
}
