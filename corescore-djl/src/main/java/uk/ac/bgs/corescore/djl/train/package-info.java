// SPDX-License-Identifier: Apache-2.0
/**
 * Trainings as a user runs them: photos are read and split, the training is tracked, resumed,
 * evaluated on the photos held out, and registered.
 *
 * <p>{@link uk.ac.bgs.corescore.djl.train.TrainingData} reads the photos, a {@link
 * uk.ac.bgs.corescore.djl.train.TrainingPlan} says how they are trained on, and {@link
 * uk.ac.bgs.corescore.djl.train.TrackedTraining} does it.
 */
@NullMarked
package uk.ac.bgs.corescore.djl.train;

import org.jspecify.annotations.NullMarked;
