// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.groundtruth;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.core.annotation.AnnotatedPhoto;
import uk.ac.bgs.corescore.core.internal.FileName;

/** Finds records of a label file by name, and lists names in messages. */
final class RecordNames {
  private static final int SHOWN = 5;

  private RecordNames() {}

  /** The records of a name: by the full name, else without folders, else also without extension. */
  static List<AnnotatedPhoto> named(String name, List<AnnotatedPhoto> photos) {
    List<Function<AnnotatedPhoto, String>> ranks =
        List.of(AnnotatedPhoto::name, AnnotatedPhoto::fileName, photo -> stem(photo.name()));
    return ranks.stream()
        .map(rank -> photos.stream().filter(p -> rank.apply(p).equals(name)).toList())
        .filter(same -> !same.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  /** Says that there is no such record, and which names are nearest to it. */
  static String none(String name, List<AnnotatedPhoto> photos) {
    List<String> names = photos.stream().map(AnnotatedPhoto::name).distinct().toList();
    List<String> near =
        names.stream()
            .sorted(Comparator.comparingInt(other -> editDistance(name, stem(other))))
            .limit(SHOWN)
            .toList();
    return "no record '"
        + name
        + (names.size() > SHOWN
            ? "' among " + names.size() + "; the nearest are "
            : "'; there are ")
        + near;
  }

  /** How many names there are, and the first of them. */
  static String few(List<?> names) {
    String first =
        names.subList(0, Math.min(SHOWN, names.size())).stream()
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
    return names.size() + " (" + first + (names.size() > SHOWN ? ", ...)" : ")");
  }

  /** The edits from one name to the other (Levenshtein 1966), ignoring case. */
  private static int editDistance(String from, String to) {
    String a = from.toLowerCase(Locale.ROOT);
    String b = to.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  /** A file's name without folders and extension. */
  private static String stem(String name) {
    return FileName.stem(FileName.last(name));
  }
}
