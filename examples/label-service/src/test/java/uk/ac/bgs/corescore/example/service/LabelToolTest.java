// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What LabelTool posts, and what it makes of the answer. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class LabelToolTest {
  @TempDir private static Path data;

  private static RunningService service;
  private static byte[] picture;

  @BeforeAll
  static void start() throws IOException {
    service = RunningService.start(data);
    picture = RunningService.encoded(RunningService.drawn(14).photo(), "png");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static String body(byte[]... pictures) {
    StringBuilder body = new StringBuilder("{\"signature_name\":\"x\",\"instances\":[");
    for (int i = 0; i < pictures.length; i++) {
      body.append(i == 0 ? "" : ",").append("{\"input_bytes\":{\"b64\":\"");
      body.append(Base64.getEncoder().encodeToString(pictures[i])).append("\"}}");
    }
    return body.append("]}").toString();
  }

  @Test
  void aMaskHasThePicturesSizeAndThreeLevels() throws Exception {
    RunningService.Answer answer = service.postJson("/labels", body(picture));
    assertEquals(200, answer.status());
    assertTrue(answer.header("Content-Type").startsWith("application/json"));
    JsonNode image = answer.json().path("predictions").path(0).path("raw_image");
    assertEquals(120, image.size());
    assertEquals(800, image.path(0).size());
    assertEquals(1, image.path(0).path(0).size());
    assertTrue(image.path(0).path(0).path(0).isInt());
  }

  /** As LabelTool does: regions of one value, joined over edges, from 0.2 % of the picture on. */
  @Test
  void labelToolGetsAPolygonForEachPiece() throws Exception {
    JsonNode image =
        service
            .postJson("/labels?shape=2d", body(picture))
            .json()
            .path("predictions")
            .path(0)
            .path("raw_image");
    JsonNode boxes = service.postJson("/boxes", body(picture)).json().path("predictions");
    int[][] values = new int[120][800];
    for (int y = 0; y < 120; y++) {
      for (int x = 0; x < 800; x++) {
        values[y][x] = image.path(y).path(x).asInt();
      }
    }
    int regions = 0;
    for (int y = 0; y < 120; y++) {
      for (int x = 0; x < 800; x++) {
        if (values[y][x] > 0) {
          int area = flood(values, x, y);
          assertTrue(area >= 0.002 * 800 * 120, "a speck of " + area + " at " + x + ", " + y);
          regions++;
        }
      }
    }
    assertTrue(regions > 3, regions + " regions");
    assertTrue(Math.abs(regions - boxes.size()) <= 2, regions + " regions, " + boxes.size());
    for (JsonNode box : boxes) {
      double[] sides = new double[4];
      for (int i = 0; i < 4; i++) {
        sides[i] = box.path("det_boxes").path(i).asDouble(-1);
        assertTrue(sides[i] >= 0 && sides[i] <= 1, box.toString());
      }
      assertTrue(sides[0] < sides[2] && sides[1] < sides[3], box.toString());
      assertEquals("Rock_Fragment", box.path("det_class").asText());
    }
  }

  private static int flood(int[][] values, int left, int top) {
    int value = values[top][left];
    Deque<int[]> open = new ArrayDeque<>();
    open.add(new int[] {left, top});
    values[top][left] = 0;
    int area = 0;
    while (!open.isEmpty()) {
      int[] at = open.poll();
      area++;
      for (int[] step : new int[][] {{1, 0}, {-1, 0}, {0, 1}, {0, -1}}) {
        int x = at[0] + step[0];
        int y = at[1] + step[1];
        if (x >= 0 && y >= 0 && x < 800 && y < 120 && values[y][x] == value) {
          values[y][x] = 0;
          open.add(new int[] {x, y});
        }
      }
    }
    return area;
  }

  @Test
  void allInstancesAreAnsweredInTheirOrder() throws Exception {
    byte[] small =
        RunningService.encoded(
            uk.ac.bgs.corescore.image.RgbImage.of(3, 2, new int[] {0, 0, 0, 0, 0, 0}), "png");
    JsonNode predictions =
        service.postJson("/labels", body(small, picture, small)).json().path("predictions");
    assertEquals(3, predictions.size());
    assertEquals(2, predictions.path(0).path("raw_image").size());
    assertEquals(120, predictions.path(1).path("raw_image").size());
    assertEquals(3, predictions.path(2).path("raw_image").path(0).size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400|/labels|{\"instances\":[{\"input_bytes\":{\"b64\":\"iVBORw0KG|Base64",
        "400|/labels|{\"instances\":[{\"input_bytes\":{\"b64\":\"!!!\"}}]}|Base64",
        "400|/labels|{\"instances\":[{}]}|instance 0",
        "400|/labels|{\"instances\":[{\"b64\":\"aA==\",\"x\":{\"b64\":\"aA==\"}}]}|expected one",
        "400|/labels|{\"instances\":7}|list",
        "400|/labels|{}|instances",
        "400|/labels|[]|got a list",
        "400|/labels|{\"instances\":null}|got null",
        "400|/labels|''|nothing",
        "400|/labels|rubbish|JSON",
        "400|/labels|{|expected close marker",
        "415|/labels|{\"instances\":[{\"input_bytes\":{\"b64\":\"aGVsbG8=\"}}]}|PNG",
        "422|/labels|{\"instances\":[{\"input_bytes\":{\"b64\":\"iVBORw0KGgo=\"}}]}|instance 0",
        "400|/labels?shape=4d|{\"instances\":[]}|3d or 2d",
        "400|/labels?labels=Gold|{\"instances\":[]}|Rock_Fragment",
        "400|/boxes?segmenter=none|{\"instances\":[]}|boofcv-edges",
        "400|/labels?shpe=2d|{\"instances\":[]}|shape",
        "400|/boxes?shape=2d|{\"instances\":[]}|segmenter",
        "400|/labels|{\"instances\":[]} {}|more after its end",
        "400|/v1/score|{\"photo\":\"a\"} {}|JSON",
        "404|/v1/score/x|{}|nothing at this address",
      })
  void everyFailureIsAJsonAnswer(int status, String path, String body, String said)
      throws Exception {
    RunningService.Answer answer = service.postJson(path, body);
    assertEquals(status, answer.status(), answer.text());
    assertTrue(answer.json().path("error").asText().contains(said), answer.text());
    assertFalse(answer.text().contains("Exception"), answer.text());
    assertFalse(answer.text().contains("Source:"), answer.text());
  }

  /** A client that sends all before it reads must still get to the answer. */
  @Test
  void aBodyThatIsTooLargeIsReadAndRefused() throws Exception {
    byte[] body = new byte[40 << 20];
    RunningService.Answer answer = service.post("/labels", "application/json", body);
    assertEquals(413, answer.status());
    assertTrue(answer.json().path("error").asText().contains("32 MB"), answer.text());
  }

  @Test
  void clientsThatDisconnectDoNotDisturbOthers() throws Exception {
    for (int i = 0; i < 20; i++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.service().port())) {
        OutputStream out = socket.getOutputStream();
        out.write(
            "POST /labels HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999\r\n\r\n{\"inst"
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
      }
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.service().port())) {
      socket.getOutputStream().write("RUBBISH\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
      assertTrue(answer.contains("{\"error\":"), answer);
    }
    assertEquals(200, service.postJson("/labels", body(picture)).status());
  }
}
