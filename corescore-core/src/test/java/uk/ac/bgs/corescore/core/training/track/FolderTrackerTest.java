// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.house.JavaProgram;

class FolderTrackerTest extends ExperimentTrackerContract {
  @Override
  protected FolderTracker tracker() {
    return new FolderTracker(scratch.resolve("runs"));
  }

  @Override
  protected byte[] artifact(String id, String path) throws IOException {
    return Files.readAllBytes(scratch.resolve("runs").resolve(id).resolve("artifacts/" + path));
  }

  @Override
  protected String abandoned() throws IOException {
    Process other = other("without a figure");
    try (var out = other.inputReader(StandardCharsets.UTF_8)) {
      String id = String.valueOf(out.readLine());
      assertThrows(IOException.class, () -> tracker().resume(id), "it continues");
      other.destroyForcibly();
      assertTrue(other.waitFor(60, TimeUnit.SECONDS));
      return id;
    } catch (InterruptedException e) {
      throw new IOException(e);
    } finally {
      other.destroyForcibly();
    }
  }

  /** Another process that has a run open. */
  private Process other(String how) throws IOException {
    return JavaProgram.of(OpenRun.class, List.of(), scratch.resolve("runs").toString(), how)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  @Test
  void noRunsAreAnEmptyList() throws IOException {
    assertEquals(List.of(), tracker().runs());
  }

  /** Another process that is killed with a run open, as the power would. */
  @Test
  void aKilledRunIsKnown() throws IOException, InterruptedException {
    Process other = other("with a figure");
    try {
      String id;
      try (var out = other.inputReader(StandardCharsets.UTF_8)) {
        id = String.valueOf(out.readLine());
        assertEquals(RunStatus.RUNNING, tracker().read(id).status());
        try (ExperimentRun own = tracker().start("beside it")) {
          assertEquals(RunStatus.RUNNING, tracker().read(own.id()).status());
          assertEquals(2, tracker().runs().size());
        }
        other.destroyForcibly();
        assertTrue(other.waitFor(60, TimeUnit.SECONDS));
      }
      RunRecord killed = tracker().read(id);
      assertEquals(RunStatus.KILLED, killed.status());
      assertEquals(1, killed.metrics().size());
    } finally {
      other.destroyForcibly();
    }
  }

  /** Begins a run, says its id and waits to be killed. */
  static final class OpenRun {
    private OpenRun() {}

    public static void main(String[] args) throws IOException {
      ExperimentRun run = new FolderTracker(Path.of(args[0])).start("killed");
      if (args[1].equals("with a figure")) {
        run.metrics(List.of(new RunMetric("loss", 1, 1, Instant.now())));
      }
      System.out.println(run.id());
      System.out.flush();
      if (System.in.read() >= 0) {
        run.close();
      }
    }
  }

  @Test
  void halfALineIsPassedOver() throws IOException {
    try (ExperimentRun run = tracker().start("run")) {
      run.metrics(List.of(new RunMetric("loss", 1, 1, Instant.now())));
      Path file = scratch.resolve("runs").resolve(run.id()).resolve("metrics.csv");
      Files.writeString(file, "loss,0.5,2", StandardOpenOption.APPEND);
      assertEquals(1, tracker().read(run.id()).metrics().size());
    }
  }

  @Test
  void brokenFilesAreNamed() throws IOException {
    try (ExperimentRun run = tracker().start("run")) {
      Path own = scratch.resolve("runs").resolve(run.id());
      run.params(Map.of("a", "b"));
      Files.writeString(own.resolve("params.csv"), "key,value\na,b,c\n");
      CoreScoreException e = assertThrows(CoreScoreException.class, () -> tracker().read(run.id()));
      assertTrue(String.valueOf(e.getMessage()).contains("params.csv"), e.getMessage());
      Files.writeString(own.resolve("params.csv"), "key,value\na,\"b\n");
      assertThrows(CoreScoreException.class, () -> tracker().read(run.id()));
      Files.writeString(own.resolve("params.csv"), "text");
      assertThrows(CoreScoreException.class, () -> tracker().read(run.id()));
      Files.delete(own.resolve("params.csv"));
      Files.writeString(own.resolve("metrics.csv"), "name,value,step,time\nloss,x,1,now\n");
      e = assertThrows(CoreScoreException.class, () -> tracker().read(run.id()));
      assertTrue(String.valueOf(e.getMessage()).contains("metrics.csv"), e.getMessage());
      Files.write(own.resolve("metrics.csv"), new byte[] {(byte) 0xff, '\n'});
      e = assertThrows(CoreScoreException.class, () -> tracker().read(run.id()));
      assertTrue(String.valueOf(e.getMessage()).contains("metrics.csv"), e.getMessage());
    }
  }

  @Test
  void aFileInTheWayIsAnError() throws IOException {
    Path file = Files.writeString(scratch.resolve("runs"), "a file");
    for (Executable use : List.<Executable>of(tracker()::runs, () -> tracker().start("run"))) {
      CoreScoreException e = assertThrows(CoreScoreException.class, use);
      assertTrue(
          String.valueOf(e.getMessage()).contains(file + ": expected a folder"), e::toString);
    }
  }
}
