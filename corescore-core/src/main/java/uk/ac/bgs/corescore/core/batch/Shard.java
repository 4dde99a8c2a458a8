// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.files.Sha256;

/**
 * A share of the photographs, for a run beside others. Which share a photo belongs to follows from
 * its name alone, so runs on several machines need not know of each other.
 *
 * @param number which of the shares, from 1
 * @param of how many there are, from 1; one is all photographs
 */
public record Shard(int number, int of) {
  /** All photographs. */
  public static final Shard ALL = new Shard(1, 1);

  private static final Pattern TEXT = Pattern.compile("([0-9]{1,6})/([0-9]{1,6})");

  /**
   * Checks the numbers.
   *
   * @param number which of the shares
   * @param of how many there are
   * @throws IllegalArgumentException if the number is not from 1 to {@code of}
   */
  public Shard {
    if (number < 1 || number > of) {
      throw new IllegalArgumentException(
          "a shard is i/n with i from 1 to n, not " + number + "/" + of);
    }
  }

  /**
   * Reads a shard.
   *
   * @param text for example {@code 2/8}
   * @return the shard
   * @throws CoreScoreException if it is no shard
   */
  public static Shard parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (matcher.matches()) {
      int number = Integer.parseInt(matcher.group(1));
      int of = Integer.parseInt(matcher.group(2));
      if (number >= 1 && number <= of) {
        return new Shard(number, of);
      }
    }
    throw new CoreScoreException(
        FailureKind.CONFIGURATION, "expected a shard i/n with i from 1 to n, got '" + text + "'");
  }

  /**
   * Whether a photo belongs to this share.
   *
   * @param name the photo's name
   * @return by the first 4 bytes of the SHA-256 of the name in UTF-8, as a number without sign,
   *     modulo {@code of}
   */
  public boolean holds(String name) {
    if (of == 1) {
      return true;
    }
    byte[] hash = Sha256.digest().digest(name.getBytes(StandardCharsets.UTF_8));
    return Integer.toUnsignedLong(ByteBuffer.wrap(hash).getInt()) % of == number - 1;
  }

  @Override
  public String toString() {
    return number + "/" + of;
  }
}
