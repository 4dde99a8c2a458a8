// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uk.ac.bgs.corescore.core.annotation.AnnotatedPhoto;
import uk.ac.bgs.corescore.core.annotation.AnnotationFile;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem;
import uk.ac.bgs.corescore.core.annotation.AnnotationReader;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.pipeline.Provenance;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;
import uk.ac.bgs.corescore.core.score.SixMeasuresProvider;
import uk.ac.bgs.corescore.example.service.result.Version.Kind;
import uk.ac.bgs.corescore.image.PixelScale;
import uk.ac.bgs.corescore.mask.LabelledPolygon;

/**
 * Takes what people say of results: each verdict and correction becomes a state of the result, and
 * what is true of the photo goes to the training labels. Safe for use by many threads; one verdict
 * is taken at a time.
 */
public final class ReviewDesk {
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
   * @param labels where what is true goes
   * @param scratch a folder for files on their way
   */
  public ReviewDesk(Scorer scorer, TrainingLabels labels, Path scratch) {
    this.scorer = scorer;
    this.labels = labels;
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
  public synchronized Version judge(StoredResult result, Kind kind, String author, String comment)
      throws IOException {
    Version before = result.requireCurrent();
    Version version = next(result, before, kind, author, comment);
    result.addVersion(version);
    if (kind == Kind.ACCEPT) {
      teach(result, version);
    } else {
      labels.remove(result, version);
    }
    labels.log(result, version, kind.word());
    return version;
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
    Photo photo = scorer.read(result);
    AnnotatedPhoto.Size size =
        new AnnotatedPhoto.Size(photo.image().width(), photo.image().height());
    labels.put(result, version, Redrawing.open(result, version).outlines(), size);
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
   * @throws IOException if it cannot be kept
   */
  public synchronized Correction correct(
      StoredResult result, byte[] polygons, String author, String comment) throws IOException {
    long start = System.nanoTime();
    Version before = result.requireCurrent();
    Redrawing redrawing = Redrawing.open(result, before);
    AnnotationFile read = read(polygons, redrawing);
    List<LabelledPolygon> drawn = new ArrayList<>();
    read.photos().forEach(photo -> drawn.addAll(photo.polygons()));
    if (drawn.isEmpty() && !read.problems().isEmpty()) {
      throw new UnusableShapesException(read.problems());
    }
    Photo photo = scorer.fullSize(result);
    Map<String, String> options = new LinkedHashMap<>();
    options.put("from", before.facts().path("segmenter").asText());
    options.put("author", author);
    ScoredPhoto scored =
        Measuring.of(
            photo,
            redrawing.corrected(drawn),
            scale(before),
            new Provenance(
                ScoringPipeline.libraryVersion(),
                "corrected",
                options,
                Optional.empty(),
                SixMeasuresProvider.ID,
                0,
                Instant.now(),
                Duration.ofNanos(System.nanoTime() - start)));
    Version version = keep(result, before, Kind.CORRECT, author, comment, scored);
    teach(result, version);
    labels.log(result, version, Kind.CORRECT.word());
    return new Correction(version, read.problems());
  }

  private static Version keep(
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
    result.addVersion(version);
    return version;
  }

  private AnnotationFile read(byte[] polygons, Redrawing redrawing) throws IOException {
    Path file = Files.createTempFile(scratch, "polygons", ".json");
    try {
      Files.write(file, polygons);
      return AnnotationReader.create().withLabels(redrawing.labels()).read(file);
    } finally {
      Files.deleteIfExists(file);
    }
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
  public synchronized Version scale(StoredResult result, PixelScale scale, String author)
      throws IOException {
    Version before = result.requireCurrent();
    ScoredPhoto scored =
        Measuring.of(
            scorer.fullSize(result),
            Redrawing.open(result, before).kept(),
            Optional.of(scale),
            KeptProvenance.read(result.file(before, ResultFile.JSON)));
    return keep(result, before, Kind.SCALE, author, "", scored);
  }

  /**
   * Goes back to the state before the one that holds.
   *
   * @param result the result
   * @return the state that holds now, empty if there was none before
   * @throws IOException if it cannot be kept
   */
  public synchronized Optional<Version> undo(StoredResult result) throws IOException {
    Version undone = result.requireCurrent();
    Optional<Version> before = result.version(undone.before());
    if (before.isEmpty()) {
      return before;
    }
    result.makeCurrent(before.get().number());
    labels.log(result, undone, "undo-" + undone.kind().word());
    // What the state before says of the photo is true again.
    Optional<Version> said = before;
    while (said.isPresent() && said.get().kind() == Kind.SCALE) {
      said = result.version(said.get().before());
    }
    Kind kind = said.map(Version::kind).orElse(Kind.MODEL);
    if (kind == Kind.ACCEPT || kind == Kind.CORRECT) {
      teach(result, said.orElseThrow());
    } else {
      labels.remove(result, undone);
    }
    return before;
  }
}
