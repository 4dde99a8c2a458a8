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
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.corelog.LogPhoto;
import uk.ac.bgs.corescore.core.corelog.PhotoTables;
import uk.ac.bgs.corescore.core.corelog.piece.Occlusions;
import uk.ac.bgs.corescore.core.measure.SmallFragments;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.core.photo.PhotoMemory;
import uk.ac.bgs.corescore.core.photo.PhotoPairing;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.pipeline.BatchResult;
import uk.ac.bgs.corescore.core.pipeline.BatchScorer;
import uk.ac.bgs.corescore.core.pipeline.PhotoTask;
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
import uk.ac.bgs.corescore.spi.Providers;

/** The photographs of a core log, what tables say of them, and where rows and pieces come from. */
final class LoggedPhotos {
  /** Larger photos are drawn by copies. */
  private static final long DRAWN_PIXELS = 8_000_000;

  private static final int DRAWN_SIDE = 4000;

  @Parameters(
      paramLabel = "PHOTO",
      arity = "1..*",
      description = "Photographs (JPEG, PNG, TIFF, BMP), or folders of photographs.")
  private List<Path> photos = List.of();

  @Mixin private LogTableOptions tables = new LogTableOptions();

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
   * @param tables what the tables say
   * @param count how many photos there were
   * @param rows the rows that were given
   * @param failures what cannot be logged
   */
  record Found(
      List<LogPhoto> photos,
      PhotoTables tables,
      int count,
      RowLayouts rows,
      List<String> failures) {
    /** Reads a photo again, whole where it can be held in half of the memory, else as a copy. */
    Photo read(String name, Consumer<String> remarks) {
      PhotoFile file = file(name);
      Photo photo = PhotoMemory.ofHalf(PhotoReader.create().dimensions(file.file())).read(file);
      if (photo.reduced()) {
        remarks.accept(
            name
                + ": looked at in a copy of "
                + photo.image().width()
                + " x "
                + photo.image().height()
                + " px; for all pixels give the JVM more memory with -Xmx");
      }
      rows.requireSame(file, photo);
      return photo;
    }

    /** Reads a photo again, as a copy that is fine enough for a drawing where it is large. */
    Photo readCopy(String name) {
      PhotoFile file = file(name);
      Photo photo = PhotoReader.create().readReduced(file, DRAWN_PIXELS, DRAWN_SIDE);
      rows.requireSame(file, photo);
      return photo;
    }

    private PhotoFile file(String name) {
      return tables.photos().stream()
          .filter(one -> one.name().equals(name))
          .findFirst()
          .orElseThrow(
              () ->
                  new CoreScoreException(
                      FailureKind.NOT_FOUND, name + ": expected a photo that was logged"));
    }
  }

  /**
   * Reads the tables and finds rows and pieces.
   *
   * @param pieces whether pieces are wanted; where they are not, and no table says that depths end
   *     with the rock, rows that are given or that a chosen finder finds are enough
   */
  Found find(boolean pieces, CommandLine command) throws IOException {
    PrintWriter console = command.getOut();
    Consumer<String> remarks = line -> console.println(Messages.line(line));
    if (!(minArea >= 0 && minArea < Double.POSITIVE_INFINITY)) {
      throw new ParameterException(command, "--min-area takes a number from 0, not " + minArea);
    }
    if (labels != null && masks != null) {
      throw new ParameterException(command, "expected --labels FILE or --masks DIR, and not both");
    }
    boolean drawn = labels != null || masks != null;
    OptionUse.require(command, labels != null, "--labels", "--scales", "--labels-on");
    OptionUse.require(
        command,
        !drawn,
        "pieces that a segmenter finds, not with --labels or --masks",
        "--segmenter",
        "--model",
        "--registry",
        "--option");
    OptionUse.require(
        command, !drawn || layout.chosen(), "--layout where pieces are drawn", "--layout-option");
    Photos found = Photos.required(photos, folders.recursive(), command);
    PhotoTables said = tables.read(found.files(), remarks);
    Photos boxes = new Photos(said.photos(), found.passedOver(), found.failures());
    RowLayouts rows =
        rowLabels == null ? RowLayouts.none() : RowLayouts.read(rowLabels, found.files(), remarks);
    boolean needed = pieces || said.needsPieces();
    List<LogPhoto> logged = new ArrayList<>();
    Found all =
        new Found(logged, said, found.files().size(), rows, new ArrayList<>(said.problems()));
    if (drawn) {
      // All photos: a record of one that is not wanted has its photo, too.
      GroundTruth truth = truth(found.files(), remarks);
      all.failures().addAll(drawn(boxes, truth, all, console));
    } else if (needed || (rowLabels == null && !layout.chosen())) {
      all.failures().addAll(segmented(boxes, all, console));
    } else {
      all.failures().addAll(rowsAlone(boxes, all, console));
    }
    return all;
  }

  /** Takes the rows, and looks for no pieces. */
  private List<String> rowsAlone(Photos boxes, Found found, PrintWriter console) {
    return boxes.each(
        console,
        false,
        photo -> {
          found.rows().requireUsable(photo);
          if (found.rows().layout(photo).isEmpty() && !layout.chosen()) {
            throw new CoreScoreException(
                FailureKind.NOT_FOUND, photo.name() + ": no rows in " + rowLabels);
          }
          Layout lies = layout.layout(photo, found.rows());
          found.photos().add(found.tables().photo(photo, lies, List.of(), List.of()));
          return photo.name() + ": rows: " + lies.rows().size();
        });
  }

  /** Lets a segmenter look for the pieces. */
  private List<String> segmented(Photos boxes, Found found, PrintWriter console)
      throws IOException {
    Providers providers = Subcommand.providers();
    ScoringPipeline.Builder builder = ScoringPipeline.builder(providers, segmenter.id(providers));
    segmenter.settings().forEach(builder::segmenterOption);
    layout.apply(builder);
    builder.minArea(minArea);
    try (BatchScorer scorer = BatchScorer.builder(builder).build();
        Stream<BatchResult> batch = scorer.score(tasks(boxes.files(), found.rows(), scorer))) {
      Iterator<BatchResult> results = batch.iterator();
      return boxes.each(
          console,
          false,
          photo -> {
            ScoredPhoto scored = results.next().orThrow();
            LogPhoto one =
                found
                    .tables()
                    .photo(
                        photo,
                        scored.layout(),
                        scored.fragments().fragments(),
                        Occlusions.covers(scored.segmentation()));
            found.photos().add(one);
            return summary(one)
                + scored.doubt().map(doubt -> "; in doubt: " + doubt.reason()).orElse("");
          });
    }
  }

  private static Iterator<PhotoTask> tasks(
      List<PhotoFile> photos, RowLayouts rows, BatchScorer scorer) {
    int threads = Runtime.getRuntime().availableProcessors();
    PhotoMemory memory = PhotoMemory.ofBatch(photos.size(), threads, scorer.maxInputSide());
    return photos.stream().map(photo -> rows.task(photo, memory::read, () -> {})).iterator();
  }

  private static String summary(LogPhoto photo) {
    return photo.name()
        + ": "
        + photo.fragments().size()
        + " fragments, rows: "
        + photo.layout().rows().size();
  }

  /** Takes the pieces from labels or masks. */
  private List<String> drawn(Photos boxes, GroundTruth truth, Found found, PrintWriter console) {
    Map<PhotoFile, LabelledPhoto> known =
        truth.photos().stream()
            .collect(Collectors.toMap(LabelledPhoto::requirePhoto, Function.identity()));
    return boxes.each(
        console,
        false,
        photo -> {
          LabelledPhoto one = known.get(photo);
          if (one == null) {
            throw new CoreScoreException(
                FailureKind.NOT_FOUND,
                photo.name() + ": no pieces in " + (labels == null ? masks : labels));
          }
          Segmentation pieces = SmallFragments.leaveOut(one.draw(), minArea);
          LogPhoto logged = found.tables().photo(photo, layout.layout(photo, found.rows()), pieces);
          found.photos().add(logged);
          return summary(logged);
        });
  }

  private GroundTruth truth(List<PhotoFile> files, Consumer<String> remarks) throws IOException {
    PhotoPairing pairing = PhotoPairing.of(files);
    GroundTruthReader truth =
        new GroundTruthReader(
            Optional.of(scales == null ? pairing : pairing.withScales(scales)),
            LabelReading.of(labelsOn, false, false, true).withAdvice(new OptionAdvice()),
            remarks);
    return masks == null
        ? truth.labels(labels == null ? List.of() : List.of(labels))
        : truth.masks(masks, true, LabelSet.CORESCORE, true);
  }
}
