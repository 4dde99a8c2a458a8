// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.result;

import com.fasterxml.jackson.databind.JsonNode;
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
import uk.ac.bgs.corescore.core.annotation.AnnotatedPhoto;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.pipeline.Doubt;
import uk.ac.bgs.corescore.core.pipeline.Provenance;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;
import uk.ac.bgs.corescore.core.score.SixMeasuresProvider;
import uk.ac.bgs.corescore.example.service.result.Version.Kind;
import uk.ac.bgs.corescore.image.PixelScale;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.measure.Fragment;

/**
 * Takes what people say of results: each verdict and correction becomes a state of the result, and
 * what is true of the photo goes to the training labels. What was begun when the process was killed
 * is finished by {@link #finish}. Safe for use by many threads; of one result one verdict is taken
 * at a time.
 */
public final class ReviewDesk {
  private static final Logger LOG = LoggerFactory.getLogger("corescore.review");

  private static final String UNDO = "undo-";

  /** A shape that falls into more crosses itself, or is no outline of a piece. */
  private static final int MOST_PARTS = 1000;

  /** One lock for some of the results each. */
  private final List<Object> locks = Stream.generate(Object::new).limit(64).toList();

  private final Scorer scorer;
  private final TrainingLabels labels;
  private final Path scratch;

  /**
   * A correction that was taken.
   *
   * @param version the new state
   * @param problems shapes that were left out, or are doubtful, with reasons
   */
  public record Correction(Version version, List<AnnotationProblem> problems) {
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
   * Makes a desk.
   *
   * @param scorer who reads photos
   * @param labels a folder for what is true, as the training loop reads it; made if it is not there
   * @param scratch a folder for files on their way
   * @throws IOException if the folder cannot be made
   */
  public ReviewDesk(Scorer scorer, Path labels, Path scratch) throws IOException {
    this.scorer = scorer;
    this.labels = new TrainingLabels(labels);
    this.scratch = scratch;
  }

  /**
   * A person says that the state that holds is right, or of no use.
   *
   * @param result the result
   * @param kind {@link Kind#ACCEPT} or {@link Kind#REJECT}
   * @param author who says so
   * @param comment what else
   * @return the new state
   * @throws IOException if it cannot be kept
   */
  public Version judge(StoredResult result, Kind kind, String author, String comment)
      throws IOException {
    synchronized (lock(result)) {
      Version before = result.requireCurrent();
      Version version = next(result, before, kind, author, comment);
      labels.begin(result, version.number(), kind.word());
      result.beginVersion(version.number());
      result.addVersion(version);
      settle(result, version, kind.word());
      return version;
    }
  }

  private Object lock(StoredResult result) {
    return locks.get(Math.floorMod(result.id().hashCode(), locks.size()));
  }

  /** Brings the labels to what the state that holds says of the photo, and writes the log. */
  private void settle(StoredResult result, Version version, String verdict) throws IOException {
    Optional<Version> said = result.current();
    while (said.isPresent() && said.get().kind() == Kind.SCALE) {
      said = result.version(said.get().before());
    }
    Kind kind = said.map(Version::kind).orElse(Kind.MODEL);
    if (kind == Kind.ACCEPT || kind == Kind.CORRECT) {
      teach(result, said.orElseThrow());
    } else {
      labels.remove(result, version);
    }
    if (!labels.isLogged(result, version, verdict)) {
      labels.log(result, version, verdict);
    }
    labels.end(result.id());
  }

  /**
   * Finishes what was being taken when the process was killed.
   *
   * @param results where results are found
   */
  public void finish(ResultStore results) {
    try {
      for (String id : labels.unfinished()) {
        Optional<StoredResult> result = results.find(id);
        if (result.isPresent()) {
          finish(result.get());
        }
        labels.end(id);
      }
    } catch (IOException | RuntimeException e) {
      LOG.error("event=feedback-not-finished", e);
    }
  }

  private void finish(StoredResult result) throws IOException {
    synchronized (lock(result)) {
      JsonNode begun = labels.begun(result.id());
      Optional<Version> version = result.version(begun.path("version").asInt());
      String verdict = begun.path("verdict").asText();
      boolean holds = version.isPresent() && version.equals(result.current());
      // Killed before the state was changed, nobody was told of it, and nothing has been said.
      if (version.isPresent() && holds != verdict.startsWith(UNDO)) {
        settle(result, version.get(), verdict);
        LOG.info("result={} event=feedback-finished verdict={}", result.id(), verdict);
      }
    }
  }

  private static Version next(
      StoredResult result, Version before, Kind kind, String author, String comment)
      throws IOException {
    return new Version(
        result.nextNumber(),
        kind,
        author,
        Instant.now(),
        comment,
        before.number(),
        before.files(),
        before.facts());
  }

  private void teach(StoredResult result, Version version) throws IOException {
    labels.put(result, version, Redrawing.open(result, version).outlines(), size(result, version));
  }

  /** The size of the photo's file: that of a copy that was reduced is read from it. */
  private AnnotatedPhoto.Size size(StoredResult result, Version version) throws IOException {
    if (result.size().isPresent()) {
      RgbImage image = scorer.read(result).image();
      return new AnnotatedPhoto.Size(image.width(), image.height());
    }
    JsonNode photo = version.facts().path("photo");
    return new AnnotatedPhoto.Size(photo.path("width").asInt(), photo.path("height").asInt());
  }

  /**
   * A person drew what is right.
   *
   * @param result the result
   * @param polygons a label file: GeoJSON, labelme, LabelTool or another that is read
   * @param author who drew it
   * @param comment what else
   * @return the new state
   * @throws uk.ac.bgs.corescore.core.annotation.AnnotationException if it is no label file
   * @throws UnusableShapesException if it is not of this photo alone, or no shape can be used
   * @throws IOException if it cannot be kept
   */
  public Correction correct(StoredResult result, byte[] polygons, String author, String comment)
      throws IOException {
    synchronized (lock(result)) {
      long start = System.nanoTime();
      Version before = result.requireCurrent();
      Redrawing redrawing = Redrawing.open(result, before);
      DrawnShapes drawn =
          DrawnShapes.read(polygons, scratch, redrawing.labels(), before.facts().path("photo"));
      Photo photo = scorer.fullSize(result);
      Map<String, String> options = new LinkedHashMap<>();
      options.put("from", before.facts().path("segmenter").asText());
      options.put("author", author);
      ScoredPhoto scored =
          Measuring.of(
              photo,
              redrawing.corrected(drawn.polygons()),
              scale(before),
              new Provenance(
                  ScoringPipeline.libraryVersion(),
                  "corrected",
                  options,
                  Optional.empty(),
                  SixMeasuresProvider.ID,
                  0,
                  Instant.now(),
                  Duration.ofNanos(System.nanoTime() - start)),
              Optional.empty());
      requireWhole(scored);
      Version version = keep(result, before, Kind.CORRECT, author, comment, scored);
      settle(result, version, Kind.CORRECT.word());
      return new Correction(version, drawn.problems());
    }
  }

  /** Refuses shapes that nobody draws, and that take minutes to draw again. */
  private static void requireWhole(ScoredPhoto scored) {
    for (Fragment fragment : scored.fragments().fragments()) {
      int parts = fragment.outline().getNumGeometries();
      if (parts > MOST_PARTS) {
        throw new UnusableShapesException(
            "shape "
                + fragment.id()
                + " falls into "
                + parts
                + " parts, at most "
                + MOST_PARTS
                + " expected; it may cross itself");
      }
    }
  }

  private Version keep(
      StoredResult result,
      Version before,
      Kind kind,
      String author,
      String comment,
      ScoredPhoto scored)
      throws IOException {
    int number = result.nextNumber();
    VersionFiles.write(result.beginVersion(number), scored);
    Version version =
        new Version(
            number,
            kind,
            author,
            Instant.now(),
            comment,
            before.number(),
            number,
            Facts.again(scored, before.facts()));
    if (kind != Kind.SCALE) {
      labels.begin(result, number, kind.word());
    }
    result.addVersion(version);
    return version;
  }

  private static Optional<PixelScale> scale(Version version) {
    double scale = version.facts().path("mmPerPixel").asDouble(0);
    return scale > 0 ? Optional.of(new PixelScale(scale)) : Optional.empty();
  }

  /**
   * A person says how large a pixel is.
   *
   * @param result the result
   * @param scale the size of a full-size pixel
   * @param author who says so
   * @return the new state
   * @throws IOException if it cannot be kept
   */
  public Version scale(StoredResult result, PixelScale scale, String author) throws IOException {
    synchronized (lock(result)) {
      Version before = result.requireCurrent();
      Photo photo = scorer.fullSize(result);
      Segmentation kept = Redrawing.open(result, before).kept();
      ScoredPhoto scored =
          Measuring.of(
              photo,
              kept,
              Optional.of(scale),
              KeptProvenance.read(result.file(before, ResultFile.JSON)),
              before.facts().has("doubt") ? Doubt.of(photo, kept) : Optional.empty());
      return keep(result, before, Kind.SCALE, author, "", scored);
    }
  }

  /**
   * Goes back to the state before the one that holds. What that says of the photo is true again;
   * where it says nothing, what was said of another result of the photo is.
   *
   * @param result the result
   * @return the state that holds now, empty if there was none before
   * @throws IOException if it cannot be kept
   */
  public Optional<Version> undo(StoredResult result) throws IOException {
    synchronized (lock(result)) {
      Version undone = result.requireCurrent();
      Optional<Version> before = result.version(undone.before());
      if (before.isPresent()) {
        String verdict = UNDO + undone.kind().word();
        labels.begin(result, undone.number(), verdict);
        result.makeCurrent(before.get().number());
        settle(result, undone, verdict);
      }
      return before;
    }
  }
}
