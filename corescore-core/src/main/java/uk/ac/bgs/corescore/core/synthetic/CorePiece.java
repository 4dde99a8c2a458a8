// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.synthetic;

import java.util.List;

/**
 * A piece of core of full diameter as planned: between two fractures, with the pose of the group of
 * touching pieces that it belongs to.
 *
 * @param left fracture at its left end, whose right rim bounds it
 * @param right fracture at its right end, whose left rim bounds it
 * @param rock what it is made of
 * @param shift how far its axis lies below the channel's centre, mm
 * @param turn slope of its axis
 * @param pivot place along the core about which it is turned, mm
 * @param cracks fractures that do not part it
 * @param tone brightness against its rock
 */
record CorePiece(
    Fracture left,
    Fracture right,
    Rock rock,
    double shift,
    double turn,
    double pivot,
    List<Fracture> cracks,
    double tone) {
  double length() {
    return right.at() - left.at();
  }
}
