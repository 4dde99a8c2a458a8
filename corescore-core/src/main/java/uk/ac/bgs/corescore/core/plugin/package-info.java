// SPDX-License-Identifier: Apache-2.0
/** Which plugins there are, and what can be set of them. */
@NullMarked
package uk.ac.bgs.corescore.core.plugin;

import org.jspecify.annotations.NullMarked;
