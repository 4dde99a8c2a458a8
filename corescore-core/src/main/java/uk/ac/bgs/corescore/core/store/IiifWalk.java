// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.store;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.http.RequestTimeout;
import uk.ac.bgs.corescore.core.internal.http.RetryingClient;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;

/**
 * Walks a collection of the IIIF Presentation API 2 or 3, depth first, in its order. Not for use by
 * several threads at once.
 */
final class IiifWalk {
  private static final long MAX_BYTES = 64L << 20;
  private static final String SEE_ALSO = "seeAlso";

  private final RetryingClient http;
  private final Duration timeLimit;
  private final List<ImageServer> servers;
  private final URI first;
  private final Deque<URI> open = new ArrayDeque<>();
  private final Set<URI> seen = new HashSet<>();
  private final Set<String> ids = new LinkedHashSet<>();
  private final List<String> failures = new ArrayList<>();
  private int elsewhere;

  IiifWalk(RetryingClient http, Duration timeLimit, List<ImageServer> servers, URI first) {
    this.http = http;
    this.timeLimit = timeLimit;
    this.servers = servers;
    this.first = first;
  }

  /**
   * An address of a document.
   *
   * @throws IllegalArgumentException if it is no address of http or https
   */
  static URI address(String text) {
    return web(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the address http://HOST/... of a IIIF collection or manifest expected, not '"
                        + text
                        + "'"));
  }

  private static Optional<URI> web(String text) {
    try {
      URI uri = URI.create(text.strip());
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return web && uri.getHost() != null && uri.getRawUserInfo() == null
          ? Optional.of(withoutFragment(uri))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static URI withoutFragment(URI uri) {
    String text = uri.toString();
    int fragment = text.indexOf('#');
    return fragment < 0 ? uri : URI.create(text.substring(0, fragment));
  }

  StoreListing list(IntConsumer progress) throws IOException {
    Optional<JsonValue> root = document(first);
    if (root.isEmpty() || !isKnown(root.get())) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          first
              + ": a collection or manifest of the IIIF Presentation API 2 or 3 expected, "
              + (failures.isEmpty() ? "other JSON found" : failures.get(0)));
    }
    seen.add(first);
    read(root.get());
    progress.accept(ids.size());
    while (!open.isEmpty()) {
      URI next = open.pop();
      Optional<JsonValue> document = document(next);
      if (document.isPresent()) {
        if (isKnown(document.get())) {
          read(document.get());
        } else {
          failures.add(next + ": a collection or manifest expected, other JSON found");
        }
      }
      progress.accept(ids.size());
    }
    return new StoreListing(List.copyOf(ids), elsewhere, failures);
  }

  /** A document; empty, with a failure, if the server has none or it cannot be read. */
  private Optional<JsonValue> document(URI address) throws IOException {
    ServerClient client = new ServerClient(http, RequestTimeout.together(timeLimit), MAX_BYTES);
    ServerClient.Answer answer = client.get(address);
    if (answer.status() == 429 || answer.status() >= 500) {
      throw new IOException(
          address + ": the listing is not whole, the server answered " + answer.status());
    }
    if (!answer.isGood()) {
      failures.add(address + ": status 200 expected, " + answer.status() + " found");
      return Optional.empty();
    }
    try {
      return Optional.of(JsonValue.read(answer.body(), Set.of(SEE_ALSO, "rendering", "metadata")));
    } catch (IOException e) {
      failures.add(address + ": JSON expected: " + firstLine(e));
      return Optional.empty();
    }
  }

  private static String firstLine(IOException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  /** {@code sc:Manifest} in version 2, {@code Manifest} in version 3. */
  private static String type(JsonValue value) {
    String type = value.get("type").plain() + value.get("@type").plain();
    return type.substring(type.indexOf(':') + 1).toLowerCase(Locale.ROOT);
  }

  private static boolean isKnown(JsonValue value) {
    return isCollection(value) || type(value).equals("manifest");
  }

  /** A page of a collection is a collection in version 2. */
  private static boolean isCollection(JsonValue value) {
    return type(value).equals("collection") || type(value).equals("collectionpage");
  }

  private void read(JsonValue document) {
    if (isCollection(document)) {
      List<URI> parts = new ArrayList<>();
      for (String list : List.of("items", "members", "collections", "manifests")) {
        for (JsonValue part : document.get(list).items()) {
          addPart(part, parts);
        }
      }
      for (String page : List.of("first", "next")) {
        JsonValue value = document.get(page);
        (value.isObject() ? id(value) : value.text()).ifPresent(text -> addDocument(text, parts));
      }
      for (int i = parts.size() - 1; i >= 0; i--) {
        open.push(parts.get(i));
      }
    } else {
      for (JsonValue canvas : document.get("items").items()) {
        for (JsonValue page : canvas.get("items").items()) {
          page.get("items").items().forEach(painted -> addImages(painted.get("body")));
        }
      }
      for (JsonValue sequence : document.get("sequences").items()) {
        for (JsonValue canvas : sequence.get("canvases").items()) {
          canvas.get("images").items().forEach(painted -> addImages(painted.get("resource")));
        }
      }
    }
  }

  /** A part is a reference; a few servers embed whole manifests. */
  private void addPart(JsonValue part, List<URI> parts) {
    if (part.isText()) {
      addDocument(part.plain(), parts);
    } else if (part.get("items").isList() || part.get("sequences").isList()) {
      read(part);
    } else if (isKnown(part)) {
      id(part).ifPresent(text -> addDocument(text, parts));
    }
  }

  private void addDocument(String text, List<URI> parts) {
    Optional<URI> address = web(text);
    if (address.isEmpty()) {
      failures.add("'" + text + "': the address of a collection or manifest expected");
    } else if (!address.get().getRawAuthority().equalsIgnoreCase(first.getRawAuthority())) {
      elsewhere++;
    } else if (seen.add(address.get())) {
      parts.add(address.get());
    }
  }

  /** The image services of what is painted: one, a list, or the first of a choice. */
  private void addImages(JsonValue body) {
    if (body.isList()) {
      body.items().forEach(this::addImages);
    } else if (type(body).equals("choice")) {
      JsonValue standard = body.get("default");
      addImages(standard.isObject() ? standard : body.get("items").get(0));
    } else if (body.isObject()) {
      // A detail of an image, and in version 2 its alternative, have the image inside.
      JsonValue inner = body.get("full").isObject() ? body.get("full") : body.get("source");
      JsonValue image = inner.isObject() ? inner : body;
      JsonValue service = image.get("service");
      List<JsonValue> services = service.isList() ? service.items() : List.of(service);
      services.stream()
          .filter(IiifWalk::isImageService)
          .findFirst()
          .flatMap(IiifWalk::id)
          .ifPresentOrElse(this::addImage, () -> addImageByFile(image));
    }
  }

  /** Authentication and search are services too. */
  private static boolean isImageService(JsonValue service) {
    String kind =
        type(service)
            + " "
            + service.get("profile").plain()
            + " "
            + service.get("@context").plain();
    boolean listed =
        service.get("profile").items().stream().anyMatch(p -> p.plain().contains("/image/"));
    return listed
        || kind.startsWith("imageservice")
        || kind.contains("/image/")
        || kind.contains("image-api")
        || kind.contains(" level");
  }

  /** Without a service, the address of the image itself is one by the Image API, most often. */
  private void addImageByFile(JsonValue image) {
    id(image)
        .map(text -> text.replaceFirst("/[^/]+/[^/]+/[^/]+/[^/]+\\.[a-z0-9]+$", ""))
        .ifPresent(this::addImage);
  }

  private void addImage(String service) {
    Optional<String> id = Optional.empty();
    for (ImageServer server : servers) {
      id = id.or(() -> server.idIn(service));
    }
    if (id.isPresent()) {
      ids.add(id.get());
    } else {
      elsewhere++;
    }
  }

  private static Optional<String> id(JsonValue value) {
    return value.get("id").text().or(() -> value.get("@id").text());
  }
}
