// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.locationtech.jts.geom.Geometry;
import uk.ac.bgs.corescore.core.corelog.CoreLog;
import uk.ac.bgs.corescore.core.corelog.CoreLogger;
import uk.ac.bgs.corescore.core.corelog.LogPhoto;
import uk.ac.bgs.corescore.core.corelog.LogSettings;
import uk.ac.bgs.corescore.core.corelog.piece.StatedScale;
import uk.ac.bgs.corescore.core.corelog.table.BoxRow;
import uk.ac.bgs.corescore.core.corelog.table.CoreRun;
import uk.ac.bgs.corescore.core.corelog.table.FragmentMark;
import uk.ac.bgs.corescore.core.corelog.table.LogTables;
import uk.ac.bgs.corescore.core.corelog.table.NamedInterval;
import uk.ac.bgs.corescore.core.corelog.table.RowTiePoint;
import uk.ac.bgs.corescore.core.internal.json.JsonText;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.measure.Fragment;

/**
 * The input of a person for the core log of one photo: depths, runs, ties, marks, scale and rules,
 * with the names of the {@linkplain LogTables tables}.
 *
 * <pre>
 * {"hole": "BH1", "box": "7",
 *  "rows": [{"row": 1, "top_m": 10, "base_m": 11, "base": "rock", "length_mm": 1000}, ...],
 *  "runs": [{"top_m": 10, "base_m": 11.5, "loss_from_m": 11, "loss_to_m": 11.1}],
 *  "ties": [{"row": 1, "share": 0.5, "depth_m": 10.52}],
 *  "marks": [{"fragment": 4, "mark": "induced_below"}],
 *  "intervals": [{"top_m": 10, "base_m": 10.8, "name": "till"}],
 *  "scale": {"mm_per_pixel": 0.16},
 *  "settings": {"depth": "rock", "step_m": 0.5, "rules": ["BS5930"]},
 *  "files": {"ags_edition": "4.2", "ags_project": {"PROJ_ID": "7", "LOCA_TYPE": "RC"}}}
 * </pre>
 *
 * <p>{@code hole} and {@code rows} are needed; {@code box} is the photo's name where it is missing.
 * The scale is one of {@code mm_per_pixel} (a number, or two: to the right and down), {@code ruler}
 * (x and y of its two ends, photo px) with {@code ruler_mm}, {@code row_length_mm} and {@code
 * core_diameter_mm}. Settings are {@code depth}, {@code missing_rock}, {@code depths_as_scale},
 * {@code by_depth}, {@code diameter_mm}, {@code join_row_ends}, {@code row_end_mm}, {@code gap_mm},
 * {@code boundary_px}, {@code apparent} and {@code step_m}: those of {@link LogSettings}; and
 * {@code rules}, {@code threshold_mm}, {@code two_diameters_mm} and {@code length}: those of {@link
 * uk.ac.bgs.corescore.core.corelog.rule.RuleSet#of}. Files are {@code las_step_m}, {@code
 * ags_edition}, {@code ags_boxes_as_runs}, {@code ags_fractures}, {@code ags_photos} and {@code
 * ags_project}: those of {@link LogFiles}.
 *
 * <p>Unlike tables, an entry is taken whole or not at all. Limits: 1,000 rows in each list, 10,000
 * marks. Immutable; safe for use by many threads.
 */
public final class LogEntry {
  private static final String MARKS = "marks";
  private static final String HOLE = "hole";
  private static final Set<String> OTHERS = Set.of(HOLE, "box", "scale", "settings", "files");

  private final String photo;
  private final JsonValue json;
  private final List<BoxRow> rows;
  private final List<CoreRun> runs;
  private final List<RowTiePoint> ties;
  private final List<FragmentMark> marks;
  private final List<NamedInterval> intervals;
  private final Optional<StatedScale> scale;
  private final LogSettings settings;
  private final LogFiles files;

  private LogEntry(String photo, JsonValue json, EntryProblems problems) {
    this.photo = photo;
    this.json = json;
    for (String member : json.members().keySet()) {
      Set<String> known = new TreeSet<>(EntryLists.COLUMNS.keySet());
      known.addAll(OTHERS);
      if (!known.contains(member)) {
        problems.of(member, "there is no such member; there are " + known);
      }
    }
    String hole = json.get(HOLE).isText() ? json.get(HOLE).text().orElse("").strip() : "";
    if (hole.isEmpty()) {
      problems.of(HOLE, "expected the name of the hole");
    }
    EntryLists lists = new EntryLists(photo, hole, json, problems);
    this.rows = lists.read("rows", LogTables::boxes);
    this.runs = lists.read("runs", LogTables::runs);
    this.ties = lists.read("ties", LogTables::ties);
    this.marks = lists.read(MARKS, LogTables::marks);
    this.intervals = lists.read("intervals", LogTables::intervals);
    if (json.get("rows").items().isEmpty()) {
      problems.of("rows", "expected the depths of at least one row");
    }
    this.scale = EntrySettings.scale(json.get("scale"), problems);
    this.settings = EntrySettings.settings(json.get("settings"), problems);
    this.files = EntrySettings.files(json.get("files"), problems);
  }

  private LogEntry(LogEntry other, JsonValue json, List<FragmentMark> marks) {
    this.photo = other.photo;
    this.json = json;
    this.rows = other.rows;
    this.runs = other.runs;
    this.ties = other.ties;
    this.marks = List.copyOf(marks);
    this.intervals = other.intervals;
    this.scale = other.scale;
    this.settings = other.settings;
    this.files = other.files;
  }

  /**
   * Reads an entry.
   *
   * @param photo the name of the photo that it is of
   * @param text JSON in UTF-8, UTF-16 or UTF-32
   * @return the entry
   * @throws LogEntryException if it is no JSON object, or something in it is not as it should be:
   *     with all that is wrong, and where
   */
  public static LogEntry read(String photo, byte[] text) {
    EntryProblems problems = new EntryProblems();
    JsonValue json;
    try {
      json = JsonValue.read(text, Set.of());
    } catch (JsonProcessingException e) {
      throw none("expected JSON, got " + JsonText.reason(e));
    } catch (IOException e) {
      throw none("expected JSON, got text that cannot be decoded");
    }
    if (!json.isObject()) {
      throw none("expected {\"hole\": ..., \"rows\": [...]}, got " + json.kind());
    }
    LogEntry entry = new LogEntry(photo, json, problems);
    problems.require();
    return entry;
  }

  private static LogEntryException none(String reason) {
    return new LogEntryException(List.of(new LogEntryException.Problem("", "", reason)));
  }

  /**
   * Checks that the entry is one of a photo.
   *
   * @param layout the photo's rows
   * @param fragments the photo's fragments
   * @throws LogEntryException if it names rows or fragments that the photo does not have
   */
  public void requireOf(Layout layout, List<Fragment> fragments) {
    EntryProblems problems = new EntryProblems();
    Set<Integer> known =
        layout.rows().stream().map(CoreRow::number).collect(Collectors.toCollection(TreeSet::new));
    String there = known.isEmpty() ? "the photo has no row" : "the photo has the rows " + known;
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).row().isPresent() && !known.contains(rows.get(i).row().getAsInt())) {
        unknown(
            problems, "rows", i, "row", "no row " + rows.get(i).row().getAsInt() + ": " + there);
      }
    }
    for (int i = 0; i < ties.size(); i++) {
      if (!known.contains(ties.get(i).row())) {
        unknown(problems, "ties", i, "row", "no row " + ties.get(i).row() + ": " + there);
      }
    }
    Set<Integer> pieces = fragments.stream().map(Fragment::id).collect(Collectors.toSet());
    for (int i = 0; i < marks.size(); i++) {
      if (!pieces.contains(marks.get(i).fragment())) {
        String reason = "the photo has no fragment " + marks.get(i).fragment();
        unknown(problems, MARKS, i, "fragment", reason);
      }
    }
    problems.require();
  }

  private static void unknown(
      EntryProblems problems, String list, int index, String column, String reason) {
    problems.of("/" + list + "/" + index + "/" + column, list + ", row " + (index + 1), reason);
  }

  /**
   * The marks.
   *
   * @return in the order in which they were given
   */
  public List<FragmentMark> marks() {
    return marks;
  }

  /**
   * The same entry with other marks.
   *
   * @param others the marks
   * @return a copy
   */
  public LogEntry withMarks(List<FragmentMark> others) {
    List<JsonValue> items = new ArrayList<>();
    for (FragmentMark mark : others) {
      Map<String, JsonValue> item = new LinkedHashMap<>();
      item.put("fragment", new JsonValue.Decimal(mark.fragment()));
      item.put("mark", new JsonValue.Text(mark.kind().id()));
      items.add(new JsonValue.Members(item));
    }
    Map<String, JsonValue> members = new LinkedHashMap<>(json.members());
    members.put(MARKS, new JsonValue.Items(items));
    return new LogEntry(this, new JsonValue.Members(members), others);
  }

  /**
   * Returns the entry with one more mark. A break is either natural or induced, a fragment either
   * rubble or a piece: the later mark replaces the earlier.
   *
   * @param fragment the fragment's number
   * @param kind what is stated
   * @return a copy
   */
  public LogEntry marked(int fragment, FragmentMark.Kind kind) {
    Set<FragmentMark.Kind> replaced =
        switch (kind) {
          case INDUCED_BELOW, NATURAL_BELOW ->
              Set.of(FragmentMark.Kind.INDUCED_BELOW, FragmentMark.Kind.NATURAL_BELOW);
          case RUBBLE, PIECE -> Set.of(FragmentMark.Kind.RUBBLE, FragmentMark.Kind.PIECE);
          case UNSOUND -> Set.of(kind);
        };
    List<FragmentMark> kept = new ArrayList<>(without(fragment, replaced));
    kept.add(new FragmentMark(photo, fragment, kind));
    return withMarks(kept);
  }

  /**
   * Returns the entry without a mark.
   *
   * @param fragment the fragment's number
   * @param kind the mark to remove
   * @return a copy
   */
  public LogEntry unmarked(int fragment, FragmentMark.Kind kind) {
    return withMarks(without(fragment, Set.of(kind)));
  }

  private List<FragmentMark> without(int fragment, Set<FragmentMark.Kind> kinds) {
    return marks.stream()
        .filter(mark -> mark.fragment() != fragment || !kinds.contains(mark.kind()))
        .toList();
  }

  /**
   * An entry for the fragments of another state of the same photo.
   *
   * @param entry the entry, whose marks are of the fragments that there are now
   * @param remarks a sentence for each mark that is not of the same outline as before
   */
  public record Carried(LogEntry entry, List<String> remarks) {
    /**
     * Copies the list.
     *
     * @param entry the entry
     * @param remarks what to check
     */
    public Carried {
      remarks = List.copyOf(remarks);
    }
  }

  /**
   * Transfers the marks to new fragments: each to the fragment that contains the interior point of
   * the marked one.
   *
   * @param before the fragments that were marked
   * @param now the fragments of the same photo that there are now
   * @return the entry with these marks; marks without a fragment are dropped and reported
   */
  public Carried carried(List<Fragment> before, List<Fragment> now) {
    List<FragmentMark> kept = new ArrayList<>();
    Set<FragmentMark> seen = new HashSet<>();
    List<String> remarks = new ArrayList<>();
    for (FragmentMark mark : marks) {
      Optional<Fragment> marked =
          before.stream().filter(fragment -> fragment.id() == mark.fragment()).findFirst();
      Optional<Fragment> found =
          marked.flatMap(
              old -> {
                Geometry inner = old.outline().getInteriorPoint();
                return now.stream().filter(one -> one.outline().covers(inner)).findFirst();
              });
      String said = photo + ": fragment " + mark.fragment() + " was marked " + mark.kind().id();
      if (found.isEmpty()) {
        remarks.add(said + ", and is no longer there: the mark is gone");
        continue;
      }
      if (!found.get().outline().equalsExact(marked.orElseThrow().outline())) {
        remarks.add(
            said + "; its outline has changed, and fragment " + found.get().id() + " is marked so");
      }
      FragmentMark carried = new FragmentMark(photo, found.get().id(), mark.kind());
      if (seen.add(carried)) {
        kept.add(carried);
      }
    }
    return new Carried(withMarks(kept), remarks);
  }

  /**
   * The photo with the data of the entry.
   *
   * @param layout the photo's rows
   * @param fragments its fragments
   * @param covers outlines of what hides rock, photo px
   * @param photoScale the scale where the entry has none
   * @return what a log is made of
   */
  public LogPhoto photo(
      Layout layout,
      List<Fragment> fragments,
      List<Geometry> covers,
      Optional<StatedScale> photoScale) {
    return new LogPhoto(
        photo, layout, fragments, covers, rows, ties, marks, scale.or(() -> photoScale));
  }

  /**
   * Logs the photo.
   *
   * @param logged the photo, as {@link #photo} gives it
   * @return the log of the hole as far as it is in the photo
   */
  public CoreLog log(LogPhoto logged) {
    return CoreLogger.log(List.of(logged), runs, intervals, settings);
  }

  /**
   * The runs, with the diameters that were stated.
   *
   * @return in the order in which they were given
   */
  public List<CoreRun> runs() {
    return runs;
  }

  /**
   * The settings of files with their own options.
   *
   * @return the defaults where the entry has none
   */
  public LogFiles files() {
    return files;
  }

  /**
   * The entry as it was given, with the marks that it has now.
   *
   * @return JSON in UTF-8
   */
  public byte[] json() {
    return JsonText.bytes(json);
  }
}
