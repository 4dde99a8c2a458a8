// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.core.plugin.ProviderCatalog;
import uk.ac.bgs.corescore.spi.Provider;
import uk.ac.bgs.corescore.spi.Providers;

/** Lists the providers of one kind, what they are and their options, as text or JSON. */
abstract class ProviderListing extends Subcommand {
  @Option(names = "--json", description = "Prints JSON instead of text.")
  private boolean json;

  private final String option;

  /**
   * A listing.
   *
   * @param option the command line's option that sets one of theirs
   */
  ProviderListing(String option) {
    this.option = option;
  }

  abstract List<? extends Provider<?>> of(Providers providers);

  @Override
  public Integer call() {
    Providers providers = providers();
    if (json) {
      console().println(ProviderCatalog.json(of(providers)));
    } else {
      for (Provider<?> provider : of(providers)) {
        ProviderCatalog.lines(provider, option).forEach(console()::println);
        console().println();
      }
    }
    console().flush();
    providers
        .failures()
        .forEach(
            failure -> err().println(failure.what() + " cannot be loaded: " + failure.cause()));
    err().flush();
    return CommandLine.ExitCode.OK;
  }

  /** Lists the segmenters. */
  @Command(
      name = "segmenters",
      description = "Lists the segmenters, what they are and their options.",
      mixinStandardHelpOptions = true)
  static final class Segmenters extends ProviderListing {
    Segmenters() {
      super("--option");
    }

    @Override
    List<? extends Provider<?>> of(Providers providers) {
      return providers.segmenters();
    }
  }

  /** Lists the layout finders. */
  @Command(
      name = "layout-finders",
      description = "Lists the layout finders, what they are and their options.",
      mixinStandardHelpOptions = true)
  static final class LayoutFinders extends ProviderListing {
    LayoutFinders() {
      super("--layout-option");
    }

    @Override
    List<? extends Provider<?>> of(Providers providers) {
      return providers.layoutFinders();
    }
  }

  /** Lists the area scorers. */
  @Command(
      name = "scorers",
      description = "Lists the area scorers, what they are and their options.",
      mixinStandardHelpOptions = true)
  static final class Scorers extends ProviderListing {
    Scorers() {
      super("--scorer-option");
    }

    @Override
    List<? extends Provider<?>> of(Providers providers) {
      return providers.areaScorers();
    }
  }
}
