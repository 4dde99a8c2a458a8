// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import picocli.CommandLine.Command;

/** Judges several side by side. */
@Command(
    name = "compare",
    description = {
      "Judges several segmenters and predictions on the same photographs.",
      "",
      "Writes evaluation.json and evaluation.csv into a folder for each, and",
      "compare.html. A photo for which one of them has no answer is reported and",
      "left out for all.",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  corescore compare --labels labels.json --photos photos \\",
      "    --segmenter boofcv-edges --segmenter boofcv-watershed \\",
      "    --predictions published=predicted --labels-of 2019 \\",
      "    --out comparison"
    })
final class CompareCommand extends ComparisonCommand {
  CompareCommand() {
    super("compare.html", true);
  }
}
