// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.corelog.ags.AgsCheck;
import uk.ac.bgs.corescore.core.corelog.ags.AgsFinding;

/** A sound file, and each thing that can be wrong with it. */
class AgsCheckTest {
  /** Files that others made, each named after what it tries. */
  private static final Path MADE = Path.of("..", "..", "shared", "corelog", "ags4-made");

  private static final String SOUND =
      """
      "GROUP","PROJ"
      "HEADING","PROJ_ID","PROJ_NAME"
      "UNIT","",""
      "TYPE","ID","X"
      "DATA","P1","A quarry"

      "GROUP","TRAN"
      "HEADING","TRAN_ISNO","TRAN_DATE","TRAN_PROD","TRAN_STAT","TRAN_AGS","TRAN_RECV","TRAN_DLIM","TRAN_RCON"
      "UNIT","","yyyy-mm-dd","","","","","",""
      "TYPE","X","DT","X","X","X","X","X","X"
      "DATA","1","2026-11-30","We","Draft","4.1.1","You","|","+"

      "GROUP","ABBR"
      "HEADING","ABBR_HDNG","ABBR_CODE","ABBR_DESC"
      "UNIT","","",""
      "TYPE","X","X","X"
      "DATA","LOCA_TYPE","RC","Rotary cored"
      "DATA","FILE_TYPE","JPG","A picture"

      "GROUP","TYPE"
      "HEADING","TYPE_TYPE","TYPE_DESC"
      "UNIT","",""
      "TYPE","X","X"
      "DATA","0DP","Whole"
      "DATA","2DP","Hundredths"
      "DATA","DT","Date"
      "DATA","ID","Name"
      "DATA","PA","Code"
      "DATA","T","Time"
      "DATA","X","Text"
      "DATA","XN","Any"

      "GROUP","UNIT"
      "HEADING","UNIT_UNIT","UNIT_DESC"
      "UNIT","",""
      "TYPE","X","X"
      "DATA","%","percent"
      "DATA","m","metres"
      "DATA","mm","millimetres"
      "DATA","hh:mm","time"
      "DATA","yyyy-mm-dd","day"

      "GROUP","FILE"
      "HEADING","FILE_FSET","FILE_NAME","FILE_TYPE"
      "UNIT","","",""
      "TYPE","X","X","PA"
      "DATA","F1","box.jpg","JPG"

      "GROUP","LOCA"
      "HEADING","LOCA_ID","LOCA_TYPE","LOCA_FDEP","FILE_FSET"
      "UNIT","","","m",""
      "TYPE","ID","PA","2DP","X"
      "DATA","A","RC","12.00","F1"

      "GROUP","CORE"
      "HEADING","LOCA_ID","CORE_TOP","CORE_BASE","CORE_PREC","CORE_SREC","CORE_RQD","CORE_DIAM","CORE_DURN","CORE_REM"
      "UNIT","","m","m","%","%","%","mm","hh:mm",""
      "TYPE","ID","2DP","2DP","0DP","0DP","0DP","0DP","T","X"
      "DATA","A","10.00","11.00","95","90","80","76","00:30","one"
      "DATA","A","11.00","12.00","100","","","76","","two"

      "GROUP","FRAC"
      "HEADING","LOCA_ID","FRAC_FROM","FRAC_TO","FRAC_SET","FRAC_IMAX","FRAC_IAVE","FRAC_IMIN","FRAC_FI"
      "UNIT","","m","m","","mm","mm","mm",""
      "TYPE","ID","2DP","2DP","X","XN","XN","XN","XN"
      "DATA","A","10.00","11.50","","300","200","60","5"
      "DATA","A","11.50","12.00","","NI","NI","NI","NI"

      "GROUP","DISC"
      "HEADING","LOCA_ID","DISC_TOP","DISC_BASE","FRAC_SET","DISC_NUMB"
      "UNIT","","m","m","",""
      "TYPE","ID","2DP","2DP","X","X"
      "DATA","A","10.20","10.20","","1"
      "DATA","A","10.40","","","2"
      """;

  @TempDir Path folder = Path.of(".");

  private List<AgsFinding> check(String text) throws IOException {
    Path photo = folder.resolve("FILE").resolve("F1").resolve("box.jpg");
    Files.createDirectories(photo.getParent());
    Files.writeString(photo, "a picture");
    return AgsCheck.check(Files.writeString(folder.resolve("a.ags"), text));
  }

  private static String withReturns(String text) {
    return text.replace("\n", "\r\n");
  }

  @Test
  void aSoundFileHasNothingButWhatTheArchiveAsks() throws IOException {
    List<AgsFinding> findings = check(withReturns(SOUND));
    assertTrue(
        findings.stream().allMatch(one -> one.severity() == AgsFinding.Severity.ASKED),
        findings.toString());
    assertEquals(
        "GEOL, HDPH, LOCA, LOCA, LOCA",
        findings.stream().map(AgsFinding::group).collect(Collectors.joining(", ")));
  }

  /** What is replaced by what, and the only finding of that, with its line. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          "95","90","80"~"95","90","91"~error, logic: recovery, line 59, CORE: expected CORE_RQD of at most CORE_SREC
          "95","90","80"~"89","90","80"~error, logic: recovery, line 59, CORE: expected CORE_SREC of at most CORE_PREC
          "95","90","80"~"95","","96"~error, logic: recovery, line 59, CORE: expected CORE_RQD of at most CORE_PREC
          "95","90","80"~"95","90","-1"~error, logic: recovery, line 59, CORE: CORE_RQD is below 0 %
          "95","90","80"~"105","90","80"~warning, logic: recovery, line 59, CORE: CORE_PREC is 105.0 %
          "80","76"~"80","0"~error, logic: diameter, line 59, CORE
          "A","10.00","11.00"~"A","11.00","10.00"~error, logic: depths, line 59, CORE: expected CORE_TOP above CORE_BASE
          "A","10.00","11.00"~"A","10.00",""~error, logic: depths, line 59, CORE: CORE_BASE: expected a depth
          "A","10.00","11.00"~"A","10.00","11.10"~error, logic: overlap, line 60, CORE: hole A: 11.0 to 12.0 m overlaps line 59
          "A","10.00","11.00"~"A","-1.00","11.00"~warning, logic: depths, line 59, CORE: CORE_TOP lies above the ground
          "A","10.00","11.00"~"","10.00","11.00"~error, logic: hole, line 59, CORE: LOCA_ID is empty
          "A","10.00","11.00"~"B","10.00","11.00"~error, AGS4 rule 10c, line 59, CORE: LOCA has no hole 'B'
          "12.00","F1"~"11.99","F1"~warning, logic: depths, line 60, CORE: CORE_BASE 12.0 m lies below LOCA_FDEP
          "10.00","11.50",""~"10.00","11.60",""~error, logic: overlap, line 67, FRAC
          "300","200","60"~"300","200","250"~error, logic: fractures, line 66, FRAC: expected FRAC_IMIN, FRAC_IAVE and FRAC_IMAX to rise
          "60","5"~"60","many"~warning, logic: fractures, line 66, FRAC: FRAC_FI: expected a number, NI or NR
          "60","5"~"60","-2"~error, logic: fractures, line 66, FRAC: FRAC_FI is below 0
          "10.40","","","2"~"10.40","10.30","","2"~error, logic: depths, line 74, DISC: expected DISC_TOP above DISC_BASE
          "10.40","","","2"~"10.40","","","1"~warning, logic: fractures, line 74, DISC: DISC_NUMB '1' is there already
          "90","80"~"90","80.5"~error, AGS4 rule 8, line 59, CORE: CORE_RQD: expected a number with 0 decimals
          "10.00","11.00"~"10.000","11.00"~error, AGS4 rule 8, line 59, CORE: CORE_TOP: expected a number with 2 decimals
          "00:30"~"0:30"~error, AGS4 rule 8, line 59, CORE: CORE_DURN: expected an elapsed time as hh:mm
          2026-11-30~2026-11-31~error, AGS4 rule 8, line 11, TRAN: TRAN_DATE: expected a date
          "|","+"~"","+"~error, AGS4 rule 11a, line 11, TRAN: TRAN_DLIM is empty
          "|","+"~"|",""~error, AGS4 rule 11b, line 11, TRAN: TRAN_RCON is empty
          "4.1.1"~"4.2.0"~error, AGS4 rule 14, TRAN: TRAN_AGS: expected one of
          "We","Draft"~"","Draft"~error, AGS4 rule 10b, line 11, TRAN: TRAN_PROD is empty
          "DATA","LOCA_TYPE","RC","Rotary cored"~"DATA","LOCA_TYPE","RX","Another"~error, AGS4 rule 16, LOCA: the abbreviation 'RC' of LOCA_TYPE
          "DATA","XN","Any"~"DATA","XM","Any"~error, AGS4 rule 17, FRAC: the type 'XN' is not listed
          "DATA","mm","millimetres"~"DATA","cm","centimetres"~error, AGS4 rule 15, CORE: the unit 'mm' is not listed
          "12.00","F1"~"12.00","F2"~error, AGS4 rule 20, line 53, LOCA: the group FILE has no set 'F2'
          "F1","box.jpg"~"F1","gone.jpg"~error, AGS4 rule 20, line 47, FILE: there is no file FILE/F1/gone.jpg
          "F1","box.jpg"~"F1","a\0b"~error, AGS4 rule 20, line 47, FILE: there is no file
          "FRAC_SET","FRAC_IMAX"~"FRAC_IMAX","FRAC_SET"~error, AGS4 rule 7, line 63, FRAC: expected the heading FRAC_SET, got FRAC_IMAX
          "CORE_REM"~"CORE_NEW"~error, AGS4 rule 9, line 56, CORE: CORE_NEW is neither in edition 4.1.1
          "GROUP","DISC"~"GROUP","disc"~error, AGS4 rule 19, line 69, disc: a group has four capital letters
          "DATA","A","10.00","11.50"~"DAT","A","10.00","11.50"~error, AGS4 rule 3, line 66, FRAC: expected GROUP, HEADING
          "NI","NI","NI","NI"~"NI","NI","NI"~error, AGS4 rule 4, line 67, FRAC: expected 8 fields
          ,"one"~,one~error, AGS4 rule 5, line 59, CORE: each field stands in quotation marks
          ,"one"~,"o"ne"~error, AGS4 rule 5, line 59, CORE: each field stands in quotation marks
          ,"one"~,"on\u2212e"~error, AGS4 rule 1, line 59: expected ASCII, got the character U+2212
          ,"one"~,"on\u00b0e"~warning, AGS4 rule 1, line 59: the character U+00B0 is not ASCII
          """)
  void eachFaultIsFoundWithItsLine(String from, String to, String finding) throws IOException {
    String wrong = SOUND.replace(from, to.replace("\\0", "\0"));
    assertTrue(!wrong.equals(SOUND), from);
    List<AgsFinding> findings =
        check(withReturns(wrong)).stream()
            .filter(one -> one.severity() != AgsFinding.Severity.ASKED)
            .toList();
    assertTrue(findings.get(0).toString().startsWith(finding), findings.toString());
    // A heading that is unknown breaks the rule of DICT, too; a group's wrong name its headings'.
    assertTrue(findings.size() <= 2, findings.toString());
  }

  @Test
  void aFieldIsNotBrokenOverLinesAndTheRestIsRead() throws IOException {
    List<AgsFinding> findings = check(withReturns(SOUND.replace("\"one\"", "\"o\nne\"")));
    assertEquals(
        "error, AGS4 rule 6, line 59, CORE: a field is not closed on its line; a line break or a"
            + " quotation mark stands in it",
        findings.get(0).toString());
    assertEquals(AgsFinding.Severity.ASKED, findings.get(1).severity());
  }

  @Test
  void linesWithoutReturnAreCounted() throws IOException {
    assertTrue(
        check(SOUND).get(0).toString().startsWith("error, AGS4 rule 2a, line 1: lines end with"));
    // The last line needs no end.
    List<AgsFinding> open = check(withReturns(SOUND).stripTrailing());
    assertEquals(AgsFinding.Severity.ASKED, open.get(0).severity(), open.toString());
  }

  @Test
  void whatIsMissingIsTold() throws IOException {
    assertTrue(check("").get(0).toString().contains("there is no group in the file"));
    String bare = "\"GROUP\",\"CORE\"\n\"HEADING\",\"CORE_TOP\",\"CORE_BASE\"\n";
    List<String> told = check(withReturns(bare)).stream().map(AgsFinding::toString).toList();
    for (String rule :
        List.of(
            "rule 2, line 1, CORE: the group has no row of data",
            "rule 2b, line 1, CORE: the group has no row UNIT",
            "rule 10a, line 2, CORE: the heading LOCA_ID is missing",
            "rule 13, PROJ: the group is missing",
            "rule 14, TRAN: the group is missing")) {
      assertTrue(told.contains("error, AGS4 " + rule), told.toString());
    }
  }

  @Test
  void groupsOfNoConcernAreReadByTheirForm() throws IOException {
    String more =
        SOUND
            + """

            "GROUP","GEOL"
            "HEADING","LOCA_ID","GEOL_TOP","GEOL_BASE","GEOL_DESC"
            "UNIT","","m","m",""
            "TYPE","ID","2DP","2DP","X"
            "DATA","A","10.0","11.00","Sandstone"
            """;
    List<AgsFinding> findings = check(withReturns(more));
    assertEquals(
        "error, AGS4 rule 8, line 80, GEOL: GEOL_TOP: expected a number with 2 decimals (2DP), got"
            + " '10.0'",
        findings.get(0).toString());
    assertTrue(findings.stream().skip(1).noneMatch(one -> one.group().equals("GEOL")));
  }

  @Test
  void manyFindingsOfAKindAreCounted() throws IOException {
    StringBuilder runs = new StringBuilder();
    for (int i = 0; i < 70; i++) {
      runs.append("\"DATA\",\"A\",\"1.00\",\"0.00\",\"\",\"\",\"\",\"\",\"\",\"").append(i);
      runs.append("\"\n");
    }
    String many = SOUND.replace("\"DATA\",\"A\",\"11.00\"", runs + "\"DATA\",\"A\",\"11.00\"");
    List<String> told = check(withReturns(many)).stream().map(AgsFinding::toString).toList();
    assertEquals(
        50, told.stream().filter(one -> one.startsWith("error, logic: depths, l")).count());
    assertTrue(told.contains("error, logic: depths, CORE: and 20 more of this kind"));
  }

  @Test
  void whatIsNoFileIsRefusedByName() {
    assertThrows(NoSuchFileException.class, () -> AgsCheck.check(folder.resolve("gone.ags")));
    CoreScoreException refused =
        assertThrows(CoreScoreException.class, () -> AgsCheck.check(folder));
    assertTrue(String.valueOf(refused.getMessage()).contains("it is a folder"));
  }

  /** Both checkers of the format are content with these; what they mean cannot be so. */
  private static final Map<String, String> MEANINGLESS =
      Map.of(
          "base_lt_top", "logic: depths",
          "frac_overlap", "logic: overlap",
          "loca_blank", "logic: hole",
          "rqd_gt_scr", "logic: recovery",
          "type_top_3dp", "logic: overlap");

  /** The rule of the format that each of the others breaks; the rest breaks none. */
  private static final Map<String, String> BROKEN =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("abbr_missing", "16"),
              Map.entry("cp1252_degree", "1"),
              Map.entry("diam_47_6", "8"),
              Map.entry("durn_bad", "8"),
              Map.entry("extra_heading_dict", "7"),
              Map.entry("extra_heading_nodict", "9"),
              Map.entry("file_date", "8"),
              Map.entry("frac_duplicate_key", "10a"),
              Map.entry("frac_no_data", "2"),
              Map.entry("fset_concat", "20"),
              Map.entry("fset_missing", "20"),
              Map.entry("heading_order", "7"),
              Map.entry("lf_only", "2a"),
              Map.entry("missing_photo", "20"),
              Map.entry("newline_in_field", "6"),
              Map.entry("no_file_folder", "20"),
              Map.entry("no_frac_set", "10a"),
              Map.entry("no_tran_dlim", "11a"),
              Map.entry("noabbr_list_date", "8"),
              Map.entry("ok_4.0", "8"),
              Map.entry("ok_4.0.3", "8"),
              Map.entry("ok_4.2.0", "14"),
              Map.entry("orphan", "10c"),
              Map.entry("png_noabbr", "16"),
              Map.entry("prec_NI", "8"),
              Map.entry("rqd_decimal", "8"),
              Map.entry("top_3dp", "8"),
              Map.entry("type_rqd_1dp_notlisted", "17"),
              Map.entry("unicode_minus", "1"),
              Map.entry("unit_fi_1m", "15")));

  @Test
  void verdictsAreThoseOfTheCheckersAndMore() throws IOException {
    if (!Files.isDirectory(MADE)) {
      System.out.println("skipped, made AGS4 files are absent: " + MADE);
    }
    Assumptions.assumeTrue(Files.isDirectory(MADE), "skipped: there is no " + MADE);
    List<Path> cases;
    try (Stream<Path> files = Files.list(MADE)) {
      cases = files.sorted(Comparator.naturalOrder()).toList();
    }
    Map<String, String> found = new TreeMap<>();
    for (Path one : cases) {
      String name = one.getFileName().toString();
      AgsCheck.check(one.resolve(name + ".ags")).stream()
          .filter(finding -> finding.severity() == AgsFinding.Severity.ERROR)
          .findFirst()
          .ifPresent(finding -> found.put(name, finding.rule().replace("AGS4 rule ", "")));
    }
    Map<String, String> wanted = new TreeMap<>(BROKEN);
    wanted.putAll(MEANINGLESS);
    assertEquals(wanted, found);
    assertTrue(cases.size() >= 68, "cases: " + cases.size());
  }
}
