// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.results;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.annotation.AnnotatedPhoto;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.pipeline.Provenance;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;
import uk.ac.bgs.corescore.core.results.ResultVersion.Kind;
import uk.ac.bgs.corescore.core.score.SixMeasuresProvider;
import uk.ac.bgs.corescore.image.PixelScale;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.mask.Segmentation;

/**
 * Stores reviews of results: each verdict and correction becomes a state of the result, and the
 * labels of the photo become training labels. A review that fails with an exception was not taken,
 * and nothing of it stays; what was taken is in the log and on the disk. Safe for use by many
 * threads; of one result one verdict is taken at a time.
 */
public final class ResultReviews {
  private static final Logger LOG = LoggerFactory.getLogger("corescore.review");

  private static final String UNDO = "undo-";

  /** One lock for some of the results each. */
  private final List<Object> locks = Stream.generate(Object::new).limit(64).toList();

  private final ResultDisk disk;
  private final ResultPhotos photos;
  private final ResultStore results;
  private final TrainingLabels labels;
  private final Path scratch;

  /**
   * A stored correction.
   *
   * @param version the new state
   * @param problems shapes that were left out, or are doubtful, with reasons
   */
  public record Correction(ResultVersion version, List<AnnotationProblem> problems) {
    /**
     * Copies the list.
     *
     * @param version the new state
     * @param problems shapes with problems
     */
    public Correction {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Opens its folders, migrates them to the current form, and completes changes of a killed
   * process.
   *
   * @param disk what the folders are on
   * @param reader reads photos within limits
   * @param results where results are found
   * @param data the folder in which {@code feedback} is, for what is true as the training loop
   *     reads it, {@code reviews}, for what is needed to take it back, and {@code uploads}, for
   *     files on their way; made if they are not there
   * @throws IOException if a folder cannot be made or read
   */
  public ResultReviews(ResultDisk disk, PhotoReader reader, ResultStore results, Path data)
      throws IOException {
    this.disk = disk;
    this.photos = new ResultPhotos(reader);
    this.results = results;
    this.scratch = data.resolve("uploads");
    disk.makeFolder(scratch);
    Path feedback = data.resolve("feedback");
    Path reviews = data.resolve("reviews");
    new ShortNames(disk, results, feedback, reviews).lengthen();
    this.labels = new TrainingLabels(disk, feedback, reviews);
    finish();
  }

  /**
   * Accepts or rejects the current state.
   *
   * @param result the result
   * @param kind {@link Kind#ACCEPT} or {@link Kind#REJECT}
   * @param author its author
   * @param comment a comment
   * @return the new state
   * @throws IOException if it cannot be kept
   */
  public ResultVersion judge(StoredResult result, Kind kind, String author, String comment)
      throws IOException {
    synchronized (lock(result)) {
      ResultVersion before = result.requireCurrent();
      ResultVersion version = next(result, before, kind, author, comment);
      result.beginVersion(version.number());
      add(result, version);
      return version;
    }
  }

  private Object lock(StoredResult result) {
    return locks.get(Math.floorMod(result.id().hashCode(), locks.size()));
  }

  /** Takes a state that was begun; if that fails nothing of it stays. */
  private void add(StoredResult result, ResultVersion version) throws IOException {
    boolean added = false;
    try {
      if (version.kind() == Kind.SCALE) {
        result.addVersion(version);
      } else {
        take(result, version, version.kind().word(), moves -> result.addVersion(version, moves));
      }
      added = true;
    } finally {
      if (!added) {
        clear(() -> result.dropVersion(version.number()));
      }
    }
  }

  /** A change of which state holds. */
  private interface Change {
    void by(Moves moves) throws IOException;
  }

  private interface Clearing {
    void run() throws IOException;
  }

  private static void clear(Clearing step) {
    try {
      step.run();
    } catch (IOException e) {
      LOG.warn("event=not-cleared", e);
    }
  }

  /**
   * Stores a verdict: the current state, the training labels, and last the row of the log. The
   * change is atomic; on an exception nothing is changed. Of all results one verdict is taken at a
   * time, as several may be of one photo.
   */
  private void take(StoredResult result, ResultVersion version, String verdict, Change change)
      throws IOException {
    synchronized (labels) {
      Moves moves = new Moves(disk);
      boolean taken = false;
      try {
        labels.begin(result, version.number(), verdict);
        change.by(moves);
        settle(result, version, verdict, moves);
        taken = true;
      } finally {
        // What could not be rolled back is handled at the next start.
        if (!taken && moves.undo()) {
          clear(() -> labels.end(result.id()));
        }
      }
      moves.keep();
      clear(() -> labels.end(result.id()));
    }
  }

  private void settle(StoredResult result, ResultVersion version, String verdict, Moves moves)
      throws IOException {
    teach(result, version, moves);
    labels.log().add(result, version, verdict);
  }

  /** Updates the training labels to the current state. */
  private void teach(StoredResult result, ResultVersion version, Moves moves) throws IOException {
    Optional<ResultVersion> said = result.current();
    while (said.isPresent() && said.get().kind() == Kind.SCALE) {
      said = result.version(said.get().before());
    }
    Kind kind = said.map(ResultVersion::kind).orElse(Kind.MODEL);
    if (kind == Kind.ACCEPT || kind == Kind.CORRECT) {
      ResultVersion right = said.orElseThrow();
      Redrawing drawn = Redrawing.open(result, right);
      labels.put(
          result, right, drawn.outlines(layout(result, right)), photos.size(result, right), moves);
    } else {
      labels.remove(result, version, moves);
    }
  }

  /** Finishes what was being taken when the process was killed. */
  private void finish() throws IOException {
    for (String id : labels.unfinished()) {
      try {
        Optional<StoredResult> result = results.find(id);
        if (result.isPresent()) {
          finish(result.get());
        }
        labels.end(id);
      } catch (IOException | RuntimeException e) {
        LOG.error("result={} event=feedback-not-finished", id, e);
      }
    }
  }

  private void finish(StoredResult result) throws IOException {
    JsonValue begun = labels.begun(result.id());
    Optional<ResultVersion> version = result.version(StoredJson.count(begun.get("version")));
    String verdict = begun.get("verdict").plain();
    boolean holds = version.isPresent() && version.equals(result.current());
    // If the process was killed before the state changed, nothing was acknowledged; if it was
    // killed after the row of the log, everything was done.
    if (version.isPresent()
        && holds != verdict.startsWith(UNDO)
        && !labels.log().has(result, version.get(), verdict)) {
      Moves moves = new Moves(disk);
      settle(result, version.get(), verdict, moves);
      moves.keep();
      LOG.info("result={} event=feedback-finished verdict={}", result.id(), verdict);
    }
  }

  private static ResultVersion next(
      StoredResult result, ResultVersion before, Kind kind, String author, String comment)
      throws IOException {
    return new ResultVersion(
        result.nextNumber(),
        kind,
        author,
        Instant.now(),
        comment,
        before.number(),
        before.files(),
        before.facts());
  }

  /** Where the rows of core lie in a state. */
  private Layout layout(StoredResult result, ResultVersion version) throws IOException {
    return KeptLayout.read(disk, result.file(version, StoredResult.Report.JSON));
  }

  /**
   * Stores a correction of the shapes.
   *
   * @param result the result
   * @param polygons a label file: GeoJSON, labelme, LabelTool or another that is read
   * @param author who drew it
   * @param comment a comment
   * @return the new state
   * @throws uk.ac.bgs.corescore.core.annotation.AnnotationException if it is no label file
   * @throws CoreScoreException if it is not of this photo alone, or no shape can be used
   * @throws IOException if it cannot be kept
   */
  public Correction correct(StoredResult result, byte[] polygons, String author, String comment)
      throws IOException {
    synchronized (lock(result)) {
      long start = System.nanoTime();
      ResultVersion before = result.requireCurrent();
      Redrawing redrawing = Redrawing.open(result, before);
      DrawnShapes drawn;
      try {
        drawn =
            DrawnShapes.read(
                polygons,
                scratch,
                redrawing.labels(),
                new AnnotatedPhoto.Size(before.photoWidth(), before.photoHeight()));
      } catch (IOException e) {
        throw disk.told(scratch, e);
      }
      Photo photo = photos.fullSize(result);
      Map<String, String> options = new LinkedHashMap<>();
      options.put("from", before.fact("segmenter").plain());
      options.put("author", author);
      ScoredPhoto scored =
          Measuring.of(
              photo,
              redrawing.corrected(drawn.polygons()),
              before.scale(),
              new Provenance(
                  ScoringPipeline.libraryVersion(),
                  "corrected",
                  options,
                  Optional.empty(),
                  Optional.empty(),
                  SixMeasuresProvider.ID,
                  0,
                  Instant.now(),
                  Duration.ofNanos(System.nanoTime() - start)),
              Optional.empty(),
              layout(result, before));
      Measuring.requireWhole(scored);
      ResultVersion version = keep(result, before, Kind.CORRECT, author, comment, scored);
      return new Correction(version, drawn.problems());
    }
  }

  private ResultVersion keep(
      StoredResult result,
      ResultVersion before,
      Kind kind,
      String author,
      String comment,
      ScoredPhoto scored)
      throws IOException {
    int number = result.nextNumber();
    ResultVersion version =
        new ResultVersion(
            number,
            kind,
            author,
            Instant.now(),
            comment,
            before.number(),
            number,
            Facts.again(scored, before));
    Path folder = result.beginVersion(number);
    boolean written = false;
    try {
      disk.writing(folder, part -> VersionFiles.write(part, scored));
      written = true;
    } finally {
      if (!written) {
        clear(() -> result.dropVersion(number));
      }
    }
    add(result, version);
    return version;
  }

  /**
   * Stores a correction of the scale.
   *
   * @param result the result
   * @param scale the size of a full-size pixel
   * @param author its author
   * @return the new state
   * @throws IOException if it cannot be kept
   */
  public ResultVersion scale(StoredResult result, PixelScale scale, String author)
      throws IOException {
    synchronized (lock(result)) {
      ResultVersion before = result.requireCurrent();
      Photo photo = photos.fullSize(result);
      Segmentation kept = Redrawing.open(result, before).kept();
      ScoredPhoto scored =
          Measuring.of(
              photo,
              kept,
              Optional.of(scale),
              KeptProvenance.read(disk, result.file(before, StoredResult.Report.JSON)),
              Facts.doubt(before),
              layout(result, before));
      return keep(result, before, Kind.SCALE, author, "", scored);
    }
  }

  /**
   * Undoes the current state. The labels of the previous state hold again; without labels there,
   * those of another result of the photo.
   *
   * @param result the result
   * @return the state that holds now, empty if there was none before
   * @throws IOException if it cannot be kept
   */
  public Optional<ResultVersion> undo(StoredResult result) throws IOException {
    synchronized (lock(result)) {
      ResultVersion undone = result.requireCurrent();
      Optional<ResultVersion> before = result.version(undone.before());
      if (before.isPresent()) {
        String verdict = UNDO + undone.kind().word();
        int number = before.get().number();
        take(result, undone, verdict, moves -> result.makeCurrent(number, moves));
      }
      return before;
    }
  }
}
