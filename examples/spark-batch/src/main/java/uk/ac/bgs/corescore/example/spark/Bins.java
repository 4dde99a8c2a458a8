// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.spark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Divides photos among tasks so that each has about as many bytes: the largest first, each to the
 * task that has the fewest so far (Graham 1969, longest processing time first). So large photos do
 * not gather in one task.
 */
final class Bins {
  /** What a photo costs beside its bytes: the network takes as long for a small one. */
  private static final long OVERHEAD = 4L << 20;

  private Bins() {}

  private static final class Bin {
    final List<ListedPhoto> photos = new ArrayList<>();
    long weight;

    long weight() {
      return weight;
    }
  }

  /**
   * Divides photos.
   *
   * @param photos the photos
   * @param count how many tasks, from 1
   * @return the photos of each task, none empty
   */
  static List<List<ListedPhoto>> of(List<ListedPhoto> photos, int count) {
    PriorityQueue<Bin> lightest = new PriorityQueue<>(Comparator.comparingLong(Bin::weight));
    for (int i = 0; i < Math.min(count, photos.size()); i++) {
      lightest.add(new Bin());
    }
    List<Bin> all = List.copyOf(lightest);
    photos.stream()
        .sorted(Comparator.comparingLong(ListedPhoto::bytes).reversed())
        .forEach(
            photo -> {
              Bin bin = lightest.remove();
              bin.photos.add(photo);
              bin.weight += photo.bytes() + OVERHEAD;
              lightest.add(bin);
            });
    return all.stream().map(bin -> List.copyOf(bin.photos)).toList();
  }
}
