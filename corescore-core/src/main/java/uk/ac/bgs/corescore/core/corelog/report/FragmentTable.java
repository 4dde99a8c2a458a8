// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import uk.ac.bgs.corescore.core.internal.CsvTable;

/**
 * The table of fragments, which the one of the photos' reports is joined to by photo and number.
 */
final class FragmentTable {
  static final String FILE = "fragments.csv";

  static final List<String> COLUMNS =
      List.of(
          "HOLEID",
          "FROM",
          "TO",
          "KIND",
          "PIECE",
          "PHOTO",
          "FRAGMENT",
          "BOX",
          "ROW",
          "AXIAL_LENGTH_MM");

  private FragmentTable() {}

  static Map<String, String> row(LoggedFragment one) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("HOLEID", CsvTable.text(one.hole()));
    row.put("FROM", LogTable.metres(one.from()));
    row.put("TO", LogTable.metres(one.to()));
    row.put("KIND", one.piece().isPresent() ? "piece" : "rubble");
    row.put("PIECE", one.piece().isPresent() ? Integer.toString(one.piece().getAsInt()) : "");
    row.put("PHOTO", CsvTable.text(one.row().photo()));
    row.put("FRAGMENT", Integer.toString(one.fragment()));
    row.put("BOX", CsvTable.text(one.row().box()));
    row.put("ROW", Integer.toString(one.row().pieces().row().number()));
    row.put("AXIAL_LENGTH_MM", LogTable.fixed(one.millimetres(), 2));
    return row;
  }
}
