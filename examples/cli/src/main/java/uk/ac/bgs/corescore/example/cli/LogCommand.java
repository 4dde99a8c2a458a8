// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.corelog.CoreLog;
import uk.ac.bgs.corescore.core.corelog.CoreLogger;
import uk.ac.bgs.corescore.core.corelog.LogPhoto;
import uk.ac.bgs.corescore.core.corelog.LogSettings;
import uk.ac.bgs.corescore.core.corelog.hole.HoleLog;
import uk.ac.bgs.corescore.core.corelog.hole.LogInterval;
import uk.ac.bgs.corescore.core.corelog.piece.HiddenRock;
import uk.ac.bgs.corescore.core.corelog.report.LogFormat;
import uk.ac.bgs.corescore.core.corelog.rule.RuleFigures;
import uk.ac.bgs.corescore.core.layout.RowFragments;
import uk.ac.bgs.corescore.core.measure.FragmentMeasurer;
import uk.ac.bgs.corescore.core.measure.SmallFragments;
import uk.ac.bgs.corescore.core.photo.PhotoDimensions;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.pipeline.BatchResult;
import uk.ac.bgs.corescore.core.pipeline.BatchScorer;
import uk.ac.bgs.corescore.core.pipeline.PhotoTask;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;
import uk.ac.bgs.corescore.core.place.LabelFrame;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.measure.FragmentSet;
import uk.ac.bgs.corescore.spi.Providers;

/** Logs core. */
@Command(
    name = "log",
    description = {
      "Makes a core log of photographs: how much core, how sound, at what depth.",
      "",
      "Writes intervals.csv (total and solid core recovery, RQD by BS 5930 and by",
      "ASTM D6032, fractures, of each run and box), pieces.csv, fractures.csv,",
      "zones.csv (intact, NI, NR) and log.json, and draws the strip log of each",
      "hole (HOLE.strip.svg, .png) and log.html, a page of it all; with --format ags",
      "log.ags, too. Pieces are found by a segmenter, or taken from --labels or --masks.",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  corescore log photos --boxes boxes.csv --runs runs.csv --out log",
      "  corescore log box1.jpg --boxes boxes.csv --rows rows.json \\",
      "    --mm-per-pixel 0.16 --step 0.5",
      "  corescore log photos --boxes boxes.csv --labels labels.json"
    })
final class LogCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "PHOTO",
      arity = "1..*",
      description = "Photographs (JPEG, PNG, TIFF, BMP), or folders of photographs.")
  private List<Path> photos = List.of();

  @Mixin private LogTablesRead tables = new LogTablesRead();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "corescore-log",
      description = "Where the log goes; default ${DEFAULT-VALUE}.")
  private Path out = Path.of(".");

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description =
          "Takes the pieces from a label file, or a ZIP or folder of them: each rock polygon is one.")
  private @Nullable Path labels;

  @Option(
      names = "--masks",
      paramLabel = "DIR",
      description =
          "Takes the pieces from a folder of masks: those of STEM.instances.png beside a mask, else"
              + " its 8-connected regions of rock.")
  private @Nullable Path masks;

  @Option(
      names = "--scales",
      paramLabel = "CSV",
      description =
          "With --labels, a table of photos whose size is not that of the labels' canvas: columns"
              + " file, external_id, label_canvas_width, label_canvas_height.")
  private @Nullable Path scales;

  @Option(
      names = "--labels-on",
      paramLabel = "PIXELS",
      defaultValue = "checked",
      description =
          "With --labels, what their coordinates count: checked, shown, stored or stretched, as for"
              + " masks; default ${DEFAULT-VALUE}.")
  private LabelFrame labelsOn = LabelFrame.CHECKED;

  @Option(
      names = "--rows",
      paramLabel = "LABELS",
      description =
          "The rows of core in each photo: the polygons Box of a label file, or a ZIP or folder of"
              + " them, or layouts as results have them.")
  private @Nullable Path rowLabels;

  @Option(
      names = "--min-area",
      paramLabel = "PX",
      defaultValue = "0",
      description = "Leaves out fragments of at most so many pixels; default ${DEFAULT-VALUE}.")
  private double minArea;

  @Mixin private LogOptions rules = new LogOptions();

  @Mixin private StripOptions strip = new StripOptions();

  @Mixin private LayoutChoice layout = new LayoutChoice();

  @Mixin private SegmenterChoice segmenter = new SegmenterChoice();

  @Mixin private SubFolders folders = new SubFolders();

  @Mixin private LogOutput output = new LogOutput();

  @Option(names = "--force", description = "Replaces a log that exists.")
  private boolean force;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  LogCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter console = spec.commandLine().getOut();
    LogSettings settings = rules.settings();
    strip.settings();
    LogOutput.Plan plan = output.plan();
    if (!(minArea >= 0 && minArea < Double.POSITIVE_INFINITY)) {
      throw new ParameterException(
          spec.commandLine(), "--min-area takes a number from 0, not " + minArea);
    }
    if (labels != null && masks != null) {
      throw new ParameterException(
          spec.commandLine(), "expected --labels FILE or --masks DIR, and not both");
    }
    Photos found = Photos.required(photos, folders.recursive(), spec.commandLine());
    tables.read(found.files(), console);
    List<PhotoFile> wanted =
        found.files().stream().filter(photo -> !tables.boxes(photo).isEmpty()).toList();
    Photos boxes = new Photos(wanted, found.passedOver(), found.failures());
    RowLabels rows =
        rowLabels == null ? RowLabels.none() : RowLabels.read(rowLabels, wanted, console);
    List<LogPhoto> logged = new ArrayList<>();
    List<String> failures = new ArrayList<>(tables.failures());
    if (labels == null && masks == null) {
      failures.addAll(segmented(boxes, rows, logged, console));
    } else {
      failures.addAll(drawn(boxes, rows, logged, console));
    }
    CoreLog log = CoreLogger.log(logged, tables.runs(), tables.intervals(), settings);
    log.remarks().forEach(remark -> console.println(Messages.line(remark)));
    Folders.make(out);
    List<String> wrong =
        LogOutput.write(plan, log, tables.runs(), boxes.files(), out, force, console);
    List<String> notDrawn =
        plan.formats().contains(LogFormat.STRIP)
            ? strip.write(log, failures, out, force)
            : List.of();
    log.holes().forEach(hole -> print(hole, console));
    console.println(
        logged.size() + " of " + found.files().size() + " photos logged; the log is in " + out);
    console.flush();
    failures.addAll(log.problems());
    failures.addAll(notDrawn);
    failures.addAll(wrong);
    return Messages.failures(failures, spec.commandLine().getErr());
  }

  /** Lets a segmenter look for the pieces. */
  private List<String> segmented(
      Photos boxes, RowLabels rows, List<LogPhoto> logged, PrintWriter console) throws IOException {
    Providers providers = Providers.discover(LogCommand.class.getClassLoader());
    ScoringPipeline.Builder builder = ScoringPipeline.builder(providers, segmenter.id(providers));
    segmenter.settings().forEach(builder::segmenterOption);
    layout.apply(builder);
    builder.minArea(minArea);
    PhotoReader reader = PhotoReader.create();
    Runtime machine = Runtime.getRuntime();
    try (BatchScorer scorer = BatchScorer.builder(builder).build();
        Stream<BatchResult> batch =
            scorer.score(
                boxes.files().stream()
                    .map(photo -> task(photo, rows, reader, machine, boxes, scorer))
                    .iterator())) {
      Iterator<BatchResult> results = batch.iterator();
      return boxes.each(
          console,
          false,
          photo -> {
            ScoredPhoto scored = results.next().orThrow();
            logged.add(photo(photo, scored.layout(), scored.fragments(), scored.segmentation()));
            return photo.name()
                + ": "
                + scored.fragments().fragments().size()
                + " fragments, rows: "
                + scored.layout().rows().size()
                + scored.doubt().map(doubt -> "; in doubt: " + doubt.reason()).orElse("");
          });
    }
  }

  private static PhotoTask task(
      PhotoFile photo,
      RowLabels rows,
      PhotoReader reader,
      Runtime machine,
      Photos boxes,
      BatchScorer scorer) {
    return new PhotoTask(
        photo.file().toString(),
        () -> {
          rows.requireUsable(photo);
          var read =
              reader.readReduced(
                  photo,
                  ScoreCommand.heldWhole(
                      machine.maxMemory(),
                      Math.min(machine.availableProcessors(), boxes.files().size())),
                  scorer.longerSide().orElse(ScoreCommand.USUAL_SIDE));
          rows.requireSame(photo, read);
          return read;
        },
        Optional.empty(),
        rows.layout(photo));
  }

  /** Takes the pieces from labels or masks. */
  private List<String> drawn(
      Photos boxes, RowLabels rows, List<LogPhoto> logged, PrintWriter console) throws IOException {
    Providers providers = Providers.discover(LogCommand.class.getClassLoader());
    Truth truth =
        Truth.of(
            Optional.ofNullable(labels),
            Optional.ofNullable(masks),
            PolygonOptions.of(photos.get(0), boxes.files(), Optional.ofNullable(scales), labelsOn));
    Truth.Found found = truth.found(true, console);
    Map<PhotoFile, Truth.Known> known =
        found.known().stream()
            .collect(Collectors.toMap(one -> one.photo().orElseThrow(), Function.identity()));
    PhotoReader reader = PhotoReader.create();
    List<String> failures = new ArrayList<>();
    failures.addAll(
        boxes.each(
            console,
            false,
            photo -> {
              Truth.Known one = known.get(photo);
              if (one == null) {
                throw new CoreScoreException(
                    photo.name() + ": no pieces in " + (labels == null ? masks : labels));
              }
              Segmentation all = one.truth().of(Optional.empty());
              PhotoDimensions size = reader.dimensions(photo.file());
              requireSize(photo, size, all);
              rows.requireUsable(photo);
              Optional<Layout> given = rows.layout(photo);
              Layout lies =
                  given.isPresent()
                      ? layout.applied(given.get())
                      : layout.layout(providers, size, () -> reader.read(photo));
              Segmentation kept = SmallFragments.leaveOut(all, minArea);
              FragmentSet fragments =
                  RowFragments.numbered(FragmentMeasurer.measure(kept), kept.fragments(), lies);
              logged.add(photo(photo, lies, fragments, kept));
              return photo.name()
                  + ": "
                  + fragments.fragments().size()
                  + " fragments, rows: "
                  + lies.rows().size();
            }));
    return failures;
  }

  private static void requireSize(PhotoFile photo, PhotoDimensions size, Segmentation all) {
    if (all.mask().width() != size.width() || all.mask().height() != size.height()) {
      throw new CoreScoreException(
          photo.name()
              + ": expected a mask of the photo's "
              + size.width()
              + " x "
              + size.height()
              + " px, got one of "
              + all.mask().width()
              + " x "
              + all.mask().height());
    }
  }

  private LogPhoto photo(
      PhotoFile photo, Layout lies, FragmentSet fragments, Segmentation segmentation) {
    return new LogPhoto(
        photo.name(),
        lies,
        fragments.fragments(),
        HiddenRock.covers(segmentation),
        tables.boxes(photo),
        tables.ties(photo),
        tables.marks(photo),
        Optional.empty());
  }

  /** The figures of runs, or of boxes where there are none. */
  private static void print(HoleLog hole, PrintWriter console) {
    LogInterval.Kind kind = hole.perRun() ? LogInterval.Kind.RUN : LogInterval.Kind.BOX;
    console.println(
        Messages.line(
            "hole "
                + hole.hole()
                + (hole.perRun() ? "" : ", per box, as no runs are given")
                + ": "
                + hole.pieces().size()
                + " pieces"));
    for (LogInterval one : hole.intervals()) {
      if (one.kind() == kind) {
        StringBuilder line =
            new StringBuilder(
                String.format(
                    Locale.ROOT,
                    "  %.2f-%.2f m %s",
                    one.depths().top().metres(),
                    one.depths().base().metres(),
                    one.name()));
        line.append(String.format(Locale.ROOT, "  TCR %.0f", one.figures().get(0).tcr()));
        for (RuleFigures figures : one.figures()) {
          figures
              .scr()
              .ifPresent(scr -> line.append(String.format(Locale.ROOT, "  SCR %.0f", scr)));
          line.append("  RQD ").append(figures.rules().name()).append(' ');
          line.append(
              figures.rqd().isPresent()
                  ? String.format(Locale.ROOT, "%.0f", figures.rqd().getAsDouble())
                  : "-");
        }
        line.append("  fractures ").append(one.fractures());
        console.println(Messages.line(line.toString()));
      }
    }
  }
}
