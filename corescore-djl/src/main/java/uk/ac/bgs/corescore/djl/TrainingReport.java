// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.files.TemporaryFile;
import uk.ac.bgs.corescore.djl.internal.report.LineChart;
import uk.ac.bgs.corescore.djl.internal.report.ModelCard;
import uk.ac.bgs.corescore.djl.internal.report.TrainingCurves;
import uk.ac.bgs.corescore.djl.internal.report.TrainingPage;
import uk.ac.bgs.corescore.djl.settings.TrainingPhoto;

/**
 * Records the metrics of a training in a table, and writes a page and a model card.
 *
 * <p>The table has the columns {@code step, loss, rate, rock_iou, seconds} and one for each
 * validation photo, and a row for each validation; it is replaced atomically. A training that
 * resumes from a checkpoint continues an existing table. For one training at a time, on its thread.
 */
public final class TrainingReport implements TrainingListener {
  private final Path table;
  private final long start = System.nanoTime();
  private TrainingCurves curves;
  private double sum;
  private int count;
  private double last;
  private boolean begun;
  private double secondsBefore;

  /**
   * A report with its table.
   *
   * @param table the CSV file
   * @throws CoreScoreException if it exists and is not such a table
   * @throws IOException if it exists and cannot be read
   */
  public TrainingReport(Path table) throws IOException {
    this.table = table;
    this.curves = TrainingCurves.read(table);
  }

  @Override
  public void step(int step, double loss, double rate) {
    if (!begun) {
      begun = true;
      curves = curves.before(step);
      secondsBefore = curves.seconds();
    }
    sum += loss;
    count++;
    last = rate;
  }

  @Override
  public void validated(int step, Map<String, Double> rockIou) {
    double seconds = secondsBefore + (System.nanoTime() - start) / 1e9;
    curves =
        curves.with(new TrainingCurves.Row(step, sum / count, last, seconds, Map.copyOf(rockIou)));
    sum = 0;
    count = 0;
    put(table, curves.csv());
  }

  /**
   * The best validation.
   *
   * @return rock IoU of each validation photo at the step with the highest mean; empty if there are
   *     no such photos
   */
  public Map<String, Double> best() {
    return curves.best().map(TrainingCurves.Row::rockIou).orElse(Map.of());
  }

  /**
   * Writes a page about the training: curves, crops with their targets, scores by photo, the split,
   * all settings. The crops show parts of the photographs. The page is self-contained.
   *
   * @param file where; replaced atomically
   * @param training the training that was run
   * @param seen the photos
   * @param facts further entries by name
   * @throws IOException if it cannot be written
   */
  public void writePage(
      Path file, Training training, List<TrainingPhoto> seen, Map<String, String> facts)
      throws IOException {
    String page =
        new TrainingPage(curves, training.described(), training.samples(), seen, facts).html();
    TemporaryFile.put(file, true, out -> out.write(page.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Writes the learning curves as pictures (SVG 1.1, 2011): {@code loss.svg}, {@code
   * learning-rate.svg} and, where photos were held out, {@code rock-iou.svg}.
   *
   * @param folder where; each is replaced atomically
   * @return the files
   * @throws IOException if one cannot be written
   */
  public List<Path> writeCurves(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Map.Entry<String, LineChart> chart : curves.charts().entrySet()) {
      Path file = folder.resolve(chart.getKey() + ".svg");
      byte[] svg = chart.getValue().svg().getBytes(StandardCharsets.UTF_8);
      TemporaryFile.put(file, true, out -> out.write(svg));
      files.add(file);
    }
    return files;
  }

  /**
   * Writes the model card: training data and settings, scores, limits.
   *
   * @param file where; replaced atomically
   * @param training the training that was run
   * @param seen the photos
   * @param facts further entries by name
   * @throws IOException if it cannot be written
   */
  public void writeCard(
      Path file, Training training, List<TrainingPhoto> seen, Map<String, String> facts)
      throws IOException {
    Map<String, String> settings = new LinkedHashMap<>(training.described());
    Optional<TrainingCurves.Row> best = curves.best();
    String card = ModelCard.text(settings, training.heads(), best, seen, facts);
    TemporaryFile.put(file, true, out -> out.write(card.getBytes(StandardCharsets.UTF_8)));
  }

  private static void put(Path file, String text) {
    try {
      TemporaryFile.put(file, true, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new CoreScoreException(
          FailureKind.IO, file + ": the metrics cannot be written: " + e, e);
    }
  }
}
