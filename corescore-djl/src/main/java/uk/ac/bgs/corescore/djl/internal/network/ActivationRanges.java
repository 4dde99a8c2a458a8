// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.network;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The least and the greatest output of each layer of {@link Network#forInference()}, as seen on
 * photos. They are needed to run a network in 8 bits. Affine quantization as in Jacob et al.
 * (2018): an output is {@code scale * (byte - zero)}.
 *
 * @param byLayer the ranges by the layers' names; each includes 0
 */
public record ActivationRanges(Map<String, Range> byLayer) {
  private static final int TOP = 255;
  private static final String NUMBER = "(-?[0-9]+(?:\\.[0-9]+)?(?:E-?[0-9]+)?)";
  private static final Pattern ENTRY = Pattern.compile("([a-z0-9.]+) " + NUMBER + " " + NUMBER);

  /**
   * The range of an output.
   *
   * @param least 0 or less
   * @param greatest 0 or more
   */
  public record Range(float least, float greatest) {
    /** Extends the range to include 0. */
    public Range {
      if (!Float.isFinite(least) || !Float.isFinite(greatest) || least > greatest) {
        throw new IllegalArgumentException("no range of outputs: " + least + " to " + greatest);
      }
      least = Math.min(0, least);
      greatest = Math.max(0, greatest);
    }

    /** The step of a byte. */
    public double scale() {
      return Math.max(1e-6, ((double) greatest - least) / TOP);
    }

    /** The byte of 0. */
    public int zero() {
      return (int) Math.round(-least / scale());
    }

    Range with(Range other) {
      return new Range(Math.min(least, other.least), Math.max(greatest, other.greatest));
    }
  }

  /** Copies the ranges. */
  public ActivationRanges {
    byLayer = new LinkedHashMap<>(byLayer);
  }

  /**
   * The range of a layer's output.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Range of(String layer) {
    Range range = byLayer.get(layer);
    if (range == null) {
      throw new IllegalArgumentException("no range of the outputs of layer " + layer);
    }
    return range;
  }

  /** The ranges of both. */
  public ActivationRanges with(ActivationRanges other) {
    Map<String, Range> all = new LinkedHashMap<>(byLayer);
    other.byLayer.forEach((layer, range) -> all.merge(layer, range, Range::with));
    return new ActivationRanges(all);
  }

  /** Whether there is a range of each layer of a network. */
  public boolean fits(Network network) {
    return network.folded().forInference().layers().stream()
        .map(Layer::name)
        .allMatch(byLayer::containsKey);
  }

  /** The ranges as text: layer, least and greatest output, separated by commas. */
  public String text() {
    return byLayer.entrySet().stream()
        .map(e -> e.getKey() + " " + e.getValue().least() + " " + e.getValue().greatest())
        .collect(Collectors.joining(","));
  }

  /** Reads {@link #text()}; empty if it is none. */
  public static Optional<ActivationRanges> read(String text) {
    Map<String, Range> ranges = new LinkedHashMap<>();
    for (String entry : text.split(",", -1)) {
      Matcher parts = ENTRY.matcher(entry);
      if (!parts.matches()) {
        return Optional.empty();
      }
      try {
        ranges.put(
            parts.group(1),
            new Range(Float.parseFloat(parts.group(2)), Float.parseFloat(parts.group(3))));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
    return Optional.of(new ActivationRanges(ranges));
  }
}
