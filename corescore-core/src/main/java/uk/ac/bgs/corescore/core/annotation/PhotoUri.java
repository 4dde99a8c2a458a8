// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uk.ac.bgs.corescore.core.internal.PercentEncoding;

/** The address of a photo as Label Studio and Labelbox store it: on a server, or a path. */
final class PhotoUri {
  private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*)://[^/]*/?(.*)");

  /** Label Studio's uploads: the project, then eight digits that it puts before the name. */
  private static final Pattern UPLOAD =
      Pattern.compile("(?:.*/)?upload/[0-9]+/(?:[0-9a-f]{8}-(?=.))?([^/]+)");

  /** What Label Studio serves of a folder, of its uploads, and of its stores. */
  private static final Pattern SERVED =
      Pattern.compile(
          ".*/(local-files/?\\?d|storage-data/uploaded/?\\?filepath|(?:resolve|presign)/?\\?fileuri)=(.+)");

  private static final Pattern PICTURE =
      Pattern.compile(".*\\.(jpe?g|png|tiff?|bmp|gif|webp|jp2|heic|heif)");

  /** What else lies beside photos in a task. */
  private static final Pattern OTHER =
      Pattern.compile(
          ".*\\.(mp4|m4v|mov|avi|mkv|webm|mpe?g|ogv|wav|mp3|flac|ogg|oga|opus|m4a|aac|pdf|txt|csv"
              + "|tsv|json|xml|html?)");

  private PhotoUri() {}

  /** The photo's path, decoded; empty if the address holds the image itself. */
  static String path(String address) {
    if (address.startsWith("data:")) {
      return "";
    }
    Matcher served = SERVED.matcher(address);
    if (served.matches()) {
      String held = PercentEncoding.decode(served.group(2));
      return served.group(1).endsWith("fileuri")
          ? path(base64(held))
          : served.group(1).endsWith("filepath") ? name(held) : held;
    }
    Matcher scheme = SCHEME.matcher(address);
    if (scheme.matches()) {
      // objects in a bucket have plain names, files on a web server have URLs
      boolean isWeb = scheme.group(1).toLowerCase(Locale.ROOT).startsWith("http");
      return isWeb ? name(PercentEncoding.decode(bare(scheme.group(2)))) : scheme.group(2);
    }
    if (address.startsWith("/")) {
      return name(PercentEncoding.decode(bare(address.substring(1))));
    }
    return name(address);
  }

  /** The name of an upload with what Label Studio put before it; empty if it is none. */
  static Optional<String> uploaded(String address) {
    Matcher served = SERVED.matcher(address);
    String path = PercentEncoding.decode(served.matches() ? served.group(2) : bare(address));
    return UPLOAD.matcher(path).matches()
        ? Optional.of(path.substring(path.lastIndexOf('/') + 1))
        : Optional.empty();
  }

  /** Whether a text of a task could be the address of a photo. */
  static boolean isPicture(String text) {
    return PICTURE.matcher(path(text).toLowerCase(Locale.ROOT)).matches();
  }

  /** Whether a text of a task is the address of a video, a sound or a text, by its ending. */
  static boolean isOther(String text) {
    return OTHER.matcher(path(text).toLowerCase(Locale.ROOT)).matches();
  }

  /** Whether a text is an address, be it not known of what. */
  static boolean isAddress(String text) {
    return SCHEME.matcher(text).matches() || text.startsWith("/");
  }

  private static String bare(String url) {
    int end = url.length();
    for (char mark : new char[] {'?', '#'}) {
      int at = url.indexOf(mark);
      end = at < 0 ? end : Math.min(end, at);
    }
    return url.substring(0, end);
  }

  private static String name(String path) {
    Matcher upload = UPLOAD.matcher(path);
    return upload.matches() ? upload.group(1) : path;
  }

  private static String base64(String text) {
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(text.replace('-', '+').replace('_', '/'));
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
