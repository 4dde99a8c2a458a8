// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The names of photos in an export of Label Studio. Uploads lose the prefix that Label Studio adds,
 * unless several would then be called the same.
 */
final class UploadNames {
  private final Map<String, String> first = new HashMap<>();
  private final Set<String> shared = new HashSet<>();

  UploadNames(Collection<String> addresses) {
    for (String address : addresses) {
      String path = PhotoUri.path(address);
      if (!first.computeIfAbsent(path, key -> address).equals(address)) {
        shared.add(path);
      }
    }
  }

  /** The photo's path; empty if the address holds the image itself. */
  String of(String address) {
    String path = PhotoUri.path(address);
    return shared.contains(path) ? PhotoUri.uploaded(address).orElse(path) : path;
  }
}
