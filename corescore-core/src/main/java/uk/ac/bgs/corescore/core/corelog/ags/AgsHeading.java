// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.ags;

/**
 * A heading of a group.
 *
 * @param key whether rows are distinguished by it
 * @param required whether it must be filled
 * @param type how values are written, such as {@code 2DP}
 * @param unit empty for none
 * @param since the first edition that has it
 */
record AgsHeading(
    String name, boolean key, boolean required, String type, String unit, String since) {}
