// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.hole;

import java.util.Optional;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.corelog.depth.DepthMap;
import uk.ac.bgs.corescore.core.corelog.piece.CoreScale;
import uk.ac.bgs.corescore.core.corelog.piece.RowPieces;

/**
 * A row of core and its position in the hole. Immutable.
 *
 * @param photo the photo's name
 * @param box the box's name
 * @param pieces the row, and what lies in it
 * @param depths from its beginning to its end
 * @param scale its scale; empty where it is not known
 * @param map the map from places to depths, of this row or of all rows of the photo
 * @param offset where the row begins, in places of the map
 * @param unit places of the map for a pixel of the row
 */
public record LoggedRow(
    String photo,
    String box,
    RowPieces pieces,
    DepthInterval depths,
    Optional<CoreScale> scale,
    DepthMap map,
    double offset,
    double unit) {
  /**
   * What messages call it.
   *
   * @return the photo and the row
   */
  public String name() {
    return photo + ", row " + pieces.row().number();
  }
}
