// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.store;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.FileName;
import uk.ac.bgs.corescore.core.store.StoredPhoto.Size;

/**
 * One image server. Its address is the part before the photo's id in IIIF; that of an IIP program
 * ends in {@code .fcgi}, {@code .cgi} or {@code ?IIIF=}, and is tried by IIIF first ({@code
 * ?IIIF=}), then by IIP ({@code ?FIF=}). Immutable.
 */
final class ImageServer {
  private static final Pattern MAX_SIZE = Pattern.compile("Max-size:\\s*(\\d{1,7})\\s+(\\d{1,7})");
  private static final Pattern QUERY = Pattern.compile("\\?(IIIF|FIF)=", Pattern.CASE_INSENSITIVE);
  private static final String UNRESERVED = "-._~";
  private static final String INFO = "/info.json";

  private final String base;
  private final boolean program;

  private ImageServer(String base, boolean program) {
    this.base = base;
    this.program = program;
  }

  /**
   * A server.
   *
   * @throws IllegalArgumentException if it is no address of http or https without query
   */
  static ImageServer at(String address) {
    Matcher query = QUERY.matcher(address);
    boolean asked = query.find() && query.end() == address.length();
    String plain = asked ? address.substring(0, query.start()) : address;
    URI uri;
    try {
      uri = URI.create(plain);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("no address of an image server: '" + address + "'", e);
    }
    boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!web
        || uri.getHost() == null
        || uri.getRawQuery() != null
        || uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "an image server has an address http://HOST/PATH or http://HOST/PROGRAM?IIIF=, not '"
              + address
              + "'");
    }
    String base = plain.replaceFirst("/+$", "");
    return new ImageServer(base, asked || base.endsWith(".fcgi") || base.endsWith(".cgi"));
  }

  /** Its host, as messages name it. */
  String host() {
    return URI.create(base).getHost();
  }

  /**
   * The photo's id in an address on this server; empty if the address is not on it.
   *
   * @param address an address as a person copies it, with {@code /info.json} or without
   */
  Optional<String> idIn(String address) {
    if (!address.startsWith(base)) {
      return Optional.empty();
    }
    String rest = address.substring(base.length());
    Matcher query = QUERY.matcher(rest);
    if (query.lookingAt()) {
      rest = rest.substring(query.end()).replaceFirst("&.*", "");
    } else if (rest.startsWith("/")) {
      rest = rest.substring(1);
    } else {
      return Optional.empty();
    }
    rest = rest.endsWith(INFO) ? rest.substring(0, rest.length() - INFO.length()) : rest;
    try {
      return Optional.of(URLDecoder.decode(rest.replace("+", "%2B"), StandardCharsets.UTF_8))
          .filter(ImageServer::isId);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether a text can be an id: it stands in an address wholly escaped, but as one name. */
  static boolean isId(String id) {
    return !id.isBlank()
        && id.length() <= 1000
        && id.chars().noneMatch(Character::isISOControl)
        && !id.matches("\\.{1,2}|.*(^|/)\\.\\.(/.*|$)");
  }

  /**
   * Fetches a photo; empty if the server has none of this id.
   *
   * @param maxPixels the most that is put together from tiles
   */
  Optional<StoredPhoto> fetch(ServerClient client, String id, OptionalInt columns, long maxPixels)
      throws IOException {
    int status = 404;
    for (String escaped : escapedForms(id)) {
      String place = (program ? base + "?IIIF=" : base + "/") + escaped;
      ServerClient.Answer answer = client.get(URI.create(place + INFO));
      Optional<ImageInfo> info = answer.isGood() ? ImageInfo.read(answer.body()) : Optional.empty();
      if (info.isPresent()) {
        IiifImages pictures = new IiifImages(client, place, info.get(), maxPixels);
        Optional<byte[]> picture = pictures.fetch(columns);
        if (picture.isPresent()) {
          return Optional.of(
              StoredPhoto.reduced(name(id, picture.get()), picture.get(), info.get().full()));
        }
        status = pictures.status();
        break;
      }
      status = answer.status();
      if (!isUnknown(status)) {
        break;
      }
    }
    if (program) {
      Optional<StoredPhoto> photo = fetchByIip(client, id, columns);
      if (photo.isPresent()) {
        return photo;
      }
    }
    if (isUnknown(status)) {
      return Optional.empty();
    }
    // What the server writes may hold its paths; its number says enough.
    throw new CoreScoreException(
        FailureKind.IO,
        "image server "
            + host()
            + ": a JPEG or PNG picture of "
            + id
            + " expected, status "
            + status
            + " found");
  }

  private static boolean isUnknown(int status) {
    return status == 404 || status == 400;
  }

  /** As one name, as the API has it; then as a path, as files in folders are served. */
  private List<String> escapedForms(String id) {
    String whole = escaped(id);
    return program || id.indexOf('/') < 0
        ? List.of(whole)
        : List.of(whole, whole.replace("%2F", "/"));
  }

  /** The older protocol: sizes as text, images by width. */
  private Optional<StoredPhoto> fetchByIip(ServerClient client, String id, OptionalInt columns)
      throws IOException {
    String place = base + "?FIF=" + escaped(id);
    ServerClient.Answer size = client.get(URI.create(place + "&obj=Max-size"));
    String text = new String(size.body(), StandardCharsets.ISO_8859_1);
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
    return picture.isGood() && isPicture(picture.body())
        ? Optional.of(
            StoredPhoto.reduced(name(id, picture.body()), picture.body(), new Size(width, height)))
        : Optional.empty();
  }

  static boolean isPicture(byte[] bytes) {
    boolean jpeg = bytes.length > 3 && (bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0xFF) == 0xD8;
    return jpeg || isPng(bytes);
  }

  private static boolean isPng(byte[] bytes) {
    return bytes.length > 3 && (bytes[0] & 0xFF) == 0x89 && bytes[1] == 'P';
  }

  /** The last name of an id, as that of a file of its kind. */
  private static String name(String id, byte[] picture) {
    String stem = FileName.stem(id.substring(id.lastIndexOf('/') + 1));
    return (stem.isEmpty() ? "photo" : stem) + (isPng(picture) ? ".png" : ".jpg");
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
      escaped.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
    }
    return escaped.toString();
  }

  @Override
  public String toString() {
    return base;
  }
}
