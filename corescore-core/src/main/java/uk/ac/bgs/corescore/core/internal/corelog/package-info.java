// SPDX-License-Identifier: Apache-2.0
/** What the files of logs and of columns have in common. */
@NullMarked
package uk.ac.bgs.corescore.core.internal.corelog;

import org.jspecify.annotations.NullMarked;
