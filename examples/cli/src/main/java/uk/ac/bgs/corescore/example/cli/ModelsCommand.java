// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.core.report.AtomicFile;
import uk.ac.bgs.corescore.core.report.OutputFolder;
import uk.ac.bgs.corescore.core.training.evaluate.Metric;
import uk.ac.bgs.corescore.core.training.registry.ModelHistoryPage;
import uk.ac.bgs.corescore.core.training.registry.ModelRegistry;
import uk.ac.bgs.corescore.core.training.registry.ModelVersion;
import uk.ac.bgs.corescore.core.training.registry.Promotion;
import uk.ac.bgs.corescore.spi.OptionException;

/** Lists the versions of a model. */
@Command(
    name = "models",
    description = {
      "Lists the versions of a model: what the gate said, and which is in use.",
      "",
      "--roll-back puts the version into production that was there before; it",
      "passed the gate when it came.",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = "  corescore models --registry models --html models.html")
final class ModelsCommand extends Subcommand {
  static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  @Mixin private RegistryOptions registry = new RegistryOptions();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "corescore",
      description = "The model's name; default ${DEFAULT-VALUE}.")
  private String name = "corescore";

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Writes a page that draws each figure over the versions.")
  private @Nullable Path html;

  @Option(names = "--force", description = "Replaces the page if it exists.")
  private boolean force;

  @Option(names = "--roll-back", description = "Puts what was in production before back.")
  private boolean rollBack;

  @Override
  public Integer call() throws IOException {
    PrintWriter console = console();
    if (html != null) {
      OutputFolder.requireFree(force, html);
    }
    ModelRegistry open = registry.open();
    try {
      ModelRegistry.requireName("a model", name);
    } catch (IllegalArgumentException e) {
      throw new OptionException(String.valueOf(e.getMessage()));
    }
    if (rollBack) {
      int back = open.rollBack(name, ModelRegistry.PRODUCTION);
      console.println(name + "@" + back + " is in production again");
    }
    List<ModelVersion> versions = open.versions(name);
    if (versions.isEmpty()) {
      List<String> models = open.models();
      console.println(
          "no versions of "
              + name
              + " in "
              + open
              + "; it has "
              + (models.isEmpty() ? "no models" : String.join(", ", models)));
      console.flush();
      return CommandLine.ExitCode.OK;
    }
    Columns table =
        new Columns(
            "version", "registered", "is", "gate", "rock IoU", "boundary F1", "panoptic", "run");
    for (ModelVersion version : versions) {
      table.row(
          Integer.toString(version.version()),
          TIME.format(version.registered()),
          String.join(",", version.aliases()),
          Promotion.verdict(version).orElse(""),
          figure(Promotion.figure(version, Metric.ROCK_IOU)),
          figure(Promotion.figure(version, Metric.BOUNDARY_F1)),
          figure(Promotion.figure(version, Metric.PANOPTIC_QUALITY)),
          version.run().orElse(""));
    }
    table.print(console);
    if (html != null) {
      AtomicFile.write(html, force, out -> ModelHistoryPage.write(name, versions, out));
      console.println("page: " + html);
      console.flush();
    }
    return CommandLine.ExitCode.OK;
  }

  /** A figure that may not be known. */
  static String figure(OptionalDouble figure) {
    return figure.isPresent() ? String.format(Locale.ROOT, "%.4f", figure.getAsDouble()) : "";
  }
}
