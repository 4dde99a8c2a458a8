// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.boofcv;

import boofcv.alg.segmentation.watershed.WatershedVincentSoille1991;
import boofcv.factory.segmentation.FactorySegmentationAlg;
import boofcv.struct.ConnectRule;
import boofcv.struct.image.GrayS32;
import boofcv.struct.image.GrayU8;

/**
 * Splits a shape at its necks by a watershed: the negative distance transform is flooded from one
 * marker per piece (Vincent and Soille, "Watersheds in Digital Spaces", 1991). Every cell of the
 * shape belongs to one piece; pieces touch at the watershed lines.
 */
final class DistanceWatershed {
  private static final int DEEPEST = 254;

  private DistanceWatershed() {}

  /**
   * Parts a shape.
   *
   * @return a piece for each cell, 1 to n, 0 outside of the shape; pieces are numbered in the order
   *     of their first cells
   */
  static int[] part(GrayU8 shape, double neckShare) {
    int[] squared = DistanceTransform.squared(shape, true);
    int[] seeds = WatershedMarkers.find(shape.width, squared, neckShare);
    int farthest = 1;
    for (int value : squared) {
      farthest = Math.max(farthest, value);
    }
    double scale = DEEPEST / Math.sqrt(farthest);
    GrayU8 terrain = new GrayU8(shape.width, shape.height);
    GrayS32 markers = new GrayS32(shape.width, shape.height);
    for (int i = 0; i < squared.length; i++) {
      terrain.data[i] = (byte) (DEEPEST + 1 - Math.ceil(scale * Math.sqrt(squared[i])));
      markers.data[i] = seeds[i];
    }
    WatershedVincentSoille1991 watershed = FactorySegmentationAlg.watershed(ConnectRule.EIGHT);
    watershed.process(terrain, markers);
    GrayS32 flooded = watershed.getOutput();
    int[] ids = new int[squared.length];
    for (int y = 0; y < shape.height; y++) {
      for (int x = 0; x < shape.width; x++) {
        int i = y * shape.width + x;
        ids[i] = shape.data[i] == 0 ? 0 : Math.max(0, flooded.get(x, y));
      }
    }
    settle(ids, shape);
    return ids;
  }

  /** Gives the dividing cells to a piece beside them, layer by layer from the edges inwards. */
  private static void settle(int[] ids, GrayU8 shape) {
    int width = shape.width;
    boolean changed = true;
    while (changed) {
      changed = false;
      int[] before = ids.clone();
      for (int i = 0; i < ids.length; i++) {
        if (shape.data[i] != 0 && before[i] == 0) {
          int x = i % width;
          int y = i / width;
          int best = 0;
          for (int dy = y > 0 ? -1 : 0; dy <= (y < shape.height - 1 ? 1 : 0); dy++) {
            for (int dx = x > 0 ? -1 : 0; dx <= (x < width - 1 ? 1 : 0); dx++) {
              best = Math.max(best, before[i + dy * width + dx]);
            }
          }
          ids[i] = best;
          changed |= best > 0;
        }
      }
    }
  }

  /** Ids from 1 without gaps in the order of their first cells; ids of fewer cells become 0. */
  static int[] numbered(int[] ids, int minArea) {
    int highest = 0;
    for (int id : ids) {
      highest = Math.max(highest, id);
    }
    int[] areas = new int[highest + 1];
    for (int id : ids) {
      areas[id]++;
    }
    int[] names = new int[highest + 1];
    int count = 0;
    int[] numbered = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      int id = ids[i];
      if (id != 0 && areas[id] >= minArea) {
        if (names[id] == 0) {
          names[id] = ++count;
        }
        numbered[i] = names[id];
      }
    }
    return numbered;
  }
}
