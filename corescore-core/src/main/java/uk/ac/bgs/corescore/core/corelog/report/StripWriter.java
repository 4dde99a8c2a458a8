// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.corelog.CoreLog;
import uk.ac.bgs.corescore.core.corelog.hole.HoleLog;
import uk.ac.bgs.corescore.core.corelog.strip.StripExtras;
import uk.ac.bgs.corescore.core.corelog.strip.StripLog;
import uk.ac.bgs.corescore.core.corelog.strip.StripPage;
import uk.ac.bgs.corescore.core.corelog.strip.StripSettings;
import uk.ac.bgs.corescore.core.internal.corelog.HoleFiles;
import uk.ac.bgs.corescore.core.internal.files.TemporaryFile;
import uk.ac.bgs.corescore.core.internal.lock.OutputLock;

/**
 * Draws a core log into a folder:
 *
 * <ul>
 *   <li>{@code HOLE.strip.svg} and {@code HOLE.strip.png}, the strip log of each hole; of several
 *       pages the second is {@code HOLE.strip-2.svg}, and so on. What a file system may refuse in a
 *       hole's name is {@code _} there, and names that would be one have a number;
 *   <li>{@code log.html}, a page with what came out in a sentence, the intervals and the strip log
 *       of each hole, what to check, what was left out, and the rules.
 * </ul>
 *
 * <p>Stateless; safe for use by many threads, each in its own folder. Memory: a page of a strip
 * log, and the images of a hole's core.
 */
public final class StripWriter {
  private static final String HTML = "log.html";
  private static final String SVG = "svg";
  private static final String PNG = "png";
  private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

  private StripWriter() {}

  /** Gives what is drawn of a hole beside its log. */
  @FunctionalInterface
  public interface Source {
    /**
     * The images of a hole.
     *
     * @param strip how the hole is laid out
     * @return what is drawn beside its log
     * @throws IOException if something of it cannot be read
     */
    StripExtras of(StripLog strip) throws IOException;
  }

  /** What is drawn. */
  public enum Form {
    /** The strip logs as SVG, and the page that has them inside. */
    PAGE,
    /** The strip logs as PNG, which takes the longest. */
    PNG
  }

  /**
   * What is made of a log.
   *
   * @param files names of the files, and which form each is of
   * @param problems a sentence for each hole that cannot be drawn
   */
  public record Plan(Map<String, Form> files, List<String> problems) {
    /**
     * Copies both.
     *
     * @param files names of the files
     * @param problems what cannot be drawn
     */
    public Plan {
      files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
      problems = List.copyOf(problems);
    }
  }

  /**
   * Returns what {@link #write} makes of a log, without drawing it.
   *
   * @param log the log
   * @param settings how it is drawn
   * @return files and problems, but for what is missing in images
   */
  public static Plan plan(CoreLog log, StripSettings settings) {
    List<String> problems = new ArrayList<>();
    Map<String, String> stems = HoleFiles.stems(log.holes());
    Map<String, Form> files = new LinkedHashMap<>();
    files.put(HTML, Form.PAGE);
    for (StripLog strip : strips(log, settings, problems)) {
      for (int page = 1; page <= strip.depths().size(); page++) {
        files.put(name(strip, stems, page, SVG), Form.PAGE);
        files.put(name(strip, stems, page, PNG), Form.PNG);
      }
    }
    return new Plan(files, problems);
  }

  private static List<StripLog> strips(CoreLog log, StripSettings settings, List<String> problems) {
    List<StripLog> strips = new ArrayList<>();
    for (HoleLog hole : log.holes()) {
      try {
        strips.add(StripLog.of(hole, log.settings(), settings));
      } catch (CoreScoreException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    return strips;
  }

  /**
   * Writes files of all forms. A hole that cannot be drawn is reported, and the others are.
   *
   * @param log the log
   * @param settings how it is drawn
   * @param source supplies the images, called once for each hole
   * @param leftOut what else was left out besides what the log says
   * @param folder where they go; made if it does not exist
   * @param overwrite whether files that exist may be replaced; pages beyond the last of a hole, of
   *     an earlier and longer strip log, are then removed
   * @return a sentence for each hole that is not drawn, and for each thing that is missing in one
   * @throws java.nio.file.FileAlreadyExistsException if one exists and is not to be replaced
   * @throws CoreScoreException if another writer is at work in the folder
   * @throws IOException if the folder cannot be made or written to, or the source fails
   */
  public static List<String> write(
      CoreLog log,
      StripSettings settings,
      Source source,
      List<String> leftOut,
      Path folder,
      boolean overwrite)
      throws IOException {
    return write(log, settings, EnumSet.allOf(Form.class), source, leftOut, folder, overwrite);
  }

  /**
   * Writes files of some forms.
   *
   * @param log the log
   * @param settings how it is drawn
   * @param forms which files; those of others are left as they are
   * @param source supplies the images, called once for each hole
   * @param leftOut what else was left out besides what the log says
   * @param folder where they go; made if it does not exist
   * @param overwrite whether files that exist may be replaced; pages beyond the last of a hole, of
   *     an earlier and longer strip log, are then removed
   * @return a sentence for each hole that is not drawn, and for each thing that is missing in one
   * @throws java.nio.file.FileAlreadyExistsException if one exists and is not to be replaced
   * @throws CoreScoreException if another writer is at work in the folder
   * @throws IOException if the folder cannot be made or written to, or the source fails
   */
  public static List<String> write(
      CoreLog log,
      StripSettings settings,
      Set<Form> forms,
      Source source,
      List<String> leftOut,
      Path folder,
      boolean overwrite)
      throws IOException {
    Files.createDirectories(folder);
    List<String> problems = new ArrayList<>();
    List<StripLog> strips = strips(log, settings, problems);
    Map<String, String> stems = HoleFiles.stems(log.holes());
    OutputLock lock = OutputLock.ofFolder(folder);
    try (lock) {
      if (!overwrite) {
        for (Map.Entry<String, Form> file : plan(log, settings).files().entrySet()) {
          if (forms.contains(file.getValue())) {
            TemporaryFile.requireFree(folder.resolve(file.getKey()));
          }
        }
      }
      for (StripLog strip : strips) {
        StripExtras extras = strip.depths().isEmpty() ? StripExtras.NONE : source.of(strip);
        problems.addAll(extras.problems());
        for (StripPage page : strip.pages(extras)) {
          if (forms.contains(Form.PAGE)) {
            TemporaryFile.put(
                folder.resolve(name(strip, stems, page.number(), SVG)),
                overwrite,
                out -> {
                  out.write(XML.getBytes(StandardCharsets.UTF_8));
                  out.write(page.svg().getBytes(StandardCharsets.UTF_8));
                });
          }
          if (forms.contains(Form.PNG)) {
            TemporaryFile.put(
                folder.resolve(name(strip, stems, page.number(), PNG)), overwrite, page::png);
          }
        }
      }
      if (forms.contains(Form.PAGE)) {
        List<String> all = new ArrayList<>(leftOut);
        all.addAll(problems);
        page(log, strips, stems, all, folder, overwrite);
      }
      for (StripLog strip : strips) {
        removeAfter(folder, strip, stems, forms);
      }
    }
    return List.copyOf(problems);
  }

  private static void page(
      CoreLog log,
      List<StripLog> strips,
      Map<String, String> stems,
      List<String> leftOut,
      Path folder,
      boolean overwrite)
      throws IOException {
    LogHtml html = new LogHtml(log, leftOut);
    TemporaryFile.put(
        folder.resolve(HTML),
        overwrite,
        out -> {
          out.write(html.beginning().getBytes(StandardCharsets.UTF_8));
          for (HoleLog hole : log.holes()) {
            out.write(html.hole(hole).getBytes(StandardCharsets.UTF_8));
            for (StripLog strip : strips) {
              for (int page = 1;
                  strip.hole().equals(hole) && page <= strip.depths().size();
                  page++) {
                String svg = Files.readString(folder.resolve(name(strip, stems, page, SVG)));
                out.write(html.strip(svg.substring(XML.length())).getBytes(StandardCharsets.UTF_8));
              }
            }
          }
          out.write(html.end().getBytes(StandardCharsets.UTF_8));
        });
  }

  /** Pages of an earlier strip log that are no longer of it. */
  private static void removeAfter(
      Path folder, StripLog strip, Map<String, String> stems, Set<Form> forms) throws IOException {
    boolean found = true;
    for (int page = strip.depths().size() + 1; found; page++) {
      found =
          forms.contains(Form.PAGE)
              && Files.deleteIfExists(folder.resolve(name(strip, stems, page, SVG)));
      found |=
          forms.contains(Form.PNG)
              && Files.deleteIfExists(folder.resolve(name(strip, stems, page, PNG)));
    }
  }

  private static String name(StripLog strip, Map<String, String> stems, int page, String ending) {
    String stem = stems.getOrDefault(strip.hole().hole(), strip.hole().hole());
    return stem + (page == 1 ? ".strip." : ".strip-" + page + ".") + ending;
  }
}
