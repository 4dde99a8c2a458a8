// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreGenerator;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreSettings;
import uk.ac.bgs.corescore.image.RgbImage;

class SweepAnimationTest {
  @Test
  void writesAFrameForEachThresholdAndRepeats(@TempDir Path folder) throws IOException {
    RgbImage photo =
        new SyntheticCoreGenerator(SyntheticCoreSettings.builder().size(600, 90).build())
            .draw(3)
            .photo();
    Path file = folder.resolve("deep/sweep.gif");
    new SweepAnimation(photo).write(file);
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      reader.setInput(in);
      int frames = reader.getNumImages(true);
      assertTrue(frames > 10, frames + " frames");
      for (int i = 0; i < frames; i++) {
        assertEquals(600, reader.getWidth(i));
      }
    } finally {
      reader.dispose();
    }
    String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
    assertTrue(bytes.startsWith("GIF89a") && bytes.contains("NETSCAPE2.0"), "repeats");
    try (var left = Files.list(file.getParent())) {
      assertEquals(1, left.count(), "nothing but the GIF is left behind");
    }
  }
}
