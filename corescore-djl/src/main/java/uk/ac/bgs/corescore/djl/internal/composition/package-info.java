// SPDX-License-Identifier: Apache-2.0
/**
 * Synthetic photographs of core boxes, composed of rows cut out of labelled photographs. Internal
 * to this project, not for hosts; any of it may change.
 */
@NullMarked
package uk.ac.bgs.corescore.djl.internal.composition;

import org.jspecify.annotations.NullMarked;
