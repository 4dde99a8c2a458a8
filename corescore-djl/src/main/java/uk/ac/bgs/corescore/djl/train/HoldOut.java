// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

/** Which photos are held out of a training to validate it. Immutable; safe for many threads. */
public final class HoldOut {
  private final List<String> beginnings;
  private final double share;
  private final long seed;

  private HoldOut(List<String> beginnings, double share, long seed) {
    this.beginnings = List.copyOf(beginnings);
    this.share = share;
    this.seed = seed;
  }

  /**
   * Holds out the photos whose names start with one of the given texts.
   *
   * @param beginnings beginnings of names, with their folders or without
   * @return the rule
   */
  public static HoldOut named(List<String> beginnings) {
    return new HoldOut(beginnings, 0, 0);
  }

  /**
   * A share of the photos, at random.
   *
   * @param share over 0 and under 1
   * @param seed of the choice
   * @return the rule
   * @throws IllegalArgumentException if the share is out of its range
   */
  public static HoldOut share(double share, long seed) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException("share is between 0 and 1, not " + share);
    }
    return new HoldOut(List.of(), share, seed);
  }

  /** The rule as text. */
  String text() {
    return share > 0
        ? "share " + share + " held out at random by seed " + seed
        : beginnings.isEmpty() ? "none held out" : "held out by name";
  }

  /**
   * The names that are held out.
   *
   * @throws CoreScoreException if a beginning fits no name, or no photo is left to train on
   */
  Set<String> of(List<String> names) {
    return share > 0 ? drawn(names) : begun(names);
  }

  private Set<String> drawn(List<String> names) {
    List<String> shuffled = new ArrayList<>(names.stream().sorted().toList());
    Collections.shuffle(shuffled, new Random(seed));
    int count = (int) Math.max(1, Math.round(share * shuffled.size()));
    if (count >= shuffled.size()) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          "share " + share + " of " + shuffled.size() + " photos held out leaves none to train on");
    }
    return new LinkedHashSet<>(shuffled.subList(0, count));
  }

  private Set<String> begun(List<String> names) {
    Set<String> unused = new LinkedHashSet<>(beginnings);
    Set<String> held = new LinkedHashSet<>();
    for (String name : names) {
      Optional<String> found =
          beginnings.stream().filter(beginning -> begins(name, beginning)).findFirst();
      found.ifPresent(
          beginning -> {
            unused.remove(beginning);
            held.add(name);
          });
    }
    if (!unused.isEmpty()) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT, "held out: no photo's name begins with " + unused);
    }
    return held;
  }

  private static boolean begins(String photo, String beginning) {
    return photo.startsWith(beginning)
        || photo.substring(photo.lastIndexOf('/') + 1).startsWith(beginning);
  }
}
