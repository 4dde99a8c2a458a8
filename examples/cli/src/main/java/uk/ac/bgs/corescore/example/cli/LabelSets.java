// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.nio.file.Path;
import uk.ac.bgs.corescore.core.mask.LabelTable;
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
      default -> LabelTable.read(Path.of(name));
    };
  }
}
