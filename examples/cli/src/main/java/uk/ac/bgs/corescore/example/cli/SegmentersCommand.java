// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import uk.ac.bgs.corescore.spi.Availability;
import uk.ac.bgs.corescore.spi.OptionKey;
import uk.ac.bgs.corescore.spi.Options;
import uk.ac.bgs.corescore.spi.Providers;
import uk.ac.bgs.corescore.spi.SegmenterProvider;

/** Lists the segmenters. */
@Command(
    name = "segmenters",
    description = {
      "Lists the segmenters, what they are and their options.",
    },
    mixinStandardHelpOptions = true)
final class SegmentersCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Prints JSON instead of text.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  SegmentersCommand() {}

  @Override
  public Integer call() throws IOException {
    Providers providers = Providers.discover(SegmentersCommand.class.getClassLoader());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(providers));
    } else {
      providers.segmenters().forEach(provider -> print(provider, out));
    }
    out.flush();
    PrintWriter err = spec.commandLine().getErr();
    providers
        .failures()
        .forEach(failure -> err.println(failure.what() + " cannot be loaded: " + failure.cause()));
    err.flush();
    return CommandLine.ExitCode.OK;
  }

  private static void print(SegmenterProvider provider, PrintWriter out) {
    out.println(provider.id());
    out.println("  " + provider.description());
    out.println("  " + availability(provider.availability()));
    var defaults = Options.defaults(provider.options()).toTexts();
    for (OptionKey<?> key : provider.options()) {
      out.printf(
          Locale.ROOT,
          "    --option %s=%s  (%s)%n      %s%n",
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

  private static String json(Providers providers) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartArray();
      for (SegmenterProvider provider : providers.segmenters()) {
        Availability availability = provider.availability();
        json.writeStartObject();
        json.writeStringField("id", provider.id());
        json.writeStringField("description", provider.description());
        json.writeBooleanField("available", availability instanceof Availability.Available);
        json.writeStringField(
            availability instanceof Availability.Available ? "detail" : "reason",
            availability instanceof Availability.Unavailable unavailable
                ? unavailable.reason()
                : ((Availability.Available) availability).detail());
        json.writeArrayFieldStart("options");
        var defaults = Options.defaults(provider.options()).toTexts();
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
