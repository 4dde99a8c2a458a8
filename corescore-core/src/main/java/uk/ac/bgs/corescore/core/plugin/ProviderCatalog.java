// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.plugin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import uk.ac.bgs.corescore.spi.Availability;
import uk.ac.bgs.corescore.spi.OptionKey;
import uk.ac.bgs.corescore.spi.Options;
import uk.ac.bgs.corescore.spi.Provider;
import uk.ac.bgs.corescore.spi.SegmenterProvider;

/**
 * Providers as a person or a program reads them: what they are, whether they can run here, and
 * their options with defaults. Nothing is loaded for it. Stateless; safe for use by many threads.
 */
public final class ProviderCatalog {
  private ProviderCatalog() {}

  /**
   * A provider as lines of text.
   *
   * @param provider what to describe
   * @param option the text before {@code NAME=VALUE} in a set option
   * @return its id, then lines that are indented
   */
  public static List<String> lines(Provider<?> provider, String option) {
    List<String> lines = new ArrayList<>();
    lines.add(provider.id());
    lines.add("  " + provider.description());
    lines.add("  " + availability(provider.availability()));
    if (provider instanceof SegmenterProvider segmenter) {
      lines.add("  rows of core found by " + segmenter.layoutFinder());
    }
    Map<String, String> defaults = Options.defaults(provider.options()).toTexts();
    for (OptionKey<?> key : provider.options()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "    %s %s=%s  (%s)",
              option,
              key.name(),
              defaults.get(key.name()),
              key.values()));
      lines.add("      " + key.description());
    }
    return lines;
  }

  private static String availability(Availability availability) {
    return availability instanceof Availability.Unavailable unavailable
        ? "not available here: " + unavailable.reason()
        : "available: " + ((Availability.Available) availability).detail();
  }

  private static String type(OptionKey<?> key) {
    Class<?> type = key.type();
    if (type.equals(Integer.class)) {
      return "int";
    }
    if (type.equals(Double.class)) {
      return "double";
    }
    if (type.equals(Boolean.class)) {
      return "boolean";
    }
    return type.isEnum() ? "enum" : "text";
  }

  /**
   * Providers as JSON: a list of objects with {@code id}, {@code description}, {@code layoutFinder}
   * (of segmenters), {@code available}, {@code detail} or {@code reason}, and {@code options} with
   * {@code name}, {@code type}, {@code default}, {@code values} and {@code description}.
   *
   * @param listed what to describe
   * @return JSON over several lines
   */
  public static String json(List<? extends Provider<?>> listed) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartArray();
      for (Provider<?> provider : listed) {
        Availability availability = provider.availability();
        json.writeStartObject();
        json.writeStringField("id", provider.id());
        json.writeStringField("description", provider.description());
        if (provider instanceof SegmenterProvider segmenter) {
          json.writeStringField("layoutFinder", segmenter.layoutFinder());
        }
        json.writeBooleanField("available", availability instanceof Availability.Available);
        json.writeStringField(
            availability instanceof Availability.Available ? "detail" : "reason",
            availability instanceof Availability.Unavailable unavailable
                ? unavailable.reason()
                : ((Availability.Available) availability).detail());
        json.writeArrayFieldStart("options");
        Map<String, String> defaults = Options.defaults(provider.options()).toTexts();
        for (OptionKey<?> key : provider.options()) {
          json.writeStartObject();
          json.writeStringField("name", key.name());
          json.writeStringField("type", type(key));
          json.writeStringField("default", defaults.get(key.name()));
          json.writeStringField("values", key.values());
          json.writeStringField("description", key.description());
          json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException("memory can be written to", e);
    }
    return text.toString();
  }
}
