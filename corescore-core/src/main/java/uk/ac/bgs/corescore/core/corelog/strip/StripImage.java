// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.strip;

import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * An image of core, upright. Immutable.
 *
 * @param depths what it shows, from its upper to its lower edge
 * @param image its pixels: depth runs down and evenly, the core's width is the image's
 */
public record StripImage(DepthInterval depths, RgbImage image) {}
