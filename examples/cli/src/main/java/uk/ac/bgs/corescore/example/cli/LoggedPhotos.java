// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.corelog.LogPhoto;
import uk.ac.bgs.corescore.core.corelog.piece.Occlusions;
import uk.ac.bgs.corescore.core.corelog.table.BasePosition;
import uk.ac.bgs.corescore.core.layout.RowFragments;
import uk.ac.bgs.corescore.core.measure.FragmentMeasurer;
import uk.ac.bgs.corescore.core.measure.SmallFragments;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoDimensions;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.core.photo.PhotoMemory;
import uk.ac.bgs.corescore.core.photo.PhotoPairing;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.pipeline.BatchResult;
import uk.ac.bgs.corescore.core.pipeline.BatchScorer;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;
import uk.ac.bgs.corescore.core.place.LabelFrame;
import uk.ac.bgs.corescore.core.training.groundtruth.GroundTruth;
import uk.ac.bgs.corescore.core.training.groundtruth.GroundTruthReader;
import uk.ac.bgs.corescore.core.training.groundtruth.LabelReading;
import uk.ac.bgs.corescore.core.training.groundtruth.LabelledPhoto;
import uk.ac.bgs.corescore.core.training.groundtruth.RowLayouts;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.measure.Fragment;
import uk.ac.bgs.corescore.measure.FragmentSet;
import uk.ac.bgs.corescore.spi.Providers;

/** The photographs of a core log, what tables say of them, and where rows and pieces come from. */
final class LoggedPhotos {
  @Parameters(
      paramLabel = "PHOTO",
      arity = "1..*",
      description = "Photographs (JPEG, PNG, TIFF, BMP), or folders of photographs.")
  private List<Path> photos = List.of();

  @Mixin private LogTablesRead tables = new LogTablesRead();

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description =
          "Takes the pieces from a label file, or a ZIP or folder of them: each rock polygon is"
              + " one.")
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

  @Mixin private LayoutChoice layout = new LayoutChoice();

  @Mixin private SegmenterChoice segmenter = new SegmenterChoice();

  @Mixin private SubFolders folders = new SubFolders();

  /**
   * What was found.
   *
   * @param photos those that can be logged
   * @param files the photos of which the tables say something
   * @param count how many photos there were
   * @param rows the rows that were given
   * @param failures what cannot be logged
   */
  record Found(
      List<LogPhoto> photos,
      List<PhotoFile> files,
      int count,
      RowLayouts rows,
      List<String> failures) {
    /**
     * Reads a photo again, whole where it can be held in half of the memory, else as a copy.
     *
     * @param console where a copy is told of
     */
    Photo read(String name, PrintWriter console) {
      PhotoFile file = file(name);
      PhotoReader reader = PhotoReader.create();
      PhotoDimensions size = reader.dimensions(file.file());
      double pixels = (double) size.width() * size.height();
      long held = PhotoMemory.wholePixels(Runtime.getRuntime().maxMemory() / 2, 1);
      Photo photo;
      if (pixels <= held) {
        photo = reader.read(file);
      } else {
        double shrunk = Math.sqrt(held / pixels) * Math.max(size.width(), size.height());
        photo = reader.readReduced(file, held, (int) Math.max(1, shrunk));
        console.println(
            Messages.line(
                name
                    + ": looked at in a copy of "
                    + photo.image().width()
                    + " x "
                    + photo.image().height()
                    + " px; for all pixels give the JVM more memory with -Xmx"));
      }
      rows.requireSame(file, photo);
      return photo;
    }

    /** Reads a photo again, as a copy where it has more pixels than so many. */
    Photo readCopy(String name, long wholePixels, int longerSide) {
      PhotoFile file = file(name);
      Photo photo = PhotoReader.create().readReduced(file, wholePixels, longerSide);
      rows.requireSame(file, photo);
      return photo;
    }

    private PhotoFile file(String name) {
      return files.stream()
          .filter(one -> one.name().equals(name))
          .findFirst()
          .orElseThrow(
              () ->
                  new CoreScoreException(
                      FailureKind.NOT_FOUND, name + ": expected a photo that was logged"));
    }
  }

  /** What the tables say. */
  LogTablesRead tables() {
    return tables;
  }

  /**
   * Reads the tables and finds rows and pieces.
   *
   * @param pieces whether pieces are wanted; where they are not, and no table says that depths end
   *     with the rock, rows that are given or that a chosen finder finds are enough
   */
  Found find(boolean pieces, CommandLine command) throws IOException {
    PrintWriter console = command.getOut();
    if (!(minArea >= 0 && minArea < Double.POSITIVE_INFINITY)) {
      throw new ParameterException(command, "--min-area takes a number from 0, not " + minArea);
    }
    if (labels != null && masks != null) {
      throw new ParameterException(command, "expected --labels FILE or --masks DIR, and not both");
    }
    OptionUse.require(command, labels != null, "--labels", "--scales", "--labels-on");
    OptionUse.require(
        command,
        labels == null && masks == null,
        "pieces that a segmenter finds, not with --labels or --masks",
        "--segmenter",
        "--model",
        "--registry",
        "--option");
    OptionUse.require(
        command,
        (labels == null && masks == null) || layout.chosen(),
        "--layout where pieces are drawn",
        "--layout-option");
    Photos found = Photos.required(photos, folders.recursive(), command);
    tables.read(found.files(), console);
    List<PhotoFile> wanted =
        found.files().stream().filter(photo -> !tables.boxes(photo).isEmpty()).toList();
    Photos boxes = new Photos(wanted, found.passedOver(), found.failures());
    RowLayouts rows =
        rowLabels == null
            ? RowLayouts.none()
            : RowLayouts.read(
                rowLabels, found.files(), line -> console.println(Messages.line(line)));
    boolean needed =
        pieces
            || wanted.stream()
                .flatMap(photo -> tables.boxes(photo).stream())
                .anyMatch(row -> row.base() == BasePosition.ROCK);
    List<LogPhoto> logged = new ArrayList<>();
    List<String> failures = new ArrayList<>(tables.failures());
    if (labels != null || masks != null) {
      failures.addAll(drawn(boxes, found.files(), rows, logged, console));
    } else if (needed || (rowLabels == null && !layout.chosen())) {
      failures.addAll(segmented(boxes, rows, logged, console));
    } else {
      failures.addAll(rowsAlone(boxes, rows, logged, console));
    }
    return new Found(logged, wanted, found.files().size(), rows, failures);
  }

  /** Takes the rows, and looks for no pieces. */
  private List<String> rowsAlone(
      Photos boxes, RowLayouts rows, List<LogPhoto> logged, PrintWriter console) {
    Providers providers = Providers.discover(LoggedPhotos.class.getClassLoader());
    PhotoReader reader = PhotoReader.create();
    return boxes.each(
        console,
        false,
        photo -> {
          rows.requireUsable(photo);
          Optional<Layout> given = rows.layout(photo);
          if (given.isEmpty() && !layout.chosen()) {
            throw new CoreScoreException(
                FailureKind.NOT_FOUND, photo.name() + ": no rows in " + rowLabels);
          }
          Layout lies =
              given.isPresent()
                  ? layout.applied(given.get())
                  : layout.layout(
                      providers, reader.dimensions(photo.file()), () -> reader.read(photo));
          logged.add(photo(photo, lies, List.of(), List.of()));
          return photo.name() + ": rows: " + lies.rows().size();
        });
  }

  /** Lets a segmenter look for the pieces. */
  private List<String> segmented(
      Photos boxes, RowLayouts rows, List<LogPhoto> logged, PrintWriter console)
      throws IOException {
    Providers providers = Providers.discover(LoggedPhotos.class.getClassLoader());
    ScoringPipeline.Builder builder = ScoringPipeline.builder(providers, segmenter.id(providers));
    segmenter.settings().forEach(builder::segmenterOption);
    layout.apply(builder);
    builder.minArea(minArea);
    Runtime machine = Runtime.getRuntime();
    long held =
        PhotoMemory.wholePixels(
            machine.maxMemory(), Math.min(machine.availableProcessors(), boxes.files().size()));
    try (BatchScorer scorer = BatchScorer.builder(builder).build();
        Stream<BatchResult> batch =
            scorer.score(
                boxes.files().stream()
                    .map(
                        photo ->
                            rows.task(photo, PhotoMemory.of(held, scorer.maxInputSide()), () -> {}))
                    .iterator())) {
      Iterator<BatchResult> results = batch.iterator();
      return boxes.each(
          console,
          false,
          photo -> {
            ScoredPhoto scored = results.next().orThrow();
            logged.add(
                photo(
                    photo,
                    scored.layout(),
                    scored.fragments().fragments(),
                    Occlusions.covers(scored.segmentation())));
            return photo.name()
                + ": "
                + scored.fragments().fragments().size()
                + " fragments, rows: "
                + scored.layout().rows().size()
                + scored.doubt().map(doubt -> "; in doubt: " + doubt.reason()).orElse("");
          });
    }
  }

  /**
   * Takes the pieces from labels or masks.
   *
   * @param all all photos that there are: a record of one that is not wanted has its photo, too
   */
  private List<String> drawn(
      Photos boxes,
      List<PhotoFile> all,
      RowLayouts rows,
      List<LogPhoto> logged,
      PrintWriter console)
      throws IOException {
    Providers providers = Providers.discover(LoggedPhotos.class.getClassLoader());
    Map<PhotoFile, LabelledPhoto> known =
        truth(all, console).photos().stream()
            .collect(Collectors.toMap(LabelledPhoto::requirePhoto, Function.identity()));
    PhotoReader reader = PhotoReader.create();
    List<String> failures = new ArrayList<>();
    failures.addAll(
        boxes.each(
            console,
            false,
            photo -> {
              LabelledPhoto one = known.get(photo);
              if (one == null) {
                throw new CoreScoreException(
                    FailureKind.NOT_FOUND,
                    photo.name() + ": no pieces in " + (labels == null ? masks : labels));
              }
              Segmentation drawn = one.draw();
              PhotoDimensions size = reader.dimensions(photo.file());
              requireSize(photo, size, drawn);
              rows.requireUsable(photo);
              Optional<Layout> given = rows.layout(photo);
              Layout lies =
                  given.isPresent()
                      ? layout.applied(given.get())
                      : layout.layout(providers, size, () -> reader.read(photo));
              Segmentation kept = SmallFragments.leaveOut(drawn, minArea);
              FragmentSet fragments =
                  RowFragments.numbered(FragmentMeasurer.measure(kept), kept.fragments(), lies);
              logged.add(photo(photo, lies, fragments.fragments(), Occlusions.covers(kept)));
              return photo.name()
                  + ": "
                  + fragments.fragments().size()
                  + " fragments, rows: "
                  + lies.rows().size();
            }));
    return failures;
  }

  private GroundTruth truth(List<PhotoFile> files, PrintWriter console) throws IOException {
    PhotoPairing pairing = PhotoPairing.of(files);
    GroundTruthReader truth =
        new GroundTruthReader(
            Optional.of(scales == null ? pairing : pairing.withScales(scales)),
            LabelReading.of(labelsOn, false, false, true).withAdvice(new OptionAdvice()),
            line -> console.println(Messages.line(line)));
    return masks == null
        ? truth.labels(labels == null ? List.of() : List.of(labels))
        : truth.masks(masks, true, LabelSet.CORESCORE, true);
  }

  private static void requireSize(PhotoFile photo, PhotoDimensions size, Segmentation all) {
    if (all.mask().width() != size.width() || all.mask().height() != size.height()) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
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
      PhotoFile photo, Layout lies, List<Fragment> fragments, List<Geometry> covers) {
    return new LogPhoto(
        photo.name(),
        lies,
        fragments,
        covers,
        tables.boxes(photo),
        tables.ties(photo),
        tables.marks(photo),
        Optional.empty());
  }
}
