// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import uk.ac.bgs.corescore.core.corelog.CoreLog;
import uk.ac.bgs.corescore.core.corelog.hole.HoleLog;
import uk.ac.bgs.corescore.core.corelog.hole.LogInterval;
import uk.ac.bgs.corescore.core.internal.corelog.HoleFiles;
import uk.ac.bgs.corescore.core.internal.files.TemporaryFile;
import uk.ac.bgs.corescore.core.internal.lock.OutputLock;

/**
 * Writes a core log as LAS 2.0 of the Canadian Well Logging Society, a file {@code HOLE.las} for
 * each hole. LAS holds samples, not intervals: each figure is repeated at a constant step from the
 * top of its interval to above its base, and is NULL (-999.25) where no interval lies.
 *
 * <ul>
 *   <li>TCR, SCR and RQD, in percent, are those of runs, or of boxes where there are no runs; the
 *       section of parameters says which, and the rule of RQD. SCR and RQD are of the first rule
 *       set that requires solid core; those of others are RQD_2 and so on.
 *   <li>FI is fractures per metre of the zone of intact core, and NULL elsewhere; ZONE is 0 for
 *       intact, 1 for non-intact and 2 for core that is not recovered.
 * </ul>
 *
 * <p>Depths are whole multiples of the step, in m. The text is in ASCII. Stateless; safe for use by
 * many threads, each in its own folder.
 */
public final class LasWriter {
  /** The usual step, m. */
  public static final double STEP = 0.01;

  /** The smallest step, m: below it depths have more digits than they are known to. */
  public static final double MIN_STEP = 0.001;

  /** A file of so many samples is a gigabyte. */
  private static final long MAX_SAMPLES = 10_000_000;

  private LasWriter() {}

  /**
   * Writes the files.
   *
   * @param log the log
   * @param step from sample to sample, m, from 0.001 on
   * @param folder where they go; made if it does not exist
   * @param overwrite whether files that exist may be replaced
   * @return a sentence for each hole of which there is no file, and each interval that is so short
   *     that no sample lies in it; a file has at most ten million samples
   * @throws IllegalArgumentException if the step is below 0.001 m, or no number
   * @throws java.nio.file.FileAlreadyExistsException if a file exists and is not to be replaced
   * @throws uk.ac.bgs.corescore.CoreScoreException if another writer is at work in the folder
   * @throws IOException if the folder cannot be made or written to
   */
  public static List<String> write(CoreLog log, double step, Path folder, boolean overwrite)
      throws IOException {
    requireStep(step);
    Planned planned = planned(log, step);
    Files.createDirectories(folder);
    OutputLock lock = OutputLock.ofFolder(folder);
    try (lock) {
      if (!overwrite) {
        for (String file : planned.files.keySet()) {
          TemporaryFile.requireFree(folder.resolve(file));
        }
      }
      for (Map.Entry<String, LasText> file : planned.files.entrySet()) {
        TemporaryFile.put(folder.resolve(file.getKey()), overwrite, file.getValue()::write);
      }
    }
    return planned.remarks;
  }

  /**
   * What {@link #write} makes of a log, without making it.
   *
   * @param log the log
   * @param step from sample to sample, m
   * @return names of files, and sentences
   * @throws IllegalArgumentException if the step is below 0.001 m, or no number
   */
  public static Plan plan(CoreLog log, double step) {
    requireStep(step);
    Planned planned = planned(log, step);
    return new Plan(List.copyOf(planned.files.keySet()), planned.remarks);
  }

  /**
   * What is made of a log.
   *
   * @param files names of the files
   * @param remarks a sentence for each hole of which there is none, and each interval that is not
   *     in one
   */
  public record Plan(List<String> files, List<String> remarks) {
    /**
     * Copies the lists.
     *
     * @param files names of the files
     * @param remarks what is not in them
     */
    public Plan {
      files = List.copyOf(files);
      remarks = List.copyOf(remarks);
    }
  }

  private record Planned(Map<String, LasText> files, List<String> remarks) {}

  private static Planned planned(CoreLog log, double step) {
    Map<String, String> stems = HoleFiles.stems(log.holes());
    List<String> remarks = new ArrayList<>();
    Map<String, LasText> files = new LinkedHashMap<>();
    for (HoleLog hole : log.holes()) {
      LasText text = new LasText(log, hole, step);
      if (text.samples() == 0) {
        remarks.add("hole " + hole.hole() + ": no LAS file, as no sample lies in what is logged");
        continue;
      }
      if (text.samples() > MAX_SAMPLES) {
        remarks.add(
            "hole "
                + hole.hole()
                + ": no LAS file, as it would have "
                + text.samples()
                + " samples; expected a step at which there are at most "
                + MAX_SAMPLES);
        continue;
      }
      files.put(stems.getOrDefault(hole.hole(), hole.hole()) + ".las", text);
      for (LogInterval one : text.unseen()) {
        remarks.add(
            "hole "
                + hole.hole()
                + ", "
                + one.depths()
                + ": not in the LAS file, as no sample lies in it; a smaller step shows it");
      }
    }
    return new Planned(files, List.copyOf(remarks));
  }

  /**
   * Whether samples can be so far apart.
   *
   * @param step m
   * @throws IllegalArgumentException if it is below 0.001 m, or no number
   */
  public static void requireStep(double step) {
    if (!(step >= MIN_STEP && step < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("samples are from " + MIN_STEP + " m apart, not " + step);
    }
  }
}
