// SPDX-License-Identifier: Apache-2.0
/**
 * Strip logs: a hole drawn downwards at one scale, with its photos, pieces, fractures and figures.
 */
@NullMarked
package uk.ac.bgs.corescore.core.corelog.strip;

import org.jspecify.annotations.NullMarked;
