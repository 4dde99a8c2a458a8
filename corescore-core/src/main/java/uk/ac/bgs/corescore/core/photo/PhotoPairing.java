// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.internal.CsvLines;

/**
 * Finds the file that a name in a label file means: a photo, a mask or a prediction.
 *
 * <p>Names are compared without folders and without their last extension. The file of the same stem
 * is the one; else the one whose stem continues the name after a point, hyphen or underscore
 * ({@code S1.Top_2.inpainted.jpg} for {@code S1.Top_2.JPEG}). Several such files are an error that
 * lists them. A table of scales says which file belongs to which name, and the size of the canvas
 * that its labels were drawn on, where that is another than the file's. Immutable; safe for use by
 * many threads.
 */
public final class PhotoPairing {
  private final List<Path> files;
  private final Map<String, Row> rows;

  private PhotoPairing(List<Path> files, Map<String, Row> rows) {
    this.files = files;
    this.rows = rows;
  }

  /** A row of the table: the file's name without folders, and the canvas of its labels. */
  private record Row(String file, Canvas canvas) {}

  /**
   * What labels were drawn on.
   *
   * @param width columns
   * @param height rows
   */
  public record Canvas(int width, int height) {}

  /**
   * Pairs with these files, by name alone.
   *
   * @param files the files there are
   * @return the pairing
   */
  public static PhotoPairing of(List<Path> files) {
    return new PhotoPairing(List.copyOf(files), Map.of());
  }

  /**
   * The same with a table of scales: CSV with a header, of which the columns {@code file}, {@code
   * external_id}, {@code label_canvas_width} and {@code label_canvas_height} are read.
   *
   * @param csv the table
   * @return a pairing that looks into the table first
   * @throws CoreScoreException if a column is missing or a size is no number above 0, naming file
   *     and line
   * @throws IOException if the file cannot be read
   */
  public PhotoPairing withScales(Path csv) throws IOException {
    List<List<String>> lines;
    try (Reader in = Files.newBufferedReader(csv, StandardCharsets.UTF_8)) {
      lines = CsvLines.read(in);
    }
    if (lines.isEmpty()) {
      throw new CoreScoreException(csv + ": expected a header, the file is empty");
    }
    Map<String, Row> table = new HashMap<>();
    int file = column(csv, lines.get(0), "file");
    int name = column(csv, lines.get(0), "external_id");
    int width = column(csv, lines.get(0), "label_canvas_width");
    int height = column(csv, lines.get(0), "label_canvas_height");
    for (int i = 1; i < lines.size(); i++) {
      List<String> line = lines.get(i);
      if (line.size() <= Math.max(Math.max(file, name), Math.max(width, height))) {
        throw new CoreScoreException(
            csv
                + ", row "
                + (i + 1)
                + ": expected "
                + lines.get(0).size()
                + " columns, got "
                + line.size());
      }
      Row row =
          new Row(
              fileName(line.get(file)),
              new Canvas(size(csv, i + 1, line.get(width)), size(csv, i + 1, line.get(height))));
      if (table.put(stem(fileName(line.get(name))), row) != null) {
        throw new CoreScoreException(
            csv + ", row " + (i + 1) + ": " + line.get(name) + " is in the table twice");
      }
    }
    return new PhotoPairing(files, Map.copyOf(table));
  }

  private static int column(Path csv, List<String> header, String name) {
    int column = header.indexOf(name);
    if (column < 0) {
      throw new CoreScoreException(csv + ": expected a column " + name + ", got " + header);
    }
    return column;
  }

  private static int size(Path csv, int row, String text) {
    try {
      int size = Integer.parseInt(text.strip());
      if (size > 0) {
        return size;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new CoreScoreException(
        csv + ", row " + row + ": expected a whole number above 0, got '" + text + "'");
  }

  /**
   * The file that a name means.
   *
   * @param name a name from a label file, or a photo's file name
   * @return the file, empty if there is none
   * @throws CoreScoreException if several files fit equally well; the message lists them
   */
  public Optional<Path> find(String name) {
    Row row = rows.get(stem(fileName(name)));
    if (row != null) {
      List<Path> named = files.stream().filter(file -> fileName(file).equals(row.file())).toList();
      if (!named.isEmpty()) {
        return only(name, named);
      }
    }
    String stem = stem(fileName(name));
    List<Path> same = files.stream().filter(file -> stem(fileName(file)).equals(stem)).toList();
    if (!same.isEmpty()) {
      return only(name, same);
    }
    List<Path> continued = new ArrayList<>();
    for (Path file : files) {
      String other = stem(fileName(file));
      if (continues(other, stem)) {
        continued.add(file);
      }
    }
    return only(name, continued);
  }

  /**
   * What the table says of the labels of a name.
   *
   * @param name a name from a label file
   * @return the canvas that they were drawn on; empty where the table has no such name
   */
  public Optional<Canvas> canvas(String name) {
    return Optional.ofNullable(rows.get(stem(fileName(name)))).map(Row::canvas);
  }

  private static Optional<Path> only(String name, List<Path> candidates) {
    if (candidates.size() > 1) {
      throw new CoreScoreException(
          name
              + ": several files could be meant: "
              + candidates.stream()
                  .map(PhotoPairing::fileName)
                  .sorted()
                  .collect(Collectors.joining(", ")));
    }
    return candidates.stream().findAny();
  }

  private static boolean continues(String longer, String shorter) {
    return !shorter.isEmpty()
        && longer.length() > shorter.length()
        && longer.startsWith(shorter)
        && ".-_".indexOf(longer.charAt(shorter.length())) >= 0;
  }

  private static String fileName(Path file) {
    return Objects.toString(file.getFileName(), "");
  }

  private static String fileName(String path) {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }

  /**
   * Without the last extension, and without the {@code .mask} and {@code .instances} of our own
   * files.
   */
  private static String stem(String name) {
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    for (String suffix : List.of(".mask", ".instances")) {
      if (stem.toLowerCase(Locale.ROOT).endsWith(suffix)) {
        return stem.substring(0, stem.length() - suffix.length());
      }
    }
    return stem;
  }
}
