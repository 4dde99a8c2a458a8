// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Photographs on image servers: by the IIIF Image API 2 (2014) or 3 (2020), and by IIP (1997) where
 * the server does not answer that.
 *
 * <p>An id is the photo's id on the servers, which are asked in their order, or its whole address
 * on one of them. Nothing that is not on the list is ever asked, nor where a server points to. A
 * reduced copy is asked for in a size that the server has at hand where there is one. Whatever size
 * comes, {@link StoredPhoto#full()} is that of the whole.
 *
 * <p>What was fetched is kept on the disk within a bound, for a day at most. A server that is busy
 * or fails is asked again. Immutable and safe for use by many threads. Cost: two requests for a
 * photo that is not kept.
 */
public final class ImageServerStore implements PhotoStore {
  private final List<ImageServer> servers;
  private final ServerClient client;
  private final PhotoCache cache;

  private ImageServerStore(Builder builder) {
    this.servers = List.copyOf(builder.servers);
    this.client = new ServerClient(builder.maxBytes, builder.attempts, builder.pause);
    this.cache = new PhotoCache(builder.cache, builder.cacheBytes);
  }

  /**
   * Begins a store without servers, with a cache of 512 MiB, photographs up to 64 MiB and four
   * attempts.
   *
   * @param cache the folder where photographs are kept, made when it is needed
   * @return a builder
   */
  public static Builder builder(Path cache) {
    return new Builder(cache);
  }

  @Override
  public Optional<StoredPhoto> fetch(String id, OptionalInt columns) throws IOException {
    boolean address = id.startsWith("http://") || id.startsWith("https://");
    for (ImageServer server : servers) {
      Optional<String> here = address ? server.idIn(id) : Optional.of(id).filter(ImageServer::isId);
      if (here.isPresent()) {
        Optional<StoredPhoto> photo = fetch(server, here.get(), columns);
        if (photo.isPresent()) {
          return photo;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<StoredPhoto> fetch(ImageServer server, String id, OptionalInt columns)
      throws IOException {
    String key = server + "\n" + id + "\n" + columns;
    Optional<StoredPhoto> kept = cache.get(key);
    if (kept.isPresent()) {
      return kept;
    }
    Optional<StoredPhoto> fetched = server.fetch(client, id, columns);
    if (fetched.isPresent()) {
      cache.put(key, fetched.get());
    }
    return fetched;
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
    private int attempts = 4;
    private Duration pause = Duration.ofMillis(300);

    private Builder(Path cache) {
      this.cache = cache;
    }

    /**
     * Adds a server to the list of those that are asked.
     *
     * @param address what stands before the photo's id in IIIF, or the address of an IIP program,
     *     which ends in {@code .fcgi} or {@code .cgi}
     * @return this
     * @throws IllegalArgumentException if it is no address of http or https without query
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
     * @param bytes the largest photograph
     * @return this
     */
    public Builder maxBytes(long bytes) {
      maxBytes = bytes;
      return this;
    }

    /**
     * Says how often a server is asked that is busy or fails.
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
     * Makes the store.
     *
     * @return a store
     */
    public ImageServerStore build() {
      return new ImageServerStore(this);
    }
  }
}
