// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.store;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntConsumer;
import uk.ac.bgs.corescore.core.internal.http.Backoff;
import uk.ac.bgs.corescore.core.internal.http.RequestRate;
import uk.ac.bgs.corescore.core.internal.http.RequestTimeout;
import uk.ac.bgs.corescore.core.internal.http.RetryingClient;
import uk.ac.bgs.corescore.core.photo.PhotoReader;

/**
 * Photographs on image servers: by the IIIF Image API 2 (2014) or 3 (2020), and by IIP (1997) where
 * the server does not support that.
 *
 * <p>An id is the photo's id on the servers, which are tried in their order, or its whole address
 * on one of them. If one fails the next is tried. Only servers on the list get requests; redirects
 * are not followed. A reduced copy is requested in a size that the server has at hand where there
 * is one. Files that a program has cut into tiles beforehand (level 0) are put together from the
 * most reduced tiles that are wide enough. Whatever size comes, {@link StoredPhoto#full()} is that
 * of the whole.
 *
 * <p>What was fetched is kept on the disk within a bound, for a day at most; what is damaged there
 * is fetched again, and a disk that cannot be written is passed by. Requests to a server that is
 * busy or fails are repeated. All that a photo needs of a server must be there, to the last byte,
 * within one time limit; an interrupt ends a fetch at once. Immutable and safe for use by many
 * threads. Cost: two requests for a photo that is not kept, or one for each tile, one after the
 * other.
 */
public final class ImageServerStore implements PhotoStore {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final PhotoStore servers;
  private final List<ImageServer> known;
  private final Function<String, RetryingClient> clients;
  private final Duration timeLimit;

  private ImageServerStore(Builder builder) {
    PhotoCache cache = new PhotoCache(builder.cache, builder.cacheBytes);
    Map<String, RequestRate> rates = new ConcurrentHashMap<>();
    Backoff backoff = new Backoff(builder.pause, builder.longestPause);
    int attempts = builder.attempts;
    double perSecond = builder.perSecond;
    this.clients =
        host ->
            new RetryingClient(
                "image server " + host,
                CONNECT,
                attempts,
                backoff,
                rates.computeIfAbsent(host, any -> rate(perSecond)));
    this.known = List.copyOf(builder.servers);
    this.timeLimit = builder.timeLimit;
    List<Asked> asked = new ArrayList<>();
    for (ImageServer server : known) {
      asked.add(
          new Asked(
              server,
              clients.apply(server.host()),
              cache,
              timeLimit,
              builder.maxBytes,
              builder.maxPixels));
    }
    this.servers = PhotoStore.inOrder(asked);
  }

  private static RequestRate rate(double perSecond) {
    return perSecond == 0 ? RequestRate.unlimited() : RequestRate.perSecond(perSecond);
  }

  /**
   * Begins a store without servers, with a cache of 512 MiB, photographs up to 64 MiB or 2^28
   * pixels, four attempts, and a minute for each server.
   *
   * @param cache the folder where photographs are kept, made when it is needed
   * @return a builder
   */
  public static Builder builder(Path cache) {
    return new Builder(cache);
  }

  @Override
  public Optional<StoredPhoto> fetch(String id, OptionalInt columns) throws IOException {
    return servers.fetch(id, columns);
  }

  /**
   * Lists the photographs of a collection or a manifest by the IIIF Presentation API 2 (2014) or 3
   * (2020), with the collections inside. Documents are asked for one after the other, at the rate
   * of this store, and only from the host of the address. Cost: a request for each collection, each
   * of its pages, and each manifest.
   *
   * @param address of the collection or the manifest, http or https
   * @param progress gets the number of photographs found so far, after each document
   * @return ids for {@link #fetch}
   * @throws IllegalArgumentException if it is no address of http or https
   * @throws uk.ac.bgs.corescore.CoreScoreException if the first document is none of these
   * @throws IOException if a server does not respond; a listing that is not whole is not given
   */
  public StoreListing list(String address, IntConsumer progress) throws IOException {
    URI first = IiifWalk.address(address);
    return new IiifWalk(clients.apply(first.getHost()), timeLimit, known, first).list(progress);
  }

  /** One server and its protocol. */
  private record Asked(
      ImageServer server,
      RetryingClient http,
      PhotoCache cache,
      Duration timeLimit,
      long maxBytes,
      long maxPixels)
      implements PhotoStore {
    @Override
    public Optional<StoredPhoto> fetch(String id, OptionalInt columns) throws IOException {
      boolean address = id.startsWith("http://") || id.startsWith("https://");
      Optional<String> here = address ? server.idIn(id) : Optional.of(id).filter(ImageServer::isId);
      if (here.isEmpty()) {
        return Optional.empty();
      }
      String key = server + "\n" + here.get() + "\n" + columns;
      Optional<StoredPhoto> kept = cache.get(key);
      if (kept.isPresent()) {
        return kept;
      }
      ServerClient client = new ServerClient(http, RequestTimeout.together(timeLimit), maxBytes);
      Optional<StoredPhoto> fetched = server.fetch(client, here.get(), columns, maxPixels);
      fetched.ifPresent(photo -> cache.put(key, photo));
      return fetched;
    }

    @Override
    public String origin() {
      return server.toString();
    }

    @Override
    public String toString() {
      return server.toString();
    }
  }

  @Override
  public String origin() {
    return servers.origin();
  }

  @Override
  public String toString() {
    return "ImageServerStore" + servers;
  }

  /** Settings of a store. Not for use by several threads at once. */
  public static final class Builder {
    private final Path cache;
    private final List<ImageServer> servers = new ArrayList<>();
    private long cacheBytes = 512L << 20;
    private long maxBytes = 64L << 20;
    private long maxPixels = PhotoReader.DEFAULT_MAX_PIXELS;
    private Duration timeLimit = Duration.ofMinutes(1);
    private int attempts = 4;
    private Duration pause = Duration.ofMillis(300);
    private Duration longestPause = Duration.ofSeconds(10);
    private double perSecond;

    private Builder(Path cache) {
      this.cache = cache;
    }

    /**
     * Adds a server.
     *
     * @param address the part before the photo's id in IIIF, or the address of an IIP program,
     *     which ends in {@code .fcgi}, {@code .cgi} or {@code ?IIIF=}
     * @return this
     * @throws IllegalArgumentException if it is no address of http or https, or has another query
     */
    public Builder server(String address) {
      servers.add(ImageServer.at(address));
      return this;
    }

    /**
     * Bounds the cache.
     *
     * @param bytes the most that is kept, 0 for nothing
     * @return this
     */
    public Builder cacheBytes(long bytes) {
      cacheBytes = bytes;
      return this;
    }

    /**
     * Bounds what a server may send.
     *
     * @param bytes the largest photograph, of its tiles all together
     * @return this
     */
    public Builder maxBytes(long bytes) {
      maxBytes = bytes;
      return this;
    }

    /**
     * Bounds what is put together from tiles.
     *
     * @param pixels the most pixels
     * @return this
     */
    public Builder maxPixels(long pixels) {
      maxPixels = pixels;
      return this;
    }

    /**
     * Sets how long a server may take for a photo, all attempts and the last byte included.
     *
     * @param limit how long, more than nothing
     * @return this
     */
    public Builder timeLimit(Duration limit) {
      if (limit.isNegative() || limit.isZero()) {
        throw new IllegalArgumentException("a server takes time, not " + limit);
      }
      timeLimit = limit;
      return this;
    }

    /**
     * Sets how often a request is sent to a server that is busy or fails.
     *
     * @param times how often, at least once
     * @param first the pause after the first time, which doubles
     * @return this
     */
    public Builder attempts(int times, Duration first) {
      if (times < 1 || first.isNegative()) {
        throw new IllegalArgumentException(
            "at least one attempt and a pause from 0, not " + times + " and " + first);
      }
      attempts = times;
      pause = first;
      return this;
    }

    /**
     * Sets the longest pause before a request is repeated, also if a server asks for a longer one
     * ({@code Retry-After}). A pause that would go beyond the time limit ends the attempts instead.
     *
     * @param longest 10 seconds unless it is set
     * @return this
     */
    public Builder longestPause(Duration longest) {
      if (longest.isNegative()) {
        throw new IllegalArgumentException("a pause from 0 expected, not " + longest);
      }
      longestPause = longest;
      return this;
    }

    /**
     * Limits the requests to a host, those of all threads together, evenly spaced. Time that a
     * request waits for its turn is not counted as time of the server.
     *
     * @param requests how many a second, above 0 and up to 1000; no limit unless it is set
     * @return this
     * @throws IllegalArgumentException if it is none of these
     */
    public Builder requestsPerSecond(double requests) {
      RequestRate.perSecond(requests);
      perSecond = requests;
      return this;
    }

    /**
     * Makes the store.
     *
     * @return a store
     */
    public ImageServerStore build() {
      return new ImageServerStore(this);
    }
  }
}
