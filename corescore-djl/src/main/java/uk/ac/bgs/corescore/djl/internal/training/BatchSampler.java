// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.training;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.djl.internal.augmentation.AugmentedCropSampler;
import uk.ac.bgs.corescore.djl.internal.augmentation.Crop;
import uk.ac.bgs.corescore.djl.internal.augmentation.CropSampler;
import uk.ac.bgs.corescore.djl.internal.augmentation.LabelledImage;
import uk.ac.bgs.corescore.djl.internal.composition.ComposedBoxSampler;
import uk.ac.bgs.corescore.djl.internal.composition.ComposedRowSampler;
import uk.ac.bgs.corescore.djl.internal.composition.RowStrip;
import uk.ac.bgs.corescore.djl.internal.inference.Inference;
import uk.ac.bgs.corescore.djl.internal.inference.Resize;
import uk.ac.bgs.corescore.djl.internal.network.Heads;
import uk.ac.bgs.corescore.djl.internal.network.Prediction;
import uk.ac.bgs.corescore.djl.settings.TrainingExample;
import uk.ac.bgs.corescore.djl.settings.TrainingSettings;
import uk.ac.bgs.corescore.image.RgbImage;

/** Samples the batches of a training, and validates on the photos held out. */
public final class BatchSampler {
  private final TrainingSettings settings;
  private final Heads heads;
  private final List<LabelledImage> photos;
  private final List<LabelledImage> drawn;
  private final List<ValidationPhoto> held;
  private final float[] labelWeights;
  private final CropSampler crops;

  /** A validation photo, on the network's grid. */
  private record ValidationPhoto(String name, RgbImage image, LabelledImage truth) {}

  /**
   * A batch.
   *
   * @param input colours, pixel by pixel and crop by crop
   * @param width columns of a crop
   * @param height rows of a crop
   * @param targets ground truth in the layout of the output
   */
  public record Batch(ByteBuffer input, int width, int height, Targets targets) {}

  private BatchSampler(
      TrainingSettings settings,
      Heads heads,
      List<LabelledImage> photos,
      List<LabelledImage> drawn,
      List<ValidationPhoto> held,
      List<RgbImage> backgrounds) {
    this.settings = settings;
    this.heads = heads;
    this.photos = photos;
    this.drawn = drawn;
    this.held = held;
    this.labelWeights =
        LabelledImage.labelWeights(photos.isEmpty() ? drawn : photos, heads.labels().size());
    this.crops = crops(backgrounds);
  }

  public static BatchSampler of(
      TrainingSettings settings,
      Heads heads,
      List<TrainingExample> examples,
      List<TrainingExample> drawn,
      List<TrainingExample> heldOut) {
    List<ValidationPhoto> held = new ArrayList<>();
    for (TrainingExample example : heldOut) {
      held.add(
          new ValidationPhoto(
              example.name(),
              Resize.toMaximumSide(example.photo(), settings.photoWidth()),
              source(settings, heads, example)));
    }
    List<LabelledImage> photos = sources(settings, heads, examples);
    List<LabelledImage> cores = sources(settings, heads, drawn);
    return new BatchSampler(settings, heads, photos, cores, held, List.of());
  }

  private static boolean composes(TrainingSettings settings) {
    return settings.task() == TrainingSettings.Task.LAYOUT || settings.composedShare() > 0;
  }

  /**
   * Prepares photos and their ground truth.
   *
   * @throws CoreScoreException if boxes are to be composed of photos that show several rows
   */
  private static List<LabelledImage> sources(
      TrainingSettings settings, Heads heads, List<TrainingExample> examples) {
    List<LabelledImage> sources = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (TrainingExample example : examples) {
      LabelledImage source = source(settings, heads, example);
      sources.add(source);
      if (composes(settings) && !RowStrip.showsOneRow(source)) {
        others.add(
            example.name()
                + " ("
                + example.photo().width()
                + " x "
                + example.photo().height()
                + ")");
      }
    }
    if (!others.isEmpty()) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          "boxes are composed of photos of one row of core each, at least "
              + (int) RowStrip.SLENDER
              + " times as long as high; got several rows, or another shape, in "
              + String.join(", ", others));
    }
    return sources;
  }

  private static LabelledImage source(
      TrainingSettings settings, Heads heads, TrainingExample example) {
    return new LabelledImage(
        example, heads.indicesOf(example.truth().mask().labels()), settings.photoWidth());
  }

  /** The same with background photographs for composed boxes. */
  public BatchSampler on(List<RgbImage> backgrounds) {
    return new BatchSampler(settings, heads, photos, drawn, held, backgrounds);
  }

  private CropSampler crops(List<RgbImage> backgrounds) {
    return switch (settings.task()) {
      case LAYOUT -> new ComposedBoxSampler(settings, heads, photos, drawn, backgrounds);
      case SEGMENT -> {
        AugmentedCropSampler cut =
            new AugmentedCropSampler(
                photos,
                drawn,
                settings.drawnShare(),
                settings.cropWidth(),
                settings.cropHeight(),
                settings.photoWidth(),
                (byte) heads.labels().indexOf("Box").orElse(0),
                settings.seed());
        if (!composes(settings)) {
          yield cut;
        }
        CropSampler rows = new ComposedRowSampler(settings, heads, photos, drawn, backgrounds);
        yield (step, index) ->
            composed(step, index) ? rows.crop(step, index) : cut.crop(step, index);
      }
    };
  }

  /** Whether a crop is cut out of a composed box, by a random source of its own. */
  private boolean composed(long step, int index) {
    return AugmentedCropSampler.random(~settings.seed(), step, index).nextDouble()
        < settings.composedShare();
  }

  /** The batch of a step, in the model's order and range of colours. */
  public Batch batch(int step, TrainableModel trainable) {
    List<Crop> made = new ArrayList<>();
    for (int index = 0; index < settings.batch(); index++) {
      made.add(crops.crop(step, index));
    }
    Crop first = made.get(0);
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(12 * settings.batch() * first.size())
            .order(ByteOrder.nativeOrder());
    FloatBuffer to = bytes.asFloatBuffer();
    made.forEach(crop -> trainable.fill(crop, to));
    Targets targets = Targets.of(settings.task(), made, heads, labelWeights);
    return new Batch(bytes, first.width, first.height, targets);
  }

  /** The first crop of each step from the start. */
  public List<Crop> samples(int count) {
    List<Crop> samples = new ArrayList<>();
    for (int step = 0; step < count; step++) {
      samples.add(crops.crop(step, 0));
    }
    return samples;
  }

  public boolean hasValidation() {
    return !held.isEmpty();
  }

  /**
   * Predicts the validation photos.
   *
   * @return rock IoU of each, on the network's grid
   */
  public Map<String, Double> validate(Inference inference) {
    Map<String, Double> scores = new LinkedHashMap<>();
    for (ValidationPhoto photo : held) {
      Prediction prediction = inference.predict(photo.image(), false);
      scores.put(photo.name(), photo.truth().rockIou(prediction, heads));
    }
    return scores;
  }
}
