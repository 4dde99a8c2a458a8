// SPDX-License-Identifier: Apache-2.0
/**
 * Reading photographs from files, within limits, with errors that name the file.
 *
 * <p>The decoder that reads a JPEG file at a reduced size ({@code ScaledJpegDecoder}) is frozen:
 * its purpose is to save memory, and it does. It gets corrections of errors, no more tuning.
 */
@NullMarked
package uk.ac.bgs.corescore.core.photo;

import org.jspecify.annotations.NullMarked;
