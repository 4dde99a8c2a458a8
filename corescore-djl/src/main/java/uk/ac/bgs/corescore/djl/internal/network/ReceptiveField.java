// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.network;

import java.util.HashMap;
import java.util.Map;

/**
 * The receptive field of a network (Araujo, Norris and Sim, 2019). An output cell covers a square
 * of the image; the pixels that it depends on lie around that square.
 *
 * @param scale side of the square
 * @param before pixels to the left of the square, or above
 * @param after pixels to the right of it, or below
 */
public record ReceptiveField(int scale, int before, int after) {
  /**
   * The radius of the receptive field, in pixels: the greatest distance between an output cell and
   * a pixel that it depends on.
   */
  public static int of(Network network) {
    Map<String, ReceptiveField> reaches = new HashMap<>();
    reaches.put(Network.INPUT, new ReceptiveField(1, 0, 0));
    for (Layer layer : network.layers()) {
      ReceptiveField widest = new ReceptiveField(0, Integer.MIN_VALUE, Integer.MIN_VALUE);
      for (String input : layer.inputs()) {
        ReceptiveField reach = reaches.getOrDefault(input, widest);
        widest =
            new ReceptiveField(
                reach.scale,
                Math.max(widest.before, reach.before),
                Math.max(widest.after, reach.after));
      }
      reaches.put(layer.name(), widest.after(layer));
    }
    ReceptiveField result = reaches.getOrDefault(network.output(), new ReceptiveField(2, 0, 0));
    return Math.max(result.before, result.after) + result.scale - 1;
  }

  private ReceptiveField after(Layer layer) {
    if (layer instanceof Layer.Conv conv) {
      return window(conv.kernel() / 2, conv.stride());
    } else if (layer instanceof Layer.MaxPool) {
      return window(1, 2);
    } else if (layer instanceof Layer.Upsample) {
      return new ReceptiveField(scale / 2, before + scale / 2, after + scale / 2);
    }
    return this;
  }

  private ReceptiveField window(int radius, int stride) {
    return new ReceptiveField(
        scale * stride, before + radius * scale, after + Math.max(0, radius - stride + 1) * scale);
  }
}
