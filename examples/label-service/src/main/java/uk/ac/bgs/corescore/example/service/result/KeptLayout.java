// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.result;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.PhotoPoint;

/** Where the rows of core lie, as the JSON report of a state says. */
final class KeptLayout {
  private KeptLayout() {}

  /** The layout with what it was found by and how sure; of reports of before, the whole photo. */
  static Layout read(Disk disk, Path report) throws IOException {
    JsonNode json = Json.read(disk, report);
    int width = json.path("photo").path("width").asInt();
    int height = json.path("photo").path("height").asInt();
    JsonNode layout = json.path("layout");
    if (!layout.isObject()) {
      return Layout.whole(width, height);
    }
    try {
      List<CoreRow> rows = new ArrayList<>();
      for (JsonNode row : layout.path("rows")) {
        JsonNode sure = row.path("confidence");
        rows.add(
            new CoreRow(
                row.path("row").asInt(),
                row.path("box").asInt(),
                corner(row, 0),
                corner(row, 1),
                corner(row, 2),
                corner(row, 3),
                sure.isNumber() ? OptionalDouble.of(sure.asDouble()) : OptionalDouble.empty()));
      }
      return new Layout(width, height, rows, layout.path("foundBy").asText());
    } catch (IllegalArgumentException e) {
      throw new IOException(report + " is damaged", e);
    }
  }

  private static PhotoPoint corner(JsonNode row, int index) {
    JsonNode corner = row.path("corners").path(index);
    return new PhotoPoint(corner.path(0).asDouble(), corner.path(1).asDouble());
  }
}
