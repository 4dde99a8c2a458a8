// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.mlflow;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * The address of an MLflow server, the credentials, and the retries. Immutable; safe for use by
 * many threads. Passwords and tokens are in none of its texts.
 */
public final class MlflowServer {
  private static final int ATTEMPTS = 5;
  private static final int LAST_PORT = 65_535;
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final URI uri;
  private final Optional<String> authorization;
  private final int attempts;
  private final Duration pause;

  private MlflowServer(URI uri, Optional<String> authorization, int attempts, Duration pause) {
    this.uri = uri;
    this.authorization = authorization;
    this.attempts = attempts;
    this.pause = pause;
  }

  /**
   * A server without credentials. A request is sent up to five times, with pauses from half a
   * second on that double.
   *
   * @param address as {@code MLFLOW_TRACKING_URI} says it, http or https; it may have a path
   * @return the server
   * @throws IllegalArgumentException if it is no such address, or has a user or password in it
   */
  public static MlflowServer at(String address) {
    URI uri;
    try {
      uri = URI.create(address.strip().replaceAll("/+$", ""));
    } catch (IllegalArgumentException e) {
      // Without the text, which may contain a password.
      throw new IllegalArgumentException(
          "the address of the MLflow server is no URI; expected http://HOST or https://HOST");
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "the address of the MLflow server has a user in it; give user and password apart");
    }
    if (!(scheme.equals("http") || scheme.equals("https"))
        || uri.getHost() == null
        || uri.getPort() > LAST_PORT
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "expected http://HOST or https://HOST of an MLflow server, got '"
              + address
              + "'"
              + (uri.getHost() == null && address.indexOf('_') >= 0
                  ? "; a host's name has no underscore"
                  : ""));
    }
    return new MlflowServer(uri, Optional.empty(), ATTEMPTS, PAUSE);
  }

  /**
   * The same with user and password (RFC 7617, 2015).
   *
   * @param user the name, without a colon
   * @param password the password
   * @return the server
   * @throws IllegalArgumentException if the name has a colon
   */
  public MlflowServer withPassword(String user, String password) {
    if (user.indexOf(':') >= 0) {
      throw new IllegalArgumentException("a user's name has no colon");
    }
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return with("Basic " + Base64.getEncoder().encodeToString(both));
  }

  /**
   * The same with a token (RFC 6750, 2012).
   *
   * @param token the token, of visible ASCII characters
   * @return the server
   * @throws IllegalArgumentException if it has another character
   */
  public MlflowServer withToken(String token) {
    if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IllegalArgumentException("a token is made of visible ASCII characters");
    }
    return with("Bearer " + token);
  }

  private MlflowServer with(String header) {
    return new MlflowServer(uri, Optional.of(header), attempts, pause);
  }

  /**
   * The same with other retries.
   *
   * @param times the maximum number of attempts, at least 1
   * @param first pause before the second time; each further one is twice as long
   * @return the server
   * @throws IllegalArgumentException if the number of attempts is below 1, or the pause is negative
   */
  public MlflowServer withAttempts(int times, Duration first) {
    if (times < 1 || first.isNegative()) {
      throw new IllegalArgumentException(
          "expected 1 attempt or more and no negative pause, got " + times + " and " + first);
    }
    return new MlflowServer(uri, authorization, times, first);
  }

  URI uri() {
    return uri;
  }

  Optional<String> authorization() {
    return authorization;
  }

  int attempts() {
    return attempts;
  }

  Duration pause() {
    return pause;
  }

  /** The address. */
  @Override
  public String toString() {
    return uri.toString();
  }
}
