// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.mask;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.internal.PartFile;
import uk.ac.bgs.corescore.core.internal.PngPlugin;
import uk.ac.bgs.corescore.mask.FragmentMap;

/**
 * Fragment instances as a greyscale PNG of 16 bits: the value of a pixel is its fragment, 0 for
 * none. Stateless; safe for use by many threads.
 */
public final class InstancesPng {
  private InstancesPng() {}

  /**
   * Writes fragments to a file, aside first and then under its name.
   *
   * @param fragments the fragments
   * @param file the file to make, in a folder that exists
   * @param overwrite whether a file of that name may be replaced
   * @throws CoreScoreException if there are more than 65535 fragments
   * @throws java.nio.file.FileAlreadyExistsException if the file exists and is not to be replaced
   * @throws IOException if writing fails
   */
  public static void write(FragmentMap fragments, Path file, boolean overwrite) throws IOException {
    if (fragments.count() > 0xFFFF) {
      throw new CoreScoreException(
          file + ": an instance PNG holds at most 65535 fragments, not " + fragments.count());
    }
    PartFile.put(file, overwrite, out -> write(fragments, out));
  }

  private static void write(FragmentMap fragments, OutputStream out) throws IOException {
    int width = fragments.width();
    int height = fragments.height();
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setPixels(0, 0, width, height, fragments.toIds());
    ImageWriter writer = PngPlugin.writer();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(new IIOImage(image, null, null));
    } finally {
      writer.dispose();
    }
  }
}
