// SPDX-License-Identifier: Apache-2.0
/**
 * Many thousands of photographs scored into one folder, by a run that can be killed at any moment
 * and started again, or by several that share the photographs.
 */
@NullMarked
package uk.ac.bgs.corescore.core.batch;

import org.jspecify.annotations.NullMarked;
