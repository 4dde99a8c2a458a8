// SPDX-License-Identifier: Apache-2.0
/**
 * DJL's engines: loading them, their devices, their native libraries, their number formats.
 * Internal to this project, not for hosts; any of it may change.
 */
@NullMarked
package uk.ac.bgs.corescore.djl.internal.engine;

import org.jspecify.annotations.NullMarked;
