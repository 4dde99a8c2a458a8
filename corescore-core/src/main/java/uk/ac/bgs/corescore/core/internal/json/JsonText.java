// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.json;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.core.internal.NumberText;

/** How JSON is written: UTF-8, numbers that read back; reports with two spaces and line feeds. */
public final class JsonText {
  private JsonText() {}

  /** A generator of text without spaces and line breaks, which leaves the stream open. */
  public static JsonGenerator compact(OutputStream out) throws IOException {
    JsonGenerator json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    return json;
  }

  /** A generator of text that people read too, which leaves the stream open. */
  public static JsonGenerator generator(OutputStream out) throws IOException {
    JsonGenerator json = compact(out);
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(new DefaultPrettyPrinter.NopIndenter());
    printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
    json.setPrettyPrinter(printer);
    return json;
  }

  /**
   * What is wrong with a JSON text and where, without the words about a source it does not know.
   */
  public static String reason(JsonProcessingException e) {
    return e.getOriginalMessage().replaceAll("\\[Source: [^;\\]]*; ", "[") + place(e.getLocation());
  }

  private static String place(@Nullable JsonLocation at) {
    return at == null || at.getLineNr() < 1
        ? ""
        : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  public static void number(JsonGenerator json, String name, double value) throws IOException {
    json.writeFieldName(name);
    json.writeNumber(NumberText.exact(value));
  }

  public static void number(JsonGenerator json, String name, OptionalDouble value)
      throws IOException {
    if (value.isPresent()) {
      number(json, name, value.getAsDouble());
    } else {
      json.writeNullField(name);
    }
  }

  /** A list of texts under a name. */
  public static void texts(JsonGenerator json, String name, Iterable<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  /** What writes a JSON text. */
  public interface Content {
    void writeTo(JsonGenerator json) throws IOException;
  }

  /** A text in memory, without spaces and line breaks. */
  public static byte[] compact(Content content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = compact(out)) {
      content.writeTo(json);
    } catch (IOException e) {
      throw new UncheckedIOException("memory can be written to", e);
    }
    return out.toByteArray();
  }

  /** A value on one line, for messages. */
  public static String line(JsonValue value) {
    return new String(compact(json -> write(json, value)), StandardCharsets.UTF_8);
  }

  /** A value as text that people read too. */
  public static byte[] bytes(JsonValue value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = generator(out)) {
      write(json, value);
    } catch (IOException e) {
      throw new UncheckedIOException("memory can be written to", e);
    }
    return out.toByteArray();
  }

  private static void write(JsonGenerator json, JsonValue value) throws IOException {
    if (value.isObject()) {
      json.writeStartObject();
      for (Map.Entry<String, JsonValue> member : value.members().entrySet()) {
        json.writeFieldName(member.getKey());
        write(json, member.getValue());
      }
      json.writeEndObject();
    } else if (value.isList()) {
      json.writeStartArray();
      for (JsonValue item : value.items()) {
        write(json, item);
      }
      json.writeEndArray();
    } else if (value.isText()) {
      json.writeString(value.plain());
    } else if (value instanceof JsonValue.Decimal number && Double.isFinite(number.value())) {
      json.writeNumber(NumberText.exact(number.value()));
    } else if (value instanceof JsonValue.Whole whole) {
      json.writeNumber(whole.value());
    } else if (value == JsonValue.Word.TRUE || value == JsonValue.Word.FALSE) {
      json.writeBoolean(value == JsonValue.Word.TRUE);
    } else {
      json.writeNull();
    }
  }
}
