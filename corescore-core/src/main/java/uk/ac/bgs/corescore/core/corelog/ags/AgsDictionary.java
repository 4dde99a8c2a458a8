// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.ags;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The standard dictionary of the AGS4 editions 4.0.3 to 4.2 for the groups of a core log: headings
 * in their order, and the abbreviations used here.
 */
final class AgsDictionary {
  /** The editions, from the first on. */
  static final List<String> EDITIONS = List.of("4.0.3", "4.0.4", "4.1", "4.1.1", "4.2");

  /**
   * A group a line; each heading with ! if it is a key, + if it is required, its type (X where none
   * is said), its unit, and with @ the edition that brought it.
   */
  private static final String GROUPS =
      """
      PROJ PROJ_ID!+ ID, PROJ_NAME, PROJ_LOC, PROJ_CLNT, PROJ_CONT, PROJ_ENG, PROJ_MEMO, FILE_FSET
      TRAN TRAN_ISNO!+, TRAN_DATE+ DT yyyy-mm-dd, TRAN_PROD+, TRAN_STAT+, TRAN_DESC, TRAN_AGS+,\
       TRAN_RECV+, TRAN_DLIM, TRAN_RCON, TRAN_REM, FILE_FSET
      ABBR ABBR_HDNG!+, ABBR_CODE!+, ABBR_DESC+, ABBR_LIST, ABBR_REM, FILE_FSET
      TYPE TYPE_TYPE!+, TYPE_DESC+, FILE_FSET
      UNIT UNIT_UNIT!+, UNIT_DESC+, UNIT_REM, FILE_FSET
      DICT DICT_TYPE!+ PA, DICT_GRP!+, DICT_HDNG!, DICT_STAT PA, DICT_DTYP PT, DICT_DESC+,\
       DICT_UNIT PU, DICT_EXMP, DICT_PGRP, DICT_REM, FILE_FSET
      FILE FILE_FSET!+, FILE_NAME!+, FILE_DESC, FILE_TYPE PA, FILE_PROG, FILE_DOCT PA,\
       FILE_DATE DT yyyy-mm-ddThh:mm, FILE_REM
      LOCA LOCA_ID! ID, LOCA_TYPE PA, LOCA_STAT PA, LOCA_NATE 2DP m, LOCA_NATN 2DP m, LOCA_GREF PA,\
       LOCA_GL 2DP m, LOCA_REM, LOCA_FDEP 2DP m, LOCA_STAR DT yyyy-mm-dd, LOCA_PURP, LOCA_TERM,\
       LOCA_ENDD DT yyyy-mm-dd, LOCA_LETT, LOCA_LOCX 2DP m, LOCA_LOCY 2DP m, LOCA_LOCZ 2DP m,\
       LOCA_LREF, LOCA_DATM, LOCA_ETRV 2DP m, LOCA_NTRV 2DP m, LOCA_LTRV 2DP m, LOCA_XTRL 2DP m,\
       LOCA_YTRL 2DP m, LOCA_ZTRL 2DP m, LOCA_LAT DMS, LOCA_LON DMS, LOCA_ELAT DMS, LOCA_ELON DMS,\
       LOCA_LLZ, LOCA_LOCM, LOCA_LOCA, LOCA_CLST, LOCA_ALID, LOCA_OFFS 2DP, LOCA_CNGE, LOCA_TRAN,\
       FILE_FSET, LOCA_NATD @4.0.4, LOCA_ORID @4.0.4, LOCA_ORJO @4.0.4, LOCA_ORCO @4.0.4,\
       LOCA_GLDT DT yyyy-mm-ddThh:mm @4.2, LOCA_VSSL @4.2, LOCA_NSRI 0DP @4.2, LOCA_LSRI 0DP @4.2,\
       LOCA_LLSI 0DP @4.2
      CORE LOCA_ID! ID, CORE_TOP! 2DP m, CORE_BASE! 2DP m, CORE_PREC 0DP %, CORE_SREC 0DP %,\
       CORE_RQD 0DP %, CORE_DIAM 0DP mm, CORE_DURN T hh:mm, CORE_REM, FILE_FSET
      FRAC LOCA_ID! ID, FRAC_FROM! 2DP m, FRAC_TO! 2DP m, FRAC_SET!, FRAC_IMAX XN mm,\
       FRAC_IAVE XN mm, FRAC_IMIN XN mm, FRAC_FI XN, FRAC_REM, FILE_FSET
      DISC LOCA_ID! ID, DISC_TOP! 2DP m, DISC_BASE! 2DP m, FRAC_SET!, DISC_NUMB!, DISC_TYPE PA,\
       DISC_DIP X deg, DISC_DIR X deg, DISC_RGH, DISC_PLAN, DISC_WAVE 1DP m, DISC_AMP 1DP m,\
       DISC_JRC 0DP, DISC_APP, DISC_APT XN mm, DISC_APOB, DISC_INFM, DISC_TERM PA, DISC_PERS 1DP m,\
       DISC_STR 0DP MPa, DISC_WETH, DISC_SEEP, DISC_FLOW 0DP l/s, DISC_REM, FILE_FSET,\
       DISC_MID 2DP m @4.2
      """;

  private static final Map<String, List<AgsHeading>> HEADINGS = parsed();

  /** Abbreviations of the standard list, by heading and code. */
  private static final Map<String, Map<String, String>> CODES =
      Map.of(
          "LOCA_TYPE", Map.of("RC", "Rotary cored"),
          "LOCA_STAT",
              Map.of(
                  "DRAFT", "Draft data",
                  "FINAL", "Final data",
                  "HISTORIC", "Historical data converted from paper records",
                  "PRELIM", "Preliminary data",
                  "PROPOSED", "Proposed data"),
          "LOCA_GREF",
              Map.of(
                  "OSGB", "Ordnance Survey Great Britain National Grid",
                  "OSI", "Ordnance Survey Ireland Irish Grid",
                  "ITM", "Ordnance Survey Ireland Irish Transverse Mercator",
                  "LOCAL", "Local Grid"),
          "FILE_TYPE",
              Map.of(
                  "JPG", "Joint Photographic Experts Group graphics/image file",
                  "BMP", "Bitmap image file"),
          "FILE_DOCT", Map.of("PH", "Photograph"));

  private AgsDictionary() {}

  private static Map<String, List<AgsHeading>> parsed() {
    Map<String, List<AgsHeading>> groups = new LinkedHashMap<>();
    for (String line : GROUPS.strip().split("\n", -1)) {
      List<AgsHeading> headings = new ArrayList<>();
      for (String heading : line.substring(line.indexOf(' ') + 1).split(", ", -1)) {
        headings.add(parsed(heading.strip().split(" ", -1)));
      }
      groups.put(line.substring(0, line.indexOf(' ')), List.copyOf(headings));
    }
    return Collections.unmodifiableMap(groups);
  }

  private static AgsHeading parsed(String[] words) {
    String since = EDITIONS.get(0);
    int end = words.length;
    if (words[end - 1].startsWith("@")) {
      since = words[--end].substring(1);
    }
    return new AgsHeading(
        words[0].replaceAll("[!+]", ""),
        words[0].contains("!"),
        words[0].contains("+"),
        end > 1 ? words[1] : "X",
        end > 2 ? words[2] : "",
        since);
  }

  /** Whether the headings of a group are known here. */
  static boolean knows(String group) {
    return HEADINGS.containsKey(group);
  }

  /** The headings of a group in their order; none of a group that is not known here. */
  static List<AgsHeading> headings(String group, String edition) {
    int wanted = EDITIONS.indexOf(edition);
    return HEADINGS.getOrDefault(group, List.of()).stream()
        .filter(heading -> EDITIONS.indexOf(heading.since()) <= wanted)
        .toList();
  }

  /** A heading of a group. */
  static Optional<AgsHeading> heading(String group, String name, String edition) {
    return headings(group, edition).stream()
        .filter(heading -> heading.name().equals(name))
        .findFirst();
  }

  /** The meaning of an abbreviation in the standard list. */
  static Optional<String> meaning(String heading, String code) {
    return Optional.ofNullable(CODES.getOrDefault(heading, Map.of()).get(code));
  }
}
