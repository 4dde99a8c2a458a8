// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.house.JavaProgram;

/** A run whose program is ended has failed. */
class FailRunOnShutdownTest {
  @TempDir Path folder = Path.of(".");

  /** A person ends the program: the run has failed, and is not left running. */
  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no process is asked to end there")
  void aProgramThatIsEndedMarksItsRun() throws IOException, InterruptedException {
    Process other =
        JavaProgram.of(Ended.class, List.of(), folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var out = other.inputReader(StandardCharsets.UTF_8)) {
      String id = String.valueOf(out.readLine());
      assertEquals(RunStatus.RUNNING, new FolderTracker(folder).read(id).status());
      other.destroy();
      assertTrue(other.waitFor(60, TimeUnit.SECONDS));
      assertEquals(RunStatus.FAILED, new FolderTracker(folder).read(id).status());
    } finally {
      other.destroyForcibly();
    }
  }

  /** Begins a run, says its id and waits to be ended. */
  static final class Ended {
    private Ended() {}

    public static void main(String[] args) throws IOException {
      ExperimentRun run = new FolderTracker(Path.of(args[0])).start("ended");
      FailRunOnShutdown guard = FailRunOnShutdown.of(run);
      System.out.println(run.id());
      System.out.flush();
      if (System.in.read() >= 0) {
        guard.remove();
      }
    }
  }
}
