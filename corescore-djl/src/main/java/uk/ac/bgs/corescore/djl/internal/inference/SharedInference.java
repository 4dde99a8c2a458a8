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
 * A network that many threads look with until it is closed. Closing waits for those that look, as
 * the engine's memory is theirs.
 */
final class SharedInference implements AutoCloseable {
  private final String owner;
  private final int threads;
  private final Supplier<Inference> opener;
  private final ReadWriteLock open = new ReentrantReadWriteLock();
  private boolean closed;

  /** The network on the engine, from the first look on. */
  private @Nullable Inference inference;

  /**
   * @param owner what is closed with it, as messages name it
   * @param threads of PyTorch for each look, 0 to leave them as they are
   * @param opener opens the network, once
   */
  SharedInference(String owner, int threads, Supplier<Inference> opener) {
    this.owner = owner;
    this.threads = threads;
    this.opener = opener;
  }

  /** Opens the network now, so that what is wrong with it is told before the first look. */
  SharedInference opened() {
    var unused = inference();
    return this;
  }

  /**
   * Does something that closing waits for.
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
   * Looks at an image, within {@link #whileOpen}.
   *
   * @param flips whether at its mirror images too
   * @param failure what is thrown where the network fails, of the reason and the cause
   */
  Prediction predict(
      RgbImage image, boolean flips, BiFunction<String, Exception, CoreScoreException> failure) {
    try {
      if (threads > 0) {
        // Torch keeps the number for each thread that calls it.
        Torch.threads(threads);
      }
      return inference().predict(image, flips);
    } catch (EngineException e) {
      throw failure.apply("the network failed: " + Torch.reason(e), e);
    } catch (CoreScoreException e) {
      throw failure.apply("the network failed: " + e.getMessage(), e);
    }
  }

  private synchronized Inference inference() {
    Inference found = inference;
    if (found == null) {
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
