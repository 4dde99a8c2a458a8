// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.inference;

import ai.djl.engine.EngineException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.djl.internal.engine.Torch;
import uk.ac.bgs.corescore.djl.internal.network.Prediction;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * An inference that many threads share until it is closed. Closing waits for running calls, because
 * they use the engine's memory.
 */
final class SharedInference implements AutoCloseable {
  private final String owner;
  private final int threads;
  private final Supplier<Inference> opener;
  private final ReadWriteLock open = new ReentrantReadWriteLock();
  private boolean closed;

  /** The network on the engine, opened at the first call. */
  private @Nullable Inference inference;

  /**
   * @param owner the segmenter or finder that is closed with it, for messages
   * @param threads of PyTorch for each call, 0 to leave the setting unchanged
   * @param opener opens the network, once
   */
  SharedInference(String owner, int threads, Supplier<Inference> opener) {
    this.owner = owner;
    this.threads = threads;
    this.opener = opener;
  }

  /** Opens the network now, so that its errors are thrown before the first call. */
  SharedInference opened() {
    var unused = inference();
    return this;
  }

  /**
   * Runs work that closing waits for.
   *
   * @throws IllegalStateException if it is closed
   */
  <T> T whileOpen(Supplier<T> work) {
    open.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException(owner + " is closed");
      }
      return work.get();
    } finally {
      open.readLock().unlock();
    }
  }

  /**
   * Predicts an image, within {@link #whileOpen}.
   *
   * @param flips whether to use test-time augmentation
   * @param failure makes the exception if the network fails, from the reason and the cause
   */
  Prediction predict(
      RgbImage image, boolean flips, BiFunction<String, Exception, CoreScoreException> failure) {
    try {
      Inference network = inference();
      setThreads();
      return network.predict(image, flips);
    } catch (EngineException e) {
      throw failure.apply("the network failed: " + Torch.reason(e), e);
    } catch (CoreScoreException e) {
      throw failure.apply("the network failed: " + e.getMessage(), e);
    }
  }

  private void setThreads() {
    if (threads > 0) {
      // PyTorch has the setting for each calling thread.
      Torch.threads(threads);
    }
  }

  private synchronized Inference inference() {
    Inference found = inference;
    if (found == null) {
      if (threads > 0) {
        // The setting is one of the engine's library, which no device of the name cpu has loaded.
        var unused = Torch.engine();
        setThreads();
      }
      found = opener.get();
      inference = found;
    }
    return found;
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
