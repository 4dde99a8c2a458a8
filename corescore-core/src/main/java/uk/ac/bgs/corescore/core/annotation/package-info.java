// SPDX-License-Identifier: Apache-2.0
/**
 * Label files: polygons that people drew on photographs. {@link
 * uk.ac.bgs.corescore.core.annotation.AnnotationFormat} lists the formats; each has a {@code
 * FormatReader} here, and a {@code FormatWriter} if it is written too.
 */
@NullMarked
package uk.ac.bgs.corescore.core.annotation;

import org.jspecify.annotations.NullMarked;
