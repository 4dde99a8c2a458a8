// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.network;

import java.util.List;

/** One step of a {@link Network}: what it is called, what it reads and what it does. */
public sealed interface Layer {
  /** Name of its output, once in a network. */
  String name();

  /** Names of the outputs it reads. */
  List<String> inputs();

  /**
   * A square convolution with padding {@code kernel / 2}. With {@code norm} it has no bias and a
   * batch normalisation follows, without it has one; a rectifier follows where {@code relu}.
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

  /** Sum of two outputs of one shape, then a rectifier. */
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
   * What a 3 x 3 convolution, without a bias, makes of an input that is repeated to twice its width
   * and height, worked out on the input itself: a cell of the result sees 2 x 2 of the input, by
   * one of four kernels. They run as one 2 x 2 convolution to {@code 4 * out} channels with padding
   * 1, whose pixel shuffle (Shi et al., 2016) is the result with a rim of one cell too much.
   */
  record UpConv(String name, String input, int in, int out) implements Layer {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /** Twice as wide and high, each cell repeated. */
  record Upsample(String name, String input) implements Layer {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /** The greatest of 3 x 3, at every second cell. */
  record MaxPool(String name, String input) implements Layer {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }
}
