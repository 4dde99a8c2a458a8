// SPDX-License-Identifier: Apache-2.0
/** Fragments as polygons with their measures; units live in types. */
@NullMarked
package uk.ac.bgs.corescore.measure;

import org.jspecify.annotations.NullMarked;
