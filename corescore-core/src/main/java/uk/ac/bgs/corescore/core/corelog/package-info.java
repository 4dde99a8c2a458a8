// SPDX-License-Identifier: Apache-2.0
/** The core log: how much core, how sound, where and at what depth. */
@NullMarked
package uk.ac.bgs.corescore.core.corelog;

import org.jspecify.annotations.NullMarked;
