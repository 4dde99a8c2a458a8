// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.core.internal.files.Sha256;
import uk.ac.bgs.corescore.house.JavaProgram;

/** Processes that are killed, or whose disk is full, and what the next one makes of that. */
class BatchKillTest {
  private static final int KILLS = 20;
  private static final int PHOTOS = 160;
  private static final List<String> SMALL = List.of("-Xmx128m", "-XX:-UsePerfData", "-Xshare:auto");

  @TempDir private Path folder = Path.of(".");

  private ProcessBuilder program(Path photos, Path out, String shard) {
    return JavaProgram.of(BatchProcess.class, SMALL, photos.toString(), out.toString(), shard)
        .redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  /**
   * Kills a process after some lines.
   *
   * @return how many photos it was through with; -1 if it came to its end
   */
  private static int killedAfter(ProcessBuilder program, int lines) throws Exception {
    Process process = program.start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (int i = 0; i < lines; i++) {
        String line = out.readLine();
        if (line == null || line.startsWith("end ")) {
          return -1;
        }
      }
      process.destroyForcibly();
      return lines;
    } finally {
      process.destroyForcibly();
      assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    }
  }

  /** The last line that a process says. */
  private static String lastLine(ProcessBuilder program) throws Exception {
    Process process = program.start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      String last = out.lines().reduce("", (one, next) -> next);
      assertTrue(process.waitFor(60, TimeUnit.SECONDS));
      return last;
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void twentyKillsLeaveTheResultOfARunThatWasNeverKilled() throws Exception {
    Path photos = folder.resolve("photos");
    TinyArchive.draw(photos, PHOTOS);
    Files.writeString(photos.resolve("BH3/box_x.png"), "no photo");
    Path out = folder.resolve("killed");
    Random random = new Random(23);
    int killed = 0;
    int done = 0;
    while (killed < KILLS) {
      // What was done before is passed through first, a line each.
      int lines = Math.min(done, PHOTOS) + 1 + random.nextInt(9);
      boolean atTheEnd = killed >= KILLS - 3;
      int reached = killedAfter(program(photos, out, "1/1"), atTheEnd ? PHOTOS + 1 : lines);
      assertTrue(reached > 0, "it came to its end before it was killed");
      done = reached;
      killed++;
    }
    String end = lastLine(program(photos, out, "1/1"));
    assertTrue(end.startsWith("end "), end);
    BatchOutcome whole = TinyArchive.run(photos, folder.resolve("whole"));
    Path set = Path.of(end.substring(4));
    assertEquals(TinyArchive.files(whole.folder()), TinyArchive.files(set));
    assertEquals(PHOTOS + 1, records(set), "a record for each photo, none twice");
  }

  /** How many records the journals have. */
  private static int records(Path set) throws IOException {
    List<String> names = new ArrayList<>();
    ResultFolder folder = new ResultFolder(set, Sha256.of(set.resolve("settings.json")), Map.of());
    for (Path journal : folder.journals()) {
      JournalFile.read(
          journal, folder.set(), (offset, bytes) -> names.add(RecordCodec.head(bytes).name()));
    }
    return names.size();
  }

  @Test
  void theSecondProcessIsToldAndShardsAreNot() throws Exception {
    Path photos = folder.resolve("photos");
    TinyArchive.draw(photos, 30);
    Path out = folder.resolve("out");
    List<String> told = new ArrayList<>();
    BatchListener inside =
        new BatchListener() {
          @Override
          public void progress(BatchStatus status) {
            if (told.isEmpty()) {
              try {
                for (String shard : List.of("1/2", "1/1", "2/2")) {
                  told.add(lastLine(program(photos, out, shard)));
                }
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            }
          }
        };
    BatchOutcome outcome =
        TinyArchive.batch(out)
            .shard(new Shard(1, 2))
            .listener(inside)
            .build()
            .run(TinyArchive.photos(photos, out));
    assertTrue(told.get(0).startsWith("BUSY: "), told.toString());
    assertTrue(told.get(1).startsWith("BUSY: "), told.toString());
    assertEquals("end " + outcome.folder(), told.get(2));
    assertTrue(outcome.complete());
    BatchOutcome whole = TinyArchive.run(photos, folder.resolve("whole"));
    assertEquals(TinyArchive.files(whole.folder()), TinyArchive.files(outcome.folder()));
  }

  /** No file may grow beyond a limit, so the journal's record is cut off where the disk is full. */
  @Test
  void aFullDiskStopsTheRunAndNothingIsLost() throws Exception {
    Path photos = folder.resolve("photos");
    TinyArchive.draw(photos, 60);
    Path out = folder.resolve("out");
    ProcessBuilder program = program(photos, out, "1/1");
    List<String> limited =
        new ArrayList<>(List.of("sh", "-c", "ulimit -f 32 && exec \"$@\"", "sh"));
    limited.addAll(program.command());
    String told;
    try {
      told = lastLine(program.command(limited));
    } catch (IOException e) {
      assumeTrue(false, "this machine has no sh");
      throw e;
    }
    assertTrue(told.startsWith("IO: results cannot be written: "), told);
    assertTrue(told.contains("start again to go on from there"), told);
    BatchOutcome later = TinyArchive.run(photos, out);
    assertTrue(later.status().kept() > 0, later.toString());
    assertTrue(later.status().scored() > 0, later.toString());
    assertEquals(0, later.failures());
    assertEquals(60, records(later.folder()));
    BatchOutcome whole = TinyArchive.run(photos, folder.resolve("whole"));
    assertEquals(TinyArchive.files(whole.folder()), TinyArchive.files(later.folder()));
  }
}
