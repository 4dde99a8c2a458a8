// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import uk.ac.bgs.corescore.core.internal.files.TemporaryFile;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.core.report.OutputFolder;
import uk.ac.bgs.corescore.core.report.PhotoThumbnail;
import uk.ac.bgs.corescore.core.report.ReportFormat;
import uk.ac.bgs.corescore.core.report.ReportWriter;
import uk.ac.bgs.corescore.core.report.sink.ReportSink;

/** The files of each photo in a result set. Safe for use by many threads. */
final class ReportFiles {
  private static final String THUMBNAIL = "thumbnail";

  private final ResultFolder folder;
  private final Set<ReportFormat> formats;
  private final boolean thumbnails;
  private final ReportSink sink;

  ReportFiles(ResultFolder folder, Set<ReportFormat> formats, boolean thumbnails)
      throws IOException {
    this.folder = folder;
    this.formats = formats;
    this.thumbnails = thumbnails;
    this.sink = OutputFolder.sink(folder.reports(), true);
    if (!formats.isEmpty()) {
      OutputFolder.make(folder.reports());
    }
    if (thumbnails) {
      OutputFolder.make(folder.thumbnails());
    }
  }

  /** The ids of what is written of each photo. */
  SortedSet<String> reports() {
    SortedSet<String> ids = new TreeSet<>();
    formats.forEach(format -> ids.add(format.id()));
    if (thumbnails) {
      ids.add(THUMBNAIL);
    }
    return ids;
  }

  /**
   * Writes the files of a photo.
   *
   * @return the size of all
   */
  long write(String name, ScoredPhoto scored) throws IOException {
    if (!formats.isEmpty()) {
      try (ReportWriter writer = ReportWriter.open(sink, formats)) {
        writer.write(name, scored);
      }
    }
    if (thumbnails) {
      Path file = OutputFolder.makeFor(thumbnail(name));
      TemporaryFile.put(file, true, out -> PhotoThumbnail.write(scored, out));
    }
    return size(name, reports());
  }

  /** The size of a photo's files; -1 if one is not there. */
  long size(String name, Collection<String> reports) throws IOException {
    return size(files(name, reports));
  }

  /** The size of files; -1 if one is not there. */
  static long size(List<Path> files) throws IOException {
    long size = 0;
    for (Path file : files) {
      try {
        size += Files.size(file);
      } catch (NoSuchFileException e) {
        return -1;
      }
    }
    return size;
  }

  /** Removes the files of a photo, whatever formats they are of. */
  void remove(String name) throws IOException {
    List<String> all = new ArrayList<>(List.of(THUMBNAIL));
    EnumSet.allOf(ReportFormat.class).stream()
        .filter(ReportFormat::perPhoto)
        .forEach(format -> all.add(format.id()));
    for (Path file : files(name, all)) {
      Files.deleteIfExists(file);
    }
  }

  private List<Path> files(String name, Collection<String> reports) {
    List<Path> files = new ArrayList<>();
    for (String report : reports) {
      files.add(
          report.equals(THUMBNAIL)
              ? thumbnail(name)
              : folder
                  .reports()
                  .resolve(name + ReportFormat.parse(report).iterator().next().suffix()));
    }
    return files;
  }

  private Path thumbnail(String name) {
    return folder.thumbnails().resolve(name + ".jpg");
  }
}
