// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.core.corelog.hole.HoleLog;
import uk.ac.bgs.corescore.core.corelog.table.FragmentMark;
import uk.ac.bgs.corescore.core.photo.ImageEncoder;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;
import uk.ac.bgs.corescore.core.synthetic.BoxPhoto;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.spi.Providers;

/**
 * The drawn boxes of {@link DrawnBoxesTest}, photographed, through a segmenter: by how much the log
 * of what it finds is off. Rows are given, and so is what is rubble, as a person would mark it.
 *
 * <pre>java -cp TEST_CLASS_PATH uk.ac.bgs.corescore.core.corelog.DrawnBoxesRun djl-unet 30 [DIR]
 * </pre>
 *
 * with the segmenter's module and its native library on the class path; photos go to DIR.
 */
final class DrawnBoxesRun {
  /** A fracture that is found so near to a true one is that one, mm. */
  private static final double NEAR = 15;

  private static final String[] FIGURES = {"TCR", "SCR", "RQD BS5930", "RQD ASTM_D6032"};

  private final double[] sum = new double[4];
  private final double[] signed = new double[4];
  private final double[] most = new double[4];
  private final List<List<Double>> each =
      List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  private final List<Double> depths = new ArrayList<>();
  private final List<Integer> logged = new ArrayList<>();
  private int refused;
  private int known;
  private int found;
  private int countOff;

  private DrawnBoxesRun() {}

  /** Runs boxes through a segmenter. */
  public static void main(String[] args) throws IOException {
    DrawnBoxesRun run = new DrawnBoxesRun();
    int boxes = Integer.parseInt(args[1]);
    Providers providers = Providers.discover(DrawnBoxesRun.class.getClassLoader());
    try (ScoringPipeline pipeline = ScoringPipeline.builder(providers, args[0]).build()) {
      for (int seed = 0; seed < boxes; seed++) {
        run.box(seed, pipeline, args.length > 2 ? Path.of(args[2]) : null);
      }
    }
    run.print();
  }

  private void box(int seed, ScoringPipeline pipeline, @Nullable Path folder) throws IOException {
    DrawnBox box = new DrawnBox(seed);
    Segmentation truth = box.mask();
    RgbImage image =
        BoxPhoto.of(
            truth,
            1 / DrawnBox.PX,
            new double[] {DrawnBox.top(1), DrawnBox.top(2)},
            DrawnBox.CHANNEL,
            DrawnBox.LEFT,
            DrawnBox.LEFT + DrawnBox.ROW,
            DrawnBox.D,
            seed);
    if (folder != null) {
      Files.createDirectories(folder);
      try (OutputStream out = Files.newOutputStream(folder.resolve("box-" + seed + ".jpg"))) {
        ImageEncoder.jpeg(image, 0.9f, out);
      }
    }
    ScoredPhoto scored =
        pipeline.score(new Photo("box.png", "0".repeat(64), image), DrawnBox.layout());
    CoreLog log = box.log(scored.segmentation(), rubble(box, truth, scored.segmentation()));
    if (!log.problems().isEmpty()) {
      refused++;
      System.out.println("box " + seed + ": " + log.problems());
      return;
    }
    HoleLog hole = log.holes().get(0);
    logged.add(seed);
    double[] errors = box.errors(hole);
    for (int i = 0; i < errors.length; i++) {
      sum[i] += Math.abs(errors[i]);
      signed[i] += errors[i];
      most[i] = Math.max(most[i], Math.abs(errors[i]));
      each.get(i).add(Math.abs(errors[i]));
    }
    List<Double> fractures = DrawnBox.fractures(hole);
    match(box.truth.fractures, fractures);
    System.out.printf(
        Locale.ROOT,
        "box %d: %s points, fractures %d of %d, fragments %d of %d%n",
        seed,
        Arrays.toString(Arrays.stream(errors).map(e -> Math.rint(10 * e) / 10).toArray()),
        fractures.size(),
        box.truth.fractures.size(),
        scored.fragments().fragments().size(),
        truth.fragments().count());
  }

  /** What a person would mark: fragments of which most lies in true rubble. */
  private static List<FragmentMark> rubble(DrawnBox box, Segmentation truth, Segmentation seen) {
    boolean[] isRubble = new boolean[truth.fragments().count() + 1];
    box.rubble().forEach(mark -> isRubble[mark.fragment()] = true);
    int[] right = truth.fragments().toIds();
    int[] ids = seen.fragments().toIds();
    int[] all = new int[seen.fragments().count() + 1];
    int[] in = new int[all.length];
    for (int i = 0; i < ids.length; i++) {
      all[ids[i]]++;
      in[ids[i]] += isRubble[right[i]] ? 1 : 0;
    }
    List<FragmentMark> marks = new ArrayList<>();
    for (int id = 1; id < all.length; id++) {
      if (2 * in[id] > all[id]) {
        marks.add(new FragmentMark("box.png", id, FragmentMark.Kind.RUBBLE));
      }
    }
    return marks;
  }

  private void match(List<Double> right, List<Double> seen) {
    known += right.size();
    found += seen.size();
    countOff += Math.abs(right.size() - seen.size());
    List<Double> free = new ArrayList<>(seen);
    for (double depth : right) {
      Double nearest = null;
      for (Double one : free) {
        if (nearest == null || Math.abs(one - depth) < Math.abs(nearest - depth)) {
          nearest = one;
        }
      }
      if (nearest != null && Math.abs(nearest - depth) <= NEAR) {
        depths.add(Math.abs(nearest - depth));
        free.remove(nearest);
      }
    }
  }

  private void print() {
    int boxes = logged.size();
    System.out.println(boxes + " boxes logged, " + refused + " with a row that was refused");
    for (int i = 0; i < FIGURES.length; i++) {
      System.out.printf(
          Locale.ROOT,
          "%s: mean error %.2f points (signed %.2f), median %.2f, most %.2f%n",
          FIGURES[i],
          sum[i] / boxes,
          signed[i] / boxes,
          each.get(i).stream().sorted().skip(boxes / 2).findFirst().orElse(0.0),
          most[i]);
    }
    System.out.printf(
        Locale.ROOT,
        "fractures: %d true, %d counted, %d of them within %.0f mm of a true one, %.2f mm off in"
            + " the mean, %.2f at most; count off by %.2f a box%n",
        known,
        found,
        depths.size(),
        NEAR,
        depths.stream().mapToDouble(Double::doubleValue).average().orElse(0),
        depths.stream().mapToDouble(Double::doubleValue).max().orElse(0),
        (double) countOff / boxes);
  }
}
