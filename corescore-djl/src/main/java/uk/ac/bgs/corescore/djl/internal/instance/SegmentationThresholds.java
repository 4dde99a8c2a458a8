// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.instance;

/**
 * When parted rock is a piece of its own. What each rule does, and what it was chosen by, is in the
 * notes on training.
 *
 * @param rock from which likelihood on a cell is rock even where another label is likelier, 0 to 1
 * @param seed from what distance, less the share that the boundary takes, a cell is a seed, 0 to 1
 * @param join up to which contrast with its border a piece is joined to the one beyond it, 0 to 1
 * @param sure from which mean likelihood of rock on a piece is one, 0 to 1
 * @param smallest area of the smallest piece, as a share of the square of the row's width
 * @param rubble what a stretch of a row has of the signs of rubble to be marked as such, in squares
 *     of the row's width; 0 for none to be marked
 */
public record SegmentationThresholds(
    double rock, double seed, double join, double sure, double smallest, double rubble) {}
