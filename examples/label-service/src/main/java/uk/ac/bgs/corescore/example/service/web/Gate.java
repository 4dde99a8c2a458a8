// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.web;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.example.service.ServiceSettings;

/** Who may call: hosts, origins, tokens, rates. Safe for use by many threads. */
final class Gate {
  /** The parameter in which LabelTool shows a token. */
  static final String TOKEN = "token";

  /** What LabelTool calls; it can show a token in the address only. */
  private static final Set<String> LABELTOOL = Set.of("/labels", "/boxes");

  private final ServiceSettings settings;
  private final Set<String> open;
  private final Set<String> hosts = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
  private final RateLimit rates = new RateLimit();

  /**
   * A gate.
   *
   * @param settings who may call
   * @param open paths that need no token: the page, which holds nothing secret, and health
   */
  Gate(ServiceSettings settings, Set<String> open) {
    this.settings = settings;
    this.open = open;
    hosts.add(settings.host().toLowerCase(Locale.ROOT));
    settings.allowHosts().forEach(host -> hosts.add(host.toLowerCase(Locale.ROOT)));
  }

  /** Refuses a request that may not pass. */
  void check(Context ctx) {
    if (settings.token().isEmpty()) {
      checkHost(ctx);
    } else if (!open.contains(ctx.path())) {
      checkToken(ctx, settings.token().get());
    }
    checkOrigin(ctx);
    int wait = rates.take(ctx.ip(), settings.rate(isLocal(ctx.ip())));
    if (wait > 0) {
      throw new ApiException(429, "too many requests from this address", wait);
    }
    long length = ctx.req().getContentLengthLong();
    if (length > settings.maxBody()) {
      throw tooLarge(settings.maxBody());
    }
  }

  static ApiException tooLarge(long limit) {
    return new ApiException(413, "the request is larger than " + (limit >> 20) + " MB");
  }

  /** A page elsewhere that had its own name point here would call under that name. */
  private void checkHost(Context ctx) {
    String host = withoutPort(ctx.header("Host"));
    if (!hosts.contains(host)) {
      throw host.isEmpty()
          ? new ApiException(400, "the request has no Host header")
          : new ApiException(
              421, "this service is not called " + printable(host) + "; --allow-host makes it so");
    }
  }

  /**
   * Pages of other sites may not make this one do anything. LabelTool's page is none: it calls its
   * own server, and that calls here, without an origin.
   */
  private static void checkOrigin(Context ctx) {
    String origin = ctx.header("Origin");
    String method = ctx.req().getMethod();
    if (origin == null || method.equals("GET") || method.equals("HEAD")) {
      return;
    }
    Optional<Origin> from = Origin.of(origin);
    if (from.isEmpty() || !from.equals(own(ctx))) {
      throw new ApiException(403, "pages of other sites may not call this service");
    }
  }

  /**
   * What the browser of a page of this service says: how it was called, and by which name. A proxy
   * that ends TLS says so; a page elsewhere cannot, as its browser would ask for leave first.
   */
  private static Optional<Origin> own(Context ctx) {
    String forwarded = ctx.header("X-Forwarded-Proto");
    String scheme = forwarded == null ? ctx.scheme() : forwarded.strip();
    return Origin.of(scheme + "://" + ctx.header("Host"));
  }

  private static void checkToken(Context ctx, String token) {
    Optional<String> shown = bearer(ctx.header("Authorization"));
    if (shown.isEmpty() && LABELTOOL.contains(ctx.path())) {
      shown = Optional.ofNullable(ctx.queryParam(TOKEN));
    }
    // Compared by hash, so that neither length nor beginning of the token shows in the time.
    if (shown.isEmpty() || !MessageDigest.isEqual(hash(shown.get()), hash(token))) {
      throw new ApiException(401, "a token is needed: Authorization: Bearer TOKEN");
    }
  }

  private static Optional<String> bearer(@Nullable String header) {
    return header != null && header.regionMatches(true, 0, "Bearer ", 0, 7)
        ? Optional.of(header.substring(7).strip())
        : Optional.empty();
  }

  private static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String withoutPort(@Nullable String host) {
    if (host == null) {
      return "";
    }
    int colon = host.lastIndexOf(':');
    String name = colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    return name.toLowerCase(Locale.ROOT);
  }

  private static String printable(String text) {
    return text.replaceAll("[^A-Za-z0-9.:_\\[\\]-]", "?");
  }

  private static boolean isLocal(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
