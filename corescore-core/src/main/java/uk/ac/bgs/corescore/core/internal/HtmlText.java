// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import uk.ac.bgs.corescore.core.internal.draw.PlatformImages;
import uk.ac.bgs.corescore.core.internal.draw.PngFile;
import uk.ac.bgs.corescore.core.internal.files.Sha256;
import uk.ac.bgs.corescore.image.RgbImage;

/** Escapes text for a page, and encodes images as text. */
public final class HtmlText {
  private static final float QUALITY = 0.85f;

  private HtmlText() {}

  /**
   * Escapes text for content and for attributes in double quotes, of pages and of XML; characters
   * that these cannot have are shown.
   */
  public static String escape(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(Character.isISOControl(c) || c > '\uFFFD' ? '\uFFFD' : c);
      }
    }
    return safe.toString();
  }

  /** Text from outside as an element that cannot turn around the text beside it. */
  public static String isolated(String text) {
    return "<bdi>" + escape(text) + "</bdi>";
  }

  /** The hash by which a content security policy allows a script or style inside the page. */
  public static String policyHash(String inline) {
    byte[] hash = Sha256.digest().digest(inline.getBytes(StandardCharsets.UTF_8));
    return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
  }

  /** A photograph as a URI that holds a JPEG. */
  public static String jpegUri(RgbImage photo) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PlatformImages.write(PlatformImages.buffered(photo), "jpeg", QUALITY, bytes);
    return uri("jpeg", bytes);
  }

  /** A drawing as a URI that holds a PNG, each pixel as it is. */
  public static String pngUri(RgbImage drawing) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PngFile.rgb(drawing, bytes);
    return uri("png", bytes);
  }

  private static String uri(String type, ByteArrayOutputStream bytes) {
    return "data:image/"
        + type
        + ";base64,"
        + Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
