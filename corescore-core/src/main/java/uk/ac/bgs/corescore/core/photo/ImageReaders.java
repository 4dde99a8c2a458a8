// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.ac.bgs.corescore.core.internal.draw.PlatformImages;

/**
 * The decoders of this package, selected by class and never by the registry's order.
 *
 * <p>JPEG, PNG and BMP come from the Java platform, TIFF from TwelveMonkeys. Nothing in {@code
 * javax.imageio} is registered, reordered or changed. The host's own images are read as before, and
 * the host's plugins do not change the pixels of a photograph.
 */
final class ImageReaders {
  private static final Logger LOG = LoggerFactory.getLogger(ImageReaders.class);

  private ImageReaders() {}

  /** Makes use of a reader whose input is set. */
  interface Reading<T> {
    T read(ImageReader reader) throws IOException;
  }

  /** Decodes with the Java platform's own reader. */
  static BufferedImage platform(PhotoFormat format, byte[] file) throws IOException {
    return use(
        PlatformImages.reader(format.title()),
        new ArrayInputStream(file),
        reader -> reader.read(0));
  }

  /** Decodes with the Java platform's own reader and keeps the stored samples. */
  static Raster platformSamples(PhotoFormat format, byte[] file) throws IOException {
    return use(
        PlatformImages.reader(format.title()),
        new ArrayInputStream(file),
        reader -> reader.readRaster(0, null));
  }

  /** Decodes from a TIFF stream, which is closed. */
  static <T> T tiff(ImageInputStream stream, Reading<T> reading) throws IOException {
    return use(new TIFFImageReaderSpi().createReaderInstance(null), stream, reading);
  }

  private static <T> T use(ImageReader reader, ImageInputStream input, Reading<T> reading)
      throws IOException {
    List<String> warnings = new ArrayList<>();
    try (ImageInputStream stream = input) {
      reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
      reader.setInput(stream, true, true);
      T result = reading.read(reader);
      check(warnings);
      return result;
    } finally {
      reader.dispose();
    }
  }

  /** Decoders fill what they miss with grey and only warn; here that is a failure. */
  private static void check(List<String> warnings) throws MalformedImageException {
    for (String warning : warnings) {
      // some cameras pad their scans; no pixel is lost by that
      boolean padding = warning.contains("extraneous bytes before marker");
      if (!padding
          && (warning.startsWith("Corrupt")
              || warning.startsWith("Premature")
              || warning.startsWith("Inconsistent")
              || warning.startsWith("Invalid"))) {
        throw new MalformedImageException("pixels are missing or damaged: " + warning);
      }
      LOG.debug("decoder's remark: {}", warning);
    }
  }
}
