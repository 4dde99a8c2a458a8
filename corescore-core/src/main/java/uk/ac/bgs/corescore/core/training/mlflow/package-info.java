// SPDX-License-Identifier: Apache-2.0
/** Runs and models on an MLflow server, by its REST interface. */
@NullMarked
package uk.ac.bgs.corescore.core.training.mlflow;

import org.jspecify.annotations.NullMarked;
