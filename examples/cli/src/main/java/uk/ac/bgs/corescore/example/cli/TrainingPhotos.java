// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.draw.CoreDrawer;
import uk.ac.bgs.corescore.core.draw.DrawnCore;
import uk.ac.bgs.corescore.core.draw.DrawnCoreSettings;
import uk.ac.bgs.corescore.core.groundtruth.GroundTruth;
import uk.ac.bgs.corescore.core.groundtruth.LabelledPhoto;
import uk.ac.bgs.corescore.core.groundtruth.RowLayouts;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.report.TableFile;
import uk.ac.bgs.corescore.djl.TrainingExample;
import uk.ac.bgs.corescore.djl.TrainingReport;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.layout.Layout;

/** The options that say which photos are trained on and which are held out. */
final class TrainingPhotos {
  private static final int DRAWN_WIDTH = 2600;
  private static final int DRAWN_HEIGHT = 368;

  @Option(
      names = "--ignore",
      paramLabel = "DIR",
      description =
          "Pictures STEM.png of the photo's size: what is not black is not learnt from, nor"
              + " judged.")
  private @Nullable Path ignore;

  @Option(
      names = "--validate",
      paramLabel = "NAME",
      split = ",",
      description =
          "Photos to judge by and not to train on, by the beginning of their names, with their folders"
              + " or without.")
  private List<String> validate = new ArrayList<>();

  @Option(
      names = "--validate-share",
      paramLabel = "SHARE",
      description = "Instead of names: share of the photos to hold out, drawn by --split-seed.")
  private @Nullable Double share;

  @Option(
      names = "--split-seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Which photos --validate-share draws; default ${DEFAULT-VALUE}.")
  private long splitSeed = 1;

  @Option(
      names = "--rows",
      paramLabel = "FILE",
      description =
          "The rows of core of photos that show several, as of score: a label file, or a ZIP or"
              + " folder of them, with a polygon Box for each row; or JSON with a layout. Each row is"
              + " cut out and learnt from, or judged, by itself; other photos as they are.")
  private @Nullable Path rows;

  /**
   * The photos, read.
   *
   * @param train photos to train on
   * @param held photos to judge by
   * @param seen all of them, with their hashes
   * @param judged photos to judge by of which nothing is ignored
   */
  record Split(
      List<TrainingExample> train,
      List<TrainingExample> held,
      List<TrainingReport.Seen> seen,
      List<LabelledPhoto> judged) {
    List<String> table() {
      List<String> rows = new ArrayList<>(List.of("photo,part,sha256"));
      seen.forEach(
          one ->
              rows.add(
                  '"'
                      + TableFile.guarded(one.name()).replace("\"", "\"\"")
                      + "\","
                      + one.part()
                      + ","
                      + one.sha256()));
      return rows;
    }
  }

  /** Fails if the options contradict each other. */
  void check() {
    Double given = share;
    if (given != null && !validate.isEmpty()) {
      throw new IllegalArgumentException("expected --validate or --validate-share, not both");
    }
    if (given != null && !(given > 0 && given < 1)) {
      throw new IllegalArgumentException("--validate-share is between 0 and 1, not " + given);
    }
  }

  /** Whether photos are learnt from row by row. */
  boolean byRows() {
    return rows != null;
  }

  /** How the photos were split, in words. */
  String how() {
    return share != null
        ? "share " + share + " held out at random by seed " + splitSeed
        : validate.isEmpty() ? "none held out" : "held out by name";
  }

  /**
   * Reads the photos.
   *
   * @param photoWidth cells that the network sees of a photo's longer side
   * @param console where it is told what rows could not be used
   * @throws CoreScoreException if some have labels or rows that cannot be used; it names each
   */
  Split read(List<LabelledPhoto> photos, int photoWidth, PrintWriter console) throws IOException {
    List<LabelledPhoto> known = GroundTruth.requireUsable(photos);
    Path given = rows;
    RowLayouts boxes =
        given == null
            ? RowLayouts.none()
            : RowLayouts.read(
                given,
                known.stream().map(LabelledPhoto::requirePhoto).toList(),
                line -> console.println(Messages.line(line)));
    Set<String> heldNames = heldNames(known);
    List<TrainingExample> train = new ArrayList<>();
    List<TrainingExample> held = new ArrayList<>();
    List<TrainingReport.Seen> seen = new ArrayList<>();
    List<LabelledPhoto> judged = new ArrayList<>();
    for (LabelledPhoto one : known) {
      boolean out = heldNames.contains(one.name());
      Photo photo = PhotoReader.create().read(one.photo().orElseThrow());
      TrainingExample example = example(one, photo);
      PhotoFile file = one.photo().orElseThrow();
      boxes.requireUsable(file);
      boxes.requireSame(file, photo);
      Optional<Layout> layout = boxes.layout(file);
      (out ? held : train)
          .addAll(layout.map(of -> example.rows(of, photoWidth)).orElse(List.of(example)));
      if (out && example.ignored().isEmpty()) {
        judged.add(one);
      }
      seen.add(
          new TrainingReport.Seen(one.name(), out ? "validation" : "training", photo.sha256()));
    }
    return new Split(train, held, seen, judged);
  }

  private Set<String> heldNames(List<LabelledPhoto> known) {
    Double given = share;
    if (given != null) {
      List<String> names =
          new ArrayList<>(known.stream().map(LabelledPhoto::name).sorted().toList());
      Collections.shuffle(names, new Random(splitSeed));
      int count = (int) Math.max(1, Math.round(given * names.size()));
      if (count >= names.size()) {
        throw new CoreScoreException(
            "--validate-share "
                + given
                + " of "
                + names.size()
                + " photos leaves none to train on");
      }
      return new LinkedHashSet<>(names.subList(0, count));
    }
    Set<String> unused = new LinkedHashSet<>(validate);
    Set<String> held = new LinkedHashSet<>();
    for (LabelledPhoto one : known) {
      Optional<String> named =
          validate.stream().filter(name -> begins(one.name(), name)).findFirst();
      named.ifPresent(
          name -> {
            unused.remove(name);
            held.add(one.name());
          });
    }
    if (!unused.isEmpty()) {
      throw new CoreScoreException("--validate: no photo's name begins with " + unused);
    }
    return held;
  }

  private static boolean begins(String photo, String name) {
    return photo.startsWith(name) || photo.substring(photo.lastIndexOf('/') + 1).startsWith(name);
  }

  private TrainingExample example(LabelledPhoto known, Photo photo) throws IOException {
    BitSet ignored = new BitSet();
    Path file = ignore == null ? null : ignore.resolve(known.name() + ".png");
    if (file != null && Files.exists(file)) {
      RgbImage read = PhotoReader.create().read(file).image();
      int width = photo.image().width();
      int height = photo.image().height();
      if (read.width() != width || read.height() != height) {
        throw new CoreScoreException(
            file
                + (": expected a picture of " + width + " x " + height)
                + (", got one of " + read.width() + " x " + read.height()));
      }
      for (int i = 0; i < width * height; i++) {
        ignored.set(i, read.rgb(i % width, Math.floorDiv(i, width)) != 0);
      }
    }
    return new TrainingExample(known.name(), photo.image(), known.draw(), ignored);
  }

  /** Drawn cores, whose seeds follow from that of the training. */
  static List<TrainingExample> drawn(int count, long trainingSeed) {
    CoreDrawer drawer =
        new CoreDrawer(DrawnCoreSettings.builder().size(DRAWN_WIDTH, DRAWN_HEIGHT).build());
    List<TrainingExample> drawn = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long seed = 1_000_000 * trainingSeed + i;
      DrawnCore core = drawer.draw(seed);
      drawn.add(new TrainingExample("drawn " + seed, core.photo(), core.truth(), new BitSet()));
    }
    return drawn;
  }
}
