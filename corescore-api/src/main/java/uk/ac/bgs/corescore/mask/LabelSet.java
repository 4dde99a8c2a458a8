// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.mask;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * The labels of a mask in order: pixel value i is the label at index i. Index 0 is the background.
 *
 * @param labels 1 to 256 labels with distinct names
 */
public record LabelSet(List<Label> labels) {
  /** The labels of CoreScore since 2020. */
  public static final LabelSet CORESCORE =
      new LabelSet(
          List.of(
              new Label("Void", false),
              new Label("Rock_Fragment", true),
              new Label("Rock_Fragment_2", true),
              new Label("Paper", false),
              new Label("Core_Plug", false),
              new Label("Text", false),
              new Label("Box", false)));

  /** The labels of CoreScore's masks of 2019, in which 0 is box and background. */
  public static final LabelSet CORESCORE_2019 =
      new LabelSet(
          List.of(
              new Label("Box", false),
              new Label("Rock_Fragment", true),
              new Label("Paper", false),
              new Label("Core_Plug", false),
              new Label("Text", false)));

  /**
   * Copies the list and checks that names are distinct and few enough for a byte.
   *
   * @param labels 1 to 256 labels with distinct names
   */
  public LabelSet {
    labels = List.copyOf(labels);
    if (labels.isEmpty() || labels.size() > 256) {
      throw new IllegalArgumentException("a label set has 1 to 256 labels, not " + labels.size());
    }
    if (labels.stream().map(Label::name).distinct().count() != labels.size()) {
      throw new IllegalArgumentException(
          "label names are distinct: "
              + labels.stream().map(Label::name).collect(Collectors.joining(", ")));
    }
  }

  /**
   * How many labels there are.
   *
   * @return 1 to 256
   */
  public int size() {
    return labels.size();
  }

  /**
   * Returns the label of a pixel value.
   *
   * @param index the pixel value
   * @return its label
   * @throws IndexOutOfBoundsException if the set has no such index
   */
  public Label get(int index) {
    return labels.get(index);
  }

  /**
   * Whether pixels of this value are drill core.
   *
   * @param index the pixel value
   * @return true for rock
   * @throws IndexOutOfBoundsException if the set has no such index
   */
  public boolean isRock(int index) {
    return labels.get(index).rock();
  }

  /**
   * The pixel value of a label.
   *
   * @param name the label's name, in its exact spelling
   * @return its index, or empty if the set has no such label
   */
  public OptionalInt indexOf(String name) {
    for (int i = 0; i < labels.size(); i++) {
      if (labels.get(i).name().equals(name)) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }
}
