// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

/**
 * How the service runs. Each setting is a flag, an environment variable and a line of the settings
 * file; {@link SettingsSources} says which wins. The table in the README lists them all, and a test
 * keeps it so.
 */
public final class ServiceSettings {
  private static final long MEGABYTE = 1L << 20;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Address to listen on; default ${DEFAULT-VALUE}. Others need --token.")
  private String host = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "5001",
      description = "Port to listen on; default ${DEFAULT-VALUE}, 0 takes a free one.")
  private int port = 5001;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "corescore-data",
      description = "Where results and feedback are kept; default ${DEFAULT-VALUE}.")
  private Path data = Path.of("corescore-data");

  @Option(
      names = "--token",
      paramLabel = "TEXT",
      description =
          "What clients must show; 16 characters at least. Better set by environment or file.")
  private @Nullable String token;

  @Option(
      names = "--allow-host",
      paramLabel = "NAME",
      split = ",",
      description =
          "Further names under which clients may call a service that asks for no token, separated by"
              + " commas.")
  private List<String> allowHosts = new ArrayList<>();

  @Option(
      names = "--segmenter",
      paramLabel = "ID",
      description = "The segmenter of requests that name none; default the best that can run here.")
  private @Nullable String segmenter;

  @Option(
      names = "--model",
      paramLabel = "M",
      description =
          "Model of djl-unet: a file, or registry:NAME@ALIAS, which is watched; default the bundled"
              + " one.")
  private @Nullable String model;

  @Option(
      names = "--registry",
      paramLabel = "PLACE",
      description = "Where models are kept: a folder, the address of an MLflow server, or mlflow.")
  private @Nullable String registry;

  @Option(
      names = "--watch",
      paramLabel = "S",
      defaultValue = "10",
      description = "Seconds between looks at the registry; default ${DEFAULT-VALUE}.")
  private int watch = 10;

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "0",
      description = "Photos that are scored at a time; default 0, one a processor.")
  private int workers;

  @Option(
      names = "--queue",
      paramLabel = "N",
      defaultValue = "64",
      description = "Requests that may wait for a worker; default ${DEFAULT-VALUE}.")
  private int queue = 64;

  @Option(
      names = "--time-limit",
      paramLabel = "S",
      defaultValue = "120",
      description = "Seconds that one photo may take; default ${DEFAULT-VALUE}.")
  private int timeLimit = 120;

  @Option(
      names = "--max-body",
      paramLabel = "MB",
      defaultValue = "32",
      description = "Largest request, in megabytes of 2^20 bytes; default ${DEFAULT-VALUE}.")
  private int maxBody = 32;

  @Option(
      names = "--max-pixels",
      paramLabel = "N",
      defaultValue = "50000000",
      description = "Most pixels of a photo; default ${DEFAULT-VALUE}.")
  private long maxPixels = 50_000_000;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "-1",
      description =
          "Requests a minute of one address, 0 for any number; default -1, which is 600, and any"
              + " number from this machine itself.")
  private int rate = -1;

  @Option(
      names = "--keep-days",
      paramLabel = "N",
      defaultValue = "30",
      description = "Days that results are kept, 0 for ever; default ${DEFAULT-VALUE}.")
  private int keepDays = 30;

  @Option(
      names = "--keep-results",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Most results that are kept, 0 for any number; default ${DEFAULT-VALUE}.")
  private int keepResults = 10_000;

  @Mixin private PhotoSettings photos = new PhotoSettings();

  /** The defaults. */
  public ServiceSettings() {}

  /**
   * The same defaults with a folder and a port, for tests and for hosts that embed the service.
   *
   * @param data where results and feedback are kept
   * @param port the port, 0 for a free one
   * @return new settings
   */
  public static ServiceSettings of(Path data, int port) {
    ServiceSettings settings = new ServiceSettings();
    settings.data = data;
    settings.port = port;
    return settings;
  }

  /**
   * Checks what no single setting can tell.
   *
   * @throws CoreScoreException if a number is out of range, or other machines could call without a
   *     token
   */
  public void check() {
    require("--port", port, 0, 65_535);
    require("--watch", watch, 1, 86_400);
    require("--workers", workers, 0, 1024);
    require("--queue", queue, 1, 100_000);
    require("--time-limit", timeLimit, 1, 86_400);
    require("--max-body", maxBody, 1, 1024);
    require("--max-pixels", maxPixels, 1, 1L << 28);
    require("--rate", rate, -1, 1_000_000);
    require("--keep-days", keepDays, 0, 100_000);
    require("--keep-results", keepResults, 0, 1_000_000);
    photos.check();
    if (token != null && token.length() < 16) {
      throw new CoreScoreException(
          FailureKind.CONFIGURATION,
          "--token: expected 16 characters or more, got " + token.length());
    }
    if (token == null && !isLoopback()) {
      throw new CoreScoreException(
          FailureKind.CONFIGURATION,
          "--host "
              + host
              + " can be reached from other machines: set a token (CORESCORE_TOKEN) or keep to"
              + " 127.0.0.1");
    }
  }

  static void require(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new CoreScoreException(
          FailureKind.CONFIGURATION,
          name + ": expected a number from " + least + " to " + most + ", got " + value);
    }
  }

  private boolean isLoopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new CoreScoreException(
          FailureKind.CONFIGURATION, "--host: there is no address " + host, e);
    }
  }

  /**
   * Address to listen on.
   *
   * @return a name or number
   */
  public String host() {
    return host;
  }

  /**
   * Port to listen on.
   *
   * @return 0 for a free one
   */
  public int port() {
    return port;
  }

  /**
   * Where results and feedback are kept.
   *
   * @return a folder
   */
  public Path data() {
    return data;
  }

  /**
   * What clients must show.
   *
   * @return the token, empty if there is none
   */
  public Optional<String> token() {
    return Optional.ofNullable(token);
  }

  /**
   * Further names under which clients may call.
   *
   * @return host names
   */
  public List<String> allowHosts() {
    return List.copyOf(allowHosts);
  }

  /**
   * The segmenter of requests that name none.
   *
   * @return its id, empty for the best that can run
   */
  public Optional<String> segmenter() {
    return Optional.ofNullable(segmenter);
  }

  /**
   * The model of djl-unet.
   *
   * @return a file or a reference, empty for the bundled one
   */
  public Optional<String> model() {
    return Optional.ofNullable(model);
  }

  /**
   * Where models are kept.
   *
   * @return a folder or an address
   */
  public Optional<String> registry() {
    return Optional.ofNullable(registry);
  }

  /**
   * How often the registry is looked at.
   *
   * @return the pause between two looks
   */
  public Duration watch() {
    return Duration.ofSeconds(watch);
  }

  /**
   * Photos that are scored at a time.
   *
   * @return 1 or more
   */
  public int workers() {
    return workers > 0 ? workers : Runtime.getRuntime().availableProcessors();
  }

  /**
   * Requests that may wait for a worker.
   *
   * @return 1 or more
   */
  public int queue() {
    return queue;
  }

  /**
   * What one photo may take.
   *
   * @return the limit
   */
  public Duration timeLimit() {
    return Duration.ofSeconds(timeLimit);
  }

  /**
   * Largest request.
   *
   * @return bytes
   */
  public long maxBody() {
    return maxBody * MEGABYTE;
  }

  /**
   * Most pixels of a photo.
   *
   * @return pixels
   */
  public long maxPixels() {
    return maxPixels;
  }

  /**
   * Requests a minute of one address.
   *
   * @param local whether the address is that of this machine
   * @return 0 for any number
   */
  public int rate(boolean local) {
    return rate >= 0 ? rate : local ? 0 : 600;
  }

  /**
   * How long results are kept.
   *
   * @return zero for ever
   */
  public Duration keep() {
    return Duration.ofDays(keepDays);
  }

  /**
   * Most results that are kept.
   *
   * @return 0 for any number
   */
  public int keepResults() {
    return keepResults;
  }

  /**
   * Where photos that requests name come from.
   *
   * @return these settings
   */
  public PhotoSettings photos() {
    return photos;
  }
}
