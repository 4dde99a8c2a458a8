// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.mlflow;

/** The same against a server that responds as MLflow 2 does. */
class MlflowOldRegistryTest extends MlflowRegistryTest {
  @Override
  boolean isOld() {
    return true;
  }
}
