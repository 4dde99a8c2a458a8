// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.mask;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.files.TextFile;
import uk.ac.bgs.corescore.mask.Label;
import uk.ac.bgs.corescore.mask.LabelSet;

/**
 * A text file with the labels of mask values: UTF-8, a label on each line in the order of the
 * values, rock labels followed by {@code ,rock}; blank lines are skipped.
 */
public final class LabelTable {
  private LabelTable() {}

  /**
   * Reads a table.
   *
   * @param file the text file
   * @return its labels
   * @throws CoreScoreException if it is not in UTF-8, a line is none of these, or the labels make
   *     no label set; the message names the file
   * @throws IOException if the file cannot be read
   */
  public static LabelSet read(Path file) throws IOException {
    List<Label> labels = new ArrayList<>();
    for (String line : TextFile.read(file).lines().toList()) {
      if (!line.isBlank()) {
        String[] fields = line.split(",", -1);
        boolean rock = fields.length == 2 && fields[1].strip().equals("rock");
        if (fields.length > 2 || (fields.length == 2 && !rock)) {
          throw new CoreScoreException(
              FailureKind.BAD_INPUT,
              file + ": expected NAME or NAME,rock on each line, not '" + line + "'");
        }
        labels.add(label(file, fields[0].strip(), rock));
      }
    }
    try {
      return new LabelSet(labels);
    } catch (IllegalArgumentException e) {
      throw new CoreScoreException(FailureKind.BAD_INPUT, file + ": " + e.getMessage(), e);
    }
  }

  /**
   * The labels of a name.
   *
   * @param name {@code corescore}, {@code 2019} for CoreScore's first label set, or the path of a
   *     table
   * @return the labels
   * @throws CoreScoreException as {@link #read} does
   * @throws IOException if the file cannot be read
   */
  public static LabelSet named(String name) throws IOException {
    return switch (name) {
      case "corescore" -> LabelSet.CORESCORE;
      case "2019" -> LabelSet.CORESCORE_2019;
      default -> read(Path.of(name));
    };
  }

  private static Label label(Path file, String name, boolean rock) {
    try {
      return new Label(name, rock);
    } catch (IllegalArgumentException e) {
      throw new CoreScoreException(FailureKind.BAD_INPUT, file + ": " + e.getMessage(), e);
    }
  }
}
