// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.parquet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;
import uk.ac.bgs.corescore.core.table.Column;
import uk.ac.bgs.corescore.core.table.TableSchema;

/** What a Parquet file says about itself, as key and value. */
final class FileMetadata {
  private static final String PREFIX = "corescore.";

  /** The key by which Spark finds its own schema. */
  private static final String SPARK = "org.apache.spark.sql.parquet.row.metadata";

  private static final JsonFactory JSON = new JsonFactory();

  private FileMetadata() {}

  static Map<String, String> of(TableSchema schema) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(PREFIX + "version", ScoringPipeline.libraryVersion());
    metadata.put(PREFIX + "columns", json(json -> columns(schema, json)));
    metadata.put(SPARK, json(json -> spark(schema, json)));
    schema
        .properties()
        .forEach(
            (key, value) -> {
              if (metadata.putIfAbsent(PREFIX + key, value) != null) {
                throw new IllegalArgumentException(
                    "a property of a table has another name than " + key);
              }
            });
    return metadata;
  }

  private static void columns(TableSchema schema, JsonGenerator json) throws IOException {
    json.writeStartArray();
    for (Column column : schema.columns()) {
      json.writeStartObject();
      json.writeStringField("name", column.name());
      json.writeStringField("type", column.type().name().toLowerCase(Locale.ROOT));
      json.writeStringField("unit", column.unit());
      json.writeStringField("description", column.description());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void spark(TableSchema schema, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "struct");
    json.writeArrayFieldStart("fields");
    for (Column column : schema.columns()) {
      json.writeStartObject();
      json.writeStringField("name", column.name());
      json.writeStringField(
          "type",
          switch (column.type()) {
            case TEXT -> "string";
            case INTEGER -> "long";
            case REAL -> "double";
            case BOOLEAN -> "boolean";
          });
      json.writeBooleanField("nullable", true);
      json.writeObjectFieldStart("metadata");
      json.writeStringField("comment", column.description());
      if (!column.unit().isEmpty()) {
        json.writeStringField("unit", column.unit());
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Writes to a {@link JsonGenerator}. */
  private interface Content {
    void writeTo(JsonGenerator json) throws IOException;
  }

  private static String json(Content content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      content.writeTo(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // A writer in memory does not fail.
    }
    return text.toString();
  }
}
