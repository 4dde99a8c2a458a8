// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.mask.Label;
import uk.ac.bgs.corescore.mask.LabelSet;

/** What {@code --labels-of} names: the meaning of a mask's values. */
final class LabelSets {
  private LabelSets() {}

  /**
   * The labels of a name.
   *
   * @param name {@code corescore}, {@code 2019}, or a text file with a label on each line in the
   *     order of the values, rock labels followed by {@code ,rock}
   */
  static LabelSet of(String name) throws IOException {
    return switch (name) {
      case "corescore" -> LabelSet.CORESCORE;
      case "2019" -> LabelSet.CORESCORE_2019;
      default -> read(Path.of(name));
    };
  }

  private static LabelSet read(Path file) throws IOException {
    List<Label> labels = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank()) {
        String[] fields = line.split(",", -1);
        boolean rock = fields.length == 2 && fields[1].strip().equals("rock");
        if (fields.length > 2 || (fields.length == 2 && !rock)) {
          throw new CoreScoreException(
              file + ": expected NAME or NAME,rock on each line, not '" + line + "'");
        }
        labels.add(new Label(fields[0].strip(), rock));
      }
    }
    try {
      return new LabelSet(labels);
    } catch (IllegalArgumentException e) {
      throw new CoreScoreException(file + ": " + e.getMessage(), e);
    }
  }
}
