// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.mask;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.draw.PlatformImages;
import uk.ac.bgs.corescore.core.internal.draw.PngFile;
import uk.ac.bgs.corescore.core.internal.files.RegularFile;
import uk.ac.bgs.corescore.core.internal.files.TemporaryFile;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.PieceMark;

/**
 * Fragment instances as a greyscale PNG of 16 bits: the value of a pixel is its fragment, 0 for
 * none. For each {@linkplain PieceMark mark} that fragments have, such as rubble, an {@code iTXt}
 * chunk with the keyword {@value #KEYWORD} and the mark's name behind it holds their numbers,
 * separated by blanks. Stateless; safe for use by many threads.
 */
public final class InstancesPng {
  /** How the keywords of the text chunks begin, as in {@code corescore:rubble}. */
  public static final String KEYWORD = "corescore:";

  private static final int MAX_TEXT_BYTES = 1 << 19;
  private static final long MAX_PIXELS = 1L << 28;
  private static final int MAX_FRAGMENTS = 0xFFFF;

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
    try {
      TemporaryFile.put(file, overwrite, out -> write(fragments, out));
    } catch (CoreScoreException e) {
      throw e.about(file.toString());
    }
  }

  /**
   * Reads fragments.
   *
   * @param file a PNG of one value of 8 or 16 bits a pixel, 0 for none, the others without gaps
   * @return the fragments
   * @throws CoreScoreException if the file is no such PNG; the message names it
   * @throws IOException if the file cannot be read
   */
  public static FragmentMap read(Path file) throws IOException {
    RegularFile.require(file);
    byte[] bytes = Files.readAllBytes(file);
    ImageReader reader = PlatformImages.reader("png");
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      // Other texts, of any size, are skipped.
      reader.setInput(in, true, true);
      long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
      if (pixels > MAX_PIXELS) {
        throw new CoreScoreException(
            FailureKind.TOO_LARGE,
            file + ": expected at most " + MAX_PIXELS + " pixels, but it has " + pixels);
      }
      Raster raster = reader.read(0).getRaster();
      if (raster.getNumBands() != 1) {
        throw new CoreScoreException(
            FailureKind.UNSUPPORTED,
            file + ": expected one value a pixel, but it has " + raster.getNumBands());
      }
      int width = raster.getWidth();
      int height = raster.getHeight();
      int[] ids = raster.getSamples(0, 0, width, height, 0, (int[]) null);
      FragmentMap fragments = FragmentMap.ofIds(width, height, ids);
      for (PieceMark mark : PieceMark.values()) {
        Optional<String> text = PngText.of(file, bytes, KEYWORD + mark.id(), MAX_TEXT_BYTES);
        if (text.isPresent()) {
          BitSet marked = new BitSet();
          numbers(file, mark, text.get(), fragments.count()).forEach(marked::set);
          fragments = fragments.withMark(mark, marked::get);
        }
      }
      return fragments;
    } catch (CoreScoreException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new CoreScoreException(FailureKind.BAD_INPUT, file + ": " + e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      // The bytes are in memory: what fails here is their content, however the decoder says it.
      throw new CoreScoreException(FailureKind.BAD_INPUT, file + ": not a readable PNG: " + e, e);
    } finally {
      reader.dispose();
    }
  }

  private static IntStream numbers(Path file, PieceMark mark, String text, int count) {
    return text.isBlank()
        ? IntStream.empty()
        : Arrays.stream(text.strip().split(" +", -1))
            .mapToInt(
                number -> {
                  int id = number.matches("[0-9]{1,9}") ? Integer.parseInt(number) : 0;
                  if (id < 1 || id > count) {
                    throw new CoreScoreException(
                        FailureKind.BAD_INPUT,
                        file
                            + ": expected numbers of its "
                            + count
                            + " fragments as text "
                            + KEYWORD
                            + mark.id()
                            + ", but it has '"
                            + number.substring(0, Math.min(number.length(), 20))
                            + "'");
                  }
                  return id;
                });
  }

  /**
   * Writes fragments to a stream.
   *
   * @param fragments the fragments
   * @param out where the PNG goes; stays open
   * @throws CoreScoreException if there are more than 65535 fragments; then nothing is written
   * @throws IOException if writing fails
   */
  public static void write(FragmentMap fragments, OutputStream out) throws IOException {
    if (fragments.count() > MAX_FRAGMENTS) {
      throw new CoreScoreException(
          FailureKind.TOO_LARGE,
          "an instance PNG holds at most "
              + MAX_FRAGMENTS
              + " fragments, not "
              + fragments.count());
    }
    PngFile.grey16(fragments.width(), fragments.height(), fragments.toIds(), marks(fragments), out);
  }

  /** The numbers of the fragments of each mark that one has, by keyword. */
  private static Map<String, String> marks(FragmentMap fragments) {
    Map<String, String> marks = new LinkedHashMap<>();
    for (PieceMark mark : PieceMark.values()) {
      String numbers =
          IntStream.rangeClosed(1, fragments.count())
              .filter(id -> fragments.is(mark, id))
              .mapToObj(Integer::toString)
              .collect(Collectors.joining(" "));
      if (!numbers.isEmpty()) {
        marks.put(KEYWORD + mark.id(), numbers);
      }
    }
    return marks;
  }
}
