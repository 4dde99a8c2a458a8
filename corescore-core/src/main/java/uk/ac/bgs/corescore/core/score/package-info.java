// SPDX-License-Identifier: Apache-2.0
/** The area scorers that come with the library, and the model of the condition of core. */
@NullMarked
package uk.ac.bgs.corescore.core.score;

import org.jspecify.annotations.NullMarked;
