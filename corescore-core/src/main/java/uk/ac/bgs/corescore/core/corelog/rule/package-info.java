// SPDX-License-Identifier: Apache-2.0
/**
 * What is summed for core recovery and rock quality, by the standards and by a person's options.
 */
@NullMarked
package uk.ac.bgs.corescore.core.corelog.rule;

import org.jspecify.annotations.NullMarked;
