// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.ags;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.files.RegularFile;

/**
 * Checks an AGS4 file of any program.
 *
 * <ul>
 *   <li>Its meaning, which checkers of the format do not check: a hole for each row, tops above
 *       bases, runs and zones that do not overlap, RQD at most solid, and solid at most total core
 *       recovery.
 *   <li>Its form: rules 1 to 20 of AGS4 for the groups PROJ, TRAN, ABBR, TYPE, UNIT, DICT, FILE,
 *       LOCA, CORE, FRAC and DISC. Of other groups the standard's dictionary is not known here, so
 *       their headings, keys and parents are not checked, but their lines, types, units,
 *       abbreviations and files are. Significant figures (type nSF) and record links are not
 *       checked.
 *   <li>The requirements of the archive of the British Geological Survey beyond AGS4; not whether a
 *       place lies in Great Britain.
 * </ul>
 *
 * <p>Stateless; safe for use by many threads. Cost: the file is held in memory.
 */
public final class AgsCheck {
  /** Bytes of the largest file that is read. */
  private static final long LARGEST = 128L << 20;

  private AgsCheck() {}

  /**
   * Checks a file.
   *
   * @param file the file
   * @return what was found, errors first; of one rule in one group the first fifty, and how many
   *     more there are
   * @throws CoreScoreException if it is no file, or larger than 128 MiB
   * @throws IOException if it cannot be read
   */
  public static List<AgsFinding> check(Path file) throws IOException {
    return check(file, LARGEST);
  }

  static List<AgsFinding> check(Path file, long largest) throws IOException {
    RegularFile.require(file);
    long size = Files.size(file);
    if (size > largest) {
      throw new CoreScoreException(
          FailureKind.TOO_LARGE, file + ": expected at most " + largest + " bytes, got " + size);
    }
    AgsFindings findings = new AgsFindings();
    AgsFile read = AgsFile.of(Files.readAllBytes(file), findings);
    if (read.groups().isEmpty()) {
      findings.violation("2", "", "there is no group in the file");
    } else {
      AgsFormRules.check(read, findings);
      AgsReferenceRules.check(read, file, findings);
      AgsCoreRules.check(read, findings);
      AgsArchiveRules.check(read, findings);
    }
    return findings.all();
  }
}
