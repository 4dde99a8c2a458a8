// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.boofcv;

import java.util.List;

/**
 * A row of core in a grid that was turned.
 *
 * @param corners top left, top right, bottom right, bottom left: u and v of each
 * @param confidence 0 to 1
 */
@SuppressWarnings("ArrayRecordComponent") // on its way from one step to the next
record ChannelRow(List<double[]> corners, double confidence) {}
