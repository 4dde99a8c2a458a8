// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
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
  private final Device device;
  private final Precision precision;
  private final int threads;

  /** Many look at once; closing waits for them, as the engine's memory is theirs. */
  private final ReadWriteLock open = new ReentrantReadWriteLock();

  private boolean closed;

  /** The network on the engine, from the first photo on that it has to look at. */
  private @Nullable Inference inference;

  NetworkLayoutFinder(Model model, Device device, Precision precision, int threads) {
    this.model = model;
    this.device = device;
    this.precision = precision;
    this.threads = threads;
  }

  @Override
  public Layout find(RgbImage photo) {
    double longer = Math.max(photo.width(), photo.height());
    boolean oneRow = longer > ONE_ROW * Math.min(photo.width(), photo.height());
    open.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("layout finder " + DjlLayoutProvider.ID + " is closed");
      }
      return oneRow ? oneRow(photo) : found(photo);
    } finally {
      open.readLock().unlock();
    }
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

  private synchronized Inference inference() {
    if (inference == null) {
      inference = new Inference(model.open(device, precision, threads), 0);
    }
    return inference;
  }

  private Prediction seen(RgbImage photo) {
    try {
      if (threads > 0) {
        // Torch keeps the number for each thread that calls it.
        Torch.threads(threads);
      }
      return inference().predict(Resize.toLongerSide(photo, model.photoWidth()), false);
    } catch (EngineException | CoreScoreException e) {
      String reason = e instanceof CoreScoreException ? e.getMessage() : Torch.reason(e);
      throw new CoreScoreException(
          FailureKind.PLUGIN,
          "layout finder "
              + DjlLayoutProvider.ID
              + ": the network failed on "
              + photo
              + ": "
              + reason,
          e);
    }
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
    open.writeLock().lock();
    try {
      closed = true;
      closeInference();
    } finally {
      open.writeLock().unlock();
    }
  }

  private synchronized void closeInference() {
    if (inference != null) {
      inference.close();
      inference = null;
    }
  }
}
