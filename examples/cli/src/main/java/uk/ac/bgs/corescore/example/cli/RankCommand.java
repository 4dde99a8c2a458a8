// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.report.OutputFolder;
import uk.ac.bgs.corescore.core.training.rank.PhotoRanker;
import uk.ac.bgs.corescore.core.training.rank.RankedPhoto;
import uk.ac.bgs.corescore.core.training.rank.Ranking;
import uk.ac.bgs.corescore.layout.LayoutFinder;
import uk.ac.bgs.corescore.segment.Segmenter;
import uk.ac.bgs.corescore.spi.Providers;
import uk.ac.bgs.corescore.spi.SegmenterProvider;

/** Orders photographs by what labelling them would teach. */
@Command(
    name = "rank",
    description = {
      "Orders unlabelled photographs by what labelling them would teach.",
      "",
      "A segmenter looks at each photo and its mirror images. Where it is unsure,",
      "or its answers disagree, it has something to learn. Writes ranking.csv, a",
      "row a photo with the one to label first on top, and ranking.html, a contact",
      "sheet with marks where the answers disagree. A photo that cannot be read is",
      "reported and the rest goes on. An option flips of the segmenter is set to",
      "false unless you set it: mirror images averaged away cannot disagree.",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  corescore rank --photos photos --out ranking",
      "  corescore rank --photos photos --segmenter djl-unet --model m.corescore \\",
      "    --out ranking --top 20",
      "  corescore rank --photos photos --scorer condition --out ranking"
    })
final class RankCommand extends Subcommand {
  @Option(
      names = "--photos",
      paramLabel = "DIR",
      required = true,
      arity = "1..*",
      description = "Photographs (JPEG, PNG, TIFF, BMP), or folders of photographs.")
  private List<Path> photos = List.of();

  @Mixin private SubFolders folders = new SubFolders();

  @Mixin private SegmenterChoice segmenter = new SegmenterChoice();

  @Mixin private ScorerChoice scorer = new ScorerChoice();

  @Option(
      names = "--boundary",
      paramLabel = "PX",
      defaultValue = "3",
      description = "Distance within which boundary pixels agree; default ${DEFAULT-VALUE}.")
  private int boundary;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Where ranking.csv and ranking.html go.")
  private Path out = Path.of(".");

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many photos the contact sheet shows; default ${DEFAULT-VALUE}.")
  private int top;

  @Option(names = "--force", description = "Replaces files that exist.")
  private boolean force;

  @Override
  public Integer call() throws IOException {
    Ranking ranking = checked("--top: ", () -> new Ranking(top));
    Photos found = Photos.required(photos, folders.recursive(), command());
    OutputFolder.make(out);
    Path table = out.resolve("ranking.csv");
    Path page = out.resolve("ranking.html");
    OutputFolder.requireFree(force, table, page);
    Providers providers = providers();
    String id = segmenter.id(providers);
    List<String> failures;
    SegmenterProvider provider = providers.segmenter(id);
    try (Segmenter asked =
            providers.createSegmenter(id, PhotoRanker.settings(provider, segmenter.settings()));
        LayoutFinder finder = providers.createLayoutFinder(provider.layoutFinder(), Map.of())) {
      PhotoRanker plain =
          checked("--boundary: ", () -> PhotoRanker.of(asked, boundary)).withLayoutFinder(finder);
      PhotoRanker ranker = scorer.adding(providers).map(plain::withAreaScorer).orElse(plain);
      PhotoReader reader = PhotoReader.create();
      failures =
          found.each(
              console(),
              false,
              photo -> {
                RankedPhoto ranked = ranker.rank(reader.read(photo));
                ranking.add(ranked);
                return ranked.summary();
              });
    }
    if (!ranking.photos().isEmpty()) {
      ranking.writeCsv(table, force);
      ranking.writePage(id, page, force);
      console()
          .printf(
              Locale.ROOT,
              "%d of %d photos ranked; ranking in %s%n",
              ranking.photos().size(),
              found.files().size(),
              out);
    }
    return failures(failures);
  }
}
