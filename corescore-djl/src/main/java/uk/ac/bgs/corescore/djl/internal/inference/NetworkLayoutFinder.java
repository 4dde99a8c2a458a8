// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.inference;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.layout.find.ChannelMap;
import uk.ac.bgs.corescore.core.layout.find.RowFinder;
import uk.ac.bgs.corescore.djl.internal.engine.Precision;
import uk.ac.bgs.corescore.djl.internal.model.NativeModelFile;
import uk.ac.bgs.corescore.djl.internal.network.Heads;
import uk.ac.bgs.corescore.djl.internal.network.Prediction;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.LayoutFinder;
import uk.ac.bgs.corescore.layout.RowOrientation;

/** Finds rows with a network on a small copy of the photo. Safe for use by many threads. */
public final class NetworkLayoutFinder implements LayoutFinder {
  /** The id of its provider. */
  public static final String ID = "djl-layout";

  /** Least ratio of length to width of a photo that is taken as one row. */
  private static final double ONE_ROW = 4.5;

  /**
   * If no row has a higher confidence, alternatives are tried. The surest row of boxes has a higher
   * one in almost all photos; single rows that fill a photo and are mistaken for something else
   * hardly ever do.
   */
  private static final double SURE = 0.94;

  /** Least share of channel in a photo that shows core. */
  private static final double MINIMUM_SHARE = 0.003;

  private final NativeModelFile model;
  private final Map<String, String> chosen;
  private final SharedInference network;

  public NetworkLayoutFinder(
      NativeModelFile model, Device device, Precision precision, int threads) {
    this.model = model;
    this.chosen = precision.chosen(device);
    this.network =
        new SharedInference(
            "layout finder " + ID,
            threads,
            () -> new Inference(ImageModel.open(model, device, precision, threads), 0));
  }

  @Override
  public Layout find(RgbImage photo) {
    return candidates(photo, false).get(0);
  }

  @Override
  public List<Layout> candidates(RgbImage photo) {
    return candidates(photo, true);
  }

  private List<Layout> candidates(RgbImage photo, boolean others) {
    RowOrientation along =
        photo.width() >= photo.height() ? RowOrientation.HORIZONTAL : RowOrientation.VERTICAL;
    double longer = Math.max(photo.width(), photo.height());
    boolean oneRow = longer > ONE_ROW * Math.min(photo.width(), photo.height());
    return network.whileOpen(
        () -> oneRow ? List.of(oneRow(photo, along)) : found(photo, along, others));
  }

  /** The whole photo as a row. */
  private static Layout oneRow(RgbImage photo, RowOrientation orientation) {
    return Layout.whole(photo.width(), photo.height(), orientation, ID);
  }

  /** The rows that were found, and if none has a high confidence, the alternatives. */
  private List<Layout> found(RgbImage photo, RowOrientation along, boolean others) {
    Prediction prediction = predict(photo);
    Heads heads = model.heads();
    ChannelMap map =
        new ChannelMap(
            prediction.width(),
            prediction.height(),
            prediction.planes()[heads.boundary()],
            prediction.planes()[heads.distance()]);
    List<CoreRow> rows = RowFinder.find(map);
    List<Layout> candidates = new ArrayList<>();
    if (!rows.isEmpty() || map.share() < MINIMUM_SHARE) {
      candidates.add(layout(map, rows, photo));
    }
    double surest = rows.stream().mapToDouble(row -> row.confidence().orElse(0)).max().orElse(0);
    if (candidates.isEmpty() || (others && !rows.isEmpty() && surest < SURE)) {
      candidates.add(oneRow(photo, along));
      candidates.add(oneRow(photo, along.across()));
      List<CoreRow> across = others ? RowFinder.findAcross(map) : List.of();
      if (!across.isEmpty()) {
        candidates.add(layout(map, across, photo));
      }
    }
    return candidates;
  }

  private static Layout layout(ChannelMap map, List<CoreRow> rows, RgbImage photo) {
    return new Layout(map.width(), map.height(), rows, ID).scaledTo(photo.width(), photo.height());
  }

  private Prediction predict(RgbImage photo) {
    return network.predict(
        Resize.toMaximumSide(photo, model.photoWidth()),
        false,
        (reason, cause) ->
            new CoreScoreException(
                FailureKind.PLUGIN,
                "layout finder " + ID + ": " + reason + " (" + photo + ")",
                cause));
  }

  @Override
  public Map<String, String> chosen() {
    return chosen;
  }

  @Override
  public Optional<String> modelSha256() {
    return Optional.of(model.sha256());
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
