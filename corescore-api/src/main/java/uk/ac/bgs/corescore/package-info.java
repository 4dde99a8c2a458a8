// SPDX-License-Identifier: Apache-2.0
/** The root of every failure that the library reports. */
@NullMarked
package uk.ac.bgs.corescore;

import org.jspecify.annotations.NullMarked;
