// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

/** Where photos come from that a request names and does not bring. */
public final class PhotoSettings {
  private static final long MEGABYTE = 1L << 20;

  @Option(
      names = "--photos",
      paramLabel = "DIR",
      description = "A folder of photos that requests may name.")
  private @Nullable Path photos;

  @Option(
      names = "--image-server",
      paramLabel = "URL",
      split = ",",
      description =
          "Image servers that requests may name, separated by commas: the address before the photo's id"
              + " of an IIIF server, or that of an IIP server, which ends in .fcgi or .cgi.")
  private List<String> imageServers = new ArrayList<>();

  @Option(
      names = "--image-cache",
      paramLabel = "MB",
      defaultValue = "512",
      description = "Most disk space for photos from image servers; default ${DEFAULT-VALUE}.")
  private int imageCache = 512;

  PhotoSettings() {}

  void check() {
    if (photos != null && !Files.isDirectory(photos)) {
      throw new CoreScoreException(
          FailureKind.CONFIGURATION, "--photos: there is no folder " + photos);
    }
    ServiceSettings.require("--image-cache", imageCache, 1, 1 << 20);
  }

  /**
   * Whether there is any place that photos come from.
   *
   * @return false if requests have to bring their photos
   */
  public boolean any() {
    return photos != null || !imageServers.isEmpty();
  }

  /**
   * A folder of photos that requests may name.
   *
   * @return the folder, empty if there is none
   */
  public Optional<Path> folder() {
    return Optional.ofNullable(photos);
  }

  /**
   * Image servers that requests may name.
   *
   * @return addresses
   */
  public List<String> imageServers() {
    return List.copyOf(imageServers);
  }

  /**
   * Most disk space for photos from image servers.
   *
   * @return bytes
   */
  public long imageCache() {
    return imageCache * MEGABYTE;
  }
}
