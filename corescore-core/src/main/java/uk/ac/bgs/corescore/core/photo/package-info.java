// SPDX-License-Identifier: Apache-2.0
/** Reading photographs from files, within limits, with errors that name the file. */
@NullMarked
package uk.ac.bgs.corescore.core.photo;

import org.jspecify.annotations.NullMarked;
