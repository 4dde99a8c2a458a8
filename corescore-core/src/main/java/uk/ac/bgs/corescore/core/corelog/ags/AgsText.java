// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.ags;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import uk.ac.bgs.corescore.core.internal.PlainAscii;

/** Texts in ASCII, and what was changed for that. Not for use by several threads at once. */
final class AgsText {
  private final Set<String> remarks = new LinkedHashSet<>();

  /** The text in ASCII, without blanks at its ends; a change is remarked. */
  String of(String text) {
    String plain = PlainAscii.of(text).strip();
    if (!plain.equals(text.strip())) {
      remarks.add("'" + text + "' is written as '" + plain + "': AGS4 files are in ASCII");
    }
    return plain;
  }

  void remark(String text) {
    remarks.add(text);
  }

  List<String> remarks() {
    return new ArrayList<>(remarks);
  }
}
