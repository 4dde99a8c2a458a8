// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.plugin;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

/** Calls plugins. */
public final class PluginCall {
  private PluginCall() {}

  /**
   * Does a plugin's step: whatever it does wrong on a photo is a CoreScoreException, which names
   * both.
   *
   * @param photo name of the photo
   * @param who whose step it is
   * @param step the step
   * @param <T> what it gives
   * @return what it gave
   * @throws CoreScoreException if it fails, with its own type and kind where it is one, or gives
   *     nothing
   */
  public static <T> T guarded(String photo, String who, Supplier<@Nullable T> step) {
    T result;
    try {
      result = step.get();
    } catch (CoreScoreException e) {
      throw e.about(photo);
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      throw new CoreScoreException(FailureKind.PLUGIN, photo + ": " + who + " failed: " + e, e);
    }
    if (result == null) {
      throw new CoreScoreException(FailureKind.PLUGIN, photo + ": " + who + " gave nothing");
    }
    return result;
  }
}
