// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import uk.ac.bgs.corescore.core.internal.FileName;

/**
 * A photograph's file, and the name of all that is made of it.
 *
 * @param name the file's name; of a file found in a folder inside the folder that was given, its
 *     path from there with {@code /} between the names, as {@code BH1/box_001.jpg}
 * @param file where it is
 */
public record PhotoFile(String name, Path file) {
  /**
   * Checks the name.
   *
   * @param name the file's name, with the folders that count
   * @param file where it is
   */
  public PhotoFile {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a photo has a name");
    }
  }

  /**
   * A file named without its folders.
   *
   * @param file where it is
   * @return the same with its name
   */
  public static PhotoFile of(Path file) {
    return new PhotoFile(Objects.toString(file.getFileName(), file.toString()), file);
  }

  /**
   * The name without its last extension, which names what is made of the photo.
   *
   * @return for {@code BH1/box_001.jpg} it is {@code BH1/box_001}
   */
  public String stem() {
    return FileName.stem(name);
  }

  /**
   * The base name for the files of a photo that exists only as a name in a label file.
   *
   * @param given the name as it was given
   * @return the name decoded and without the extension of an image, with {@code /} between its
   *     folders; without folders where they are those of a whole disk or server, or go up; never a
   *     path that leads out of a folder
   * @throws IllegalArgumentException if nothing is left of the name
   */
  public static String stemOf(String given) {
    String stem = ReferencedName.of(given).relativeStem();
    if (stem.isBlank()) {
      throw new IllegalArgumentException("no name of a file: '" + given + "'");
    }
    return stem;
  }

  /**
   * Names files so that they differ, where they come from several folders.
   *
   * @param photos photographs, by the names that they have in their own folders
   * @return the same; where two of one stem lie in different folders, all by their paths from the
   *     folder that holds them all
   */
  public static List<PhotoFile> apart(List<PhotoFile> photos) {
    Map<String, Path> folders = new HashMap<>();
    boolean meet = false;
    for (PhotoFile photo : photos) {
      Path folder = folder(photo.file());
      meet |= !folder.equals(folders.getOrDefault(photo.stem(), folder));
      folders.put(photo.stem(), folder);
    }
    if (!meet) {
      return photos;
    }
    Path all = folder(photos.get(0).file());
    for (Path folder : folders.values()) {
      while (!folder.startsWith(all)) {
        all = all.getParent() == null ? all : all.getParent();
      }
    }
    Path common = all;
    return photos.stream()
        .map(
            photo -> {
              List<String> names = new ArrayList<>();
              common.relativize(absolute(photo.file())).forEach(part -> names.add(part.toString()));
              return new PhotoFile(String.join("/", names), photo.file());
            })
        .toList();
  }

  private static Path absolute(Path file) {
    return file.toAbsolutePath().normalize();
  }

  private static Path folder(Path file) {
    Path folder = absolute(file).getParent();
    return folder == null ? absolute(file) : folder;
  }
}
