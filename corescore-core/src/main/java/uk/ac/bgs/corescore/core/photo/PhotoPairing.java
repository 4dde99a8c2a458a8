// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.files.CsvLines;
import uk.ac.bgs.corescore.core.internal.files.TextFile;

/**
 * Finds the file of a name in a label file: a photo, a mask or a prediction.
 *
 * <p>The file is the one that fits best, by these rules, of which the first that any file meets
 * decides:
 *
 * <ol>
 *   <li>the name is the file's, dots and all, with the same folders;
 *   <li>the same where one of both has more folders in front;
 *   <li>the same once the name is percent-decoded and split at {@code \\} as at {@code /}; an
 *       address loses what stands behind a question mark, and accents may be composed or not;
 *   <li>the name is the file's without its extension ({@code BH1_10.5} for {@code BH1_10.5.jpg});
 *   <li>both are the same without the extension of an image, and without the {@code .mask} and
 *       {@code .instances} of our own files;
 *   <li>one of the three before holds once the name or the file's loses what Label Studio puts
 *       before that of an uploaded photo: eight hexadecimal digits with a letter among them and a
 *       hyphen, or in a folder {@code images} or {@code upload/7} any eight;
 *   <li>without extension, the file's name continues the other after a point, hyphen or underscore,
 *       but not with a digit ({@code S1.Top_2.inpainted.jpg} for {@code S1.Top_2.JPEG}; not {@code
 *       BH1_10.5.jpg} for {@code BH1_10.jpg}).
 * </ol>
 *
 * <p>Folders count in each: those that both have must be the same, from the last one up. By one
 * rule, a file with the same folders fits better than one with more or fewer, and then the one of
 * which more folders are the same. Several files that fit as well are an error that lists them.
 *
 * <p>A table of scales says which file belongs to which name, and the size of the canvas that its
 * labels were drawn on, where that is another than the file's. Immutable; safe for use by many
 * threads. Cost of a search: constant, but linear in the number of files where only the last rule
 * is left.
 */
public final class PhotoPairing {
  private static final int SHOWN = 10;

  private final NameIndex<PhotoFile> files;
  private final List<Row> table;
  private final NameIndex<Row> rows;
  private final Map<PhotoFile, List<Claim>> claims;
  private final boolean insideCounts;

  private PhotoPairing(
      NameIndex<PhotoFile> files,
      List<Row> table,
      Map<PhotoFile, List<Claim>> claims,
      boolean insideCounts) {
    this.files = files;
    this.table = table;
    this.rows = new NameIndex<>(table, Row::name);
    this.claims = claims;
    this.insideCounts = insideCounts;
  }

  /** A row of the table: a name, the name of its file as given, and the canvas of its labels. */
  private record Row(String name, String file, Canvas canvas) {}

  /** That a name means a file, and how well it fits. */
  private record Claim(String name, ReferencedName.Fit fit) {}

  /**
   * The file of a name.
   *
   * @param photo the file
   * @param exact whether its name, with folders, is the requested name; if not, report which file
   *     was taken
   */
  public record Match(PhotoFile photo, boolean exact) {
    /**
     * Returns a remark about which file was taken for a name that is not exactly its own.
     *
     * @param name the name that was requested
     * @return a line for people
     */
    public String remark(String name) {
      return name + ": its photo is " + photo.name();
    }
  }

  /**
   * What labels were drawn on.
   *
   * @param width columns
   * @param height rows
   */
  public record Canvas(int width, int height) {}

  /**
   * Pairs with these files.
   *
   * @param files the files there are, by the names of which the folders count
   * @return the pairing
   */
  public static PhotoPairing of(List<PhotoFile> files) {
    return new PhotoPairing(new NameIndex<>(files, PhotoFile::name), List.of(), Map.of(), false);
  }

  /**
   * The same with a table of scales: CSV with a header, of which the columns {@code file}, {@code
   * external_id}, {@code label_canvas_width} and {@code label_canvas_height} are read.
   *
   * @param csv the table
   * @return a pairing that uses the table first
   * @throws CoreScoreException if a column is missing or a size is no number above 0, naming file
   *     and line
   * @throws IOException if the file cannot be read
   */
  public PhotoPairing withScales(Path csv) throws IOException {
    List<List<String>> lines = CsvLines.read(TextFile.read(csv), csv.toString());
    int first = CsvLines.header(lines);
    if (first == lines.size()) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT, csv + ": expected a header, the file is empty");
    }
    List<Row> table = new ArrayList<>();
    Set<String> names = new HashSet<>();
    int file = column(csv, lines.get(first), "file");
    int name = column(csv, lines.get(first), "external_id");
    int width = column(csv, lines.get(first), "label_canvas_width");
    int height = column(csv, lines.get(first), "label_canvas_height");
    for (int i = first + 1; i < lines.size(); i++) {
      List<String> line = lines.get(i);
      if (line.isEmpty()) {
        continue;
      }
      if (line.size() <= Math.max(Math.max(file, name), Math.max(width, height))) {
        throw new CoreScoreException(
            FailureKind.BAD_INPUT,
            csv
                + ", row "
                + (i + 1)
                + ": expected "
                + lines.get(first).size()
                + " columns, got "
                + line.size());
      }
      Row row =
          new Row(
              line.get(name),
              line.get(file),
              new Canvas(size(csv, i + 1, line.get(width)), size(csv, i + 1, line.get(height))));
      if (!names.add(ReferencedName.of(row.name()).withoutExtension())) {
        throw new CoreScoreException(
            FailureKind.BAD_INPUT,
            csv + ", row " + (i + 1) + ": " + line.get(name) + " is in the table twice");
      }
      table.add(row);
    }
    return new PhotoPairing(files, List.copyOf(table), Map.of(), false);
  }

  private static int column(Path csv, List<String> header, String name) {
    int column = header.indexOf(name);
    if (column < 0) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT, csv + ": expected a column " + name + ", got " + header);
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
      // reported below
    }
    throw new CoreScoreException(
        FailureKind.BAD_INPUT,
        csv + ", row " + row + ": expected a whole number above 0, got '" + text + "'");
  }

  /**
   * Returns a pairing for a complete set of names. A file that fits several names belongs to the
   * best fit; the others have none. If two fit equally, neither has it. If the searched folder
   * occurs in the names ({@code BH2/a.jpg} among files of a folder {@code BH2}), names of other
   * folders have no file there.
   *
   * @param names the names that will be requested
   * @return a pairing that never gives one file to two names
   */
  public PhotoPairing among(Collection<String> names) {
    Map<PhotoFile, List<Claim>> all = new HashMap<>();
    boolean inside = false;
    for (String name : Set.copyOf(names)) {
      List<NameIndex.Found<PhotoFile>> best;
      try {
        best = best(name);
      } catch (CoreScoreException e) {
        continue; // find reports it
      }
      if (best.size() == 1) {
        inside |= isInside(name, best.get(0).thing());
        all.computeIfAbsent(best.get(0).thing(), file -> new ArrayList<>())
            .add(new Claim(name, best.get(0).fit()));
      }
    }
    if (inside) {
      all.forEach((file, of) -> of.removeIf(claim -> isBeside(claim.name(), file)));
    }
    return new PhotoPairing(files, table, Map.copyOf(all), inside);
  }

  /**
   * The file of a name.
   *
   * @param name a name from a label file, or a photo's file name
   * @return the file, empty if there is none
   * @throws CoreScoreException if several files fit equally well, or another name fits the file
   *     equally well; the message lists them
   */
  public Optional<Match> find(String name) {
    List<NameIndex.Found<PhotoFile>> best = best(name);
    if (best.size() > 1) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          name + ": several files could be meant: " + listed(best.stream().map(f -> f.thing())));
    }
    if (best.isEmpty()) {
      return Optional.empty();
    }
    PhotoFile file = best.get(0).thing();
    if (insideCounts && isBeside(name, file)) {
      return Optional.empty();
    }
    ReferencedName.Fit fit = best.get(0).fit();
    List<Claim> others =
        claims.getOrDefault(file, List.of()).stream()
            .filter(claim -> !claim.name().equals(name))
            .toList();
    if (others.stream().anyMatch(claim -> claim.fit().compareTo(fit) < 0)) {
      return Optional.empty();
    }
    List<String> same =
        others.stream().filter(claim -> claim.fit().equals(fit)).map(Claim::name).sorted().toList();
    if (!same.isEmpty()) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          name + ": its photo could be " + file.name() + ", and so could that of " + shown(same));
    }
    return Optional.of(new Match(file, name.equals(file.name())));
  }

  /**
   * Returns the file of a name, which has to exist.
   *
   * @param name a name from a label file, or a photo's file name
   * @return the file
   * @throws CoreScoreException if there is none, or several could be meant; the message says which
   *     files of this name there are in other folders
   */
  public Match require(String name) {
    return find(name)
        .orElseThrow(
            () -> new CoreScoreException(FailureKind.NOT_FOUND, name + ": " + absence(name)));
  }

  private String absence(String name) {
    for (NameIndex.Found<PhotoFile> found : best(name)) {
      if (insideCounts && isBeside(name, found.thing())) {
        break;
      }
      List<String> owners =
          claims.getOrDefault(found.thing(), List.of()).stream()
              .filter(claim -> claim.fit().compareTo(found.fit()) < 0)
              .map(Claim::name)
              .sorted()
              .toList();
      return found.thing().name() + " could be its photo, but is that of " + shown(owners);
    }
    List<PhotoFile> near = files.inAnyFolder(name);
    return "no photo of that name"
        + (near.isEmpty() ? "" : "; in other folders there are " + listed(near.stream()));
  }

  /** Whether a name has the folder in which the file was searched for. */
  private static boolean isInside(String name, PhotoFile file) {
    String folder = beyond(name, file);
    return !folder.isEmpty() && folder.equals(above(file));
  }

  /** Whether a name, of which the table states nothing, has another folder in its place. */
  private boolean isBeside(String name, PhotoFile file) {
    String folder = beyond(name, file);
    return !folder.isEmpty() && !folder.equals(above(file)) && row(name).isEmpty();
  }

  private static String beyond(String name, PhotoFile file) {
    return ReferencedName.of(name).beforeUpload().folderBefore(depth(file));
  }

  private static String above(PhotoFile file) {
    Path path = file.file().toAbsolutePath().normalize();
    int at = path.getNameCount() - 1 - depth(file);
    return at < 0 ? "" : path.getName(at).toString();
  }

  private static int depth(PhotoFile file) {
    return file.name().split("/", -1).length;
  }

  private List<NameIndex.Found<PhotoFile>> best(String name) {
    Optional<Row> row = row(name);
    if (row.isPresent()) {
      List<NameIndex.Found<PhotoFile>> named =
          files.best(row.get().file(), ReferencedName.Rank.DECODED);
      if (!named.isEmpty()) {
        return named;
      }
    }
    return files.best(name, ReferencedName.Rank.OTHER_CASE);
  }

  private Optional<Row> row(String name) {
    List<NameIndex.Found<Row>> best = rows.best(name, ReferencedName.Rank.UPLOAD);
    if (best.size() > 1) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          name
              + ": several rows of the table of scales could be meant: "
              + shown(best.stream().map(found -> found.thing().name()).toList()));
    }
    return best.stream().findAny().map(NameIndex.Found::thing);
  }

  private static String listed(Stream<PhotoFile> files) {
    return shown(files.map(PhotoFile::name).sorted(new NaturalOrder()).toList());
  }

  private static String shown(List<String> names) {
    return String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
        + (names.size() > SHOWN ? ", ... (" + names.size() + ")" : "");
  }

  /**
   * What the table states of the labels of a name.
   *
   * @param name a name from a label file
   * @return the canvas that they were drawn on; empty where the table has no such name
   * @throws CoreScoreException if several rows of the table could be meant
   */
  public Optional<Canvas> canvas(String name) {
    return row(name).map(Row::canvas);
  }
}
