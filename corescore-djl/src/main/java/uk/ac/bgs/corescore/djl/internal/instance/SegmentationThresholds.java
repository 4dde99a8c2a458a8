// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.instance;

/**
 * Thresholds of the post-processing. The notes on training explain each rule and how its threshold
 * was chosen.
 *
 * @param rock least likelihood of rock at which a cell is rock even if another label is more
 *     likely, 0 to 1
 * @param seed least distance, reduced by the likelihood of the boundary, of a marker's cells, 0 to
 *     1
 * @param join greatest contrast of a border at which the two pieces are merged, 0 to 1
 * @param sure least mean likelihood of rock of a piece, 0 to 1
 * @param smallest area of the smallest piece, as a share of the square of the row's width
 * @param rubble least score of a stretch of rubble, in squares of the row's width; 0 to mark none
 */
public record SegmentationThresholds(
    double rock, double seed, double join, double sure, double smallest, double rubble) {}
