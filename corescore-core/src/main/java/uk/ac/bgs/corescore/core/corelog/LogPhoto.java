// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog;

import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Geometry;
import uk.ac.bgs.corescore.core.corelog.piece.StatedScale;
import uk.ac.bgs.corescore.core.corelog.table.BoxRow;
import uk.ac.bgs.corescore.core.corelog.table.FragmentMark;
import uk.ac.bgs.corescore.core.corelog.table.RowTiePoint;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.measure.Fragment;

/**
 * A photo for a core log: its rows and fragments, and its rows in the tables. Immutable but for the
 * geometries, which are not to be changed.
 *
 * @param name the photo's name in the log
 * @param layout its rows
 * @param fragments its fragments; one without a row is taken for one of the row in which its inner
 *     point lies
 * @param covers outlines of what hides rock (labels, papers, holes of plugs), photo px
 * @param rows its rows in the table of boxes of it
 * @param ties places inside its rows whose depth is known
 * @param marks marks by a person of its fragments
 * @param scale its scale; empty for that of the settings
 */
public record LogPhoto(
    String name,
    Layout layout,
    List<Fragment> fragments,
    List<Geometry> covers,
    List<BoxRow> rows,
    List<RowTiePoint> ties,
    List<FragmentMark> marks,
    Optional<StatedScale> scale) {
  /**
   * Copies the lists.
   *
   * @param name the photo's name
   * @param layout its rows
   * @param fragments its fragments
   * @param covers what hides rock
   * @param rows its rows in the table of boxes
   * @param ties places whose depth is known
   * @param marks marks by a person
   * @param scale its scale
   */
  public LogPhoto {
    fragments = List.copyOf(fragments);
    covers = List.copyOf(covers);
    rows = List.copyOf(rows);
    ties = List.copyOf(ties);
    marks = List.copyOf(marks);
    if (name.isBlank()) {
      throw new IllegalArgumentException("a photo has a name");
    }
  }

  /**
   * A photo of which only the depths are known.
   *
   * @param name the photo's name
   * @param layout its rows
   * @param fragments its fragments
   * @param rows its rows in the table of boxes
   */
  public LogPhoto(String name, Layout layout, List<Fragment> fragments, List<BoxRow> rows) {
    this(name, layout, fragments, List.of(), rows, List.of(), List.of(), Optional.empty());
  }
}
