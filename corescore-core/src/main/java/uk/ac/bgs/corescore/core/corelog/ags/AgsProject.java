// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.ags;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.files.TextFile;

/**
 * The data of a project and its holes for the groups PROJ, TRAN and LOCA of an AGS4 file. Nothing
 * is guessed: what is not stated stays empty, or is written as not stated where the format requires
 * a value. Immutable; safe for use by many threads.
 *
 * @param values what headings of PROJ and TRAN hold, and those of LOCA for all holes, by heading
 * @param holes what headings of LOCA hold, by hole; counts more
 * @param meanings what abbreviations mean that the standard list does not have, by heading and code
 */
public record AgsProject(
    Map<String, String> values,
    Map<String, Map<String, String>> holes,
    Map<String, Map<String, String>> meanings) {
  /** A project without data. */
  public static final AgsProject UNKNOWN = new AgsProject(Map.of(), Map.of(), Map.of());

  /** TRAN_RCON. */
  static final String JOINS = "+";

  private static final String NEWEST = "4.2";

  /** Headings that the log itself fills. */
  private static final Set<String> OWN =
      Set.of("TRAN_AGS", "TRAN_DLIM", "TRAN_RCON", "LOCA_ID", "FILE_FSET");

  /**
   * Copies the maps and checks each value by the type of its heading.
   *
   * @param values what headings hold
   * @param holes what headings of LOCA hold, by hole
   * @param meanings what abbreviations mean
   * @throws IllegalArgumentException if there is no such heading, the log itself fills it, or the
   *     value is not of its type; the message names it
   */
  public AgsProject {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
    holes = copied(holes);
    meanings = copied(meanings);
    Map<String, Map<String, String>> known = meanings;
    values.forEach((heading, value) -> check(heading, value, known));
    holes.forEach(
        (hole, own) ->
            own.forEach(
                (heading, value) -> {
                  if (!heading.startsWith("LOCA_")) {
                    throw new IllegalArgumentException(
                        heading + "." + hole + ": only headings of LOCA are those of a hole");
                  }
                  check(heading, value, known);
                }));
  }

  private static Map<String, Map<String, String>> copied(Map<String, Map<String, String>> maps) {
    Map<String, Map<String, String>> copy = new TreeMap<>();
    maps.forEach((key, value) -> copy.put(key, Collections.unmodifiableMap(new TreeMap<>(value))));
    return Collections.unmodifiableMap(copy);
  }

  private static void check(
      String heading, String value, Map<String, Map<String, String>> meanings) {
    AgsHeading known = heading(heading);
    AgsValue.of(known, value);
    if (known.type().equals("PA") && !value.isBlank()) {
      for (String code : codes(value)) {
        if (AgsDictionary.meaning(heading, code).isEmpty()
            && !meanings.getOrDefault(heading, Map.of()).containsKey(code)) {
          throw new IllegalArgumentException(
              heading
                  + ": what '"
                  + code
                  + "' means is not known here; state it as ABBR."
                  + heading
                  + "."
                  + code);
        }
      }
    }
  }

  /** The abbreviations in a value, which {@value #JOINS} joins. */
  static List<String> codes(String value) {
    return List.of(value.split(Pattern.quote(JOINS), -1));
  }

  private static AgsHeading heading(String name) {
    String group = name.length() > 4 ? name.substring(0, 4) : "";
    if (OWN.contains(name)) {
      throw new IllegalArgumentException(name + ": the log itself fills it");
    }
    if (!Set.of("PROJ", "TRAN", "LOCA").contains(group)) {
      throw new IllegalArgumentException(
          name + ": expected a heading of PROJ, TRAN or LOCA, such as PROJ_NAME");
    }
    return AgsDictionary.heading(group, name, NEWEST)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    name + ": " + group + " has no such heading in any edition up to " + NEWEST));
  }

  /**
   * What is stated by key: {@code PROJ_NAME} for a heading, {@code LOCA_NATE.BH1} for that of one
   * hole, {@code ABBR.LOCA_TYPE.XC} for an additional abbreviation.
   *
   * @param stated what is stated
   * @return the same
   * @throws IllegalArgumentException if a heading is unknown, the log itself fills it, or a value
   *     is not of its type; the message names it
   */
  public static AgsProject of(Map<String, String> stated) {
    Map<String, String> values = new TreeMap<>();
    Map<String, Map<String, String>> holes = new TreeMap<>();
    Map<String, Map<String, String>> meanings = new TreeMap<>();
    for (Map.Entry<String, String> one : new TreeMap<>(stated).entrySet()) {
      String key = one.getKey();
      String value = one.getValue();
      int dot = key.indexOf('.');
      if (dot < 0) {
        values.put(key, value);
      } else if (key.startsWith("ABBR.")) {
        int next = key.indexOf('.', dot + 1);
        if (next < 0 || next + 1 == key.length() || value.isEmpty()) {
          throw new IllegalArgumentException(
              key + ": expected ABBR.HEADING.CODE = what it means, such as ABBR.LOCA_TYPE.RC");
        }
        meanings
            .computeIfAbsent(key.substring(dot + 1, next), heading -> new TreeMap<>())
            .put(key.substring(next + 1), value);
      } else {
        holes
            .computeIfAbsent(key.substring(dot + 1), hole -> new TreeMap<>())
            .put(key.substring(0, dot), value);
      }
    }
    return new AgsProject(values, holes, meanings);
  }

  /**
   * Reads a file of Java properties in UTF-8: {@code PROJ_NAME = Quarry}, {@code LOCA_TYPE = RC}
   * for all holes, {@code LOCA_NATE.BH1 = 451230} for one, {@code ABBR.LOCA_TYPE.XC = Some method}
   * for an additional abbreviation. A blank in the name of a hole is written with a backslash
   * before it.
   *
   * @param file the file
   * @return what it states
   * @throws CoreScoreException if it is no such file, a heading is there twice or unknown, or a
   *     value is not of its type
   * @throws IOException if it cannot be read
   */
  public static AgsProject read(Path file) throws IOException {
    Once stated = new Once();
    try {
      stated.load(new StringReader(TextFile.read(file)));
      Map<String, String> said = new TreeMap<>();
      stated
          .stringPropertyNames()
          .forEach(key -> said.put(key, stated.getProperty(key, "").strip()));
      return of(said);
    } catch (IllegalArgumentException e) {
      throw new CoreScoreException(FailureKind.BAD_INPUT, file + ": " + e.getMessage(), e);
    }
  }

  /** What a heading of PROJ or TRAN holds; empty if it is not stated. */
  String value(String heading) {
    return values.getOrDefault(heading, "");
  }

  /** What a heading of LOCA holds for a hole; empty if it is not stated. */
  String value(String heading, String hole) {
    return holes.getOrDefault(hole, Map.of()).getOrDefault(heading, value(heading));
  }

  /** What an abbreviation means. */
  String meaning(String heading, String code) {
    return AgsDictionary.meaning(heading, code)
        .orElseGet(() -> meanings.getOrDefault(heading, Map.of()).getOrDefault(code, code));
  }

  /**
   * Properties that refuse duplicate keys; {@link Properties} would keep the last without an error.
   */
  private static final class Once extends Properties {
    private static final long serialVersionUID = 1;

    @Override
    public synchronized Object put(Object key, Object value) {
      if (containsKey(key)) {
        throw new IllegalArgumentException(key + " is there twice");
      }
      return super.put(key, value);
    }
  }
}
