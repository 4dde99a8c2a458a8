// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.PhotoPoint;

class LayoutJsonTest {
  private static final String UPPER = "[[10,10],[190,12],[190,40],[10,38]]";
  private static final String LOWER = "[[10,50],[190,52],[190,80],[10,78]]";

  private static LayoutJson read(String json) {
    return LayoutJson.require("rows.json", bytes(json));
  }

  private static byte[] bytes(String json) {
    return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  private static Layout layout(String json) {
    return read(json).layout(200, 100);
  }

  private static Layout expected() {
    return new Layout(
        200,
        100,
        List.of(
            row(1, 1, 10, 10, 190, 12, 190, 40, 10, 38),
            row(2, 1, 10, 50, 190, 52, 190, 80, 10, 78)),
        Layout.GIVEN);
  }

  private static CoreRow row(int number, int box, double... c) {
    return new CoreRow(
        number,
        box,
        new PhotoPoint(c[0], c[1]),
        new PhotoPoint(c[2], c[3]),
        new PhotoPoint(c[4], c[5]),
        new PhotoPoint(c[6], c[7]),
        OptionalDouble.empty());
  }

  @Test
  void theSameRowsInEveryForm() {
    for (String form :
        List.of(
            "{'rows':[{'corners':" + UPPER + "},{'corners':" + LOWER + "}]}",
            "{'rows':[" + UPPER + "," + LOWER + "]}",
            "{'layout':{'foundBy':'lines','rows':[{'row':2,'box':1,'corners':"
                + LOWER
                + "},{'row':1,'box':1,'corners':"
                + UPPER
                + ",'orientation':'horizontal','confidence':0.7,'coreShare':0.5}]}}",
            "{'photo':{'name':'a.jpg','width':200,'height':100},'layout':{'rows':["
                + "{'corners':[{'x':10,'y':10},{'x':190,'y':12},{'x':190,'y':40},{'x':10,'y':38}]},"
                + LOWER.replace("]]", "],[10,50.0]]")
                + "]}}",
            "{'type':'FeatureCollection','features':[],'layout':{'rows':["
                + "{'box':1,'corners':"
                + UPPER
                + "},{'box':1,'corners':"
                + LOWER
                + ",'orientation':'HORIZONTAL'}]}}")) {
      assertEquals(expected(), layout(form), form);
    }
  }

  @Test
  void cornersSayWhichWayARowIsReadAndBoxesFollow() {
    Layout layout =
        layout(
            "{'rows':[{'box':1,'corners':[[190,40],[10,38],[10,10],[190,12]]},"
                + "{'box':2,'corners':[[60,45],[60,95],[30,95],[30,45]],'orientation':'vertical'}]}");
    assertEquals(190, layout.rows().get(0).topLeft().x());
    assertEquals(2, layout.boxes());
  }

  @Test
  void itSaysOfWhichPhotoItIs() {
    LayoutJson layout =
        read("{'photo':{'name':'BH1/a.jpg','sha256':'ab'},'layout':{'rows':[" + UPPER + "]}}");
    assertEquals(Optional.of("BH1/a.jpg"), layout.photo());
    assertEquals(Optional.of("ab"), layout.sha256());
    assertEquals(Optional.empty(), read("{'rows':[]}").photo());
    assertEquals(List.of(), layout("{'rows':[]}").rows());
  }

  @Test
  void aPhotoThatWasTakenForOneRowIsSoAgain() {
    String whole = "'rows':[{'corners':[[0,0],[200,0],[200,100],[0,100]]}]";
    assertEquals(
        Layout.whole(200, 100), layout("{'layout':{'foundBy':'whole-photo'," + whole + "}}"));
    assertEquals(Layout.GIVEN, layout("{" + whole + "}").foundBy());
    assertEquals(
        Layout.GIVEN,
        layout("{'layout':{'foundBy':'whole-photo','rows':[" + UPPER + "]}}").foundBy());
  }

  @Test
  void whatIsWrongIsSaidByName() {
    for (String[] bad :
        new String[][] {
          {"{'rows':[[[0,0],[1,0],[1,1]]]}", "row 1: expected four corners, got 3"},
          {"{'rows':[" + UPPER + ",{'corners':7}]}", "row 2: expected corners, a list of four"},
          {"{'rows':[" + UPPER + ",{}]}", "row 2: expected corners"},
          {"{'rows':[[[10,10],[190,'x'],[190,40],[10,38]]]}", "row 1: expected a point [x, y]"},
          {"{'rows':[[[10,10,3],[190,12],[190,40],[10,38]]]}", "row 1: expected a point [x, y]"},
          {"{'rows':[[[10,10],[190,NaN],[190,40],[10,38]]]}", "row 1: expected a point"},
          {
            "{'rows':[[[10,10],[10,38],[190,40],[190,12]]]}",
            "row 1: expected the corners of a convex quadrilateral in the order top left, top right,"
                + " bottom right, bottom left of the row as it is read, got (10.0, 10.0)"
          },
          {"{'rows':[[[10,10],[190,40],[190,12],[10,38]]]}", "row 1: expected the corners of a"},
          {
            "{'rows':[{'corners':" + UPPER + ",'orientation':'vertical'}]}",
            "row 1: its orientation is said to be 'vertical', but by its corners it is horizontal"
          },
          {
            "{'rows':[{'row':1,'corners':" + UPPER + "},{'corners':" + LOWER + "}]}",
            "row 2: expected row in all rows or in none, and this one has none"
          },
          {
            "{'rows':[{'row':1,'corners':" + UPPER + "},{'row':3,'corners':" + LOWER + "}]}",
            "expected rows numbered from 1 to 2, each once, got [1, 3]"
          },
          {
            "{'rows':[{'row':1,'corners':" + UPPER + "},{'row':1,'corners':" + LOWER + "}]}",
            "each once, got [1, 1]"
          },
          {"{'rows':[{'row':0,'corners':" + UPPER + "}]}", "expected row to be a whole number"},
          {"{'rows':[{'row':1.5,'corners':" + UPPER + "}]}", "whole number from 1, got '1.5'"},
          {
            "{'rows':[{'box':1,'corners':" + UPPER + "},{'box':3,'corners':" + LOWER + "}]}",
            "row 2: expected boxes one after the other from 1, got box 3 after box 1"
          },
          {"{'rows':[{'box':2,'corners':" + UPPER + "}]}", "row 1: expected boxes one after"},
          {"{'rows':[[[210,10],[290,12],[290,40],[210,38]]]}", "row 1 lies outside the photo"},
          {
            "{'rows':[[[10,10],[1e9,12],[1e9,40],[10,38]]]}", "row 1: expected corners on the photo"
          },
          {
            "{'photo':{'width':400,'height':200},'layout':{'rows':[" + UPPER + "]}}",
            "expected rows of a photo of 200 x 100 px, got those of one of 400 x 200"
          },
          {"{'rows':[" + (UPPER + ",").repeat(200) + UPPER + "]}", "at most 200 rows, got 201"},
          {
            "{'rows':7}", "expected {\"rows\": [{\"corners\": [[x, y], ...]}, ...]}, got other JSON"
          },
          {"[1]", "got other JSON"},
          {"{'rows':[", "expected {\"rows\""},
          {"", "expected {\"rows\""},
        }) {
      CoreScoreException e = assertThrows(CoreScoreException.class, () -> layout(bad[0]), bad[0]);
      String message = String.valueOf(e.getMessage());
      assertTrue(message.startsWith("rows.json: ") && message.contains(bad[1]), message);
    }
  }

  @Test
  void otherFilesAreNoLayout(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("labels.json");
    for (String other :
        List.of("{'shapes':[]}", "[]", "{'rows':{}}", "no JSON", "", "{'layout':7,'a':1}")) {
      Files.write(file, bytes(other));
      assertEquals(Optional.empty(), LayoutJson.read(file), other);
    }
    Files.write(file, bytes("{'rows':[" + UPPER + "]}"));
    assertEquals(1, LayoutJson.read(file).orElseThrow().layout(200, 100).rows().size());
    Files.write(file, bytes("{'rows':[7]}"));
    CoreScoreException e = assertThrows(CoreScoreException.class, () -> LayoutJson.read(file));
    assertTrue(String.valueOf(e.getMessage()).startsWith(file + ": row 1: "), e.getMessage());
  }
}
