// SPDX-License-Identifier: Apache-2.0
/** From what was seen of channels to rows of core: for layout finders of any kind. */
@NullMarked
package uk.ac.bgs.corescore.core.layout.find;

import org.jspecify.annotations.NullMarked;
