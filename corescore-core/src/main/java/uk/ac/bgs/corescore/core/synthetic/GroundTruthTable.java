// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.synthetic;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Writes the ground truth of drawn photographs as CSV (RFC 4180, 2005, but with a line feed alone),
 * a row a fragment.
 */
final class GroundTruthTable {
  private static final String HEADER =
      "photo,mm_per_pixel,row,row_depth_top_m,row_depth_base_m,fragment,label,"
          + "depth_top_m,depth_base_m,length_mm,area_px,rubble,lithology\n";

  private final OutputStream out;

  GroundTruthTable(OutputStream out) throws IOException {
    this.out = out;
    out.write(HEADER.getBytes(StandardCharsets.UTF_8));
  }

  void add(String photo, SyntheticCore core) throws IOException {
    long[] areas = core.truth().fragments().areas();
    for (SyntheticCore.Piece piece : core.pieces()) {
      SyntheticCore.Row row = core.rows().get(piece.row());
      String line =
          String.format(
              Locale.ROOT,
              "%s,%s,%d,%.5f,%.5f,%d,%s,%.5f,%.5f,%.2f,%d,%b,%s\n",
              photo,
              core.scale().millimetresPerPixel(),
              row.index(),
              row.depthTop(),
              row.depthBase(),
              piece.fragment(),
              core.truth().mask().labels().get(Canvas.ROCK).name(),
              piece.depthTop(),
              piece.depthBase(),
              piece.length().millimetres(core.scale()),
              areas[piece.fragment()],
              piece.rubble(),
              piece.lithology());
      out.write(line.getBytes(StandardCharsets.UTF_8));
    }
  }
}
