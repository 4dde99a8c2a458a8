// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli.retrain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.registry.ModelRegistry;
import uk.ac.bgs.corescore.core.registry.ModelVersion;
import uk.ac.bgs.corescore.core.report.TableFile;

/**
 * What a model has seen: photos and their truth by hash. It goes with the model into the registry.
 *
 * @param rows by photo
 */
record Learnt(List<Row> rows) {
  /** The file of a version that has it. */
  static final String FILE = "learnt.csv";

  /** What train leaves beside a model: it knows the photos, not what was said of them. */
  private static final String SPLIT = "split.csv";

  private static final String HEADER = "photo_sha256,truth_sha256,photo";

  /**
   * A photo.
   *
   * @param photo hash of its file
   * @param truth hash of what was said of it, empty where that is not known
   * @param name for people
   */
  record Row(String photo, String truth, String name) {
    static Row of(Labelled labelled) {
      return new Row(labelled.photoSha256(), labelled.truthSha256(), labelled.photo().name());
    }

    String content() {
      return photo + "," + truth;
    }
  }

  Learnt {
    rows = List.copyOf(rows);
  }

  /** What a version has learnt; nothing where that is not known. */
  static Learnt of(ModelRegistry registry, ModelVersion version) throws IOException {
    for (String file : List.of(FILE, SPLIT)) {
      if (version.sha256().containsKey(file)) {
        Path table = registry.fetch(version.model(), version.version(), file);
        return file.equals(FILE) ? read(table) : split(table);
      }
    }
    return new Learnt(List.of());
  }

  static Learnt read(Path table) throws IOException {
    List<String> lines = Files.readAllLines(table);
    if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
      throw new CoreScoreException(table + ": expected a table of " + HEADER);
    }
    List<Row> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", 3);
      if (cells.length != 3) {
        throw new CoreScoreException(table + ": expected " + HEADER + ", got " + line);
      }
      rows.add(new Row(cells[0], cells[1], TableFile.plain(cells[2])));
    }
    return new Learnt(rows);
  }

  private static Learnt split(Path table) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(table)) {
      int name = line.lastIndexOf("\",");
      int hash = line.lastIndexOf(',');
      if (name > 0 && line.substring(hash + 1).matches("[0-9a-f]{64}")) {
        rows.add(new Row(line.substring(hash + 1), "", TableFile.plain(line.substring(1, name))));
      }
    }
    return new Learnt(rows);
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

  /** One number for all that is in it, whatever the photos are called. */
  String sha256() {
    return Sha256.of(rows.stream().map(Row::content).sorted().collect(Collectors.joining("\n")));
  }

  /** What is not in the other: a photo, or something else said of one. */
  Learnt without(Learnt other) {
    Set<String> known = other.rows.stream().map(Row::content).collect(Collectors.toSet());
    return new Learnt(rows.stream().filter(row -> !known.contains(row.content())).toList());
  }

  /** This and what the other has besides. */
  Learnt and(Learnt other) {
    List<Row> all = new ArrayList<>(rows);
    all.addAll(other.without(this).rows);
    return new Learnt(all);
  }

  /** The row of a photo, whatever it is called. */
  Optional<Row> photo(String sha256) {
    return rows.stream().filter(row -> row.photo().equals(sha256)).findFirst();
  }
}
