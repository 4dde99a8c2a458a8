// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.corelog.ags.AgsCheck;
import uk.ac.bgs.corescore.core.corelog.ags.AgsFinding;

/** Checks AGS4 files. */
@Command(
    name = "ags-check",
    description = {
      "Checks AGS4 files, of any program: whether holes, runs, zones and recovery",
      "can be so (RQD at most solid, solid at most total recovery, tops above",
      "bases, no overlap, a hole for each row), and the form of the groups that a",
      "core log has.",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = {
      "  corescore ags-check log/log.ags --bgs",
      "",
      "Exit code: 0 no errors, 1 errors or a file that cannot be read, 2 wrong use."
    })
final class AgsCheckCommand extends Subcommand {
  @Parameters(paramLabel = "FILE", arity = "1..*", description = "AGS4 files.")
  private List<Path> files = List.of();

  @Option(
      names = "--bgs",
      description =
          "Says, too, what the archive of the British Geological Survey asks beyond AGS4. It changes"
              + " no exit code.")
  private boolean archive;

  @Override
  public Integer call() {
    List<String> failures = new ArrayList<>();
    for (Path file : files) {
      try {
        List<AgsFinding> findings = AgsCheck.check(file);
        long errors = AgsFinding.count(findings, AgsFinding.Severity.ERROR);
        say(
            file
                + ": errors: "
                + errors
                + ", warnings: "
                + AgsFinding.count(findings, AgsFinding.Severity.WARNING));
        for (AgsFinding finding : findings) {
          if (archive || finding.severity() != AgsFinding.Severity.ASKED) {
            say("  " + finding);
          }
        }
        if (errors > 0) {
          failures.add(file + ": errors");
        }
      } catch (CoreScoreException | IOException e) {
        failures.add(Messages.of(file.toString(), e));
      }
    }
    return failures(failures);
  }
}
