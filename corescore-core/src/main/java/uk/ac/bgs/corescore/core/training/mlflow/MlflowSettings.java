// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.mlflow;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.training.registry.FolderRegistry;
import uk.ac.bgs.corescore.core.training.registry.ModelRegistry;
import uk.ac.bgs.corescore.core.training.track.ExperimentTracker;
import uk.ac.bgs.corescore.core.training.track.FolderTracker;
import uk.ac.bgs.corescore.core.training.track.SpoolingTracker;

/**
 * Distinguishes folders from MLflow servers, and reads the users' settings for MLflow: {@code
 * MLFLOW_TRACKING_URI}, {@code _USERNAME}, {@code _PASSWORD} and {@code _TOKEN}. It sends no
 * requests. Stateless; safe for use by many threads.
 */
public final class MlflowSettings {
  private static final String URI = "MLFLOW_TRACKING_URI";
  private static final int ATTEMPTS = 3;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration BETWEEN_TRIES = Duration.ofMinutes(1);

  private static final Pattern HAS_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/.*");

  private MlflowSettings() {}

  /**
   * Whether a place is meant as an address, not as a folder.
   *
   * @param place an address, {@code mlflow}, or a folder
   * @return true if it begins as an address does, of MLflow or not; a single letter is a drive
   */
  public static boolean isAddress(String place) {
    return HAS_SCHEME.matcher(place).matches();
  }

  /**
   * The server that a place means; empty if it means a folder.
   *
   * @param place an address, {@code mlflow} for that of the environment, or a folder
   * @param environment variables by name; secrets in it are passed on and never printed
   * @return the server, with the user's password or token
   * @throws CoreScoreException if {@code mlflow} is meant and no address is set, or the address,
   *     the name or the token is none
   */
  public static Optional<MlflowServer> of(String place, Map<String, String> environment) {
    String address = place;
    if (place.equals("mlflow")) {
      address = environment.getOrDefault(URI, "");
      if (address.isBlank()) {
        throw new CoreScoreException(
            FailureKind.CONFIGURATION, "mlflow is the server of " + URI + ", which is not set");
      }
    } else if (!isAddress(place)) {
      return Optional.empty();
    }
    MlflowServer server;
    try {
      server = MlflowServer.at(address);
      String token = environment.getOrDefault("MLFLOW_TRACKING_TOKEN", "");
      String user = environment.getOrDefault("MLFLOW_TRACKING_USERNAME", "");
      String password = environment.getOrDefault("MLFLOW_TRACKING_PASSWORD", "");
      if (!user.isEmpty()) {
        server = server.withPassword(user, password);
      } else if (!token.isEmpty()) {
        server = server.withToken(token);
      }
    } catch (IllegalArgumentException e) {
      throw new CoreScoreException(FailureKind.CONFIGURATION, String.valueOf(e.getMessage()), e);
    }
    return Optional.of(server);
  }

  /**
   * The registry at a place: on a server, or in a folder. Files from servers are kept below {@code
   * XDG_CACHE_HOME}, or {@code .cache} in the user's home.
   *
   * @param place an address, {@code mlflow} for that of the environment, or a folder
   * @param environment variables by name
   * @return the registry
   * @throws CoreScoreException as {@link #of} does
   */
  public static ModelRegistry registry(String place, Map<String, String> environment) {
    return of(place, environment)
        .<ModelRegistry>map(server -> new MlflowRegistry(server, cache(environment)))
        .orElseGet(() -> new FolderRegistry(Path.of(place)));
  }

  /**
   * The tracker at a place: on a server, with up to three attempts, or in a folder.
   *
   * @param place an address, {@code mlflow} for that of the environment, or a folder
   * @param experiment the experiment on a server, not blank
   * @param environment variables by name
   * @return the tracker
   * @throws CoreScoreException as {@link #of} does
   * @throws IllegalArgumentException if the place is a server and the experiment is blank
   */
  public static ExperimentTracker tracker(
      String place, String experiment, Map<String, String> environment) {
    return of(place, environment)
        .<ExperimentTracker>map(
            server -> new MlflowTracker(server.withAttempts(ATTEMPTS, FIRST_PAUSE), experiment))
        .orElseGet(() -> new FolderTracker(Path.of(place)));
  }

  /**
   * A tracker for a training: one on a server keeps in a folder what the server could not take yet,
   * and tries again once a minute, so that a server that is away does not stop the training.
   *
   * @param place as for {@link #tracker}
   * @param experiment as for {@link #tracker}
   * @param spool the folder for what could not be sent
   * @param environment variables by name
   * @return the tracker
   * @throws CoreScoreException as {@link #of} does
   * @throws IllegalArgumentException if the place is a server and the experiment is blank
   */
  public static ExperimentTracker spoolingTracker(
      String place, String experiment, Path spool, Map<String, String> environment) {
    ExperimentTracker open = tracker(place, experiment, environment);
    return open instanceof MlflowTracker ? new SpoolingTracker(open, spool, BETWEEN_TRIES) : open;
  }

  private static Path cache(Map<String, String> environment) {
    String set = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path base =
        set.isBlank() ? Path.of(System.getProperty("user.home", "."), ".cache") : Path.of(set);
    return base.resolve("corescore").resolve("models");
  }
}
