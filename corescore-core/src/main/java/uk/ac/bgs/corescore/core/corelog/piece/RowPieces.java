// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.piece;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import uk.ac.bgs.corescore.core.corelog.depth.AxialInterval;
import uk.ac.bgs.corescore.layout.CoreRow;

/**
 * The pieces and rubble of a row, in the order of depth.
 *
 * @param row the row
 * @param diameter the width of whole core in it, px across the row
 * @param pieces the pieces, from the row's beginning
 * @param rubble the rubble, from the row's beginning
 * @param sizes how large its fragments are, of pieces and rubble, by their numbers
 */
public record RowPieces(
    CoreRow row,
    double diameter,
    List<RowPiece> pieces,
    List<RubbleSegment> rubble,
    List<FragmentSize> sizes) {
  /**
   * How large a fragment is beside the core.
   *
   * @param fragment its number in the photo
   * @param squares its area, holes filled, in squares of the core's diameter: the length in
   *     diameters of a square-cut piece of whole core
   * @param full whether it has a section of full diameter, which rubble never has
   * @param rubble whether it is a stretch of rubble, whose parts have a size that is not known
   */
  public record FragmentSize(int fragment, double squares, boolean full, boolean rubble) {}

  /**
   * Copies the lists.
   *
   * @param row the row
   * @param diameter how wide whole core is in it
   * @param pieces the pieces
   * @param rubble the rubble
   * @param sizes how large its fragments are
   */
  public RowPieces {
    pieces = List.copyOf(pieces);
    rubble = List.copyOf(rubble);
    sizes = List.copyOf(sizes);
  }

  /**
   * Where rock lies: pieces and rubble.
   *
   * @return stretches that do not overlap, from the row's beginning
   */
  public List<AxialInterval> rock() {
    List<AxialInterval> rock = new ArrayList<>();
    pieces.forEach(piece -> rock.add(piece.counted()));
    rubble.forEach(stretch -> rock.addAll(stretch.free()));
    rock.sort(Comparator.comparingDouble(AxialInterval::from));
    return List.copyOf(rock);
  }
}
