// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.table;

import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;

/**
 * A named interval of a hole for which figures are computed, such as a formation.
 *
 * @param hole the hole's name
 * @param name what it is called; may be empty
 * @param depths from its top to its base
 */
public record NamedInterval(String hole, String name, DepthInterval depths) {}
