// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import ai.djl.Device;
import java.util.List;
import java.util.Optional;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.layout.find.ChannelMap;
import uk.ac.bgs.corescore.core.layout.find.RowFinder;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.LayoutFinder;

/** Looks at a small copy of a photo with a network, for rows. Safe for use by many threads. */
final class NetworkLayoutFinder implements LayoutFinder {
  /** Above it a photo is as long as one row is, and is taken for one. */
  private static final double ONE_ROW = 4.5;

  /** A photo of which less than this share looks like a channel shows no core. */
  private static final double LEAST_SHARE = 0.003;

  private final Model model;
  private final SharedInference network;

  NetworkLayoutFinder(Model model, Device device, Precision precision, int threads) {
    this.model = model;
    this.network =
        new SharedInference(
            "layout finder " + DjlLayoutProvider.ID,
            threads,
            () -> new Inference(model.open(device, precision, threads), 0));
  }

  @Override
  public Layout find(RgbImage photo) {
    double longer = Math.max(photo.width(), photo.height());
    boolean oneRow = longer > ONE_ROW * Math.min(photo.width(), photo.height());
    return network.whileOpen(() -> oneRow ? oneRow(photo) : found(photo));
  }

  /** The whole photo as a row that runs along it; this is no doubt about the rows. */
  private static Layout oneRow(RgbImage photo) {
    Layout whole = Layout.whole(photo.width(), photo.height());
    return new Layout(photo.width(), photo.height(), whole.rows(), DjlLayoutProvider.ID);
  }

  private Layout found(RgbImage photo) {
    Prediction seen = seen(photo);
    Heads heads = model.heads();
    ChannelMap map =
        new ChannelMap(
            seen.width(),
            seen.height(),
            seen.planes()[heads.boundary()],
            seen.planes()[heads.distance()]);
    List<CoreRow> rows = RowFinder.find(map);
    if (rows.isEmpty() && map.share() >= LEAST_SHARE) {
      return Layout.whole(photo.width(), photo.height());
    }
    return new Layout(seen.width(), seen.height(), rows, DjlLayoutProvider.ID)
        .scaledTo(photo.width(), photo.height());
  }

  private Prediction seen(RgbImage photo) {
    return network.predict(
        Resize.toLongerSide(photo, model.photoWidth()),
        false,
        (reason, cause) ->
            new CoreScoreException(
                FailureKind.PLUGIN,
                "layout finder " + DjlLayoutProvider.ID + ": " + reason + " (" + photo + ")",
                cause));
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
