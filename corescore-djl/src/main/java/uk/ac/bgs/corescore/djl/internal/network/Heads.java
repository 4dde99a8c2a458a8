// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.network;

import java.util.ArrayList;
import java.util.List;
import uk.ac.bgs.corescore.djl.settings.TrainingSettings;
import uk.ac.bgs.corescore.mask.Label;
import uk.ac.bgs.corescore.mask.LabelSet;

/**
 * The outputs of a network: one logit a label, then one for the boundary between pieces and one for
 * the distance from it; of a layout network, those of channel and ridge.
 *
 * @param labels the labels
 */
public record Heads(LabelSet labels) {
  /** CoreScore's labels without the second label for rock, which looks the same in a photograph. */
  public static Heads standard() {
    LabelSet all = LabelSet.CORESCORE;
    List<Label> kept = new ArrayList<>(all.labels());
    kept.removeIf(label -> label.name().equals("Rock_Fragment_2"));
    return new Heads(new LabelSet(kept));
  }

  /** The labels of a layout network: rock and background. */
  public static Heads layout() {
    return new Heads(
        new LabelSet(List.of(new Label("Background", false), new Label("Rock_Fragment", true))));
  }

  /** The outputs of a native model. */
  public static Heads of(TrainingSettings.Task task) {
    return switch (task) {
      case SEGMENT -> standard();
      case LAYOUT -> layout();
    };
  }

  public int outputs() {
    return labels.size() + 2;
  }

  public int boundary() {
    return labels.size();
  }

  public int distance() {
    return labels.size() + 1;
  }

  /** Index of the first label of rock. */
  public int rock() {
    for (int i = 0; i < labels.size(); i++) {
      if (labels.isRock(i)) {
        return i;
      }
    }
    throw new IllegalArgumentException("no label of " + labels + " is rock");
  }

  /**
   * Maps labels of the ground truth to indices here: the label of the same name, else the first
   * label of rock for rock, and 0 for others.
   */
  public byte[] indicesOf(LabelSet truth) {
    byte[] indices = new byte[truth.size()];
    for (int i = 0; i < indices.length; i++) {
      int fallback = truth.isRock(i) ? rock() : 0;
      indices[i] = (byte) labels.indexOf(truth.get(i).name()).orElse(fallback);
    }
    return indices;
  }
}
