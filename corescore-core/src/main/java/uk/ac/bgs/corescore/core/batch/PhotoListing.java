// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.files.TextFile;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.core.photo.PhotoFolder;
import uk.ac.bgs.corescore.core.store.PhotoStore;

/**
 * The photographs of a batch, from folders, files, a list or a store. A photo has the same name in
 * each run, whichever others there are. Immutable.
 *
 * @param photos the photographs, in the order in which they were found, with names that differ
 * @param passedOver how many images of folders were skipped: those derived from photos there, and
 *     what lies in the output folder
 * @param failures the folders that gave nothing, and why
 */
public record PhotoListing(List<PhotoSource> photos, int passedOver, List<String> failures) {
  /**
   * Copies the lists.
   *
   * @param photos the photographs
   * @param passedOver how many images of folders were skipped
   * @param failures the folders that gave nothing, and why
   */
  public PhotoListing {
    photos = List.copyOf(photos);
    failures = List.copyOf(failures);
  }

  /**
   * Files and folders. A photo in the only folder that is given is named by its path from there; if
   * there are several, or files beside it, by the folder's own name and the path from there. A file
   * is named without its folders.
   *
   * @param named files and folders
   * @param recursive whether to search the folders inside as well
   * @param derived name endings of images that are made of photos, as for {@link
   *     PhotoFolder#without}
   * @param out the folder in which results are written; photographs in it are none of the batch
   * @return what was found; a folder that cannot be searched does not hide the others
   * @throws CoreScoreException if two photos have the same name; the message names both
   */
  public static PhotoListing of(
      Collection<Path> named, boolean recursive, Collection<String> derived, Path out) {
    Path results = out.toAbsolutePath().normalize();
    List<PhotoFile> files = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    int passedOver = 0;
    for (Path one : named) {
      if (!Files.isDirectory(one)) {
        files.add(PhotoFile.of(one));
        continue;
      }
      try {
        PhotoFolder found = PhotoFolder.of(one, recursive);
        failures.addAll(found.unread());
        List<PhotoFile> outside =
            found.photos().stream()
                .filter(photo -> !photo.file().toAbsolutePath().normalize().startsWith(results))
                .toList();
        PhotoFolder photos = new PhotoFolder(outside, List.of()).without(derived);
        passedOver += found.photos().size() - photos.photos().size();
        String before = named.size() == 1 ? "" : nameOf(one) + "/";
        photos.photos().forEach(p -> files.add(new PhotoFile(before + p.name(), p.file())));
        if (photos.photos().isEmpty() && found.unread().isEmpty()) {
          failures.add(one + ": expected photographs (jpg, png, tif, bmp), found none");
        }
      } catch (CoreScoreException e) {
        failures.add(String.valueOf(e.getMessage()));
      }
    }
    return new PhotoListing(distinct(files), passedOver, failures);
  }

  private static String nameOf(Path folder) {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return Objects.toString(name, "root");
  }

  /**
   * The files that a list names, a path a line, in UTF-8. A relative path starts at the list's own
   * folder. A photo is named by its path as the list has it, without what leads up or to the root.
   * Empty lines and lines that begin with {@code #} are skipped, and so is a file that was named
   * before. A file that is not there is a photo of the batch, which fails.
   *
   * @param list the list
   * @return the photographs, in the order of the list
   * @throws CoreScoreException if the list names none, or two by the same name
   * @throws IOException if it cannot be read
   */
  public static PhotoListing ofList(Path list) throws IOException {
    Path folder = list.toAbsolutePath().normalize().resolveSibling("");
    List<PhotoFile> files = new ArrayList<>();
    int number = 0;
    for (String line : lines(list)) {
      number++;
      String path = line.strip();
      if (isEntry(path)) {
        files.add(listed(list, number, path, folder));
      }
    }
    if (files.isEmpty()) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT, list + ": expected a path of a photograph a line, found none");
    }
    return new PhotoListing(distinct(files), 0, List.of());
  }

  private static PhotoFile listed(Path list, int line, String path, Path folder) {
    try {
      Path file = folder.resolve(path).normalize();
      List<String> names = new ArrayList<>();
      Path.of(path).normalize().forEach(name -> names.add(name.toString()));
      names.removeIf(name -> name.equals(".."));
      return new PhotoFile(String.join("/", names), file);
    } catch (IllegalArgumentException e) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          list + ", line " + line + ": expected the path of a photograph, got '" + path + "'",
          e);
    }
  }

  /**
   * The photographs of a store. A photo is named by its id, without {@code https://}.
   *
   * @param store where they are
   * @param ids their ids
   * @return the photographs, in the order of the ids
   * @throws CoreScoreException if two have the same name
   */
  public static PhotoListing ofStore(PhotoStore store, Collection<String> ids) {
    Map<String, PhotoSource> sources = new LinkedHashMap<>();
    for (String id : ids) {
      PhotoSource source = new StoreSource(store, id);
      PhotoSource other = sources.put(source.name(), source);
      if (other != null && !other.equals(source)) {
        throw sameName(source.name(), other.toString(), source.toString());
      }
    }
    return new PhotoListing(List.copyOf(sources.values()), 0, List.of());
  }

  /**
   * The photographs of a store that a list names, an id a line, in UTF-8. Empty lines and lines
   * that begin with {@code #} are skipped, and so is an id that was named before.
   *
   * @param store where they are
   * @param list the list
   * @return the photographs, in the order of the list
   * @throws CoreScoreException if the list names none, or two have the same name
   * @throws IOException if it cannot be read
   */
  public static PhotoListing ofStoreList(PhotoStore store, Path list) throws IOException {
    List<String> ids =
        lines(list).stream().map(String::strip).filter(PhotoListing::isEntry).toList();
    if (ids.isEmpty()) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT, list + ": expected an id of a photograph a line, found none");
    }
    return ofStore(store, ids);
  }

  private static List<String> lines(Path list) throws IOException {
    return TextFile.read(list).lines().toList();
  }

  private static boolean isEntry(String line) {
    return !line.isEmpty() && !line.startsWith("#");
  }

  /**
   * Those photographs that are files.
   *
   * @return their names and files, in their order
   */
  public List<PhotoFile> files() {
    return photos.stream()
        .filter(FileSource.class::isInstance)
        .map(source -> ((FileSource) source).photo())
        .toList();
  }

  private static List<PhotoSource> distinct(List<PhotoFile> files) {
    Map<String, PhotoFile> byName = new LinkedHashMap<>();
    for (PhotoFile file : files) {
      PhotoFile other = byName.putIfAbsent(file.name(), file);
      if (other != null && !absolute(other).equals(absolute(file))) {
        throw sameName(file.name(), other.file().toString(), file.file().toString());
      }
    }
    return byName.values().stream().map(PhotoSource::of).toList();
  }

  private static Path absolute(PhotoFile file) {
    return file.file().toAbsolutePath().normalize();
  }

  private static CoreScoreException sameName(String name, String one, String other) {
    return new CoreScoreException(
        FailureKind.BAD_INPUT,
        "two photos would have the name "
            + name
            + " in the tables: "
            + one
            + " and "
            + other
            + "; give the folder that holds both, or a list with their folders");
  }
}
