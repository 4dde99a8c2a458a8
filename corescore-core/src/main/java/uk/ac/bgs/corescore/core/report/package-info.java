// SPDX-License-Identifier: Apache-2.0
/**
 * What came out of a photograph, as files: tables, JSON, GeoJSON, mask, overlay and a page to read.
 *
 * <p>{@link uk.ac.bgs.corescore.core.report.ReportWriter} writes them all. Every file is written to
 * a temporary file and moved under its name when it is whole; nothing is overwritten unless
 * requested.
 *
 * <p>The columns of a fragment, in tables, JSON and GeoJSON, are those of {@code FragmentColumn};
 * those of a photo in {@code measures.csv} are listed in {@code ReportTables} and filled by {@code
 * TableRows}.
 *
 * <p>Numbers are written the same way in every locale: a point before the decimals, nothing between
 * thousands, whole numbers without decimals, and as many digits as it takes to read the same {@code
 * double} back. What is not defined (a mean without fragments, a millimetre without a scale) is an
 * empty cell in a table and {@code null} in JSON, never {@code NaN} and never 0.
 */
@NullMarked
package uk.ac.bgs.corescore.core.report;

import org.jspecify.annotations.NullMarked;
