// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where a page comes from, of which browsers tell pages apart (RFC 6454): all three have to be the
 * same.
 *
 * @param scheme {@code http} or {@code https}
 * @param host in small letters
 * @param port the scheme's own where none is named
 */
record Origin(String scheme, String host, int port) {
  private static final Map<String, Integer> PORTS = Map.of("http", 80, "https", 443);

  /**
   * Reads an origin.
   *
   * @param text as in the header {@code Origin}
   * @return empty if it is none that a page of the web can have, as {@code null} is none
   */
  static Optional<Origin> of(String text) {
    try {
      URI uri = new URI(text.strip().toLowerCase(Locale.ROOT));
      Integer usual = uri.getScheme() == null ? null : PORTS.get(uri.getScheme());
      boolean bare =
          uri.getRawUserInfo() == null
              && String.valueOf(uri.getRawPath()).isEmpty()
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null;
      if (usual == null || uri.getHost() == null || !bare) {
        return Optional.empty();
      }
      int port = uri.getPort() < 0 ? usual : uri.getPort();
      return Optional.of(new Origin(uri.getScheme(), uri.getHost(), port));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
