// SPDX-License-Identifier: Apache-2.0
/**
 * What a person enters to have one photo logged, as JSON; its errors say which field they are of.
 */
@NullMarked
package uk.ac.bgs.corescore.core.corelog.entry;

import org.jspecify.annotations.NullMarked;
