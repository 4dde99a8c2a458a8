// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.network;

import java.util.List;

/** A layer of a {@link Network}: its name, inputs and operation. */
public sealed interface Layer {
  /** Name of its output, once in a network. */
  String name();

  /** Names of the outputs it reads. */
  List<String> inputs();

  /**
   * A square convolution with padding {@code kernel / 2}. With {@code norm} it has batch
   * normalisation in place of a bias; with {@code relu} a ReLU follows.
   */
  record Conv(
      String name,
      String input,
      int in,
      int out,
      int kernel,
      int stride,
      boolean norm,
      boolean relu)
      implements Layer {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /** Sum of two outputs of one shape, then a ReLU. */
  record Add(String name, String a, String b) implements Layer {
    @Override
    public List<String> inputs() {
      return List.of(a, b);
    }
  }

  /** The channels of {@code a}, then those of {@code b}. */
  record Concat(String name, String a, String b) implements Layer {
    @Override
    public List<String> inputs() {
      return List.of(a, b);
    }
  }

  /**
   * A 3 x 3 convolution without bias of an input upsampled by 2 with nearest neighbours, computed
   * on the input itself: each output cell depends on 2 x 2 input cells, by one of four kernels.
   * They run as one 2 x 2 convolution to {@code 4 * out} channels with padding 1; its pixel shuffle
   * (Shi et al., 2016) is the result with a border of one extra cell.
   */
  record UpConv(String name, String input, int in, int out) implements Layer {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /** Upsampling by 2 with nearest neighbours. */
  record Upsample(String name, String input) implements Layer {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /** Maximum of 3 x 3 cells, with stride 2. */
  record MaxPool(String name, String input) implements Layer {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }
}
