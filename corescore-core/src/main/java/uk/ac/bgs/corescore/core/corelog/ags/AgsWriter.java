// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.ags;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import uk.ac.bgs.corescore.core.corelog.CoreLog;
import uk.ac.bgs.corescore.core.corelog.table.CoreRun;
import uk.ac.bgs.corescore.core.internal.files.TemporaryFile;
import uk.ac.bgs.corescore.core.internal.lock.OutputLock;

/**
 * Writes a core log in the AGS4 data format: {@value #NAME} with the groups PROJ, TRAN, ABBR, TYPE,
 * UNIT, FILE, LOCA, CORE, FRAC and, if wanted, DISC, and the photographs at {@code
 * FILE/<FILE_FSET>/<FILE_NAME>} beside it, a set for each hole.
 *
 * <ul>
 *   <li>CORE has a row for each run. Where no runs are known it has none, or on request one for
 *       each box that says so. Recovery and RQD are those of the first rule set that requires solid
 *       core, rounded half up to whole percent, which keeps RQD at most solid, and solid at most
 *       total recovery.
 *   <li>FRAC has a row for each zone; NI and NR stand in place of figures. Depths are in
 *       centimetres, so a zone shorter than that is part of the one beside it, which says so.
 *   <li>The file is in ASCII, and lines end with CR LF. A group without rows is left out.
 * </ul>
 *
 * <p>Stateless; safe for use by many threads, each in its own folder. Cost: the photographs are
 * copied.
 */
public final class AgsWriter {
  /** The file's name. */
  public static final String NAME = "log.ags";

  private static final String PHOTOS = "FILE";

  private AgsWriter() {}

  /**
   * Writes the file and copies the photographs.
   *
   * @param log the log
   * @param runs the runs as the table has them, for the diameters that it states; those of the log
   *     are in the log
   * @param photos where the photographs are, by their names in the log; empty for none to go with
   *     the file
   * @param settings edition, project and what else is requested
   * @param folder where they go; made if it does not exist
   * @param overwrite whether files that exist may be replaced
   * @return the file, what is to be known of it, and what its check finds
   * @throws java.nio.file.FileAlreadyExistsException if a file exists and is not to be replaced
   * @throws uk.ac.bgs.corescore.CoreScoreException if another writer is at work in the folder, or
   *     two holes have one name in ASCII
   * @throws IOException if a photograph cannot be read, or the folder not be written to
   */
  public static AgsWriteResult write(
      CoreLog log,
      List<CoreRun> runs,
      Map<String, Path> photos,
      AgsSettings settings,
      Path folder,
      boolean overwrite)
      throws IOException {
    AgsGroups groups = new AgsGroups(log, photos, settings);
    byte[] text = groups.text(runs).getBytes(StandardCharsets.US_ASCII);
    Path file = folder.resolve(NAME);
    Files.createDirectories(folder);
    OutputLock lock = OutputLock.ofFolder(folder);
    try (lock) {
      if (!overwrite) {
        TemporaryFile.requireFree(file);
        for (AgsFileSets.Entry photo : groups.files()) {
          TemporaryFile.requireFree(target(folder, photo));
        }
      }
      for (AgsFileSets.Entry photo : groups.files()) {
        Path target = target(folder, photo);
        Files.createDirectories(folder.resolve(PHOTOS).resolve(photo.set()));
        TemporaryFile.put(target, overwrite, out -> Files.copy(photo.source(), out));
      }
      TemporaryFile.put(file, overwrite, out -> out.write(text));
    }
    return new AgsWriteResult(file, groups.remarks(), AgsCheck.check(file));
  }

  /**
   * The names of the files that {@link #write} makes.
   *
   * @param log the log
   * @param photos where the photographs are, by their names in the log; empty for none
   * @param settings edition, project and what else is requested
   * @return paths with {@code /} between folders, the AGS4 file first
   * @throws uk.ac.bgs.corescore.CoreScoreException if two holes have one name in ASCII
   */
  public static List<String> files(CoreLog log, Map<String, Path> photos, AgsSettings settings) {
    List<String> files = new ArrayList<>(List.of(NAME));
    for (AgsFileSets.Entry photo : new AgsGroups(log, photos, settings).files()) {
      files.add(PHOTOS + "/" + photo.set() + "/" + photo.name());
    }
    return List.copyOf(files);
  }

  private static Path target(Path folder, AgsFileSets.Entry photo) {
    return folder.resolve(PHOTOS).resolve(photo.set()).resolve(photo.name());
  }
}
