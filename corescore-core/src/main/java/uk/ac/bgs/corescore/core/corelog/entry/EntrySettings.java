// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.entry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import uk.ac.bgs.corescore.core.corelog.LogSettings;
import uk.ac.bgs.corescore.core.corelog.ags.AgsEdition;
import uk.ac.bgs.corescore.core.corelog.ags.AgsProject;
import uk.ac.bgs.corescore.core.corelog.depth.DepthRule;
import uk.ac.bgs.corescore.core.corelog.depth.MissingRock;
import uk.ac.bgs.corescore.core.corelog.piece.StatedScale;
import uk.ac.bgs.corescore.core.corelog.report.LasWriter;
import uk.ac.bgs.corescore.core.corelog.rule.LengthRule;
import uk.ac.bgs.corescore.core.corelog.rule.RuleSet;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;
import uk.ac.bgs.corescore.layout.PhotoPoint;

/** Reads the scale, the rules and the choice of files of an entry. */
final class EntrySettings {
  private static final Set<String> KNOWN =
      Set.of(
          "depth",
          "missing_rock",
          "depths_as_scale",
          "by_depth",
          "diameter_mm",
          "join_row_ends",
          "row_end_mm",
          "gap_mm",
          "boundary_px",
          "apparent",
          "step_m",
          "rules",
          "threshold_mm",
          "two_diameters_mm",
          "length");
  private static final Set<String> FILES =
      Set.of(
          "las_step_m",
          "ags_edition",
          "ags_boxes_as_runs",
          "ags_fractures",
          "ags_photos",
          "ags_project");
  private static final Set<String> SCALES =
      Set.of("mm_per_pixel", "ruler", "ruler_mm", "row_length_mm", "core_diameter_mm");
  private static final int RULER = 4;

  private final String name;
  private final JsonValue json;
  private final EntryProblems problems;

  private EntrySettings(String name, JsonValue json, EntryProblems problems) {
    this.name = name;
    this.json = json;
    this.problems = problems;
  }

  /** The rules: the defaults, changed by the entry. */
  static LogSettings settings(JsonValue json, EntryProblems problems) {
    EntrySettings read = new EntrySettings("settings", json, problems);
    LogSettings usual = LogSettings.DEFAULT;
    if (!read.isObject(KNOWN)) {
      return usual;
    }
    double rowEnd = read.from("row_end_mm", 0).orElse(usual.rowEndMillimetres());
    double gap = read.from("gap_mm", 0).orElse(usual.gapMillimetres());
    double boundary = read.from("boundary_px", 0).orElse(usual.boundaryPixels());
    OptionalDouble diameter = read.positive("diameter_mm");
    OptionalDouble step = read.from("step_m", 0.001);
    return new LogSettings(
        read.choice("depth", DepthRule.values(), DepthRule::id, usual.depth()),
        read.choice("missing_rock", MissingRock.values(), MissingRock::id, usual.missing()),
        Optional.empty(),
        read.yes("depths_as_scale", usual.depthsAsScale()),
        read.yes("by_depth", usual.byDepth()),
        diameter,
        usual.pieces(),
        read.ruleSets(usual),
        read.yes("join_row_ends", usual.joinRowEnds()),
        rowEnd,
        gap,
        boundary,
        read.yes("apparent", usual.apparent()),
        step);
  }

  private List<RuleSet> ruleSets(LogSettings usual) {
    OptionalDouble threshold = positive("threshold_mm");
    OptionalDouble diameters = positive("two_diameters_mm");
    LengthRule length = choice("length", LengthRule.values(), LengthRule::id, LengthRule.AXIS);
    if (threshold.isPresent() && diameters.isPresent()) {
      wrong("two_diameters_mm", "expected either this or threshold_mm");
      return usual.ruleSets();
    }
    List<String> names =
        isGiven("rules")
            ? json.get("rules").items().stream()
                .map(name -> name.plain().strip().toUpperCase(Locale.ROOT))
                .toList()
            : usual.ruleSets().stream().map(RuleSet::name).toList();
    if (names.isEmpty() || new TreeSet<>(names).size() < names.size()) {
      wrong("rules", "expected a list of rule sets, each once");
      return usual.ruleSets();
    }
    try {
      return RuleSet.of(names, threshold, diameters, length);
    } catch (IllegalArgumentException e) {
      wrong("rules", String.valueOf(e.getMessage()));
      return usual.ruleSets();
    }
  }

  /** How files are written that have a form of their own. */
  static LogFiles files(JsonValue json, EntryProblems problems) {
    EntrySettings read = new EntrySettings("files", json, problems);
    LogFiles usual = LogFiles.DEFAULT;
    if (!read.isObject(FILES)) {
      return usual;
    }
    return new LogFiles(
        read.from("las_step_m", LasWriter.MIN_STEP).orElse(usual.lasStepMetres()),
        read.choice("ags_edition", AgsEdition.values(), AgsEdition::id, usual.edition()),
        read.project(),
        read.yes("ags_boxes_as_runs", usual.boxesAsRuns()),
        read.yes("ags_fractures", usual.discontinuities()),
        read.yes("ags_photos", usual.photos()));
  }

  private AgsProject project() {
    JsonValue stated = json.get("ags_project");
    if (!isGiven("ags_project")) {
      return AgsProject.UNKNOWN;
    }
    Map<String, String> values = new TreeMap<>();
    for (Map.Entry<String, JsonValue> one : stated.members().entrySet()) {
      if (one.getValue().isObject() || one.getValue().isList()) {
        wrong("ags_project", one.getKey() + " is not " + one.getValue().kind());
        return AgsProject.UNKNOWN;
      }
      values.put(one.getKey(), one.getValue().plain().strip());
    }
    if (!stated.isObject()) {
      wrong("ags_project", "expected an object, got " + stated.kind());
      return AgsProject.UNKNOWN;
    }
    try {
      return AgsProject.of(values);
    } catch (IllegalArgumentException e) {
      wrong("ags_project", String.valueOf(e.getMessage()));
      return AgsProject.UNKNOWN;
    }
  }

  /** The scale; empty where the entry has none. */
  static Optional<StatedScale> scale(JsonValue json, EntryProblems problems) {
    EntrySettings read = new EntrySettings("scale", json, problems);
    if (!read.isObject(SCALES)) {
      return Optional.empty();
    }
    List<StatedScale> given = new ArrayList<>();
    read.pixel().ifPresent(given::add);
    read.ruler().ifPresent(given::add);
    read.positive("row_length_mm").ifPresent(mm -> given.add(StatedScale.rowLength(mm)));
    read.positive("core_diameter_mm").ifPresent(mm -> given.add(StatedScale.coreDiameter(mm)));
    if (given.size() > 1) {
      problems.of("scale", "expected one scale, got " + given.size());
    }
    return given.stream().findFirst();
  }

  /** Whether there is an object, whose members are all known. */
  private boolean isObject(Set<String> known) {
    if (json == JsonValue.Word.MISSING || json == JsonValue.Word.NULL) {
      return false;
    }
    if (!json.isObject()) {
      problems.of(name, "expected an object, got " + json.kind());
      return false;
    }
    for (String member : json.members().keySet()) {
      if (!known.contains(member)) {
        wrong(member, "there is no such member; there are " + new TreeSet<>(known));
      }
    }
    return true;
  }

  private void wrong(String member, String reason) {
    problems.of("/" + name + "/" + member, name + ", " + member, reason);
  }

  private boolean isGiven(String member) {
    return json.get(member) != JsonValue.Word.MISSING && json.get(member) != JsonValue.Word.NULL;
  }

  private OptionalDouble from(String member, double least) {
    return number(member, value -> value >= least, "a number from " + least);
  }

  private OptionalDouble positive(String member) {
    return number(member, value -> value > 0, "a number above 0");
  }

  private interface Test {
    boolean holds(double value);
  }

  private OptionalDouble number(String member, Test test, String expected) {
    if (!isGiven(member)) {
      return OptionalDouble.empty();
    }
    double value = json.get(member).number();
    if (!(test.holds(value) && value < Double.POSITIVE_INFINITY)) {
      wrong(member, "expected " + expected + ", got " + shown(json.get(member)));
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(value);
  }

  static String shown(JsonValue value) {
    return value.isList() || value.isObject() || value instanceof JsonValue.Word
        ? value.kind()
        : "'" + value.plain() + "'";
  }

  private boolean yes(String member, boolean usual) {
    JsonValue value = json.get(member);
    if (isGiven(member) && value != JsonValue.Word.TRUE && value != JsonValue.Word.FALSE) {
      wrong(member, "expected true or false, got " + shown(value));
    }
    return isGiven(member) ? value == JsonValue.Word.TRUE : usual;
  }

  private <T> T choice(String member, T[] values, Function<T, String> id, T usual) {
    if (!isGiven(member)) {
      return usual;
    }
    Optional<T> found =
        Arrays.stream(values)
            .filter(value -> id.apply(value).equals(json.get(member).plain()))
            .findFirst();
    if (found.isEmpty()) {
      wrong(
          member,
          "expected one of "
              + Arrays.stream(values).map(id).toList()
              + ", got "
              + shown(json.get(member)));
    }
    return found.orElse(usual);
  }

  private Optional<StatedScale> pixel() {
    JsonValue value = json.get("mm_per_pixel");
    if (!value.isList()) {
      OptionalDouble both = positive("mm_per_pixel");
      return both.isPresent()
          ? Optional.of(StatedScale.pixel(both.getAsDouble(), both.getAsDouble()))
          : Optional.empty();
    }
    double x = value.get(0).number();
    double y = value.get(1).number();
    if (value.items().size() != 2 || !isPositive(x) || !isPositive(y)) {
      wrong("mm_per_pixel", "expected a number above 0, or two: to the right and down");
      return Optional.empty();
    }
    return Optional.of(StatedScale.pixel(x, y));
  }

  private static boolean isPositive(double value) {
    return value > 0 && value < Double.POSITIVE_INFINITY;
  }

  private Optional<StatedScale> ruler() {
    if (!isGiven("ruler") && !isGiven("ruler_mm")) {
      return Optional.empty();
    }
    OptionalDouble length = positive("ruler_mm");
    double[] ends = json.get("ruler").items().stream().mapToDouble(JsonValue::number).toArray();
    boolean line =
        ends.length == RULER
            && Arrays.stream(ends).allMatch(Double::isFinite)
            && Math.hypot(ends[2] - ends[0], ends[3] - ends[1]) > 0;
    if (!line) {
      wrong(
          "ruler", "expected four numbers: x and y of one end, then of the other, in photo pixels");
    }
    if (!isGiven("ruler_mm")) {
      wrong("ruler_mm", "expected the length of the ruler");
    }
    return line && length.isPresent()
        ? Optional.of(
            StatedScale.ruler(
                new PhotoPoint(ends[0], ends[1]),
                new PhotoPoint(ends[2], ends[3]),
                length.getAsDouble()))
        : Optional.empty();
  }
}
