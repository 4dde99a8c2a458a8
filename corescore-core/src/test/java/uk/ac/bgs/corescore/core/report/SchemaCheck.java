// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The few keywords of JSON Schema that the result's schema uses; fails on any other. */
final class SchemaCheck {
  private static final Set<String> KNOWN =
      Set.of(
          "$schema",
          "$defs",
          "$ref",
          "title",
          "description",
          "format",
          "type",
          "required",
          "additionalProperties",
          "properties",
          "items",
          "const",
          "pattern",
          "enum",
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "minLength",
          "minItems");

  private final JsonNode root;
  private final List<String> errors = new ArrayList<>();

  private SchemaCheck(JsonNode root) {
    this.root = root;
  }

  static List<String> errors(JsonNode schema, JsonNode value) {
    SchemaCheck check = new SchemaCheck(schema);
    check.check(schema, value, "$");
    return check.errors;
  }

  private void check(JsonNode schema, JsonNode value, String at) {
    schema
        .fieldNames()
        .forEachRemaining(
            keyword -> {
              if (!KNOWN.contains(keyword)) {
                errors.add(at + ": keyword " + keyword + " is not checked");
              }
            });
    if (schema.has("$ref")) {
      check(root.at(schema.get("$ref").asText().substring(1)), value, at);
    }
    require(!schema.has("const") || schema.get("const").equals(value), at, "const");
    require(!schema.has("type") || type(schema.get("type"), value), at, "type");
    if (value.isNumber()) {
      double number = value.asDouble();
      require(number >= schema.path("minimum").asDouble(number), at, "minimum");
      require(number <= schema.path("maximum").asDouble(number), at, "maximum");
      require(
          !schema.has("exclusiveMinimum") || number > schema.get("exclusiveMinimum").asDouble(),
          at,
          "exclusiveMinimum");
    }
    if (value.isTextual()) {
      String text = value.asText();
      require(
          !schema.has("pattern") || text.matches(schema.get("pattern").asText()), at, "pattern");
      boolean listed = !schema.has("enum");
      for (JsonNode allowed : schema.path("enum")) {
        listed |= allowed.equals(value);
      }
      require(listed, at, "enum");
      require(text.length() >= schema.path("minLength").asInt(0), at, "minLength");
    }
    if (value.isArray()) {
      require(value.size() >= schema.path("minItems").asInt(0), at, "minItems");
      for (int i = 0; i < value.size() && schema.has("items"); i++) {
        check(schema.get("items"), value.get(i), at + "[" + i + "]");
      }
    }
    if (value.isObject()) {
      schema
          .path("required")
          .forEach(name -> require(value.has(name.asText()), at, "required " + name));
      JsonNode more = schema.path("additionalProperties");
      value
          .fieldNames()
          .forEachRemaining(
              name -> {
                JsonNode inner = schema.path("properties").path(name);
                if (!inner.isMissingNode()) {
                  check(inner, value.get(name), at + "." + name);
                } else if (more.isObject()) {
                  check(more, value.get(name), at + "." + name);
                } else {
                  require(!more.isBoolean() || more.asBoolean(), at, "unknown " + name);
                }
              });
    }
  }

  private void require(boolean met, String at, String keyword) {
    if (!met) {
      errors.add(at + ": " + keyword);
    }
  }

  private static boolean type(JsonNode types, JsonNode value) {
    if (types.isArray()) {
      for (JsonNode type : types) {
        if (type(type, value)) {
          return true;
        }
      }
      return false;
    }
    return switch (types.asText()) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      default -> false;
    };
  }
}
