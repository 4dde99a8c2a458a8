// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.store;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.store.StoredPhoto.Size;

/**
 * One image server. Its address is what stands before the photo's id in IIIF; that of an IIP
 * program ends in {@code .fcgi} or {@code .cgi}, and is asked by IIIF first ({@code ?IIIF=}), then
 * by IIP ({@code ?FIF=}). Immutable.
 */
final class ImageServer {
  private static final Pattern MAX_SIZE = Pattern.compile("Max-size:\\s*(\\d{1,7})\\s+(\\d{1,7})");
  private static final String UNRESERVED = "-._~";
  private static final String INFO = "/info.json";

  private final String base;
  private final boolean program;

  private ImageServer(String base) {
    this.base = base;
    this.program = base.endsWith(".fcgi") || base.endsWith(".cgi");
  }

  /**
   * A server.
   *
   * @throws IllegalArgumentException if it is no address of http or https without query
   */
  static ImageServer at(String address) {
    URI uri;
    try {
      uri = URI.create(address);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("no address of an image server: '" + address + "'", e);
    }
    boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!web
        || uri.getHost() == null
        || uri.getRawQuery() != null
        || uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "an image server has an address http://HOST/PATH, not '" + address + "'");
    }
    return new ImageServer(address.replaceFirst("/+$", ""));
  }

  /**
   * The photo's id in an address on this server; empty if the address is not on it.
   *
   * @param address an address as a person copies it, with {@code /info.json} or without
   */
  Optional<String> idIn(String address) {
    for (String lead : new String[] {base + "/", base + "?FIF=", base + "?IIIF="}) {
      if (address.startsWith(lead)) {
        String rest = address.substring(lead.length());
        rest = rest.endsWith(INFO) ? rest.substring(0, rest.length() - INFO.length()) : rest;
        try {
          return Optional.of(URLDecoder.decode(rest.replace("+", "%2B"), StandardCharsets.UTF_8))
              .filter(ImageServer::isId);
        } catch (IllegalArgumentException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  /** Whether a text can be an id: it stands in an address wholly escaped, but as one name. */
  static boolean isId(String id) {
    return !id.isBlank()
        && id.length() <= 1000
        && id.chars().noneMatch(Character::isISOControl)
        && !id.matches("\\.{1,2}|.*(^|/)\\.\\.(/.*|$)");
  }

  /** Fetches a photo; empty if the server has none of this id. */
  Optional<StoredPhoto> fetch(ServerClient client, String id, OptionalInt columns)
      throws IOException {
    String place = (program ? base + "?IIIF=" : base + "/") + escaped(id);
    ServerClient.Answer info = client.get(URI.create(place + INFO));
    Optional<ImageInfo> described =
        info.isGood() ? ImageInfo.read(info.body().bytes()) : Optional.empty();
    int worst = info.status();
    if (described.isPresent()) {
      for (String size : described.get().wanted(columns)) {
        ServerClient.Answer picture =
            client.get(URI.create(place + "/full/" + size + "/0/default.jpg"));
        if (picture.isGood() && isPicture(picture.body().bytes())) {
          return Optional.of(
              StoredPhoto.reduced(name(id), picture.body().bytes(), described.get().full()));
        }
        worst = picture.status();
      }
    }
    if (program) {
      Optional<StoredPhoto> photo = fetchByIip(client, id, columns);
      if (photo.isPresent()) {
        return photo;
      }
    }
    // What the server writes may hold its paths; its number says enough.
    if (worst == 404 || worst == 400) {
      return Optional.empty();
    }
    throw new CoreScoreException(
        "image server "
            + URI.create(base).getHost()
            + ": a JPEG or PNG picture of "
            + id
            + " expected, status "
            + worst
            + " came");
  }

  /** The older protocol: sizes as text, pictures by width. */
  private Optional<StoredPhoto> fetchByIip(ServerClient client, String id, OptionalInt columns)
      throws IOException {
    String place = base + "?FIF=" + escaped(id);
    ServerClient.Answer size = client.get(URI.create(place + "&obj=Max-size"));
    String text = new String(size.body().bytes(), StandardCharsets.ISO_8859_1);
    Matcher found = MAX_SIZE.matcher(text);
    if (!size.isGood() || !found.find()) {
      return Optional.empty();
    }
    int width = Integer.parseInt(found.group(1));
    int height = Integer.parseInt(found.group(2));
    if (width < 1 || height < 1) {
      return Optional.empty();
    }
    int wanted = Math.min(width, columns.orElse(width));
    ServerClient.Answer picture = client.get(URI.create(place + "&WID=" + wanted + "&CVT=jpeg"));
    return picture.isGood() && isPicture(picture.body().bytes())
        ? Optional.of(
            StoredPhoto.reduced(name(id), picture.body().bytes(), new Size(width, height)))
        : Optional.empty();
  }

  private static boolean isPicture(byte[] bytes) {
    boolean jpeg = bytes.length > 3 && (bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0xFF) == 0xD8;
    boolean png = bytes.length > 3 && (bytes[0] & 0xFF) == 0x89 && bytes[1] == 'P';
    return jpeg || png;
  }

  /** The last name of an id, as that of a JPEG file. */
  private static String name(String id) {
    String last = id.substring(id.lastIndexOf('/') + 1);
    int dot = last.lastIndexOf('.');
    return (dot > 0 ? last.substring(0, dot) : last.isEmpty() ? "photo" : last) + ".jpg";
  }

  private static String escaped(String id) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : id.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || UNRESERVED.indexOf(c) >= 0;
      escaped.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
    }
    return escaped.toString();
  }

  @Override
  public String toString() {
    return base;
  }
}
