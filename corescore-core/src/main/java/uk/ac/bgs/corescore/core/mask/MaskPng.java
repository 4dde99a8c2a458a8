// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.mask;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.draw.LabelPalette;
import uk.ac.bgs.corescore.core.internal.draw.PlatformImages;
import uk.ac.bgs.corescore.core.internal.draw.PngFile;
import uk.ac.bgs.corescore.core.internal.files.RegularFile;
import uk.ac.bgs.corescore.core.internal.files.TemporaryFile;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;

/**
 * Label masks as PNG files (W3C PNG, 2003) that contain the meaning of their pixels.
 *
 * <p>The file is an indexed PNG of 8 bits a pixel whose pixel values are the label indices and
 * whose palette holds the labels' colours, so that viewers show it directly. An {@code iTXt} chunk
 * with the keyword {@value #KEYWORD} holds the labels as JSON: {@code
 * {"version":1,"labels":[{"index":0,"name":"Void","rock":false,"color":"#000000"}, ...]}}. Reading
 * gives the mask that was written, label set included.
 *
 * <p>Cost: one pass over the pixels; reading holds the file and one byte a pixel. Safe for use by
 * many threads.
 */
public final class MaskPng {
  /** Keyword of the text chunk that holds the labels. */
  public static final String KEYWORD = "corescore:labels";

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  static final long MAX_PIXELS = 1L << 29;
  private static final long MAX_SIDE = 1L << 22;
  private static final int MAX_LABEL_BYTES = 1 << 20;
  private static final int HEADER_END = 26;
  private static final List<String> TYPES =
      List.of("Grayscale", "type 1", "RGB", "Palette", "GrayAlpha", "type 5", "RGBAlpha");

  private static final int GREY = 0;
  private static final int INDEXED = 3;

  private MaskPng() {}

  /**
   * Writes a mask to a stream.
   *
   * @param mask the mask
   * @param out where the PNG goes; the caller closes it
   * @throws IOException if writing fails
   */
  public static void write(LabelMask mask, OutputStream out) throws IOException {
    LabelSet labels = mask.labels();
    byte[] palette = new byte[3 * labels.size()];
    for (int i = 0; i < labels.size(); i++) {
      int rgb = LabelPalette.rgb(labels, i);
      palette[3 * i] = (byte) (rgb >> 16);
      palette[3 * i + 1] = (byte) (rgb >> 8);
      palette[3 * i + 2] = (byte) rgb;
    }
    PngFile.indexed(
        mask.width(),
        mask.height(),
        mask.values(),
        palette,
        Map.of(KEYWORD, LabelJson.write(labels)),
        out);
  }

  /**
   * Writes a mask to a file, aside first and then under its name.
   *
   * @param mask the mask
   * @param file the file to make, in a folder that exists
   * @param overwrite whether a file of that name may be replaced
   * @throws java.nio.file.FileAlreadyExistsException if the file exists and is not to be replaced
   * @throws IOException if writing fails
   */
  public static void write(LabelMask mask, Path file, boolean overwrite) throws IOException {
    TemporaryFile.put(file, overwrite, out -> write(mask, out));
  }

  /**
   * Reads a mask that holds its labels.
   *
   * @param file a PNG that {@link #write} wrote
   * @return the mask with its label set
   * @throws CoreScoreException if the file is no PNG of 8 bits a pixel, indexed or grey, is larger
   *     than 2^29 pixels, holds no labels, or holds a pixel value without a label
   * @throws IOException if the file cannot be read
   */
  public static LabelMask read(Path file) throws IOException {
    return read(file, Optional.empty(), MAX_PIXELS);
  }

  /**
   * Reads a mask that may not hold its labels.
   *
   * @param file a PNG of 8 bits a pixel, indexed or grey
   * @param labels what the pixel values mean where the file does not state it; what the file states
   *     comes first
   * @return the mask with its label set
   * @throws CoreScoreException if the file is no PNG of 8 bits a pixel, indexed or grey, is larger
   *     than 2^29 pixels, or holds a pixel value without a label
   * @throws IOException if the file cannot be read
   */
  public static LabelMask read(Path file, LabelSet labels) throws IOException {
    return read(file, Optional.of(labels), MAX_PIXELS);
  }

  static LabelMask read(Path file, Optional<LabelSet> fallback, long maxPixels) throws IOException {
    RegularFile.require(file);
    byte[] bytes = Files.readAllBytes(file);
    if (!Arrays.equals(bytes, 0, Math.min(8, bytes.length), SIGNATURE, 0, 8)) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT, file + ": expected a PNG, but it does not begin like one");
    }
    ImageReader reader = PlatformImages.reader("png");
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      // Other texts, of any size, are skipped.
      reader.setInput(in, true, true);
      checkHeader(file, bytes, maxPixels);
      LabelSet labels =
          PngText.of(file, bytes, KEYWORD, MAX_LABEL_BYTES)
              .map(text -> LabelJson.read(file, text))
              .or(() -> fallback)
              .orElseThrow(
                  () ->
                      new CoreScoreException(
                          FailureKind.BAD_INPUT,
                          file + ": expected a text chunk " + KEYWORD + ", but it has none"));
      return decode(file, reader, labels);
    } catch (CoreScoreException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // The bytes are in memory: what fails here is their content, however the decoder says it.
      throw new CoreScoreException(FailureKind.BAD_INPUT, file + ": not a readable PNG: " + e, e);
    } finally {
      reader.dispose();
    }
  }

  private static LabelMask decode(Path file, ImageReader reader, LabelSet labels)
      throws IOException {
    BufferedImage image = reader.read(0);
    Raster raster = image.getRaster();
    if (raster.getNumBands() != 1 || raster.getDataBuffer().getDataType() != 0) {
      throw new CoreScoreException(
          FailureKind.UNSUPPORTED,
          file + ": expected one value a pixel, but it has " + raster.getNumBands());
    }
    byte[] values = new byte[image.getWidth() * image.getHeight()];
    raster.getDataElements(0, 0, image.getWidth(), image.getHeight(), values);
    try {
      return LabelMask.wrap(image.getWidth(), image.getHeight(), values, labels);
    } catch (IllegalArgumentException e) {
      throw new CoreScoreException(FailureKind.BAD_INPUT, file + ": " + e.getMessage(), e);
    }
  }

  private static void checkHeader(Path file, byte[] png, long maxPixels) {
    if (png.length < HEADER_END) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT, file + ": not a readable PNG: it ends in its header");
    }
    ByteBuffer header = ByteBuffer.wrap(png);
    int bits = png[24];
    int type = png[25];
    if (bits != 8 || (type != GREY && type != INDEXED)) {
      throw new CoreScoreException(
          FailureKind.UNSUPPORTED,
          file
              + ": expected 8 bits a pixel, indexed or grey (Palette, Grayscale), but it has "
              + bits
              + " bits, "
              + (type >= 0 && type < TYPES.size() ? TYPES.get(type) : "colour type " + type));
    }
    long width = header.getInt(16) & 0xFFFFFFFFL;
    long height = header.getInt(20) & 0xFFFFFFFFL;
    if (width > MAX_SIDE || height > MAX_SIDE) {
      throw new CoreScoreException(
          FailureKind.TOO_LARGE,
          String.format(
              Locale.ROOT,
              "%s: expected at most %d pixels a side, but it has %d x %d",
              file,
              MAX_SIDE,
              width,
              height));
    }
    if (width * height > maxPixels) {
      throw new CoreScoreException(
          FailureKind.TOO_LARGE,
          file + ": expected at most " + maxPixels + " pixels, but it has " + width * height);
    }
  }
}
