// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCore;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreGenerator;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreSettings;
import uk.ac.bgs.corescore.core.synthetic.SyntheticDataset;

/** The inputs of the benchmarks: a few synthetic cores, used in turn. */
final class BenchmarkPhotos {
  /** Columns of a photo at full size. */
  static final int FULL = 6288;

  /** How many cores there are, so that a call does not see what the one before has seen. */
  static final int COUNT = 3;

  private static final long SEED = 11;

  private BenchmarkPhotos() {}

  static SyntheticCore core() {
    return new SyntheticCoreGenerator(SyntheticCoreSettings.defaults()).draw(SEED);
  }

  /** Drawn cores of so many columns and rows in proportion: 6288 x 888, 3144 x 444, 1572 x 222. */
  static List<Photo> photos(int width) {
    SyntheticCoreGenerator drawer = new SyntheticCoreGenerator(settings(width));
    List<Photo> photos = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      photos.add(new Photo("drawn" + i + ".png", "0".repeat(64), drawer.draw(SEED + i).photo()));
    }
    return List.copyOf(photos);
  }

  private static SyntheticCoreSettings settings(int width) {
    return SyntheticCoreSettings.builder().size(width, Math.round(width * 888f / FULL)).build();
  }

  /** The bytes of drawn cores as JPEG files. */
  static List<byte[]> jpegs(int width) throws IOException {
    Path folder = Files.createTempDirectory("corescore-benchmark");
    try {
      List<Path> photos = new ArrayList<>();
      new SyntheticDataset(settings(width)).write(folder, SEED, COUNT, false, photos::add);
      List<byte[]> files = new ArrayList<>();
      for (Path photo : photos) {
        files.add(Files.readAllBytes(photo));
      }
      return files;
    } finally {
      delete(folder);
    }
  }

  /** Deletes a folder and what is in it. */
  static void delete(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
