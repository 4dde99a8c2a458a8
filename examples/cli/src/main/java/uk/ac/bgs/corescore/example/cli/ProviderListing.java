// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import uk.ac.bgs.corescore.spi.Availability;
import uk.ac.bgs.corescore.spi.OptionKey;
import uk.ac.bgs.corescore.spi.Options;
import uk.ac.bgs.corescore.spi.Provider;
import uk.ac.bgs.corescore.spi.Providers;
import uk.ac.bgs.corescore.spi.SegmenterProvider;

/** Providers of one kind, what they are and their options, as text or JSON. */
final class ProviderListing {
  private ProviderListing() {}

  /**
   * Prints them, and what could not be loaded.
   *
   * @param option the command line's option that sets one of theirs
   */
  static void print(
      Providers providers,
      List<? extends Provider<?>> listed,
      String option,
      boolean json,
      PrintWriter out,
      PrintWriter err)
      throws IOException {
    if (json) {
      out.println(json(listed));
    } else {
      listed.forEach(provider -> print(provider, option, out));
    }
    out.flush();
    providers
        .failures()
        .forEach(failure -> err.println(failure.what() + " cannot be loaded: " + failure.cause()));
    err.flush();
  }

  private static void print(Provider<?> provider, String option, PrintWriter out) {
    out.println(provider.id());
    out.println("  " + provider.description());
    out.println("  " + availability(provider.availability()));
    if (provider instanceof SegmenterProvider segmenter) {
      out.println("  rows of core found by " + segmenter.layoutFinder());
    }
    Map<String, String> defaults = Options.defaults(provider.options()).toTexts();
    for (OptionKey<?> key : provider.options()) {
      out.printf(
          Locale.ROOT,
          "    %s %s=%s  (%s)%n      %s%n",
          option,
          key.name(),
          defaults.get(key.name()),
          key.values(),
          key.description());
    }
    out.println();
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

  private static String json(List<? extends Provider<?>> listed) throws IOException {
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
    }
    return text.toString();
  }
}
