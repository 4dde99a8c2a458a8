// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.retrain;

import java.util.List;
import java.util.Locale;

/** The stages of retraining, in this order. */
public enum Stage {
  /** Labels and feedback are read, and compared with what production was trained on. */
  COLLECT,
  /** The ground truth is drawn. */
  MASKS,
  /** The model is trained. */
  TRAIN,
  /** The model becomes a version in the registry. */
  REGISTER,
  /** The candidate and the model in production are evaluated on the test set. */
  EVALUATE,
  /** The rules of the gate are applied. */
  GATE,
  /** The version is tagged with the verdict and, if it passed, put into production. */
  PROMOTE;

  /**
   * Its place in the order.
   *
   * @return from 1 to 7
   */
  public int number() {
    return List.of(values()).indexOf(this) + 1;
  }

  boolean isAfter(Stage other) {
    return compareTo(other) > 0;
  }

  /**
   * Its name for people.
   *
   * @return the name in lower case
   */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
