// SPDX-License-Identifier: Apache-2.0
/** Where boxes and rows of core lie in a photograph. */
@NullMarked
package uk.ac.bgs.corescore.layout;

import org.jspecify.annotations.NullMarked;
