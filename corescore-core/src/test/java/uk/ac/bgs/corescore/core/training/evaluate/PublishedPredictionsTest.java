// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.ac.bgs.corescore.core.mask.MaskPng;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;

/**
 * The published predictions of 2019 have the published figures: label polygons drawn at full size,
 * brought to 2480 x 360 as the predictions are.
 */
class PublishedPredictionsTest {
  private static final Path DATA = Path.of("..", "..", "shared", "data", "train");
  private static final List<String> LABELS =
      List.of("Rock_Fragment", "Rock_Fragment_2", "Paper", "Core_Plug", "Text");

  @ParameterizedTest
  @CsvSource({
    "S00128815.Cropped_Top_2, pred2019.1674x243, 888, 0.9034, 0.9678, 0.9314, 0.9493, 0.7682",
    "S00128809.Cropped_Top_1, pred2019.1674x243, 880, 0.9451, 0.9603, 0.9835, 0.9718, 0.6914",
    "S00128812.Cropped_Top_2, pred2019.1674x243, 888, 0.9598, , , , ",
    "S00128815.Cropped_Top_1, pred2019.1674x243, 880, 0.9176, , , , ",
    "S00128819.Cropped_Top_1, contour-fill.2480x360, 880, 0.9487, , , , ",
  })
  void publishedFigures(
      String photo,
      String form,
      int height,
      double iou,
      Double precision,
      Double recall,
      Double f1,
      Double boundary)
      throws IOException {
    Path labels = DATA.resolve("Core_labels.train.json");
    assumeTrue(Files.exists(labels), "skipped: the published predictions are not at " + DATA);
    Segmentation canvas = Evaluator.connected(draw(labels, photo, height));
    Segmentation truth = NearestResampler.of(canvas, 2480, 360);
    Path file = DATA.resolve("published-predictions").resolve(photo + "." + form + ".png");
    Segmentation prediction = Evaluator.connected(MaskPng.read(file, LabelSet.CORESCORE_2019));
    PhotoEvaluation result = Pictures.judge(truth, prediction);
    same(iou, result, Metric.ROCK_IOU);
    same(precision, result, Metric.ROCK_PRECISION);
    same(recall, result, Metric.ROCK_RECALL);
    same(f1, result, Metric.ROCK_F1);
    same(boundary, result, Metric.BOUNDARY_F1);
  }

  private static void same(Double expected, PhotoEvaluation result, Metric metric) {
    if (expected != null) {
      assertEquals(expected, result.figure(metric).orElseThrow(), 0.00005001, metric.key());
    }
  }

  private static LabelMask draw(Path labels, String photo, int height) throws IOException {
    byte[] values = new byte[6288 * height];
    for (JsonNode record : new ObjectMapper().readTree(labels.toFile())) {
      if (!record.path("External ID").asText().startsWith(photo)) {
        continue;
      }
      for (String label : LABELS) {
        for (JsonNode thing : record.path("Label").path(label)) {
          JsonNode points = thing.path("geometry");
          int[] x = new int[points.size()];
          int[] y = new int[points.size()];
          for (int i = 0; i < x.length; i++) {
            x[i] = (int) points.get(i).path("x").asDouble();
            y[i] = (int) points.get(i).path("y").asDouble();
          }
          fill(values, 6288, height, x, y, (byte) (LABELS.indexOf(label) + 1));
        }
      }
    }
    return LabelMask.wrap(6288, height, values, LabelSet.CORESCORE);
  }

  /** The rule of the published masks: crossings of each row in single precision, in pairs. */
  private static void fill(byte[] values, int width, int height, int[] x, int[] y, byte label) {
    int n = x.length;
    int top = Arrays.stream(y).min().orElseThrow();
    int bottom = Arrays.stream(y).max().orElseThrow();
    float[] crossings = new float[2 * n];
    for (int row = Math.max(0, top); row <= Math.min(bottom, height - 1); row++) {
      int count = 0;
      for (int i = 0; i < n; i++) {
        int j = (i + 1) % n;
        int low = Math.min(y[i], y[j]);
        int high = Math.max(y[i], y[j]);
        if (low == high || row < low || row > high) {
          continue;
        }
        float slope = (float) (x[j] - x[i]) / (y[j] - y[i]);
        crossings[count++] = (row - y[i]) * slope + x[i];
        if (row == high && row != bottom) {
          crossings[count] = crossings[count - 1];
          count++;
        }
      }
      Arrays.sort(crossings, 0, count);
      int from = 0;
      for (int i = 0; i + 1 < count; i += 2) {
        int start = Math.max(from, (int) Math.floor(crossings[i] + 0.5));
        int end = Math.min(width - 1, (int) Math.ceil(crossings[i + 1] - 0.5));
        if (start <= end) {
          Arrays.fill(values, row * width + start, row * width + end + 1, label);
          from = end + 1;
        }
      }
      for (int i = 0; i < n; i++) {
        int j = (i + 1) % n;
        if (y[i] == row && y[j] == row) {
          int start = Math.max(0, Math.min(x[i], x[j]));
          int end = Math.min(width - 1, Math.max(x[i], x[j]));
          Arrays.fill(values, row * width + start, row * width + end + 1, label);
        }
      }
    }
  }
}
