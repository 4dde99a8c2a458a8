// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.ags;

import java.nio.file.Path;
import java.util.List;

/**
 * The result of writing an AGS4 file. Immutable.
 *
 * @param file the file; photographs lie in the folder {@code FILE} beside it
 * @param remarks values that are not stated, changed or left out, one sentence each
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
