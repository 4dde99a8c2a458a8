// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.hole;

import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;

/**
 * A zone of core loss.
 *
 * @param depths where it is
 * @param assumed whether its place is assumed (AZCL), not stated
 */
public record CoreLoss(DepthInterval depths, boolean assumed) {}
