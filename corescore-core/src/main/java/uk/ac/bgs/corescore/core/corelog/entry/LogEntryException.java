// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.entry;

import java.util.List;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

/** An entry for a log that cannot be used, with all that is wrong in it. */
public final class LogEntryException extends CoreScoreException {
  private static final long serialVersionUID = 1L;

  /** The maximum number of errors in the message; the rest is counted. */
  private static final int MAX_TOLD = 3;

  private final transient List<Problem> problems;

  /**
   * What is wrong in one place.
   *
   * @param field where, as a JSON pointer (RFC 6901, 2013) into the entry: {@code /rows/0/top_m};
   *     empty for the whole entry
   * @param place the same in words: {@code rows, row 1}
   * @param reason what was expected and what was found
   */
  public record Problem(String field, String place, String reason) {
    /**
     * A sentence for a person.
     *
     * @return place and reason
     */
    public String text() {
      return place.isEmpty() ? reason : place + ": " + reason;
    }
  }

  LogEntryException(List<Problem> problems) {
    super(FailureKind.BAD_INPUT, message(problems), null);
    this.problems = List.copyOf(problems);
  }

  private static String message(List<Problem> problems) {
    String told =
        problems.stream().limit(MAX_TOLD).map(Problem::text).collect(Collectors.joining("; "));
    int more = problems.size() - MAX_TOLD;
    return more > 0 ? told + "; and " + more + " more" : told;
  }

  /**
   * All that is wrong.
   *
   * @return at least one
   */
  public List<Problem> problems() {
    return problems;
  }
}
