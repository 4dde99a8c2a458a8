// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.store;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import uk.ac.bgs.corescore.core.internal.FileName;

/**
 * The name of a photo that came from elsewhere, and what its first bytes say that it is. Stateless;
 * safe for use by many threads.
 */
public final class PhotoName {
  private static final int MOST_BYTES = 120;
  private static final Pattern EXTENSION =
      Pattern.compile("\\.(jpe?g|png|tiff?|bmp|gif|webp|heic|txt)$", Pattern.CASE_INSENSITIVE);

  private PhotoName() {}

  /**
   * A name that is safe on every disk: the last part of what was stated, of letters, digits and a
   * few signs, 120 bytes at most, with the extension that the content has.
   *
   * @param said what it was called, blank if that is not known
   * @param extension what the content is, without dot
   * @return a name, {@code photo} if nothing is left of it
   */
  public static String clean(String said, String extension) {
    String name = FileName.last(said);
    name = EXTENSION.matcher(name).replaceFirst("");
    StringBuilder clean = new StringBuilder();
    name.codePoints()
        .map(c -> Character.isLetterOrDigit(c) || " ._-()+".indexOf(c) >= 0 ? c : '_')
        .forEach(clean::appendCodePoint);
    String stem = clean.toString().strip().replaceFirst("^[.]+", "");
    while (stem.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
    }
    return (stem.isBlank() ? "photo" : stem) + "." + extension;
  }

  /**
   * What the first bytes of a file say that it is, among the formats that are read.
   *
   * @param content the file, or its first bytes
   * @return {@code jpg}, {@code png}, {@code tif} or {@code bmp}; empty for anything else
   */
  public static Optional<String> extension(byte[] content) {
    String head = new String(content, 0, Math.min(4, content.length), StandardCharsets.ISO_8859_1);
    if (head.startsWith("\u00FF\u00D8\u00FF")) {
      return Optional.of("jpg");
    }
    if (head.equals("\u0089PNG")) {
      return Optional.of("png");
    }
    if (head.equals("II*\0") || head.equals("MM\0*")) {
      return Optional.of("tif");
    }
    return head.startsWith("BM") ? Optional.of("bmp") : Optional.empty();
  }

  /**
   * The name without its extension.
   *
   * @param name a name
   * @return its stem
   */
  public static String stem(String name) {
    return FileName.stem(name);
  }

  /**
   * The extension of a name.
   *
   * @param name a name with an extension
   * @return what follows its last dot, in small letters
   */
  public static String extensionOf(String name) {
    return FileName.extension(name);
  }
}
