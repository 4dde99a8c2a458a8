// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.core.photo.JpegFile.Components;

/**
 * Decodes a sequential JPEG image (ITU-T T.81, 1992) at a half, a quarter or an eighth of its size,
 * without computing all its pixels (scaled decoding in the DCT domain).
 *
 * <p>The mean over some columns and rows of a block is a weighted sum of the block's coefficients,
 * as each pixel is. Only those sums are computed, and only over non-zero coefficients. The results
 * are the means of the pixels, with two differences: pixels are not clipped at black or white
 * before averaging, and subsampled chroma is not smoothed.
 */
final class ScaledJpegDecoder {
  private static final int BLOCK = JpegComponent.BLOCK;
  private static final int TABLES = 4;

  private final ByteView stream;
  private final int factor;

  /** Huffman's tables as they came last: those for first coefficients, then those for others. */
  private final @Nullable ByteView[] codes = new ByteView[2 * TABLES];

  private final int[][] steps = new int[TABLES][];
  private final List<JpegComponent> parts = new ArrayList<>();
  private JpegEntropyDecoder bits;
  private int interval;
  private int width;
  private int height;
  private int across;
  private int down;

  private ScaledJpegDecoder(ByteView stream, int factor) throws MalformedImageException {
    this.stream = stream;
    this.bits = new JpegEntropyDecoder(ByteView.of(new byte[0]));
    this.factor = factor;
  }

  /**
   * Decodes.
   *
   * @param jpeg a stream that was walked
   * @param components what the components mean
   * @param factor 2, 4 or 8
   * @return grey or RGB samples of an image of {@code ceil(width / factor)} columns, and rows
   *     likewise; empty for what is not sequential, with 1 or 3 components in one scan, of which
   *     the first has at most twice the pixels of the others each way
   * @throws MalformedImageException if pixels are missing or damaged
   */
  static Optional<Raster> decode(JpegFile jpeg, Components components, int factor)
      throws MalformedImageException {
    boolean colours = components == Components.YCBCR || components == Components.RGB;
    if (!jpeg.sequential() || !(colours || components == Components.GREY)) {
      return Optional.empty();
    }
    ScaledJpegDecoder reduction =
        new ScaledJpegDecoder(ByteView.of(jpeg.plain(new byte[0], components)), factor);
    return reduction.open(colours ? 3 : 1)
        ? Optional.of(reduction.decode(components == Components.YCBCR))
        : Optional.empty();
  }

  /** Reads the tables; whether the image is one that is decoded here. */
  private boolean open(int expected) throws MalformedImageException {
    int place = 2;
    while (true) {
      int marker = stream.u8(place + 1);
      ByteView body = stream.part(place + 4L, stream.u16(place + 2) - 2);
      place += 4 + body.length();
      switch (marker) {
        case 0xC0, 0xC1 -> {
          if (!frame(body, expected)) {
            return false;
          }
        }
        case 0xC4 -> codes(body);
        case 0xDB -> steps(body);
        case 0xDD -> interval = body.u16(0);
        case 0xDA -> {
          if (body.u8(0) != expected) {
            return false;
          }
          scan(body);
          bits = new JpegEntropyDecoder(stream.part(place, stream.length() - (long) place));
          return true;
        }
        default -> {}
      }
    }
  }

  private boolean frame(ByteView body, int expected) throws MalformedImageException {
    height = body.u16(1);
    width = body.u16(3);
    HuffmanCode none = new HuffmanCode(ByteView.of(new byte[16]));
    for (int i = 0; i < expected; i++) {
      int sampling = body.u8(7 + 3L * i);
      // A single component has one block per coded unit, whatever its sampling factors (A.2.2).
      int h = expected == 1 ? 1 : sampling >> 4;
      int v = expected == 1 ? 1 : sampling & 15;
      parts.add(new JpegComponent(body.u8(6 + 3L * i), h, v, body.u8(8 + 3L * i) & 3, none));
    }
    across = parts.get(0).across;
    down = parts.get(0).down;
    return across >= 1
        && across <= 2
        && down >= 1
        && down <= 2
        && parts.stream().skip(1).allMatch(part -> part.across == 1 && part.down == 1);
  }

  private void codes(ByteView body) throws MalformedImageException {
    int place = 0;
    while (place < body.length()) {
      int head = body.u8(place);
      int count = 0;
      for (int i = 1; i <= 16; i++) {
        count += body.u8(place + i);
      }
      codes[(head >> 4 == 0 ? 0 : TABLES) + (head & 3)] = body.part(place + 1L, 16L + count);
      place += 17 + count;
    }
  }

  private void steps(ByteView body) throws MalformedImageException {
    int place = 0;
    while (place < body.length()) {
      int head = body.u8(place++);
      int bytes = head >> 4 == 0 ? 1 : 2;
      int[] table = new int[JpegComponent.COEFFICIENTS];
      for (int i = 0; i < JpegComponent.COEFFICIENTS; i++) {
        table[i] = bytes == 1 ? body.u8(place) : body.u16(place);
        place += bytes;
      }
      steps[head & 3] = table;
    }
  }

  private void scan(ByteView body) throws MalformedImageException {
    Map<ByteView, HuffmanCode> built = new HashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      JpegComponent part = parts.get(i);
      int tables = body.u8(2 + 2L * i);
      ByteView first = codes[tables >> 4 & 3];
      ByteView second = codes[TABLES + (tables & 3)];
      int[] step = steps[part.table];
      if (body.u8(1 + 2L * i) != part.id || first == null || second == null || step == null) {
        throw new MalformedImageException(
            "tables for each component expected before the pixels, one is missing");
      }
      part.direct = code(first, built);
      part.others = code(second, built);
      part.prepare(
          BLOCK * across / (part.across * factor),
          BLOCK * down / (part.down * factor),
          step,
          (width + BLOCK * across - 1) / (BLOCK * across));
    }
  }

  /** The code of a table, which components may share. */
  private static HuffmanCode code(ByteView table, Map<ByteView, HuffmanCode> built)
      throws MalformedImageException {
    HuffmanCode code = built.get(table);
    if (code == null) {
      code = new HuffmanCode(table);
      built.put(table, code);
    }
    return code;
  }

  private Raster decode(boolean luma) throws MalformedImageException {
    int columns = (width + factor - 1) / factor;
    int rows = (height + factor - 1) / factor;
    WritableRaster raster =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, columns, rows, parts.size(), null);
    byte[] samples = ((DataBufferByte) raster.getDataBuffer()).getData();
    int unitsAcross = (width + BLOCK * across - 1) / (BLOCK * across);
    int unitsDown = (height + BLOCK * down - 1) / (BLOCK * down);
    int band = BLOCK * down / factor;
    int left = interval;
    int piece = 0;
    bits.begin(0);
    for (int y = 0; y < unitsDown; y++) {
      for (int x = 0; x < unitsAcross; x++) {
        if (interval > 0 && left-- == 0) {
          bits.checkEnd();
          if (++piece == bits.pieces()) {
            throw new MalformedImageException("pixels are missing: a restart marker expected");
          }
          bits.begin(piece);
          parts.forEach(part -> part.before = 0);
          left = interval - 1;
        }
        unit(x);
      }
      bits.checkEnd();
      write(samples, y * band, Math.min(band, rows - y * band), columns, luma);
    }
    return raster;
  }

  /** The blocks of all components that are coded together. */
  private void unit(int x) throws MalformedImageException {
    for (JpegComponent part : parts) {
      for (int j = 0; j < part.down; j++) {
        for (int i = 0; i < part.across; i++) {
          int place = j * part.rows * part.stride + (x * part.across + i) * part.columns;
          bits.block(part, place);
        }
      }
    }
  }

  private void write(byte[] samples, int top, int rows, int columns, boolean luma) {
    if (parts.size() == 1) {
      JpegComponent grey = parts.get(0);
      for (int y = 0; y < rows; y++) {
        for (int x = 0; x < columns; x++) {
          samples[(top + y) * columns + x] = clamped(grey.plane[y * grey.stride + x]);
        }
      }
      return;
    }
    float[] first = parts.get(0).plane;
    float[] second = parts.get(1).plane;
    float[] third = parts.get(2).plane;
    for (int y = 0; y < rows; y++) {
      int out = (top + y) * columns * 3;
      int a = y * parts.get(0).stride;
      int b = y * parts.get(1).stride;
      for (int x = 0; x < columns; x++, out += 3) {
        float one = first[a + x];
        float two = second[b + x];
        float three = third[b + x];
        if (luma) {
          // JFIF 1.02 (1992); the half that rounds is in the first already.
          float blue = two - JpegComponent.HALF;
          float red = three - JpegComponent.HALF;
          two = one - 0.344136f * blue - 0.714136f * red;
          three = one + 1.772f * blue;
          one += 1.402f * red;
        }
        samples[out] = clamped(one);
        samples[out + 1] = clamped(two);
        samples[out + 2] = clamped(three);
      }
    }
  }

  private static byte clamped(float value) {
    return (byte) Math.max(0, Math.min(255, (int) value));
  }
}
