// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

/**
 * The photographs in a folder, by the extension of their names: jpg, jpeg, png, tif, tiff, bmp in
 * any case. No file is opened.
 *
 * <p>Subfolders are searched unless that is switched off, and a photo there is named by its path
 * from the folder, so the same file name in two folders is two photos. Links to folders are
 * followed. A folder with several paths, or in a cycle of links, is searched once, by a path
 * without links if there is one. Hidden files and folders are left out, and so are the {@code ._}
 * files and the folders {@code __MACOSX} that a Mac leaves.
 *
 * <p>Cost: linear in the number of entries. Immutable; safe for use by many threads.
 *
 * @param photos the photographs, ordered by name, digits by their number: {@code box2.jpg} before
 *     {@code box10.jpg}
 * @param unread why folders inside could not be searched, a line each; empty if all could
 */
public record PhotoFolder(List<PhotoFile> photos, List<String> unread) {
  /** The folder in which a Mac's archives keep what other systems have no place for. */
  private static final String MAC = "__macosx";

  /**
   * Copies the lists.
   *
   * @param photos the photographs
   * @param unread why folders inside could not be searched
   */
  public PhotoFolder {
    photos = List.copyOf(photos);
    unread = List.copyOf(unread);
  }

  /**
   * The order of {@link #photos}: as people order names, case aside and digits by their number.
   *
   * @return a total order of names
   */
  public static Comparator<String> order() {
    return new NaturalOrder();
  }

  /** A folder still to be searched, and the prefix of its names. */
  private record Place(Path folder, String prefix) {}

  /**
   * Searches a folder and the folders inside.
   *
   * @param folder the folder
   * @return what is there
   * @throws PhotoReadException if it is not a folder or cannot be read
   */
  public static PhotoFolder of(Path folder) {
    return of(folder, true);
  }

  /**
   * Searches a folder.
   *
   * @param folder the folder
   * @param recursive whether to search the folders inside as well
   * @return what is there
   * @throws PhotoReadException if it is not a folder or cannot be read
   */
  public static PhotoFolder of(Path folder, boolean recursive) {
    if (!Files.isDirectory(folder)) {
      boolean there = Files.exists(folder);
      throw failure(
          there ? FailureKind.BAD_INPUT : FailureKind.NOT_FOUND,
          folder,
          "a folder expected, " + (there ? "it is a file" : "it does not exist"),
          null);
    }
    List<PhotoFile> photos = new ArrayList<>();
    List<String> unread = new ArrayList<>();
    Set<Path> seen = new HashSet<>();
    Deque<Place> places = new ArrayDeque<>(List.of(new Place(folder, "")));
    Deque<Place> links = new ArrayDeque<>();
    while (!places.isEmpty() || !links.isEmpty()) {
      // Links come last, so that files reachable without links get names without links.
      Place place = places.isEmpty() ? links.remove() : places.remove();
      try {
        if (!seen.add(place.folder().toRealPath())) {
          continue;
        }
        for (Path entry : entries(place.folder())) {
          String name = place.prefix() + nameOf(entry);
          if (Files.isDirectory(entry)) {
            if (recursive && !isSkipped(entry)) {
              (Files.isSymbolicLink(entry) ? links : places).add(new Place(entry, name + "/"));
            }
          } else if (looksLikePhoto(entry)) {
            photos.add(new PhotoFile(name, entry));
          }
        }
      } catch (IOException | RuntimeException e) {
        if (place.prefix().isEmpty()) {
          throw failure(FailureKind.IO, folder, "cannot be listed: " + e, e);
        }
        unread.add(place.folder() + ": the folder cannot be listed: " + e);
      }
    }
    photos.sort(Comparator.comparing(PhotoFile::name, new NaturalOrder()));
    return new PhotoFolder(photos, unread);
  }

  /**
   * Returns the folder without images derived from photos in it.
   *
   * @param endings name endings of such images in place of the photo's extension
   * @return the folder without each image whose name, without the ending, is that of a photo there;
   *     it may be in folders of its own, as results are: {@code results/BH1/a.mask.png} is one of
   *     {@code BH1/a.jpg}
   */
  public PhotoFolder without(Collection<String> endings) {
    Set<String> stems =
        photos.stream()
            .filter(photo -> stemBefore(endings, photo.name()).isEmpty())
            .map(PhotoFile::stem)
            .collect(Collectors.toSet());
    return new PhotoFolder(
        photos.stream()
            .filter(
                photo ->
                    stemBefore(endings, photo.name()).filter(s -> isWithin(s, stems)).isEmpty())
            .toList(),
        unread);
  }

  /**
   * The photographs that files and folders name.
   *
   * @param files the photographs, in the order in which they were named, with names that differ
   * @param passedOver how many images of the folders are derived from photos in them
   * @param failures the folders that gave nothing, and why
   */
  public record Selection(List<PhotoFile> files, int passedOver, List<String> failures) {
    /**
     * Copies the lists.
     *
     * @param files the photographs
     * @param passedOver how many images were skipped
     * @param failures the folders that gave nothing
     */
    public Selection {
      files = List.copyOf(files);
      failures = List.copyOf(failures);
    }
  }

  /**
   * Returns the given files, and the photographs in the given folders.
   *
   * @param named files and folders
   * @param recursive whether to search the folders inside as well
   * @param derived name endings of derived images, as for {@link #without}
   * @return what was found; a folder that cannot be searched does not hide the others
   */
  public static Selection select(
      Collection<Path> named, boolean recursive, Collection<String> derived) {
    List<PhotoFile> files = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    int passedOver = 0;
    for (Path one : named) {
      if (!Files.isDirectory(one)) {
        files.add(PhotoFile.of(one));
        continue;
      }
      try {
        PhotoFolder found = of(one, recursive);
        PhotoFolder photos = found.without(derived);
        passedOver += found.photos().size() - photos.photos().size();
        files.addAll(photos.photos());
        failures.addAll(found.unread());
        if (photos.photos().isEmpty() && found.unread().isEmpty()) {
          failures.add(one + ": expected photographs (jpg, png, tif, bmp), found none");
        }
      } catch (CoreScoreException e) {
        failures.add(String.valueOf(e.getMessage()));
      }
    }
    return new Selection(PhotoFile.apart(files), passedOver, failures);
  }

  private static Optional<String> stemBefore(Collection<String> endings, String name) {
    return endings.stream()
        .filter(name::endsWith)
        .map(ending -> name.substring(0, name.length() - ending.length()))
        .findFirst();
  }

  /** Whether a stem, or what is left of it without its first folders, is among others. */
  private static boolean isWithin(String stem, Set<String> stems) {
    String rest = stem;
    while (!stems.contains(rest)) {
      int folder = rest.indexOf('/');
      if (folder < 0) {
        return false;
      }
      rest = rest.substring(folder + 1);
    }
    return true;
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    }
  }

  private static boolean looksLikePhoto(Path file) {
    return !isHidden(file) && isPhotoName(nameOf(file)) && Files.isRegularFile(file);
  }

  /**
   * Whether a file of this name is taken for a photograph, for a listing from elsewhere.
   *
   * @param name its path from the folder that is searched, with {@code /} between the names
   * @return false for another extension, and where a part of the path is hidden by its name or the
   *     folder of a Mac's archive
   */
  public static boolean isPhotoName(String name) {
    for (String part : name.split("/", -1)) {
      if (isSkipped(part)) {
        return false;
      }
    }
    return PhotoFormat.ofExtension(name).map(PhotoFormat::readable).orElse(false);
  }

  private static boolean isSkipped(Path entry) {
    return isSkipped(nameOf(entry)) || isHidden(entry);
  }

  private static boolean isSkipped(String name) {
    return name.startsWith(".") || name.toLowerCase(Locale.ROOT).equals(MAC);
  }

  private static boolean isHidden(Path entry) {
    try {
      return Files.isHidden(entry);
    } catch (IOException e) {
      return false; // reading it reports the error
    }
  }

  private static String nameOf(Path entry) {
    return String.valueOf(entry.getFileName());
  }

  private static PhotoReadException failure(
      FailureKind kind, Path folder, String reason, @Nullable Throwable cause) {
    return new PhotoReadException(kind, folder.toString(), "folder", reason, cause);
  }
}
