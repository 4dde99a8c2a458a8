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

/** Lists the area scorers. */
@Command(
    name = "scorers",
    description = {
      "Lists the area scorers, what they are and their options.",
    },
    mixinStandardHelpOptions = true)
final class ScorersCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Prints JSON instead of text.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  ScorersCommand() {}

  @Override
  public Integer call() throws IOException {
    Providers providers = Providers.discover(ScorersCommand.class.getClassLoader());
    ProviderListing.print(
        providers,
        providers.areaScorers(),
        "--scorer-option",
        json,
        spec.commandLine().getOut(),
        spec.commandLine().getErr());
    return CommandLine.ExitCode.OK;
  }
}
