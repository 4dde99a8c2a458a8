// SPDX-License-Identifier: Apache-2.0
/** How plugins are called: what they do wrong is reported with their names. */
@NullMarked
package uk.ac.bgs.corescore.core.internal.plugin;

import org.jspecify.annotations.NullMarked;
