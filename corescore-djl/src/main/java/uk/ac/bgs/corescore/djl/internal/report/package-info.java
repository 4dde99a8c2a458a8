// SPDX-License-Identifier: Apache-2.0
/**
 * The report of a training: curves, page, model card. Internal to this project, not for hosts; any
 * of it may change.
 */
@NullMarked
package uk.ac.bgs.corescore.djl.internal.report;

import org.jspecify.annotations.NullMarked;
