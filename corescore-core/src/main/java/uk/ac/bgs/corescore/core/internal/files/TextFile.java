// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

/** Text files from users: UTF-8; errors name the file and the line. */
public final class TextFile {
  private TextFile() {}

  /**
   * The text of a file, without a byte order mark.
   *
   * @throws CoreScoreException if it is no file to be read, or not in UTF-8
   */
  public static String read(Path file) throws IOException {
    RegularFile.require(file);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer text = CharBuffer.allocate(bytes.remaining());
    CoderResult result = decoder.decode(bytes, text, true);
    text.flip();
    if (result.isError()) {
      long line = 1 + text.chars().filter(c -> c == '\n').count();
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          file
              + ": expected text in UTF-8, got the byte 0x"
              + Integer.toHexString(bytes.get() & 0xFF)
              + (" in line " + line)
              + "; save it as UTF-8");
    }
    return text.length() > 0 && text.charAt(0) == '\uFEFF'
        ? text.subSequence(1, text.length()).toString()
        : text.toString();
  }
}
