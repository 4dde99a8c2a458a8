// SPDX-License-Identifier: Apache-2.0
/** JSON as it is written and read inside the module. */
@NullMarked
package uk.ac.bgs.corescore.core.internal.json;

import org.jspecify.annotations.NullMarked;
