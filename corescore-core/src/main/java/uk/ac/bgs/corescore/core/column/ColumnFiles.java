// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.column;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.draw.PlatformImages;
import uk.ac.bgs.corescore.core.internal.files.RegularFile;
import uk.ac.bgs.corescore.core.internal.files.TemporaryFile;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * Saves core columns as two NumPy files each, and loads them: {@code NAME_image.npy}, unsigned
 * bytes of shape (rows, columns, 3), and {@code NAME_depths.npy}, the depth of each row in m as
 * numbers of 8 bytes. No pickle is written or read.
 *
 * <p>Both files are written to a temporary file and moved when both are whole. Loading checks sizes
 * before memory is taken for them. Stateless; safe for use by many threads, each with other files.
 * Cost: a pass over the pixels; a column is written row by row.
 */
public final class ColumnFiles {
  private static final String IMAGE = "_image.npy";
  private static final String DEPTHS = "_depths.npy";
  private static final String BYTES = "|u1";
  private static final String DOUBLES = "<f8";
  private static final Set<String> DEPTH_TYPES = Set.of("<f8", ">f8", "<f4", ">f4");
  private static final int COLOURS = 3;

  private ColumnFiles() {}

  /**
   * Saves a column; its depths are the centres of its rows. A gap is saved as black rows.
   *
   * @param column the column
   * @param folder a folder that exists
   * @param name what the names of both files begin with
   * @param overwrite whether files that exist may be replaced
   * @throws java.nio.file.FileAlreadyExistsException if one exists and is not to be replaced
   * @throws IOException if they cannot be written
   * @throws IllegalArgumentException if the name is blank or one of a path
   */
  public static void save(CoreColumn column, Path folder, String name, boolean overwrite)
      throws IOException {
    save(column.rows(), column.rowDepths(), folder, name, overwrite);
  }

  /**
   * Saves arrays of corebreakout, as its own {@code save} does.
   *
   * @param column the arrays
   * @param folder a folder that exists
   * @param name what the names of both files begin with; {@link CoreBreakoutColumn#name} is the
   *     usual one
   * @param overwrite whether files that exist may be replaced
   * @throws java.nio.file.FileAlreadyExistsException if one exists and is not to be replaced
   * @throws IOException if they cannot be written
   * @throws IllegalArgumentException if the name is blank or one of a path
   */
  public static void save(CoreBreakoutColumn column, Path folder, String name, boolean overwrite)
      throws IOException {
    save(column.rows(), column.depths(), folder, name, overwrite);
  }

  private static void save(
      PixelRows rows, double[] depths, Path folder, String name, boolean overwrite)
      throws IOException {
    TemporaryFile image = new TemporaryFile(file(folder, name, IMAGE), overwrite);
    TemporaryFile numbers = new TemporaryFile(file(folder, name, DEPTHS), overwrite);
    boolean moved = false;
    try {
      numbers.write(
          out -> {
            Npy.header(out, DOUBLES, depths.length);
            Npy.doubles(out, depths);
          });
      image.write(
          out -> {
            Npy.header(out, BYTES, rows.height(), rows.width(), COLOURS);
            byte[] bytes = new byte[rows.width() * COLOURS];
            rows.<IOException>forEach(
                (y, pixels) -> {
                  PixelRows.bytes(pixels, bytes, 0);
                  out.write(bytes);
                });
          });
      image.publish();
      numbers.publish();
      moved = true;
    } finally {
      if (!moved) {
        image.discard();
        numbers.discard();
      }
    }
  }

  private static Path file(Path folder, String name, String ending) {
    if (name.isBlank() || !Path.of(name).equals(Path.of(name).getFileName())) {
      throw new IllegalArgumentException("a column's files have a name, not '" + name + "'");
    }
    return folder.resolve(name + ending);
  }

  /**
   * Loads a column that was saved: depths are the centres of rows. Which photos it was cut out of
   * is not in the files.
   *
   * @param folder the folder
   * @param name what the names of both files begin with
   * @return a column of the same pixels and depths
   * @throws CoreScoreException if the files are no such arrays, their sizes do not agree, depths do
   *     not rise, there are fewer than two rows, or there are more than {@value
   *     CoreColumn#MAX_PIXELS} pixels
   * @throws IOException if a file cannot be read
   */
  public static CoreColumn load(Path folder, String name) throws IOException {
    return load(folder, name, CoreColumn.MAX_PIXELS);
  }

  static CoreColumn load(Path folder, String name, long maxPixels) throws IOException {
    Saved read = arrays(folder, name, maxPixels);
    return about(
        file(folder, name, DEPTHS), () -> UniformDepths.column(read.image, read.depths, false));
  }

  /**
   * Loads arrays that corebreakout saved.
   *
   * @param folder the folder
   * @param name what the names of both files begin with, such as {@code CoreColumn_1.00_3.50}
   * @return the arrays; grey images as colours
   * @throws CoreScoreException if the files are no such arrays, their sizes do not agree, depths
   *     fall, or there are more than {@value CoreColumn#MAX_PIXELS} pixels
   * @throws IOException if a file cannot be read
   */
  public static CoreBreakoutColumn loadCoreBreakout(Path folder, String name) throws IOException {
    Saved read = arrays(folder, name, CoreColumn.MAX_PIXELS);
    return about(file(folder, name, DEPTHS), () -> CoreBreakoutColumn.of(read.image, read.depths));
  }

  /** Both arrays of a column. */
  private static final class Saved {
    private final RgbImage image;
    private final double[] depths;

    Saved(RgbImage image, double[] depths) {
      this.image = image;
      this.depths = depths;
    }
  }

  private static Saved arrays(Path folder, String name, long maxPixels) throws IOException {
    Path depthsFile = file(folder, name, DEPTHS);
    RgbImage image = read(file(folder, name, IMAGE), (in, bytes) -> image(in, bytes, maxPixels));
    double[] depths = read(depthsFile, (in, bytes) -> depths(in, bytes, image.height()));
    return new Saved(image, depths);
  }

  /** Reads a file. */
  private interface Reading<T> {
    T of(InputStream in, long bytes) throws IOException;
  }

  private static <T> T read(Path file, Reading<T> reading) throws IOException {
    RegularFile.require(file);
    long bytes = Files.size(file);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      return about(file, () -> reading.of(in, bytes));
    }
  }

  /** Does what may fail because of a file. */
  private interface Work<T> {
    T done() throws IOException;
  }

  private static <T> T about(Path file, Work<T> work) throws IOException {
    try {
      return work.done();
    } catch (EOFException e) {
      throw new CoreScoreException(FailureKind.BAD_INPUT, file + ": " + e.getMessage(), e);
    } catch (CoreScoreException e) {
      throw e.about(file.toString());
    }
  }

  private static RgbImage image(InputStream in, long bytes, long maxPixels) throws IOException {
    Npy.Header header = Npy.header(in);
    List<Long> shape = header.shape();
    boolean grey = shape.size() == 2 || (shape.size() == COLOURS && shape.get(2) == 1);
    boolean colours = shape.size() == COLOURS && shape.get(2) == COLOURS;
    if (!header.type().equals(BYTES)
        || !(grey || colours)
        || shape.get(0) < 1
        || shape.get(1) < 1) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          "expected a picture of unsigned bytes (|u1) of shape (rows, columns, 3), got "
              + header.type()
              + " of shape "
              + shape);
    }
    if (shape.get(0) > maxPixels / shape.get(1)) {
      throw new CoreScoreException(
          FailureKind.TOO_LARGE,
          "expected at most " + maxPixels + " pixels, got " + shape.get(0) + " x " + shape.get(1));
    }
    int height = shape.get(0).intValue();
    int width = shape.get(1).intValue();
    byte[] row = new byte[width * (grey ? 1 : COLOURS)];
    header.requireSize(bytes, (long) height * row.length);
    int[] pixels = new int[width * height];
    for (int y = 0, at = 0; y < height; y++) {
      Npy.fill(in, row, row.length);
      for (int i = 0; i < row.length; i += grey ? 1 : COLOURS) {
        pixels[at++] =
            ((row[i] & 0xff) << 16)
                | ((row[grey ? i : i + 1] & 0xff) << 8)
                | (row[grey ? i : i + 2] & 0xff);
      }
    }
    return RgbImage.wrap(width, height, pixels);
  }

  private static double[] depths(InputStream in, long bytes, int rows) throws IOException {
    Npy.Header header = Npy.header(in);
    if (!DEPTH_TYPES.contains(header.type()) || !header.shape().equals(List.of((long) rows))) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          "expected the depths of "
              + rows
              + " rows as numbers of 8 bytes (<f8), got "
              + header.type()
              + " of shape "
              + header.shape());
    }
    int each = header.type().endsWith("4") ? Float.BYTES : Double.BYTES;
    header.requireSize(bytes, (long) rows * each);
    return Npy.doubles(in, header.type(), rows);
  }

  /**
   * Writes a column as a PNG of 8 bits a colour, with all its rows as they are. Cost: 3 bytes a
   * pixel, and the encoded image until it is whole.
   *
   * @param column the column
   * @param out where it goes; the caller closes it
   * @throws IOException if writing fails
   */
  public static void png(CoreColumn column, OutputStream out) throws IOException {
    byte[] bytes = column.rows().bytes();
    int width = column.width();
    WritableRaster raster =
        Raster.createInterleavedRaster(
            new DataBufferByte(bytes, bytes.length),
            width,
            column.height(),
            width * COLOURS,
            COLOURS,
            new int[] {0, 1, 2},
            null);
    ColorModel colours =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            false,
            false,
            ColorModel.OPAQUE,
            DataBuffer.TYPE_BYTE);
    PlatformImages.write(
        new BufferedImage(colours, raster, false, null), "png", PlatformImages.QUICK, out);
  }
}
