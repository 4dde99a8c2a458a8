// SPDX-License-Identifier: Apache-2.0
/**
 * What HTML pages show, as text, and the templates of {@code src/main/jte} that lay it out. Nothing
 * here is exported to hosts; any of it may change.
 */
@NullMarked
package uk.ac.bgs.corescore.core.internal.page;

import org.jspecify.annotations.NullMarked;
