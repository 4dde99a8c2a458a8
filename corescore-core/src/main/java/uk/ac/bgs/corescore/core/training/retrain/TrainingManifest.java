// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.retrain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.files.CsvLines;
import uk.ac.bgs.corescore.core.internal.files.Sha256;
import uk.ac.bgs.corescore.core.internal.files.TextFile;
import uk.ac.bgs.corescore.core.report.TableFile;
import uk.ac.bgs.corescore.core.training.registry.ModelRegistry;
import uk.ac.bgs.corescore.core.training.registry.ModelVersion;

/**
 * The photos that a model was trained on, and their ground truth, by hash. It goes with the model
 * into the registry.
 *
 * @param rows one for each photo
 */
record TrainingManifest(List<Row> rows) {
  /** The file of a version that holds the manifest. */
  static final String FILE = "learnt.csv";

  /** The split of a training, which holds the photos without their ground truth. */
  private static final String SPLIT = "split.csv";

  private static final String HEADER = "photo_sha256,truth_sha256,photo";

  /**
   * A photo.
   *
   * @param photo hash of its file
   * @param truth hash of its ground truth; empty where that is not known
   * @param name for people
   */
  record Row(String photo, String truth, String name) {
    static Row of(HashedPhoto photo) {
      return new Row(photo.photoSha256(), photo.truthSha256(), photo.photo().name());
    }

    String content() {
      return photo + "," + truth;
    }
  }

  TrainingManifest {
    rows = List.copyOf(rows);
  }

  /** The manifest of photos that are trained on. */
  static TrainingManifest of(List<HashedPhoto> photos) {
    return new TrainingManifest(photos.stream().map(Row::of).toList());
  }

  /** The manifest of a version; empty where it has none. */
  static TrainingManifest of(ModelRegistry registry, ModelVersion version) throws IOException {
    for (String file : List.of(FILE, SPLIT)) {
      if (version.sha256().containsKey(file)) {
        Path table = registry.fetch(version.model(), version.version(), file);
        return file.equals(FILE) ? read(table) : split(table);
      }
    }
    return new TrainingManifest(List.of());
  }

  static TrainingManifest read(Path table) throws IOException {
    List<String> lines = Files.readAllLines(table);
    if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT, table + ": expected a table of " + HEADER);
    }
    List<Row> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", 3);
      if (cells.length != 3) {
        throw new CoreScoreException(
            FailureKind.BAD_INPUT, table + ": expected " + HEADER + ", got " + line);
      }
      rows.add(new Row(cells[0], cells[1], TableFile.plain(cells[2])));
    }
    return new TrainingManifest(rows);
  }

  private static TrainingManifest split(Path table) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (List<String> row : CsvLines.read(TextFile.read(table), table.toString())) {
      String hash = row.isEmpty() ? "" : row.get(row.size() - 1);
      if (hash.matches("[0-9a-f]{64}")) {
        rows.add(new Row(hash, "", TableFile.plain(row.get(0))));
      }
    }
    return new TrainingManifest(rows);
  }

  String csv() {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    for (Row row : rows) {
      text.append(row.content())
          .append(',')
          .append(TableFile.guarded(row.name()).replaceAll("\\p{Cntrl}", "?"));
      text.append('\n');
    }
    return text.toString();
  }

  /** One hash for all rows; names do not count. */
  String sha256() {
    return Sha256.ofText(
        rows.stream().map(Row::content).sorted().collect(Collectors.joining("\n")));
  }

  /** The rows that the other does not have: new photos, or other ground truth. */
  TrainingManifest without(TrainingManifest other) {
    Set<String> known = other.rows.stream().map(Row::content).collect(Collectors.toSet());
    return new TrainingManifest(
        rows.stream().filter(row -> !known.contains(row.content())).toList());
  }

  /** The rows of both. */
  TrainingManifest and(TrainingManifest other) {
    List<Row> all = new ArrayList<>(rows);
    all.addAll(other.without(this).rows);
    return new TrainingManifest(all);
  }

  /** The row of a photo; names do not count. */
  Optional<Row> photo(String sha256) {
    return rows.stream().filter(row -> row.photo().equals(sha256)).findFirst();
  }
}
