// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.network;

import java.util.HashMap;
import java.util.Map;

/**
 * How far a network sees. A cell of an output stands on a square of the image; what it is computed
 * from lies around that square.
 *
 * @param scale side of the square
 * @param before how far to the left of the square, or above, the farthest pixel is
 * @param after how far to the right of it, or below
 */
public record ReceptiveField(int scale, int before, int after) {
  /**
   * How far from a pixel of the result, in pixels, the farthest pixel of the image is that has a
   * say in it.
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
