// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import uk.ac.bgs.corescore.spi.Providers;

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
    ProviderListing.print(
        providers,
        providers.segmenters(),
        "--option",
        json,
        spec.commandLine().getOut(),
        spec.commandLine().getErr());
    return CommandLine.ExitCode.OK;
  }
}
