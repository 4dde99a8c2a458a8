// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli.retrain;

import java.util.List;
import java.util.Locale;

/** What is done, in this order. */
public enum Stage {
  /** Labels and feedback are read, and compared with what production has learnt. */
  COLLECT,
  /** The truth is drawn. */
  MASKS,
  /** The network is trained. */
  TRAIN,
  /** The model becomes a version in the registry. */
  REGISTER,
  /** The candidate, and what is in production, find the rock of the test set. */
  EVALUATE,
  /** The rules are applied. */
  GATE,
  /** The version is tagged with the verdict and, if it passed, put into production. */
  PROMOTE;

  /** Its number, from 1. */
  int number() {
    return List.of(values()).indexOf(this) + 1;
  }

  boolean isAfter(Stage other) {
    return compareTo(other) > 0;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
