// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** The content of a label file, or of an entry of a ZIP: a JSON value or an XML text. */
final class Source {
  private final String name;
  private final String stem;
  private final Json json;
  private final byte[] xml;

  private Source(String name, String stem, Json json, byte[] xml) {
    this.name = name;
    this.stem = stem;
    this.json = json;
    this.xml = xml;
  }

  static Source ofJson(String name, String stem, Json json) {
    return new Source(name, stem, json, new byte[0]);
  }

  static Source ofXml(String name, String stem, byte[] xml) {
    return new Source(name, stem, Json.Word.MISSING, xml);
  }

  /** The file, or {@code FILE!ENTRY}. */
  String name() {
    return name;
  }

  /** The file's or entry's name without folders and without its last extension. */
  String stem() {
    return stem;
  }

  /** The JSON value; missing if the content is XML. */
  Json json() {
    return json;
  }

  InputStream xml() {
    return new ByteArrayInputStream(xml);
  }

  boolean isXml() {
    return xml.length > 0;
  }

  boolean isEmptyList() {
    return json.isList() && json.items().isEmpty();
  }
}
