// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.column;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import uk.ac.bgs.corescore.core.corelog.CoreLog;
import uk.ac.bgs.corescore.core.corelog.LogPhoto;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.corelog.hole.HoleLog;
import uk.ac.bgs.corescore.core.internal.corelog.HoleFiles;
import uk.ac.bgs.corescore.core.internal.corelog.HoleJson;
import uk.ac.bgs.corescore.core.internal.files.TemporaryFile;
import uk.ac.bgs.corescore.core.internal.json.JsonText;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;
import uk.ac.bgs.corescore.core.internal.lock.OutputLock;

/**
 * Writes the columns of a core log into a folder. For each page of a hole:
 *
 * <ul>
 *   <li>{@code HOLE_TOP_BASE.png}, the column, depths in m to the millimetre;
 *   <li>{@code HOLE_TOP_BASE_image.npy} and {@code HOLE_TOP_BASE_depths.npy}, the arrays of {@link
 *       CoreColumn#toCoreBreakout};
 * </ul>
 *
 * <p>and {@code HOLE.json} for each hole: its pages with their depth index (rows of the image; the
 * arrays have {@code arrayRows}, since gaps have other rows there), depths that no photo shows,
 * losses, and what is not in the column or not in the log that it was made by. What a file system
 * may refuse in a hole's name is {@code _}, as in strip logs. Stateless; safe for use by many
 * threads, each in its own folder. Cost: that of {@link ColumnStacker}, and 3 bytes a pixel of a
 * page.
 */
public final class ColumnWriter {
  /** Rises in its first number when a reader of the old form would misread the new one. */
  private static final String SCHEMA_VERSION = "1.0";

  private static final String PICTURE = "picture";
  private static final String IMAGE = "image";
  private static final String DEPTHS = "depths";

  private ColumnWriter() {}

  /** A page that was written. */
  private record Page(
      String name,
      DepthInterval depths,
      int width,
      int height,
      int arrayRows,
      List<ColumnSegment> index) {
    List<String> files() {
      return List.of(name + ".png", name + "_image.npy", name + "_depths.npy");
    }
  }

  /**
   * Writes the columns of all holes of a log.
   *
   * @param log the log
   * @param photos what it was made of
   * @param source what reads the photos
   * @param settings how the columns are made
   * @param folder where the files go; made if it does not exist
   * @param overwrite whether files that exist may be replaced; pages that an index names which is
   *     replaced, and that are no longer of it, are then removed
   * @return what became of each hole, in the order of the log
   * @throws java.nio.file.FileAlreadyExistsException if one exists and is not to be replaced
   * @throws uk.ac.bgs.corescore.CoreScoreException if another writer is at work in the folder
   * @throws IOException if the folder cannot be made or written to
   */
  public static List<ColumnStacker.StackedHole> write(
      CoreLog log,
      List<LogPhoto> photos,
      ColumnStacker.PhotoSource source,
      ColumnSettings settings,
      Path folder,
      boolean overwrite)
      throws IOException {
    Files.createDirectories(folder);
    OutputLock lock = OutputLock.ofFolder(folder);
    try (lock) {
      List<ColumnStacker.StackedHole> stacked = new ArrayList<>();
      Map<String, String> stems = HoleFiles.stems(log.holes());
      for (HoleLog hole : log.holes()) {
        String stem = stems.getOrDefault(hole.hole(), hole.hole());
        Path json = folder.resolve(stem + ".json");
        if (!overwrite) {
          TemporaryFile.requireFree(json);
        }
        Set<String> before = pagesBefore(json);
        List<Page> pages = new ArrayList<>();
        ColumnStacker.StackedHole one =
            ColumnStacker.stack(
                hole,
                photos,
                source,
                settings,
                page -> pages.add(page(page, stem, folder, overwrite)));
        TemporaryFile.put(json, overwrite, out -> json(log, hole, one, settings, pages, out));
        pages.forEach(page -> before.removeAll(page.files()));
        for (String file : before) {
          Files.deleteIfExists(folder.resolve(file));
        }
        stacked.add(one);
      }
      return List.copyOf(stacked);
    }
  }

  /**
   * The files of the pages of an existing index: pages of other depths would otherwise remain
   * beside the new ones.
   */
  private static Set<String> pagesBefore(Path json) throws IOException {
    Set<String> files = new HashSet<>();
    if (!Files.isRegularFile(json)) {
      return files;
    }
    String stem = json.getFileName().toString().replaceAll("\\.json$", "");
    try {
      for (JsonValue page :
          JsonValue.read(Files.readAllBytes(json), Set.of()).get("pages").items()) {
        for (String member : List.of(PICTURE, IMAGE, DEPTHS)) {
          String file = page.get(member).plain();
          if (file.matches(
              Pattern.quote(stem) + "_-?[0-9.]+_-?[0-9.]+(\\.png|_image\\.npy|_depths\\.npy)")) {
            files.add(file);
          }
        }
      }
    } catch (JsonProcessingException e) {
      // A damaged index is ignored.
      files.clear();
    }
    return files;
  }

  private static Page page(CoreColumn column, String stem, Path folder, boolean overwrite)
      throws IOException {
    DepthInterval depths = column.depths();
    String name =
        String.format(
            Locale.ROOT, "%s_%.3f_%.3f", stem, depths.top().metres(), depths.base().metres());
    TemporaryFile.put(
        folder.resolve(name + ".png"), overwrite, out -> ColumnFiles.png(column, out));
    CoreBreakoutColumn arrays = column.toCoreBreakout();
    ColumnFiles.save(arrays, folder, name, overwrite);
    return new Page(
        name, depths, column.width(), column.height(), arrays.height(), column.stretches());
  }

  private static void json(
      CoreLog log,
      HoleLog hole,
      ColumnStacker.StackedHole stacked,
      ColumnSettings settings,
      List<Page> pages,
      OutputStream out)
      throws IOException {
    try (JsonGenerator json = JsonText.generator(out)) {
      json.writeStartObject();
      json.writeStringField("schemaVersion", SCHEMA_VERSION);
      json.writeStringField("hole", hole.hole());
      json.writeStringField("depthRule", log.settings().depth().id());
      json.writeStringField("mask", settings.mask().id());
      json.writeStringField("gaps", settings.gaps().id());
      if (Double.isFinite(stacked.rowsPerMetre())) {
        JsonText.number(json, "rowsPerMetre", stacked.rowsPerMetre());
      } else {
        json.writeNullField("rowsPerMetre");
      }
      json.writeArrayFieldStart("pages");
      for (Page page : pages) {
        page(json, page);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("notPhotographed");
      for (DepthInterval gap : stacked.gaps()) {
        json.writeStartObject();
        HoleJson.depths(json, gap);
        json.writeEndObject();
      }
      json.writeEndArray();
      HoleJson.losses(json, hole.losses());
      JsonText.texts(json, "notLogged", log.problems());
      JsonText.texts(json, "problems", stacked.problems());
      JsonText.texts(json, "remarks", stacked.remarks());
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void page(JsonGenerator json, Page page) throws IOException {
    json.writeStartObject();
    json.writeStringField(PICTURE, page.name + ".png");
    json.writeStringField(IMAGE, page.name + "_image.npy");
    json.writeStringField(DEPTHS, page.name + "_depths.npy");
    HoleJson.depths(json, page.depths);
    json.writeNumberField("width", page.width);
    json.writeNumberField("height", page.height);
    json.writeNumberField("arrayRows", page.arrayRows);
    json.writeArrayFieldStart("index");
    for (ColumnSegment stretch : page.index) {
      json.writeStartObject();
      json.writeNumberField("firstRow", stretch.first());
      json.writeNumberField("endRow", stretch.end());
      HoleJson.depths(json, stretch.depths());
      json.writeStringField("kind", stretch.kind().id());
      if (!stretch.source().isEmpty()) {
        json.writeStringField("source", stretch.source());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
