// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.ags;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.corelog.CoreLog;
import uk.ac.bgs.corescore.core.corelog.hole.Fracture;
import uk.ac.bgs.corescore.core.corelog.hole.HoleLog;
import uk.ac.bgs.corescore.core.corelog.table.CoreRun;
import uk.ac.bgs.corescore.core.internal.LibraryVersion;

/** The groups of a file, made of a log. Not for use by several threads at once. */
final class AgsGroups {
  private static final String NOT_STATED = "Not stated";

  private static final Map<String, String> TYPE_MEANINGS =
      Map.of(
          "0DP", "Number without decimals",
          "1DP", "Number with 1 decimal",
          "2DP", "Number with 2 decimals",
          "DMS", "Degrees:minutes:seconds",
          "DT", "Date and time",
          "ID", "Identifier that is unique in its group",
          "PA", "Abbreviation of the ABBR group",
          "T", "Elapsed time",
          "X", "Text",
          "XN", "Text or number");

  private static final Map<String, String> UNIT_MEANINGS =
      Map.of(
          "%", "percent",
          "hh:mm", "hours and minutes",
          "m", "metres",
          "mm", "millimetres",
          "yyyy-mm-dd", "year, month and day",
          "yyyy-mm-ddThh:mm", "year, month, day, hour and minute");

  private final CoreLog log;
  private final AgsSettings settings;
  private final String edition;
  private final AgsText text = new AgsText();
  private final Map<String, String> ids = new LinkedHashMap<>();
  private final List<AgsFileSets.Entry> files = new ArrayList<>();
  private final Map<String, String> sets = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> abbreviations = new TreeMap<>();

  AgsGroups(CoreLog log, Map<String, Path> photos, AgsSettings settings) {
    this.log = log;
    this.settings = settings;
    this.edition = settings.edition().id();
    for (HoleLog hole : log.holes()) {
      String id = text.of(hole.hole());
      for (Map.Entry<String, String> other : ids.entrySet()) {
        if (other.getValue().equals(id)) {
          throw new CoreScoreException(
              FailureKind.BAD_INPUT,
              "the holes '"
                  + other.getKey()
                  + "' and '"
                  + hole.hole()
                  + "' are both '"
                  + id
                  + "' in the ASCII of AGS4: give one of them another name");
        }
      }
      ids.put(hole.hole(), id);
      String set = "FS" + ids.size();
      List<AgsFileSets.Entry> own = AgsFileSets.of(hole, set, photos, text);
      files.addAll(own);
      sets.put(hole.hole(), own.isEmpty() ? "" : set);
    }
    for (String hole : settings.project().holes().keySet()) {
      if (!ids.containsKey(hole)) {
        text.remark("the project states something of hole '" + hole + "', which is not logged");
      }
    }
  }

  List<AgsFileSets.Entry> files() {
    return List.copyOf(files);
  }

  List<String> remarks() {
    return text.remarks();
  }

  /** The whole file. */
  String text(List<CoreRun> runs) {
    AgsTable file = files(all("FILE"));
    AgsTable loca = loca();
    AgsTable core =
        new AgsCoreRows(log, settings, text, ids, sets)
            .rows(runs, new AgsTable("CORE", all("CORE")));
    AgsTable frac = new AgsFracRows(text, ids, sets).rows(log, new AgsTable("FRAC", all("FRAC")));
    AgsTable disc = disc();
    List<AgsTable> data =
        Stream.of(file, loca, core, frac, disc).filter(table -> !table.isEmpty()).toList();
    List<AgsTable> tables = new ArrayList<>(List.of(project(), transmission()));
    AgsTable abbr = abbr();
    if (!abbr.isEmpty()) {
      tables.add(abbr);
    }
    AgsTable type = new AgsTable("TYPE", all("TYPE"));
    AgsTable unit = new AgsTable("UNIT", all("UNIT"));
    Set<String> types = new TreeSet<>();
    Set<String> units = new TreeSet<>();
    Stream.of(tables, List.of(type, unit), data)
        .flatMap(List::stream)
        .flatMap(table -> table.headings().stream())
        .forEach(
            heading -> {
              types.add(heading.type());
              units.add(heading.unit());
            });
    units.remove("");
    types.forEach(
        one ->
            type.add(Map.of("TYPE_TYPE", one, "TYPE_DESC", TYPE_MEANINGS.getOrDefault(one, one))));
    units.forEach(
        one ->
            unit.add(Map.of("UNIT_UNIT", one, "UNIT_DESC", UNIT_MEANINGS.getOrDefault(one, one))));
    tables.add(type);
    if (!unit.isEmpty()) {
      tables.add(unit);
    }
    tables.addAll(data);
    StringBuilder whole = new StringBuilder();
    tables.forEach(table -> whole.append(table.text()));
    return whole.toString();
  }

  private List<AgsHeading> all(String group) {
    return AgsDictionary.headings(group, edition);
  }

  private AgsTable project() {
    AgsTable table = new AgsTable("PROJ", all("PROJ"));
    table.add(stated("PROJ", Map.of("PROJ_ID", NOT_STATED)));
    return table;
  }

  private AgsTable transmission() {
    AgsTable table = new AgsTable("TRAN", all("TRAN"));
    Map<String, String> row =
        stated(
            "TRAN",
            Map.of(
                "TRAN_ISNO",
                "1",
                "TRAN_DATE",
                settings.date().toString(),
                "TRAN_PROD",
                "CoreScore " + LibraryVersion.VALUE,
                "TRAN_STAT",
                "Draft",
                "TRAN_DESC",
                "Core log from photographs",
                "TRAN_RECV",
                NOT_STATED));
    row.put("TRAN_AGS", edition);
    row.put("TRAN_DLIM", "|");
    row.put("TRAN_RCON", AgsProject.JOINS);
    table.add(row);
    return table;
  }

  /** What the project states, and else what is usual; what is not stated is remarked. */
  private Map<String, String> stated(String group, Map<String, String> usual) {
    Map<String, String> row = new LinkedHashMap<>();
    for (AgsHeading heading : all(group)) {
      String value = settings.project().value(heading.name());
      if (!value.isBlank()) {
        row.put(heading.name(), text.of(AgsValue.of(heading, value)));
      } else if (usual.containsKey(heading.name())) {
        String instead = usual.getOrDefault(heading.name(), "");
        row.put(heading.name(), instead);
        if (instead.equals(NOT_STATED)) {
          text.remark(heading.name() + ": not stated, and written so");
        }
      }
    }
    return row;
  }

  private AgsTable files(List<AgsHeading> headings) {
    AgsTable table = new AgsTable("FILE", headings);
    for (AgsFileSets.Entry entry : files) {
      Map<String, String> row = new LinkedHashMap<>();
      row.put("FILE_FSET", entry.set());
      row.put("FILE_NAME", entry.name());
      row.put("FILE_DESC", entry.description());
      row.put("FILE_TYPE", entry.type());
      row.put("FILE_DOCT", "PH");
      table.add(row);
      abbreviate("FILE_DOCT", "PH", "Photograph");
      if (!entry.type().isEmpty()) {
        abbreviate("FILE_TYPE", entry.type(), AgsFileSets.meaning(entry.type()));
      }
    }
    return table;
  }

  private void abbreviate(String heading, String code, String meaning) {
    abbreviations
        .computeIfAbsent(heading, codes -> new TreeMap<>())
        .put(code, AgsDictionary.meaning(heading, code).orElse(meaning));
  }

  private AgsTable loca() {
    AgsProject project = settings.project();
    Set<String> usual =
        Set.of(
            "LOCA_ID", "LOCA_NATE", "LOCA_NATN", "LOCA_GL", "LOCA_REM", "LOCA_FDEP", "FILE_FSET");
    List<AgsHeading> headings =
        all("LOCA").stream()
            .filter(
                heading ->
                    usual.contains(heading.name())
                        || ids.keySet().stream()
                            .anyMatch(hole -> !project.value(heading.name(), hole).isBlank()))
            .toList();
    reportHeadingsOfOtherEditions(project);
    AgsTable table = new AgsTable("LOCA", headings);
    ids.forEach(
        (hole, id) -> {
          Map<String, String> row = new LinkedHashMap<>();
          for (AgsHeading heading : headings) {
            String value = text.of(AgsValue.of(heading, project.value(heading.name(), hole)));
            row.put(heading.name(), value);
            if (heading.type().equals("PA") && !value.isEmpty()) {
              for (String code : AgsProject.codes(value)) {
                abbreviate(heading.name(), code, text.of(project.meaning(heading.name(), code)));
              }
            }
          }
          row.put("LOCA_ID", id);
          row.put("FILE_FSET", sets.getOrDefault(hole, ""));
          table.add(row);
          if (project.value("LOCA_TYPE", hole).isBlank()) {
            text.remark("hole " + hole + ": LOCA_TYPE is not stated (RC is rotary cored)");
          }
        });
    return table;
  }

  private void reportHeadingsOfOtherEditions(AgsProject project) {
    Set<String> stated = new TreeSet<>(project.values().keySet());
    project.holes().values().forEach(own -> stated.addAll(own.keySet()));
    for (String heading : stated) {
      if (AgsDictionary.heading(heading.substring(0, 4), heading, edition).isEmpty()) {
        text.remark(heading + ": edition " + edition + " has no such heading; left out");
      }
    }
  }

  private AgsTable abbr() {
    AgsTable table = new AgsTable("ABBR", all("ABBR"));
    abbreviations.forEach(
        (heading, codes) ->
            codes.forEach(
                (code, meaning) -> {
                  Optional<String> standard = AgsDictionary.meaning(heading, code);
                  Map<String, String> row = new LinkedHashMap<>();
                  row.put("ABBR_HDNG", heading);
                  row.put("ABBR_CODE", code);
                  row.put("ABBR_DESC", meaning);
                  row.put("ABBR_LIST", standard.isPresent() ? "AGS4" : "");
                  table.add(row);
                }));
    return table;
  }

  /** Fractures, one by one. */
  private AgsTable disc() {
    Set<String> wanted =
        Set.of(
            "LOCA_ID", "DISC_TOP", "DISC_BASE", "FRAC_SET", "DISC_NUMB", "DISC_REM", "FILE_FSET");
    AgsTable table =
        new AgsTable(
            "DISC", all("DISC").stream().filter(one -> wanted.contains(one.name())).toList());
    if (settings.discontinuities()) {
      for (HoleLog hole : log.holes()) {
        int number = 0;
        for (Fracture fracture : hole.fractures().stream().filter(Fracture::counted).toList()) {
          Map<String, String> row = new LinkedHashMap<>();
          row.put("LOCA_ID", ids.getOrDefault(hole.hole(), ""));
          row.put("DISC_TOP", AgsValue.depth(fracture.depth().metres()));
          row.put("DISC_BASE", AgsValue.depth(fracture.depth().metres()));
          row.put("DISC_NUMB", Integer.toString(++number));
          row.put("DISC_REM", "From photographs: " + text.of(fracture.reason()));
          row.put("FILE_FSET", sets.getOrDefault(hole.hole(), ""));
          table.add(row);
        }
      }
    }
    return table;
  }
}
