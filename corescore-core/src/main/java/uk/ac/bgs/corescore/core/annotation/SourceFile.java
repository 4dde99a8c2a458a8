// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import uk.ac.bgs.corescore.core.internal.FileName;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;

/**
 * A label file, or a file of a folder or ZIP of label files: a JSON value, an XML text, a plain
 * text, or a photo that lies beside them.
 */
final class SourceFile {
  private final String name;
  private final String path;
  private final JsonValue json;
  private final String xml;
  private final Optional<byte[]> text;
  private final Optional<Opener> photo;
  private final Optional<AnnotationException> damage;
  private final boolean hasDuplicateNames;

  /** Opens a photo's file. */
  @FunctionalInterface
  interface Opener {
    InputStream open() throws IOException;
  }

  private SourceFile(
      String name,
      String path,
      JsonValue json,
      String xml,
      Optional<byte[]> text,
      Optional<Opener> photo,
      Optional<AnnotationException> damage,
      boolean hasDuplicateNames) {
    this.name = name;
    this.path = path;
    this.json = json;
    this.xml = xml;
    this.text = text;
    this.photo = photo;
    this.damage = damage;
    this.hasDuplicateNames = hasDuplicateNames;
  }

  private static SourceFile of(String name, String path, JsonValue json, String xml) {
    return new SourceFile(
        name, path, json, xml, Optional.empty(), Optional.empty(), Optional.empty(), false);
  }

  /** A file that is read neither as JSON nor as XML. */
  private static SourceFile ofOther(
      String name,
      String path,
      Optional<byte[]> text,
      Optional<Opener> photo,
      Optional<AnnotationException> damage) {
    return new SourceFile(name, path, JsonValue.Word.MISSING, "", text, photo, damage, false);
  }

  static SourceFile ofJson(String name, String path, JsonValue json) {
    return of(name, path, json, "");
  }

  static SourceFile ofXml(String name, String path, String xml) {
    return of(name, path, JsonValue.Word.MISSING, xml);
  }

  static SourceFile ofText(String name, String path, byte[] text) {
    return ofOther(name, path, Optional.of(text), Optional.empty(), Optional.empty());
  }

  static SourceFile ofPhoto(String name, String path, Opener photo) {
    return ofOther(name, path, Optional.empty(), Optional.of(photo), Optional.empty());
  }

  /** A file that is neither a sound JSON nor a sound XML text, and why. */
  static SourceFile ofDamaged(String name, String path, AnnotationException damage) {
    return ofOther(name, path, Optional.empty(), Optional.empty(), Optional.of(damage));
  }

  /** The same file, where files of its name are in several folders. */
  SourceFile oneOfSeveral() {
    return new SourceFile(name, path, json, xml, text, photo, damage, true);
  }

  /** Why the file is neither a sound JSON nor a sound XML text; empty if it is sound. */
  Optional<AnnotationException> damage() {
    return damage;
  }

  /**
   * The name of a photo in the file. It gets the file's folders if other folders have a file of the
   * same name and the photo's name has no folders.
   */
  String photoName(String given) {
    boolean isBare = given.indexOf('/') < 0 && given.indexOf('\\') < 0;
    return hasDuplicateNames && isBare && !given.isBlank() && !folder().isEmpty()
        ? folder() + "/" + given
        : given;
  }

  /** The file, in a ZIP {@code FILE!ENTRY}. */
  String name() {
    return name;
  }

  /** Where it lies in the folder or ZIP, with slashes; of a file alone its name. */
  String path() {
    return path;
  }

  /** The name without folders. */
  String fileName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The folders before the name, without a slash at the end; empty if there are none. */
  String folder() {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  /** The name without folders and without its last extension. */
  String stem() {
    return FileName.stem(fileName());
  }

  /** Whether a path is another, with an extension behind it. */
  static boolean isNamed(String path, String withoutExtension) {
    int dot = path.lastIndexOf('.');
    return dot > path.lastIndexOf('/') && path.substring(0, dot).equals(withoutExtension);
  }

  /** The JSON value; missing if the content is something else. */
  JsonValue json() {
    return json;
  }

  /** The XML text; empty if the content is something else. */
  String xml() {
    return xml;
  }

  /** The plain text's bytes; none if the content is something else. */
  byte[] bytes() {
    return text.orElseGet(() -> new byte[0]).clone();
  }

  /** The plain text, which has to be in UTF-8; empty if the content is something else. */
  String text() {
    try {
      String decoded =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes())).toString();
      return decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded;
    } catch (CharacterCodingException e) {
      throw new AnnotationException(name, "not a sound text: it is not in the encoding UTF-8", e);
    }
  }

  /** The photo's file; empty if the content is something else. */
  Optional<Opener> photo() {
    return photo;
  }

  boolean isXml() {
    return !xml.isEmpty();
  }

  boolean isText() {
    return text.isPresent();
  }

  boolean isPhoto() {
    return photo.isPresent();
  }

  /** Whether it is a list without items, or a plain text without a character. */
  boolean isEmpty() {
    return (json.isList() && json.items().isEmpty())
        || text.map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1).isBlank())
            .orElse(false);
  }
}
