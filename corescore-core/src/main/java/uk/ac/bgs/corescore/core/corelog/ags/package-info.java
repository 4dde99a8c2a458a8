// SPDX-License-Identifier: Apache-2.0
/** Core logs in the data format of the Association of Geotechnical Specialists, and its check. */
@NullMarked
package uk.ac.bgs.corescore.core.corelog.ags;

import org.jspecify.annotations.NullMarked;
