// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import uk.ac.bgs.corescore.core.batch.Batch;
import uk.ac.bgs.corescore.core.batch.BatchOutcome;
import uk.ac.bgs.corescore.core.batch.PhotoListing;
import uk.ac.bgs.corescore.core.batch.PhotoSource;
import uk.ac.bgs.corescore.core.batch.Shard;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;
import uk.ac.bgs.corescore.core.report.OutputFolder;
import uk.ac.bgs.corescore.core.report.ReportFormat;
import uk.ac.bgs.corescore.core.table.CsvTables;
import uk.ac.bgs.corescore.core.table.TableSink;
import uk.ac.bgs.corescore.core.training.groundtruth.MaskFolder;
import uk.ac.bgs.corescore.core.training.groundtruth.RowLayouts;
import uk.ac.bgs.corescore.parquet.ParquetTables;

/** Scores an archive of photographs. */
@Command(
    name = "batch",
    description = {
      "Scores an archive of photographs. It can be killed at any moment and started",
      "again: what is done is kept, and the result is that of one run.",
      "",
      "All photos of the same settings are in one folder DIR/SEGMENTER-HASH:",
      "photos.csv (a row a photo, failed ones with the reason) and fragments.csv (a",
      "row a fragment), both as .parquet, too, with units; settings.json, reports",
      "and thumbnails of each photo, and a journal. Another model or option makes",
      "another folder. A photo whose file has changed is scored again. The tables",
      "are made when all photos are done.",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  corescore batch archive --out results",
      "  corescore batch --list photos.txt --out results --threads 4",
      "  corescore batch archive --out results --retry-failed",
      "  corescore batch archive --out results --shard 2/8",
      "  corescore batch archive --out results --format json,mask,overlay",
      "  corescore batch --iiif https://HOST/collection.json \\",
      "    --image-server https://HOST/iiif --out results",
      "",
      "For a handful of photos: corescore score"
    })
final class BatchCommand extends Subcommand {
  private static final double MEGA = 1e6;
  private static final int SHOWN = 20;

  @Parameters(
      paramLabel = "PHOTOS",
      arity = "0..*",
      description =
          "Folders of photographs (JPEG, PNG, TIFF, BMP), or photographs. In the only folder that"
              + " is given a photo is named by its path from there; with several, by the folder's"
              + " name and that path.")
  private List<Path> photos = List.of();

  @Option(
      names = "--list",
      paramLabel = "FILE",
      description =
          "A text file in UTF-8 with the path of a photograph a line, relative to the file's"
              + " folder, in place of PHOTOS.")
  private @Nullable Path list;

  @Mixin private ImageServerOptions servers = new ImageServerOptions();

  @Mixin private SubFolders folders = new SubFolders();

  @Mixin private ScoringOptions scoring = new ScoringOptions();

  @Option(
      names = "--rows",
      paramLabel = "FILE",
      description =
          "The rows of core of the photos: labels with polygons Box, or layouts, as for corescore"
              + " score.")
  private @Nullable Path rowLabels;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Where the folders of results are.")
  private Path out = Path.of(".");

  @Option(
      names = "--format",
      paramLabel = "LIST",
      defaultValue = "json,mask",
      description =
          "Which reports of each photo to write, separated by commas; default ${DEFAULT-VALUE}; csv"
              + " for none, as the tables are written in any case. Photos that lack one are scored"
              + " again.")
  private String format = "";

  @Option(names = "--no-thumbnails", description = "Makes no small pictures of the photos.")
  private boolean noThumbnails;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Photos to work on at a time; default one for each processor.")
  private @Nullable Integer threads;

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      description =
          "Takes the I-th of N shares of the photos, for N processes or machines on one DIR. The"
              + " one that ends last makes the tables.")
  private @Nullable String shard;

  @Option(
      names = "--retry-failed",
      description = "Tries photos again that have failed before; else their failure stands.")
  private boolean retryFailed;

  @Option(
      names = "--whole-up-to",
      paramLabel = "MP",
      defaultValue = "20",
      description =
          "Of TIFF and JPEG photos of more megapixels only a copy is held, as large as the"
              + " segmenter looks at; default ${DEFAULT-VALUE}. Another number makes another folder.")
  private double wholeUpTo;

  @Override
  public Integer call() throws IOException {
    Ahead<Boolean> engine = scoring.loading();
    try {
      return batch();
    } finally {
      engine.close();
    }
  }

  private int batch() throws IOException {
    ScoringPipeline.Builder settings = scoring.pipeline(this);
    PhotoListing found = listing();
    BatchProgress progress = new BatchProgress(console());
    Batch.Builder batch =
        Batch.builder(settings, OutputFolder.make(out))
            .reports(reports())
            .thumbnails(!noThumbnails)
            .tables(tables())
            .retryFailed(retryFailed)
            .shard(shard == null ? Shard.ALL : Shard.parse(shard))
            .listener(progress);
    checked("--whole-up-to: ", () -> batch.wholePixels((long) (MEGA * wholeUpTo)));
    Integer asked = threads;
    if (asked != null) {
      checked("--threads: ", () -> batch.threads(asked));
    }
    List<PhotoSource> sources = withRows(found, batch);
    BatchOutcome outcome = batch.build().run(sources);
    progress.end();
    return ended(found, outcome);
  }

  private PhotoListing listing() throws IOException {
    int given = (photos.isEmpty() ? 0 : 1) + (list == null ? 0 : 1) + (servers.lists() ? 1 : 0);
    if (given != 1) {
      throw wrongUse(
          "expected one of PHOTOS, --list FILE and --iiif URL, got "
              + (given == 0 ? "none" : given));
    }
    if (servers.given() && !photos.isEmpty()) {
      throw wrongUse("--image-server needs --list FILE, with an id a line, or --iiif URL");
    }
    PhotoListing found =
        servers.given()
            ? servers.listing(list, out, this)
            : list != null
                ? PhotoListing.ofList(list)
                : PhotoListing.of(photos, folders.recursive(), MaskFolder.DERIVED, out);
    if (found.photos().isEmpty()) {
      throw wrongUse("no photographs: " + String.join("; ", found.failures()));
    }
    return found;
  }

  private Set<ReportFormat> reports() {
    Set<ReportFormat> formats =
        EnumSet.copyOf(checked("--format: ", () -> ReportFormat.parse(format)));
    formats.remove(ReportFormat.CSV); // the tables are written in any case
    return formats;
  }

  /** The formats of the tables. */
  private static List<TableSink.Format> tables() {
    return List.of(new CsvTables(), new ParquetTables());
  }

  /** The photos with the rows that a person gave, if any were. */
  private List<PhotoSource> withRows(PhotoListing found, Batch.Builder batch) throws IOException {
    if (rowLabels == null) {
      return found.photos();
    }
    RowLayouts rows = RowLayouts.read(rowLabels, found.files(), this::say);
    batch.setting("rows, SHA-256", rows.sha256());
    Map<String, PhotoFile> files = new HashMap<>();
    found.files().forEach(file -> files.put(file.name(), file));
    List<PhotoSource> all = new ArrayList<>();
    for (PhotoSource source : found.photos()) {
      all.add(new RowsSource(source, Objects.requireNonNull(files.get(source.name())), rows));
    }
    return all;
  }

  private int ended(PhotoListing found, BatchOutcome outcome) {
    say(
        String.format(
            Locale.ROOT,
            "%d photos scored, %d failed, %d done before; results in %s",
            outcome.status().scored(),
            outcome.status().failed(),
            outcome.status().kept(),
            outcome.folder()));
    if (found.passedOver() > 0) {
      say(found.passedOver() + " pictures of results skipped");
    }
    few("recorded before, but not among the photos now, so not in the tables", outcome.absent());
    if (!outcome.complete()) {
      say(
          outcome.openElsewhere()
              + " photos of other shards are not done; the tables are made when they are");
    }
    if (outcome.failures() > 0) {
      err()
          .println(
              "failed photos: "
                  + outcome.failures()
                  + ", with the reason in the table of photos; --retry-failed tries them again");
      err().flush();
    }
    int exitCode = failures(found.failures());
    return outcome.failures() > 0 ? CommandLine.ExitCode.SOFTWARE : exitCode;
  }

  private void few(String what, List<String> names) {
    if (!names.isEmpty()) {
      say(names.size() + " photos " + what + ":");
      names.stream().limit(SHOWN).forEach(name -> say("  " + name));
      if (names.size() > SHOWN) {
        say("  and " + (names.size() - SHOWN) + " more");
      }
    }
  }
}
