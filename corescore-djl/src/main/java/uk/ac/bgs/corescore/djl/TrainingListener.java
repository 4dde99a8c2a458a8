// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import java.util.Map;

/** Hears how a training goes, on the thread that trains. */
public interface TrainingListener {
  /**
   * A step is done.
   *
   * @param step its number, from 1
   * @param loss mean loss of its crops
   * @param rate its learning rate
   */
  default void step(int step, double loss, double rate) {}

  /**
   * The photos that are not trained on were looked at.
   *
   * @param step steps done
   * @param rockIou intersection over union of rock by photo, on the network's grid
   */
  default void validated(int step, Map<String, Double> rockIou) {}
}
