// SPDX-License-Identifier: Apache-2.0
/**
 * How small files are kept by trackers and registries. Nothing here is exported to hosts; any of it
 * may change.
 */
@NullMarked
package uk.ac.bgs.corescore.core.internal.files;

import org.jspecify.annotations.NullMarked;
