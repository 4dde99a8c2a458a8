// SPDX-License-Identifier: Apache-2.0
/** Tests against a server of our own that does as MLflow does. */
@NullMarked
package uk.ac.bgs.corescore.core.training.mlflow;

import org.jspecify.annotations.NullMarked;
