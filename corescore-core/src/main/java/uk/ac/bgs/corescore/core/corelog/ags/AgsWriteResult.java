// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.ags;

import java.nio.file.Path;
import java.util.List;

/**
 * An AGS4 file that was written, and what is to be known of it. Immutable.
 *
 * @param file the file; photographs lie in the folder {@code FILE} beside it
 * @param remarks what is not stated, was written otherwise than it stands in the log, or was left
 *     out, a sentence each
 * @param findings what {@link AgsCheck} finds in the file
 */
public record AgsWriteResult(Path file, List<String> remarks, List<AgsFinding> findings) {
  /**
   * Copies the lists.
   *
   * @param file the file
   * @param remarks what is to be known
   * @param findings what the check finds
   */
  public AgsWriteResult {
    remarks = List.copyOf(remarks);
    findings = List.copyOf(findings);
  }
}
