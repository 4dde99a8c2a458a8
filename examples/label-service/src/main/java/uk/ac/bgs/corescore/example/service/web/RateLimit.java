// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.web;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Requests a minute of each address: a bucket that holds a minute's worth and refills evenly. Safe
 * for use by many threads.
 */
final class RateLimit {
  private static final int MOST_ADDRESSES = 10_000;
  private static final double MINUTE = 60e9;

  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > MOST_ADDRESSES;
        }
      };

  private static final class Bucket {
    private double tokens;
    private long time;

    private Bucket(double tokens, long time) {
      this.tokens = tokens;
      this.time = time;
    }
  }

  /**
   * Counts a request.
   *
   * @param address whose it is
   * @param perMinute how many it may make, 0 for any number
   * @return 0 if it may, else the seconds until it may
   */
  synchronized int take(String address, int perMinute) {
    if (perMinute == 0) {
      return 0;
    }
    long now = System.nanoTime();
    Bucket bucket = buckets.computeIfAbsent(address, key -> new Bucket(perMinute, now));
    bucket.tokens = Math.min(perMinute, bucket.tokens + (now - bucket.time) / MINUTE * perMinute);
    bucket.time = now;
    if (bucket.tokens >= 1) {
      bucket.tokens--;
      return 0;
    }
    return (int) Math.ceil((1 - bucket.tokens) * 60.0 / perMinute);
  }
}
