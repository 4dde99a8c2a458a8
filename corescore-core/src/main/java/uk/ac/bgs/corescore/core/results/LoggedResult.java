// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.results;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import uk.ac.bgs.corescore.core.corelog.CoreLog;
import uk.ac.bgs.corescore.core.corelog.LogPhoto;
import uk.ac.bgs.corescore.core.corelog.ags.AgsSettings;
import uk.ac.bgs.corescore.core.corelog.ags.AgsWriteResult;
import uk.ac.bgs.corescore.core.corelog.ags.AgsWriter;
import uk.ac.bgs.corescore.core.corelog.entry.LogEntry;
import uk.ac.bgs.corescore.core.corelog.report.LasWriter;
import uk.ac.bgs.corescore.core.corelog.report.LogFormat;
import uk.ac.bgs.corescore.core.corelog.report.LogWriter;
import uk.ac.bgs.corescore.core.corelog.report.StripWriter;
import uk.ac.bgs.corescore.core.corelog.strip.StripPhotos;
import uk.ac.bgs.corescore.core.corelog.strip.StripSettings;
import uk.ac.bgs.corescore.core.internal.json.JsonText;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.photo.PhotoReducer;
import uk.ac.bgs.corescore.core.store.PhotoName;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.layout.Layout;

/**
 * The core log of a result and its files. Tables and JSON are written with it; what takes time or
 * room is made when it is requested, in parts.
 *
 * @param entry what was entered
 * @param photo what the log was made of
 * @param log the log
 */
record LoggedResult(LogEntry entry, LogPhoto photo, CoreLog log) {
  /** The log as JSON. */
  static final String LOG = "log.json";

  /** In {@link #later}: which part each file is of. */
  static final String FILES = "files";

  /** In {@link #later}: what to check besides what the log says. */
  static final String REMARKS = "remarks";

  /** What is to be known of the AGS4 file. */
  private static final String AGS_NOTES = AgsWriter.NAME + ".txt";

  /** Files that are made together. */
  enum Part {
    /** The strip logs as SVG, and the page. */
    PAGE,
    /** The strip logs as PNG. */
    PNG,
    /** LAS. */
    LAS,
    /** The AGS4 file with the photograph. */
    AGS;

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Part of(String id) {
      return Arrays.stream(values())
          .filter(part -> part.id().equals(id))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("a log has no part '" + id + "'"));
    }
  }

  static LoggedResult of(LogEntry entry, LogPhoto photo) {
    return new LoggedResult(entry, photo, entry.log(photo));
  }

  /** Writes the files that are not made later. */
  void write(Path folder, List<String> remarks) throws IOException {
    List<String> all = new ArrayList<>(remarks);
    all.addAll(StripWriter.plan(log, StripSettings.DEFAULT).problems());
    LogWriter.write(
        log.withRemarks(all),
        List.of(photo),
        EnumSet.of(LogFormat.CSV, LogFormat.JSON, LogFormat.GEOJSON),
        folder,
        false);
  }

  /** The problems of the deferred files, known in advance. */
  List<String> lasRemarks() {
    return LasWriter.plan(log, entry.files().lasStepMetres()).remarks();
  }

  /**
   * The deferred files.
   *
   * @param original where the photograph is
   * @param remarks what to check besides what the log says
   */
  byte[] later(Path original, List<String> remarks) {
    Map<String, String> files = new LinkedHashMap<>();
    StripWriter.plan(log, StripSettings.DEFAULT)
        .files()
        .forEach(
            (name, form) ->
                files.put(name, (form == StripWriter.Form.PNG ? Part.PNG : Part.PAGE).id()));
    LasWriter.plan(log, entry.files().lasStepMetres())
        .files()
        .forEach(name -> files.put(name, Part.LAS.id()));
    if (!log.holes().isEmpty()) {
      AgsWriter.files(log, photos(original), ags()).forEach(name -> files.put(name, Part.AGS.id()));
      files.put(AGS_NOTES, Part.AGS.id());
    }
    return StoredJson.object(
        json -> {
          JsonText.texts(json, REMARKS, remarks);
          json.writeObjectFieldStart(FILES);
          for (Map.Entry<String, String> file : files.entrySet()) {
            json.writeStringField(file.getKey(), file.getValue());
          }
          json.writeEndObject();
        });
  }

  private AgsSettings ags() {
    return entry.files().ags(LocalDate.now(ZoneId.systemDefault()));
  }

  private Map<String, Path> photos(Path original) {
    return entry.files().photos() ? Map.of(photo.name(), original) : Map.of();
  }

  /**
   * Makes a part.
   *
   * @param part which
   * @param folder where its files go
   * @param remarks what to check besides what the log says
   * @param original where the photograph is
   * @param preview where a copy of it is that is fine enough for a drawing
   * @param reader reads it
   */
  void make(
      Part part, Path folder, List<String> remarks, Path original, Path preview, PhotoReader reader)
      throws IOException {
    switch (part) {
      case PAGE -> strip(StripWriter.Form.PAGE, folder, remarks, preview, reader);
      case PNG -> strip(StripWriter.Form.PNG, folder, remarks, preview, reader);
      case LAS -> LasWriter.write(log, entry.files().lasStepMetres(), folder, false);
      case AGS -> {
        AgsWriteResult made =
            AgsWriter.write(log, entry.runs(), photos(original), ags(), folder, false);
        String notes =
            Stream.concat(made.remarks().stream(), made.findings().stream().map(Object::toString))
                .map(line -> line + "\n")
                .reduce("AGS4 edition " + ags().edition().id() + "\n", String::concat);
        Files.write(folder.resolve(AGS_NOTES), notes.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private void strip(
      StripWriter.Form form, Path folder, List<String> remarks, Path preview, PhotoReader reader)
      throws IOException {
    StripWriter.write(
        log.withRemarks(remarks),
        StripSettings.DEFAULT,
        EnumSet.of(form),
        strip -> StripPhotos.of(strip, List.of(photo), name -> drawn(name, preview, reader)),
        List.of(),
        folder,
        false);
  }

  /** The photo in its own size, with the pixels of a copy. */
  private Photo drawn(String name, Path preview, PhotoReader reader) throws IOException {
    // The copy is always a JPEG file.
    Photo copy = reader.read(PhotoName.stem(name) + ".jpg", Files.readAllBytes(preview));
    Layout layout = photo.layout();
    RgbImage image =
        PhotoReducer.reduceToFit(copy.image(), Math.max(layout.photoWidth(), layout.photoHeight()));
    return new Photo(
        name, copy.sha256(), layout.photoWidth(), layout.photoHeight(), image, copy.remarks());
  }
}
