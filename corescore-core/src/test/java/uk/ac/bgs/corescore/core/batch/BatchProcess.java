// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import uk.ac.bgs.corescore.CoreScoreException;

/** A run in a process of its own, which says what it does, a line each. */
final class BatchProcess {
  private BatchProcess() {}

  /**
   * Runs a batch.
   *
   * @param args the photos, the output folder and the shard
   */
  public static void main(String[] args) throws IOException {
    PrintStream told = System.out;
    Path photos = Path.of(args[0]);
    Path out = Path.of(args[1]);
    BatchListener listener =
        new BatchListener() {
          @Override
          public void progress(BatchStatus status) {
            told.println("photo");
          }
        };
    try {
      BatchOutcome outcome =
          TinyArchive.batch(out)
              .shard(Shard.parse(args[2]))
              .listener(listener)
              .build()
              .run(TinyArchive.photos(photos, out));
      told.println("end " + outcome.folder());
    } catch (CoreScoreException e) {
      told.println(e.kind() + ": " + e.getMessage());
      System.exit(1);
    }
  }
}
