// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.batch.FinishedPhotos;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoDimensions;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.core.photo.PhotoMemory;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.pipeline.BatchResult;
import uk.ac.bgs.corescore.core.pipeline.BatchScorer;
import uk.ac.bgs.corescore.core.pipeline.PhotoTask;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;
import uk.ac.bgs.corescore.core.report.OutputFolder;
import uk.ac.bgs.corescore.core.report.ReportFormat;
import uk.ac.bgs.corescore.core.report.ReportWriter;
import uk.ac.bgs.corescore.core.training.groundtruth.RowLayouts;
import uk.ac.bgs.corescore.layout.Layout;

/** Scores photographs. */
@Command(
    name = "score",
    description = {
      "Scores photographs: finds the rock fragments and measures them.",
      "",
      "Writes measures.csv (a row a photo) and fragments.csv (a row a fragment),",
      "and for each photo STEM.json, STEM.geojson, STEM.mask.png, STEM.overlay.png",
      "and STEM.html, where STEM is the photo's file name without its extension. Of",
      "a photo in a folder inside the one that is given it is the path from there,",
      "and its files lie in the same folders: BH1/box_001.json. A photo that cannot",
      "be read is reported and the rest goes on. In a folder, pictures of earlier",
      "results are skipped where their photo is there too. --format all adds",
      "STEM.instances.png, the fragment of each pixel in 16 bits.",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  corescore score box1.jpg box2.jpg --out results",
      "  corescore score photos/ --segmenter boofcv-edges \\",
      "    --min-area 64 --format csv,html",
      "  corescore score box1.jpg --mm-per-pixel 0.16 --out results --force",
      "  corescore score photos --out results --resume",
      "  corescore score photos --rows rows.json --format csv,overlay",
      "  corescore score photos --rows results --row-order right-to-left --force",
      "  corescore score photos --registry models \\",
      "    --model registry:corescore@production",
      "  corescore score photos --scorer condition --format csv,html",
      "",
      "What segmenters there are, and their options: corescore segmenters",
      "What finds rows of core before them: corescore layout-finders"
    })
final class ScoreCommand extends Subcommand {
  private static final double MEGA = 1e6;

  @Parameters(
      paramLabel = "PHOTO",
      arity = "1..*",
      description = "Photographs (JPEG, PNG, TIFF, BMP), or folders of photographs.")
  private List<Path> photos = List.of();

  @Mixin private SubFolders folders = new SubFolders();

  @Mixin private ScoringOptions scoring = new ScoringOptions();

  @Option(
      names = "--rows",
      paramLabel = "FILE",
      description =
          "A label file, or a ZIP or folder of them, of any format that is read, whose polygons"
              + " Box are the rows of core in each photo, one for the inside of each channel; or"
              + " JSON with a layout, a result of CoreScore or a folder of them. Each row is"
              + " turned and segmented by itself. In a photo without one the layout finder"
              + " looks, as without this option.")
  private @Nullable Path rowLabels;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "corescore-results",
      description = "Where the reports go; default ${DEFAULT-VALUE}.")
  private Path out = Path.of(".");

  @Option(
      names = "--format",
      paramLabel = "LIST",
      defaultValue = "csv,json,geojson,mask,overlay,html",
      description = "Which reports to write, separated by commas; default ${DEFAULT-VALUE}.")
  private String format = "";

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Photos to work on at a time; default one for each processor.")
  private @Nullable Integer threads;

  @Option(
      names = "--whole-up-to",
      paramLabel = "MP",
      description =
          "Of TIFF and JPEG photos of more megapixels only a copy is held, as large as the"
              + " segmenter looks at; the figures are those of the whole photo, of a JPEG very"
              + " nearly, mask and overlay are smaller. 0 is the fastest; default what Java's heap"
              + " holds of as many photos as are worked on at a time: a megapixel for each 32 MB"
              + " with one thread, and 20 MB more for each other.")
  private @Nullable Double wholeUpTo;

  @Option(
      names = "--resume",
      description =
          "Goes on where a run in DIR was killed: photos that it has finished are kept, and the"
              + " tables are those of one run. The settings have to be the same.")
  private boolean resume;

  @Option(names = "--force", description = "Replaces reports that exist.")
  private boolean force;

  @Option(names = "--fail-fast", description = "Stops at the first photo that fails.")
  private boolean failFast;

  @Override
  public Integer call() throws IOException {
    Ahead<Boolean> engine = scoring.loading();
    try {
      return score();
    } finally {
      engine.close();
    }
  }

  private int score() throws IOException {
    PrintWriter console = console();
    ScoringPipeline.Builder settings = scoring.pipeline(this);
    if (wholeUpTo != null && !(wholeUpTo >= 0)) {
      throw wrongUse("--whole-up-to: megapixels from 0 expected, not " + wholeUpTo);
    }
    Photos found = Photos.required(photos, folders.recursive(), command());
    Set<ReportFormat> formats = checked("--format: ", () -> ReportFormat.parse(format));
    RowLayouts rows =
        rowLabels == null
            ? RowLayouts.none()
            : RowLayouts.read(rowLabels, found.files(), this::say);
    requireNoneLeft();
    boolean resumed = resume && FinishedPhotos.isLeft(out);
    Tally tally = new Tally();
    List<String> failures;
    ExecutorService drawing = Executors.newSingleThreadExecutor(ScoreCommand::drawingThread);
    try (Ahead<Photo> first = first(found);
        BatchScorer photosScorer = batch(settings)) {
      PhotoMemory memory = memory(found, photosScorer.maxInputSide());
      Map<String, String> more = Map.of("memory", memory.toString(), "rows", rows.sha256());
      FinishedPhotos finished = FinishedPhotos.read(out, formats, photosScorer, more, resumed);
      try (finished;
          ReportWriter reports =
              ReportWriter.open(OutputFolder.make(out), formats, force || resumed).on(drawing)) {
        finished.begin();
        failures = score(found, rows, reports, finished, photosScorer, memory, first, tally);
      }
      finished.complete();
    } finally {
      drawing.shutdown();
    }
    if (tally.kept > 0) {
      console.println(tally.kept + " photos were finished before");
    }
    console.printf(
        Locale.ROOT,
        "%d of %d photos scored, %d fragments; reports in %s%n",
        tally.scored,
        found.files().size(),
        tally.fragments,
        out);
    if (tally.doubtful > 0) {
      console.println(
          tally.doubtful + " of them in doubt: look at their pictures before you use the figures");
    }
    if (found.passedOver() > 0) {
      console.println(found.passedOver() + " pictures of earlier results skipped");
    }
    return failures(failures);
  }

  /** What came of the photos. */
  private static final class Tally {
    private int scored;
    private int kept;
    private long fragments;
    private int doubtful;
  }

  private void requireNoneLeft() {
    if (!force && !resume && FinishedPhotos.isLeft(out)) {
      throw new CoreScoreException(
          FailureKind.CONFIGURATION,
          out
              + ": a run was killed there, or is still at work; --resume goes on where it was,"
              + " --force begins again");
    }
  }

  private List<String> score(
      Photos found,
      RowLayouts rows,
      ReportWriter reports,
      FinishedPhotos finished,
      BatchScorer photosScorer,
      PhotoMemory memory,
      Ahead<Photo> first,
      Tally tally)
      throws IOException {
    Set<PhotoFile> before = new HashSet<>();
    for (PhotoFile photo : found.files()) {
      if (finished.contains(photo)) {
        before.add(photo);
      }
    }
    List<PhotoFile> open = found.files().stream().filter(p -> !before.contains(p)).toList();
    try (Stream<BatchResult> batch =
        photosScorer.score(tasks(open, rows, reports, memory, found.files().get(0), first))) {
      // Results come in the order of the files.
      Iterator<BatchResult> results = batch.iterator();
      return found.each(
          console(),
          failFast,
          photo -> {
            if (before.contains(photo)) {
              tally.kept++;
              tally.fragments += finished.restore(photo, reports);
              return photo.name() + ": finished before";
            }
            ScoredPhoto result = results.next().orThrow();
            reports.write(result);
            finished.add(photo, result);
            tally.scored++;
            tally.fragments += result.score().totalFragments();
            if (most() > 1 && tally.scored < open.size()) {
              ProcessMemory.collectIfLarge();
            }
            tally.doubtful += result.doubt().isPresent() ? 1 : 0;
            return result.summary() + rows(result, rows.layout(photo).isPresent());
          });
    }
  }

  private BatchScorer batch(ScoringPipeline.Builder settings) {
    BatchScorer.Builder batch = BatchScorer.builder(settings);
    Integer asked = threads;
    if (asked != null) {
      checked("--threads: ", () -> batch.threads(asked).waiting(asked));
    }
    return batch.build();
  }

  /** How many photos are worked on at a time. */
  private int most() {
    return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
  }

  private static Thread drawingThread(Runnable work) {
    Thread thread = new Thread(work, "corescore-drawing");
    thread.setDaemon(true);
    return thread;
  }

  /** Reads the first photo while the segmenter is made, if it is held whole. */
  private Ahead<Photo> first(Photos photos) {
    PhotoFile file = photos.files().get(0);
    PhotoMemory memory = memory(photos, OptionalInt.empty());
    return Ahead.of(
        "corescore-first-photo",
        () -> {
          PhotoDimensions size = PhotoReader.create().dimensions(file.file());
          boolean whole = (long) size.width() * size.height() <= memory.wholePixels();
          return whole ? memory.read(file) : null;
        });
  }

  private PhotoMemory memory(Photos photos, OptionalInt maxInputSide) {
    return wholeUpTo == null
        ? PhotoMemory.ofBatch(photos.files().size(), most(), maxInputSide)
        : PhotoMemory.of((long) (MEGA * wholeUpTo), maxInputSide);
  }

  private static Iterator<PhotoTask> tasks(
      List<PhotoFile> photos,
      RowLayouts rows,
      ReportWriter reports,
      PhotoMemory memory,
      PhotoFile ahead,
      Ahead<Photo> first) {
    return photos.stream()
        .map(
            photo ->
                rows.task(
                    photo,
                    photo.equals(ahead)
                        ? file -> first.take().orElseGet(() -> memory.read(file))
                        : memory::read,
                    () -> requireFree(reports, photo)))
        .iterator();
  }

  private static void requireFree(ReportWriter reports, PhotoFile photo) {
    try {
      reports.requireFree(photo.name());
    } catch (IOException e) {
      throw new CoreScoreException(FailureKind.IO, Messages.of(e), e);
    }
  }

  /** What is said of the rows: nothing of a photo that was to be taken for one. */
  private String rows(ScoredPhoto result, boolean given) {
    Layout layout = result.layout();
    String missing = rowLabels == null || given ? "" : "; no rows in " + rowLabels;
    if (layout.isWhole() && !given) {
      return missing.isEmpty() ? "" : missing + ": scored whole";
    }
    return missing + "; rows: " + layout.rows().size();
  }
}
