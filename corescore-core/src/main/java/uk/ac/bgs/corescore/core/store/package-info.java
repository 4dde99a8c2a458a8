// SPDX-License-Identifier: Apache-2.0
/** Where photographs lie: a folder, or an image server that reduces them. */
@NullMarked
package uk.ac.bgs.corescore.core.store;

import org.jspecify.annotations.NullMarked;
