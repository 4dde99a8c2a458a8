// SPDX-License-Identifier: Apache-2.0
/** A real browser for tests of pages, here and in the examples. */
@NullMarked
package uk.ac.bgs.corescore.core.browser;

import org.jspecify.annotations.NullMarked;
