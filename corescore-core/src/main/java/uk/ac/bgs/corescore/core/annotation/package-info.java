// SPDX-License-Identifier: Apache-2.0
/**
 * Label files: polygons that people drew on photographs, read from seven formats and written to
 * four.
 */
@NullMarked
package uk.ac.bgs.corescore.core.annotation;

import org.jspecify.annotations.NullMarked;
