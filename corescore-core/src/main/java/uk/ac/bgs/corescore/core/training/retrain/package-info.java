// SPDX-License-Identifier: Apache-2.0
/**
 * The training loop in one call: new labels are collected, a model is trained, evaluated on a fixed
 * test set and, if the gate passes it, put into production.
 *
 * <p>{@link uk.ac.bgs.corescore.core.training.retrain.Retraining} runs it, {@link
 * uk.ac.bgs.corescore.core.training.retrain.RetrainConfig} says from what, and a {@link
 * uk.ac.bgs.corescore.core.training.retrain.ModelTrainer} trains.
 */
@NullMarked
package uk.ac.bgs.corescore.core.training.retrain;

import org.jspecify.annotations.NullMarked;
