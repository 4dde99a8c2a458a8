// SPDX-License-Identifier: Apache-2.0
/**
 * How files are written to a temporary file and moved and kept, and their SHA-256. Nothing here is
 * exported to hosts; any of it may change.
 */
@NullMarked
package uk.ac.bgs.corescore.core.internal.files;

import org.jspecify.annotations.NullMarked;
