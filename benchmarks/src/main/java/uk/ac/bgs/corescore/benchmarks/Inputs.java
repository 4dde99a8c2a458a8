// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import uk.ac.bgs.corescore.core.draw.CoreDrawer;
import uk.ac.bgs.corescore.core.draw.DrawnCore;
import uk.ac.bgs.corescore.core.draw.DrawnCoreSettings;
import uk.ac.bgs.corescore.core.draw.DrawnDataset;

/** What the benchmarks work on: the same drawn core for all, 6288 x 888 pixels. */
final class Inputs {
  private static final long SEED = 11;

  private Inputs() {}

  static DrawnCore core() {
    return new CoreDrawer(DrawnCoreSettings.defaults()).draw(SEED);
  }

  /** The bytes of the same core as a JPEG file. */
  static byte[] jpeg() throws IOException {
    Path folder = Files.createTempDirectory("corescore-benchmark");
    try {
      Path[] photo = new Path[1];
      new DrawnDataset(DrawnCoreSettings.defaults())
          .write(folder, SEED, 1, false, file -> photo[0] = file);
      return Files.readAllBytes(photo[0]);
    } finally {
      List<Path> files;
      try (Stream<Path> walk = Files.walk(folder)) {
        files = walk.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }
}
