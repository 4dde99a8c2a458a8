// SPDX-License-Identifier: Apache-2.0
/**
 * What several rooms of this module share and no host sees: the PNG plugin, the colours of labels,
 * numbers and text for tables and pages, the version. Not exported.
 */
@NullMarked
package uk.ac.bgs.corescore.core.internal;

import org.jspecify.annotations.NullMarked;
