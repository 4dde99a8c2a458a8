// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Orders names as people do: case aside, and runs of digits by their number. */
final class NaturalOrder implements Comparator<String>, Serializable {
  private static final long serialVersionUID = 1L;
  private static final Pattern PIECE = Pattern.compile("[0-9]+|[^0-9]+");

  @Override
  public int compare(String a, String b) {
    Matcher left = PIECE.matcher(a);
    Matcher right = PIECE.matcher(b);
    while (true) {
      boolean more = left.find();
      if (more != right.find()) {
        return more ? 1 : -1;
      }
      if (!more) {
        return a.compareTo(b);
      }
      int order = piece(left.group(), right.group());
      if (order != 0) {
        return order;
      }
    }
  }

  private static int piece(String a, String b) {
    return number(a) && number(b)
        ? new BigInteger(a).compareTo(new BigInteger(b))
        : String.CASE_INSENSITIVE_ORDER.compare(a, b);
  }

  private static boolean number(String piece) {
    return piece.charAt(0) <= '9' && piece.charAt(0) >= '0';
  }
}
