// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uk.ac.bgs.corescore.core.internal.CsvTable;
import uk.ac.bgs.corescore.core.internal.files.FileTree;
import uk.ac.bgs.corescore.core.internal.files.TemporaryFile;
import uk.ac.bgs.corescore.core.report.sink.ReportSink;
import uk.ac.bgs.corescore.core.table.Column;
import uk.ac.bgs.corescore.core.table.PhotoTables;

/**
 * The two tables of a report. In a folder they grow in hidden temporary files; for other sinks they
 * grow in a temporary folder and are copied at the end.
 *
 * <p>Not for use by several threads at once.
 */
final class ReportTables implements Closeable {
  private static final String MEASURES = "measures.csv";
  private static final String FRAGMENTS = "fragments.csv";

  private static final List<String> MEASURES_COLUMNS =
      List.of(
          "photo",
          "width",
          "height",
          "segmenter",
          "absolute_area",
          "relative_area",
          "fragment_perimeter",
          "average_perimeter",
          "total_fragments",
          "perimeter_complexity",
          "mm_per_pixel",
          "absolute_area_mm2",
          "fragment_perimeter_mm",
          "average_perimeter_mm",
          "perimeter_complexity_per_mm",
          "confidence",
          "uncertain_share",
          "doubt",
          "doubt_reason",
          "remarks");

  private final Path folder;
  private final Optional<ReportSink> sink;
  private final CsvTable fragments;
  private final CsvTable measures;

  private ReportTables(Path folder, boolean overwrite, Optional<ReportSink> sink)
      throws IOException {
    this.folder = folder;
    this.sink = sink;
    this.fragments = CsvTable.open(folder.resolve(FRAGMENTS), overwrite, fragmentsColumns());
    boolean opened = false;
    try {
      this.measures = CsvTable.open(folder.resolve(MEASURES), overwrite, MEASURES_COLUMNS);
      opened = true;
    } finally {
      if (!opened) {
        fragments.abandon();
      }
    }
  }

  /** Tables in a folder. */
  static ReportTables in(Path folder, boolean overwrite) throws IOException {
    if (!overwrite) {
      TemporaryFile.requireFree(folder.resolve(MEASURES));
      TemporaryFile.requireFree(folder.resolve(FRAGMENTS));
    }
    return new ReportTables(folder, overwrite, Optional.empty());
  }

  /** Tables that go elsewhere. */
  static ReportTables to(ReportSink sink) throws IOException {
    sink.requireFree(MEASURES);
    sink.requireFree(FRAGMENTS);
    return new ReportTables(
        Files.createTempDirectory("corescore-report-"), true, Optional.of(sink));
  }

  private static List<String> fragmentsColumns() {
    return PhotoTables.fragments().columns().stream().map(Column::name).toList();
  }

  /** Adds the rows of a photo; those of its fragments first. */
  void append(List<Map<String, String>> ofFragments, Map<String, String> row) throws IOException {
    fragments.append(ofFragments);
    measures.append(List.of(row));
  }

  /** Gives both their names, or neither. */
  @Override
  public void close() throws IOException {
    CsvTable.closeTogether(List.of(fragments, measures));
    if (sink.isPresent()) {
      if (!Files.exists(folder.resolve(MEASURES))) {
        throw new IOException(
            folder + ": the tables stay there, an earlier row could not be written whole");
      }
      handOver(sink.get());
      FileTree.deleteRecursively(folder);
    }
  }

  private void handOver(ReportSink to) throws IOException {
    PendingFiles pending = new PendingFiles(to);
    try {
      for (String name : List.of(FRAGMENTS, MEASURES)) {
        pending.begin(name);
        pending.write(name, out -> Files.copy(folder.resolve(name), out));
      }
      pending.publish();
    } catch (IOException | RuntimeException e) {
      pending.discard(e);
      throw new IOException(folder + ": the tables stay there, the sink failed: " + e, e);
    }
  }
}
