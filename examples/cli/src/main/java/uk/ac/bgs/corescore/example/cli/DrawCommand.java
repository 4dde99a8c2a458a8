// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.core.report.OutputFolder;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreSettings;
import uk.ac.bgs.corescore.core.synthetic.SyntheticDataset;

/** Draws core photographs with their truth. */
@Command(
    name = "draw",
    description = {
      "Draws photographs of core boxes of which everything is known.",
      "",
      "Writes photos/, masks/ (class indices), instances/ (16-bit fragment",
      "numbers), labels.json (COCO) and truth.csv (scale, depths and lengths of",
      "each fragment). The same seed and size give the same photograph.",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = {
      "  corescore draw --count 10 --seed 1 --width 1572 --height 222 \\",
      "    --out drawn"
    })
final class DrawCommand extends Subcommand {
  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many photographs; default ${DEFAULT-VALUE}.")
  private int count;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Seed of the first one, the others follow; default ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "drawn",
      description = "Where they go; default ${DEFAULT-VALUE}.")
  private Path out = Path.of(".");

  @Option(
      names = "--width",
      paramLabel = "W",
      defaultValue = "6288",
      description = "Columns of a photograph; default ${DEFAULT-VALUE}.")
  private int width;

  @Option(
      names = "--height",
      paramLabel = "H",
      defaultValue = "888",
      description = "Rows of a photograph; default ${DEFAULT-VALUE}.")
  private int height;

  @Option(names = "--force", description = "Replaces files that exist.")
  private boolean force;

  @Override
  public Integer call() throws IOException {
    SyntheticDataset dataset =
        checked(
            "",
            () ->
                new SyntheticDataset(SyntheticCoreSettings.builder().size(width, height).build()));
    if (count < 1) {
      throw wrongUse("--count is at least 1, not " + count);
    }
    if (seed > Long.MAX_VALUE - (count - 1)) {
      throw wrongUse(
          "--seed is at most " + (Long.MAX_VALUE - (count - 1)) + " for so many photographs");
    }
    OutputFolder.make(out);
    Progress progress = new Progress(console(), Progress.onTerminal(), count);
    progress.begin("");
    dataset.write(
        out,
        seed,
        count,
        force,
        photo -> {
          progress.end(photo.toString());
          progress.begin("");
        });
    return done("drawn: " + out);
  }
}
