// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.inference;

import ai.djl.Device;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import uk.ac.bgs.corescore.djl.internal.engine.Precision;
import uk.ac.bgs.corescore.djl.internal.engine.Torch;
import uk.ac.bgs.corescore.djl.internal.instance.MarkerWatershed;
import uk.ac.bgs.corescore.djl.internal.instance.RegionAdjacencyGraph;
import uk.ac.bgs.corescore.djl.internal.instance.RubbleFinder;
import uk.ac.bgs.corescore.djl.internal.instance.SegmentationThresholds;
import uk.ac.bgs.corescore.djl.internal.model.ModelFile;
import uk.ac.bgs.corescore.djl.internal.network.Prediction;
import uk.ac.bgs.corescore.djl.settings.RowScale;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.ConfidenceMap;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.segment.SegmentationException;
import uk.ac.bgs.corescore.segment.Segmenter;
import uk.ac.bgs.corescore.spi.OptionException;

/** Predicts a photo with a network and splits rock into pieces. Safe for use by many threads. */
public final class UnetSegmenter implements Segmenter {
  /** The id of its provider. */
  public static final String ID = "djl-unet";

  /** Cells of the largest grid; processing takes some 100 bytes a cell. */
  private static final int MAX_CELLS = 16_000_000;

  /** The greatest enlargement of a photo; more adds no detail. */
  private static final double MAX_ENLARGEMENT = 2;

  private final ModelFile model;
  private final Map<String, String> chosen;

  private final SharedInference network;
  private final boolean flips;
  private final SegmentationThresholds rules;
  private final LabelSet labels;
  private final byte[] index;
  private final boolean[] rocks;

  public UnetSegmenter(
      ModelFile model,
      Device device,
      Precision precision,
      int threads,
      boolean flips,
      int tile,
      SegmentationThresholds rules) {
    this.model = model;
    this.chosen = precision.chosen(device);
    // An ONNX session has its own threads.
    this.network =
        new SharedInference(
                "segmenter " + ID,
                model.engine().equals(Torch.NAME) ? threads : 0,
                () -> new Inference(opened(model, device, precision, threads, tile), tile))
            .opened();
    this.flips = flips;
    this.rules = rules;
    LabelSet own = model.heads().labels();
    boolean known =
        own.labels().stream().allMatch(label -> LabelSet.CORESCORE.labels().contains(label));
    this.labels = known ? LabelSet.CORESCORE : own;
    this.index = new byte[own.size()];
    this.rocks = new boolean[own.size()];
    for (int i = 0; i < index.length; i++) {
      rocks[i] = own.isRock(i);
      index[i] = (byte) labels.indexOf(own.get(i).name()).orElseThrow();
    }
  }

  private static ImageModel opened(
      ModelFile file, Device device, Precision precision, int threads, int tile) {
    ImageModel model = ImageModel.open(file, device, precision, threads);
    int minimum = Tiles.minimumCells(model);
    if (tile > 0 && tile < minimum) {
      model.close();
      throw new OptionException(
          String.format(
              Locale.ROOT,
              "option tile is %d, but a tile of this model has at least %d cells: expected that"
                  + " many, or 0 for the default",
              tile,
              minimum));
    }
    return model;
  }

  @Override
  public Segmentation segment(RgbImage photo) {
    Prediction prediction = predict(photo, onGrid(photo));
    return segmentation(
        prediction, photo, RowScale.SHARE * Math.max(prediction.width(), prediction.height()));
  }

  @Override
  public OptionalInt pixelsAcrossRow() {
    return OptionalInt.of(RowScale.cellsAcross(model.photoWidth()));
  }

  @Override
  public Segmentation segmentRow(RgbImage row) {
    return segmentation(predict(row, row), row, RowScale.SHARE * model.photoWidth());
  }

  /** The prediction for a photo that was resampled. */
  private Prediction predict(RgbImage photo, RgbImage grid) {
    Prediction prediction =
        network.whileOpen(
            () ->
                network.predict(
                    grid,
                    flips,
                    (reason, cause) -> new SegmentationException(ID, photo, reason, cause)));
    // The prediction of an enlarged photo is returned on the photo's own grid.
    return prediction.resizedTo(
        Math.min(prediction.width(), photo.width()), Math.min(prediction.height(), photo.height()));
  }

  private RgbImage onGrid(RgbImage photo) {
    double scale =
        Math.min(
            MAX_ENLARGEMENT, (double) model.photoWidth() / Math.max(photo.width(), photo.height()));
    double cells = (double) photo.width() * photo.height() * scale * scale;
    if (cells > MAX_CELLS) {
      scale *= Math.sqrt(MAX_CELLS / cells);
    }
    return Resize.scaled(photo, scale);
  }

  /**
   * Post-processes a prediction, on its grid.
   *
   * @param rowWidth cells across a row of core
   */
  Segmentation segmentation(Prediction prediction, RgbImage photo, double rowWidth) {
    int width = prediction.width();
    int height = prediction.height();
    byte[][] planes = prediction.planes();
    byte[] mostLikely = prediction.mostLikely(model.heads().labels().size());
    byte[] sure = prediction.sum(rocks);
    addRock(mostLikely, sure);
    FragmentMap pieces = pieces(prediction, mostLikely, sure, rowWidth);
    for (int i = 0; i < mostLikely.length; ) {
      int best = mostLikely[i] & 0xFF;
      int end = i + 1;
      while (end < mostLikely.length && mostLikely[end] == mostLikely[i]) {
        end++;
      }
      // Rock outside of all pieces becomes background.
      if (rocks[best]) {
        Arrays.fill(mostLikely, i, end, (byte) 0);
        invert(sure, i, end);
      } else {
        Arrays.fill(mostLikely, i, end, index[best]);
        System.arraycopy(planes[best], i, sure, i, end - i);
      }
      i = end;
    }
    byte first = index[model.heads().rock()];
    for (int y = 0; y < height; y++) {
      for (int run = pieces.firstRun(y); run < pieces.firstRun(y + 1); run++) {
        int start = y * width + pieces.runStart(run);
        int end = y * width + pieces.runEnd(run);
        Arrays.fill(mostLikely, start, end, first);
        invert(sure, start, end);
      }
    }
    return Segmentation.of(
            LabelMask.wrap(width, height, mostLikely, labels),
            pieces,
            PixelFrame.covering(photo.width(), photo.height(), width, height))
        .withConfidence(ConfidenceMap.wrap(width, height, sure));
  }

  /** Labels cells as rock by the threshold, even if another label is more likely. */
  private void addRock(byte[] mostLikely, byte[] sure) {
    int minimum = (int) Math.ceil(rules.rock() * Prediction.TOP);
    byte rock = (byte) model.heads().rock();
    for (int i = 0; i < mostLikely.length; i++) {
      if ((sure[i] & 0xff) >= minimum && !rocks[mostLikely[i]]) {
        mostLikely[i] = rock;
      }
    }
  }

  /** Splits rock into pieces. */
  private FragmentMap pieces(
      Prediction prediction, byte[] mostLikely, byte[] sure, double rowWidth) {
    byte[] boundary = prediction.planes()[model.heads().boundary()];
    byte[] distance = prediction.planes()[model.heads().distance()];
    boolean[] rock = new boolean[mostLikely.length];
    for (int i = 0; i < rock.length; i++) {
      rock[i] = rocks[mostLikely[i] & 0xFF];
    }
    FragmentMap basins =
        MarkerWatershed.split(
            prediction.width(), prediction.height(), rock, boundary, distance, rules.seed());
    FragmentMap pieces =
        RegionAdjacencyGraph.pieces(basins, sure, boundary, distance, rules, rowWidth);
    return rules.rubble() > 0
        ? RubbleFinder.mark(pieces, boundary, distance, rowWidth, rules.rubble())
        : pieces;
  }

  /** Replaces likelihoods by those of the complement. */
  private static void invert(byte[] likelihoods, int start, int end) {
    for (int i = start; i < end; i++) {
      likelihoods[i] = (byte) ~likelihoods[i];
    }
  }

  @Override
  public Optional<String> modelSha256() {
    return Optional.of(model.sha256());
  }

  @Override
  public Map<String, String> chosen() {
    return chosen;
  }

  @Override
  public OptionalInt maxInputSide() {
    return OptionalInt.of(model.photoWidth());
  }

  @Override
  public boolean shareable() {
    return true;
  }

  @Override
  public void close() {
    network.close();
  }
}
