// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog;

import java.util.ArrayList;
import java.util.List;

/** The problems and remarks of a log in the making. Not thread-safe. */
final class LogNotes {
  private final List<String> problems = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  void problem(String text) {
    problems.add(text);
  }

  void remark(String text) {
    remarks.add(text);
  }

  List<String> problems() {
    return problems;
  }

  List<String> remarks() {
    return remarks;
  }
}
