// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import uk.ac.bgs.corescore.core.internal.JsonValue;

/** The content of a label file, or of an entry of a ZIP: a JSON value or an XML text. */
final class Source {
  private final String name;
  private final String stem;
  private final JsonValue json;
  private final String xml;

  private Source(String name, String stem, JsonValue json, String xml) {
    this.name = name;
    this.stem = stem;
    this.json = json;
    this.xml = xml;
  }

  static Source ofJson(String name, String stem, JsonValue json) {
    return new Source(name, stem, json, "");
  }

  static Source ofXml(String name, String stem, String xml) {
    return new Source(name, stem, JsonValue.Word.MISSING, xml);
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
  JsonValue json() {
    return json;
  }

  /** The XML text; empty if the content is JSON. */
  String xml() {
    return xml;
  }

  boolean isXml() {
    return !xml.isEmpty();
  }

  boolean isEmptyList() {
    return json.isList() && json.items().isEmpty();
  }
}
