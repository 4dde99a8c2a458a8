// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import picocli.CommandLine.Command;

/** Judges one segmenter, or one folder of predictions. */
@Command(
    name = "evaluate",
    description = {
      "Judges a segmenter or predictions against labelled photographs.",
      "",
      "Writes evaluation.json, evaluation.csv and evaluate.html: overlap, boundary",
      "and fragment matching for each photo, means with intervals, the best and the",
      "worst photos in pictures. A record without a photo, or of which the labels",
      "cannot be used, is named at the end, and the exit code is 1.",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  corescore evaluate --labels labels.json --photos photos \\",
      "    --segmenter boofcv-watershed --out evaluation",
      "  corescore evaluate --masks masks --photos photos \\",
      "    --predictions other=predicted --out evaluation"
    })
final class EvaluateCommand extends ComparisonCommand {
  EvaluateCommand() {
    super("evaluate.html", false);
  }
}
