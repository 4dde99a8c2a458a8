// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.results;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.PhotoPoint;

/** The rows of core in the JSON report of a state. */
final class KeptLayout {
  private KeptLayout() {}

  /** The layout with what it was found by and how sure; of reports of before, the whole photo. */
  static Layout read(ResultDisk disk, Path report) throws IOException {
    JsonValue json = StoredJson.read(disk, report);
    int width = StoredJson.count(json.get("photo").get("width"));
    int height = StoredJson.count(json.get("photo").get("height"));
    JsonValue layout = json.get("layout");
    if (!layout.isObject()) {
      return Layout.whole(width, height);
    }
    try {
      List<CoreRow> rows = new ArrayList<>();
      for (JsonValue row : layout.get("rows").items()) {
        JsonValue sure = row.get("confidence");
        rows.add(
            new CoreRow(
                StoredJson.count(row.get("row")),
                StoredJson.count(row.get("box")),
                corner(row, 0),
                corner(row, 1),
                corner(row, 2),
                corner(row, 3),
                !Double.isNaN(sure.number())
                    ? OptionalDouble.of(sure.number())
                    : OptionalDouble.empty()));
      }
      return new Layout(width, height, rows, layout.get("foundBy").plain());
    } catch (IllegalArgumentException e) {
      throw new IOException(report + " is damaged", e);
    }
  }

  private static PhotoPoint corner(JsonValue row, int index) {
    JsonValue corner = row.get("corners").get(index);
    return new PhotoPoint(StoredJson.number(corner.get(0)), StoredJson.number(corner.get(1)));
  }
}
