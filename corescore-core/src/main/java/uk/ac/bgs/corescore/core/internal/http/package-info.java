// SPDX-License-Identifier: Apache-2.0
/** What those who ask servers share. Not exported; any of it may change. */
@NullMarked
package uk.ac.bgs.corescore.core.internal.http;

import org.jspecify.annotations.NullMarked;
