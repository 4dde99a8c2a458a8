// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.core.batch.PhotoListing;
import uk.ac.bgs.corescore.core.report.AtomicFile;
import uk.ac.bgs.corescore.core.report.OutputFolder;
import uk.ac.bgs.corescore.core.store.ImageServerStore;
import uk.ac.bgs.corescore.core.store.StoreListing;

/** Photographs on image servers: which, and how often a server is asked. */
final class ImageServerOptions {
  private static final Duration PHOTO = Duration.ofMinutes(10);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  private static final long LARGEST = 512L << 20;
  private static final int ATTEMPTS = 6;

  /** Documents after which progress is said. */
  private static final int EVERY = 100;

  @Option(
      names = "--image-server",
      paramLabel = "URL",
      description =
          "The photographs are on a IIIF or IIP image server: its address before a photo's id. The"
              + " lines of --list are ids then. May be given several times.")
  private List<String> servers = List.of();

  @Option(
      names = "--iiif",
      paramLabel = "URL",
      description =
          "Takes the photographs of a IIIF collection or manifest that are on the image servers."
              + " What it lists is kept in DIR/listing-HASH.txt and read from there by later runs;"
              + " delete the file to ask again.")
  private @Nullable String collection;

  @Option(
      names = "--requests-per-second",
      paramLabel = "X",
      defaultValue = "5",
      description =
          "The most requests a second to a server, of all threads; default ${DEFAULT-VALUE}. A"
              + " photo takes two, and a tiled one a request a tile.")
  private double rate;

  boolean given() {
    return !servers.isEmpty() || collection != null;
  }

  /** Whether a collection is the list. */
  boolean lists() {
    return collection != null;
  }

  /**
   * The photographs that a list names, or else the collection.
   *
   * @param list a file with an id a line
   * @param out where the listing of a collection is kept
   */
  PhotoListing listing(@Nullable Path list, Path out, Subcommand command) throws IOException {
    if (servers.isEmpty()) {
      throw command.wrongUse("--iiif needs --image-server, the address before a photo's id");
    }
    ImageServerStore store = store(out, command);
    if (list != null) {
      return PhotoListing.ofStoreList(store, list);
    }
    String address = Objects.requireNonNull(collection);
    Path kept = OutputFolder.make(out).resolve("listing-" + hash(address) + ".txt");
    if (Files.exists(kept)) {
      command.say("photographs as listed in " + kept + "; delete it to ask again");
      return PhotoListing.ofStoreList(store, kept);
    }
    StoreListing found = walked(store, address, command);
    command.say(found.ids().size() + " photographs listed by " + address);
    if (found.elsewhere() > 0) {
      command.say(
          found.elsewhere()
              + " images or documents on other servers skipped; --image-server adds a server");
    }
    if (!found.ids().isEmpty() && found.failures().isEmpty()) {
      String lines = "# " + address + "\n" + String.join("\n", found.ids()) + "\n";
      AtomicFile.write(kept, true, to -> to.write(lines.getBytes(StandardCharsets.UTF_8)));
    }
    PhotoListing photos = PhotoListing.ofStore(store, found.ids());
    return new PhotoListing(
        photos.photos(), 0, found.ids().isEmpty() ? none(address, found) : found.failures());
  }

  private List<String> none(String address, StoreListing found) {
    List<String> failures = new ArrayList<>(found.failures());
    failures.add(
        address
            + ": expected images of "
            + String.join(" or ", servers)
            + ", found none"
            + (found.elsewhere() > 0 ? " but " + found.elsewhere() + " elsewhere" : ""));
    return failures;
  }

  private static StoreListing walked(ImageServerStore store, String address, Subcommand command)
      throws IOException {
    AtomicInteger documents = new AtomicInteger();
    try {
      return store.list(
          address,
          photographs -> {
            if (documents.incrementAndGet() % EVERY == 0) {
              command.say(documents + " documents read, " + photographs + " photographs listed");
              command.console().flush();
            }
          });
    } catch (IllegalArgumentException e) {
      throw command.wrongUse("--iiif: ", e);
    }
  }

  private ImageServerStore store(Path out, Subcommand command) {
    ImageServerStore.Builder store =
        ImageServerStore.builder(out.resolve(".images"))
            .cacheBytes(0)
            .maxBytes(LARGEST)
            .timeLimit(PHOTO)
            .attempts(ATTEMPTS, Duration.ofSeconds(1))
            .longestPause(LONGEST_PAUSE);
    for (String server : servers) {
      command.checked("--image-server: ", () -> store.server(server));
    }
    command.checked("--requests-per-second: ", () -> store.requestsPerSecond(rate));
    return store.build();
  }

  private static String hash(String address) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(address.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
