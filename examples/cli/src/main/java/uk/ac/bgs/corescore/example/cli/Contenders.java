// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.core.evaluate.Evaluator;
import uk.ac.bgs.corescore.core.mask.MaskPng;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoPairing;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.spi.OptionException;
import uk.ac.bgs.corescore.spi.Providers;

/** The options that say whose answers are judged. */
final class Contenders {
  /** Pixels within which boundaries match, unless another number is asked for. */
  static final int BOUNDARY = 3;

  @Option(
      names = "--segmenter",
      paramLabel = "ID",
      description = "A segmenter, run on the photographs; may be given several times.")
  private List<String> segmenters = List.of();

  @Mixin private SegmenterSettings settings = new SegmenterSettings();

  @Mixin private LayoutChoice layout = new LayoutChoice();

  @Option(
      names = "--predictions",
      paramLabel = "NAME=DIR",
      description = "A folder of class-index masks of any size, from anywhere.")
  private Map<String, Path> predictions = new LinkedHashMap<>();

  @Option(
      names = "--labels-of",
      paramLabel = "NAME",
      defaultValue = "corescore",
      description =
          "What values mean in predictions that do not say: corescore, 2019, or a text file of labels;"
              + " default ${DEFAULT-VALUE}.")
  private String labelsOf = "";

  @Option(
      names = "--boundary",
      paramLabel = "PX",
      defaultValue = "3",
      description = "Distance within which boundary pixels match; default ${DEFAULT-VALUE}.")
  private int boundary;

  /** What somebody said of a photo, and how long it took. */
  record Answer(Segmentation segmentation, OptionalDouble seconds) {}

  /** One whose answers are judged. */
  interface Contender extends AutoCloseable {
    String name();

    /** The answer for a photo, empty where there is none. */
    Optional<Answer> answer(String name, Optional<Photo> photo) throws IOException;

    @Override
    void close();
  }

  Evaluator evaluator() {
    return evaluator(boundary);
  }

  /** Compares within so many pixels. */
  static Evaluator evaluator(int boundary) {
    Map<String, String> merges = new LinkedHashMap<>(Evaluator.DEFAULT.merges());
    // The first label set had one value for the box and what is outside it.
    merges.put("Box", "Void");
    try {
      return new Evaluator(boundary, merges);
    } catch (IllegalArgumentException e) {
      throw new OptionException("--boundary: " + e.getMessage());
    }
  }

  boolean needPhotos() {
    return !segmenters.isEmpty();
  }

  /**
   * Opens all.
   *
   * @param folders whether predictions are in folders inside theirs
   */
  List<Contender> open(SubFolders folders) throws IOException {
    if (segmenters.isEmpty() && predictions.isEmpty()) {
      throw new OptionException("expected --segmenter ID or --predictions NAME=DIR");
    }
    for (String name : predictions.keySet()) {
      if (!name.matches("[\\p{L}\\p{N}_][\\p{L}\\p{N}_. +-]*")) {
        throw new OptionException(
            "--predictions takes a name of letters, digits and . _ + -, not '" + name + "'");
      }
    }
    Map<String, String> options = settings.all();
    if (segmenters.size() > 1 && !options.isEmpty()) {
      throw new OptionException(
          "--option and --model are for one segmenter, but there are " + segmenters);
    }
    Providers providers = Providers.discover(Contenders.class.getClassLoader());
    List<Contender> contenders = new ArrayList<>();
    for (String id : segmenters) {
      ScoringPipeline.Builder builder = ScoringPipeline.builder(providers, id);
      options.forEach(builder::segmenterOption);
      layout.apply(builder);
      contenders.add(new Segmenting(id, builder.build()));
    }
    LabelSet labels = LabelSets.of(labelsOf);
    for (Map.Entry<String, Path> entry : predictions.entrySet()) {
      contenders.add(
          new Predicted(
              entry.getKey(), PhotoPairing.of(MaskFiles.list(entry.getValue(), folders)), labels));
    }
    if (contenders.stream().map(Contender::name).distinct().count() != contenders.size()) {
      throw new OptionException("each contender has a name of its own");
    }
    return contenders;
  }

  /** One whose answers are those of a segmenter. */
  static Contender segmenting(String name, ScoringPipeline pipeline) {
    return new Segmenting(name, pipeline);
  }

  private record Segmenting(String name, ScoringPipeline pipeline) implements Contender {
    @Override
    public Optional<Answer> answer(String name, Optional<Photo> photo) {
      if (photo.isEmpty()) {
        return Optional.empty();
      }
      ScoredPhoto scored = pipeline.score(photo.get());
      return Optional.of(
          new Answer(
              scored.segmentation(),
              OptionalDouble.of(scored.provenance().elapsed().toNanos() / 1e9)));
    }

    @Override
    public void close() {
      pipeline.close();
    }
  }

  private record Predicted(String name, PhotoPairing files, LabelSet labels) implements Contender {
    @Override
    public Optional<Answer> answer(String name, Optional<Photo> photo) throws IOException {
      // What was made of the photo has its name; what is from elsewhere may have that of the truth.
      Optional<PhotoPairing.Match> file = photo.flatMap(read -> files.find(read.name()));
      file = file.isPresent() ? file : files.find(name);
      if (file.isEmpty()) {
        return Optional.empty();
      }
      LabelMask mask = MaskPng.read(file.get().photo().file(), labels);
      return Optional.of(new Answer(Evaluator.connected(mask), OptionalDouble.empty()));
    }

    @Override
    public void close() {}
  }
}
