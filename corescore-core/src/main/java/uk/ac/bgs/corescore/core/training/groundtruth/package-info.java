// SPDX-License-Identifier: Apache-2.0
/**
 * Ground truth of photographs: read from label files or masks, drawn as masks, and the rows of core
 * that a person gave.
 *
 * <p>{@link uk.ac.bgs.corescore.core.training.groundtruth.GroundTruthReader} reads it, {@link
 * uk.ac.bgs.corescore.core.training.groundtruth.MaskDrawing} writes masks of label files, {@link
 * uk.ac.bgs.corescore.core.training.groundtruth.RowLayouts} reads rows.
 */
@NullMarked
package uk.ac.bgs.corescore.core.training.groundtruth;

import org.jspecify.annotations.NullMarked;
