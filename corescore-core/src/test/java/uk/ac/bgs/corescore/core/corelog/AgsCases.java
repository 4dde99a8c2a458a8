// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import uk.ac.bgs.corescore.core.corelog.ags.AgsEdition;
import uk.ac.bgs.corescore.core.corelog.ags.AgsProject;
import uk.ac.bgs.corescore.core.corelog.ags.AgsSettings;
import uk.ac.bgs.corescore.core.corelog.ags.AgsWriteResult;
import uk.ac.bgs.corescore.core.corelog.ags.AgsWriter;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.corelog.table.BasePosition;
import uk.ac.bgs.corescore.core.corelog.table.BoxRow;
import uk.ac.bgs.corescore.core.corelog.table.CoreRun;

/** Holes that are hard to write as AGS4, and an easy one. */
final class AgsCases {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 30);
  private static final AgsProject QUARRY =
      new AgsProject(
          Map.of(
              "PROJ_ID", "Q7",
              "PROJ_NAME", "Quarry, north face",
              "PROJ_MEMO", "Boxes 10\u201312 m, core of \u00d8 76 mm",
              "TRAN_RECV", "Owner",
              "LOCA_TYPE", "RC",
              "LOCA_GREF", "OSGB"),
          Map.of("BH1", Map.of("LOCA_NATE", "451230", "LOCA_NATN", "320000.5")),
          Map.of());

  private AgsCases() {}

  /** A hole that was logged, and what goes with it. */
  record Case(CoreLog log, List<CoreRun> runs, Map<String, Path> photos, AgsSettings settings) {
    AgsWriteResult write(Path folder) throws IOException {
      return AgsWriter.write(log, runs, photos, settings, folder, false);
    }
  }

  static List<String> names() {
    return List.of(
        "three-boxes", "short-zone", "non-intact", "quoted", "no-fracture", "no-runs", "two-holes");
  }

  static Case of(String name, AgsEdition edition, Path photos) throws IOException {
    return switch (name) {
      case "three-boxes" -> threeBoxes(edition, photos);
      case "short-zone" -> {
        DrawnCore box = new DrawnCore(1000, 1).piece(1, 0, 402).piece(1, 406, 1000);
        box.outline(1, 402, 30, 406, 30, 406, 50, 402, 50);
        yield one("BH1", "box.jpg", box, run("BH1", 10, 11), settings(edition), photos);
      }
      case "non-intact" -> {
        DrawnCore box = new DrawnCore(1000, 1).piece(1, 0, 300).piece(1, 500, 800);
        for (double at = 300; at < 500; at += 20) {
          box.outline(1, at, 20, at + 20, 20, at + 20, 50, at, 50);
        }
        yield one("BH1", "box.jpg", box, run("BH1", 0, 1), settings(edition), photos);
      }
      case "quoted" -> {
        DrawnCore box = new DrawnCore(1000, 1).piece(1, 0, 790).piece(1, 790, 825);
        yield one(
            "BH-1 \"A\"",
            "Kiste \u00dc\u20131, \"n\u00e4\u00dfer\".png",
            box,
            run("BH-1 \"A\"", 0, 1),
            settings(edition),
            photos);
      }
      case "no-fracture" ->
          one(
              "BH1",
              "box.tif",
              new DrawnCore(1000, 1).piece(1, 0, 1000),
              run("BH1", 0, 1),
              new AgsSettings(edition, AgsProject.UNKNOWN, false, true, DAY),
              photos);
      case "no-runs" ->
          one(
              "BH1",
              "box.bmp",
              new DrawnCore(1000, 1).piece(1, 0, 500).piece(1, 500, 900),
              List.of(),
              new AgsSettings(edition, QUARRY, true, true, DAY),
              photos);
      case "two-holes" -> twoHoles(edition, photos);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static AgsSettings settings(AgsEdition edition) {
    return new AgsSettings(edition, QUARRY, false, true, DAY);
  }

  private static List<CoreRun> run(String hole, double top, double base) {
    return List.of(
        new CoreRun(hole, DepthInterval.of(top, base), OptionalDouble.of(47.6), Optional.empty()));
  }

  private static Case one(
      String hole,
      String photo,
      DrawnCore box,
      List<CoreRun> runs,
      AgsSettings settings,
      Path photos)
      throws IOException {
    double top = runs.isEmpty() ? 0 : runs.get(0).depths().top().metres();
    LogPhoto logged = photo(photo, hole, "Box 1", box, 1, top);
    return new Case(log(List.of(logged), runs), runs, files(photos, photo), settings);
  }

  private static CoreLog log(List<LogPhoto> photos, List<CoreRun> runs) {
    return CoreLogger.log(photos, runs, List.of(), LogSettings.DEFAULT);
  }

  private static LogPhoto photo(
      String photo, String hole, String box, DrawnCore core, int rows, double top) {
    List<BoxRow> table = new ArrayList<>();
    for (int row = 1; row <= rows; row++) {
      table.add(
          new BoxRow(
              photo,
              hole,
              box,
              OptionalInt.of(row),
              DepthInterval.of(top + row - 1, top + row),
              BasePosition.TRAY,
              OptionalDouble.empty()));
    }
    return new LogPhoto(photo, core.layout(), core.fragments(), table);
  }

  private static Map<String, Path> files(Path folder, String... names) throws IOException {
    Map<String, Path> files = new LinkedHashMap<>();
    for (String name : names) {
      // The content of the file is not checked, and its name on this disk may be another.
      Path file = folder.resolve("photo-" + Integer.toHexString(name.hashCode()));
      files.put(name, Files.writeString(file, name));
    }
    return files;
  }

  /** Three boxes of two rows of a metre, four runs of a metre and a half, one with a loss. */
  private static Case threeBoxes(AgsEdition edition, Path photos) throws IOException {
    List<LogPhoto> boxes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      DrawnCore core = new DrawnCore(1000, 2);
      for (int row = 1; row <= 2; row++) {
        double at = 0;
        for (double length : new double[] {250, 180, 99, 100, 101, 60, 210}) {
          if (i == 1 && row == 1 && at == 430) {
            at += 100;
          }
          double end = Math.min(1000, at + length);
          core.piece(row, at, end);
          at = end;
        }
      }
      boxes.add(photo("BH1/box_" + (i + 1) + ".jpg", "BH1", "Box " + (i + 1), core, 2, 10 + 2 * i));
    }
    List<CoreRun> runs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      double top = 10 + 1.5 * i;
      runs.add(
          new CoreRun(
              "BH1",
              DepthInterval.of(top, top + 1.5),
              OptionalDouble.of(76),
              i == 1 ? Optional.of(DepthInterval.of(12.43, 12.53)) : Optional.empty()));
    }
    return new Case(
        log(boxes, runs),
        runs,
        files(photos, "BH1/box_1.jpg", "BH1/box_2.jpg", "BH1/box_3.jpg"),
        settings(edition));
  }

  /** Two holes whose photos have one name, and the second has no runs. */
  private static Case twoHoles(AgsEdition edition, Path photos) throws IOException {
    DrawnCore core = new DrawnCore(1000, 1).piece(1, 0, 500).piece(1, 500, 1000);
    List<CoreRun> runs = run("BH1", 0, 1);
    return new Case(
        log(
            List.of(
                photo("a/box.jpg", "BH1", "1", core, 1, 0),
                photo("b/box.jpg", "BH1", "2", core, 1, 1),
                photo("c/box.jpg", "BH2", "1", core, 1, 0)),
            runs),
        runs,
        files(photos, "a/box.jpg", "b/box.jpg", "c/box.jpg"),
        settings(edition));
  }
}
