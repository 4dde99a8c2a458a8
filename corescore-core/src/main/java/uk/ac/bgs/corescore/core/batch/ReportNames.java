// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.FileName;
import uk.ac.bgs.corescore.core.internal.files.Sha256;

/**
 * What the reports of photos are called: the photo's name without its extension; with it where
 * another photo has the same name but for that, whichever of them comes first. Names that differ in
 * case alone count as the same, because on some disks they are: they are told apart by digits of
 * their hash. Immutable.
 */
final class ReportNames {
  /** Digits of the hash of a name (SHA-256) that differs from another in case alone. */
  private static final int DIGITS = 8;

  /** What a file system takes, less the longest suffix of a report and a hash. */
  private static final int MAX_BYTES = 255 - ".instances.png".length() - 1 - DIGITS;

  private final Set<String> twice = new HashSet<>();
  private final Set<String> names = new HashSet<>();
  private final Set<String> sameButCase = new HashSet<>();

  /**
   * Of the photos of a batch.
   *
   * @throws CoreScoreException if two have the same name
   */
  ReportNames(Collection<? extends PhotoSource> photos) {
    Set<String> stems = new HashSet<>();
    Set<String> keys = new HashSet<>();
    for (PhotoSource photo : photos) {
      if (!names.add(photo.name())) {
        throw new CoreScoreException(
            FailureKind.BAD_INPUT, "two photos of the batch have the name " + photo.name());
      }
      if (!keys.add(key(photo.name()))) {
        sameButCase.add(key(photo.name()));
      }
      String stem = key(FileName.stem(photo.name()));
      if (!stems.add(stem)) {
        twice.add(stem);
      }
    }
    for (String name : names) {
      String key = key(name);
      if (stems.contains(key) && !key(FileName.stem(name)).equals(key)) {
        twice.add(key);
      }
    }
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** The names of all photos. */
  Set<String> photos() {
    return names;
  }

  String of(String photo) {
    if (sameButCase.contains(key(photo))) {
      return photo + "-" + Sha256.ofText(photo).substring(0, DIGITS);
    }
    String stem = FileName.stem(photo);
    return twice.contains(key(stem)) ? photo : stem;
  }

  /** Whether the reports of another photo have a name. */
  boolean isTaken(String report, String photo) {
    return names.stream().anyMatch(name -> !name.equals(photo) && of(name).equals(report));
  }

  /** Why a photo's name cannot name files; empty if it can. */
  static Optional<CoreScoreException> unusable(String photo) {
    boolean leads = photo.chars().anyMatch(c -> c == '\\' || c == 0);
    boolean tooLong = false;
    for (String part : photo.split("/", -1)) {
      leads |= part.isBlank() || part.equals(".") || part.equals("..");
      tooLong |= part.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES;
    }
    return !leads && !tooLong
        ? Optional.empty()
        : Optional.of(
            new CoreScoreException(
                FailureKind.BAD_INPUT,
                photo
                    + (leads
                        ? ": expected a file name, with / between its folders, to name reports by"
                        : ": expected names of at most "
                            + MAX_BYTES
                            + " bytes, to name reports"
                            + " by")));
  }
}
