// SPDX-License-Identifier: Apache-2.0
/**
 * Places in which one process works at a time, and one place in it. Nothing here is exported to
 * hosts; any of it may change.
 */
@NullMarked
package uk.ac.bgs.corescore.core.internal.lock;

import org.jspecify.annotations.NullMarked;
