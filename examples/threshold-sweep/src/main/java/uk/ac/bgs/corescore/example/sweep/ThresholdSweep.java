// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.sweep;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import uk.ac.bgs.corescore.boofcv.EdgeSegmenterProvider;
import uk.ac.bgs.corescore.boofcv.WatershedSegmenterProvider;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreGenerator;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreSettings;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.spi.SegmenterProvider;

/**
 * Scores settings of the two classical segmenters against labelled photos, as Markdown tables; or
 * draws one photo with the outlines that they find at rising thresholds, as an animated GIF.
 */
public final class ThresholdSweep {
  private static final String USAGE =
      """
      ThresholdSweep sweep --photos DIR --masks DIR [--pieces FILE] [--segmenter ID]
                           [--held-out STEM,STEM]
      ThresholdSweep sweep --drawn COUNT [--seed S] [--segmenter ID]
      ThresholdSweep gif OUT.gif [--photo FILE | --seed S]

      sweep  prints a table of settings and one of photos. A mask is a PNG of label indices in the
             photo's size, named as the photo up to its first '.mask'; rock is 1 and 2. FILE has a
             line 'STEM,COUNT' for each photo; without it the pieces labelled are the connected
             regions of the mask, and pieces that touch are one.
      gif    draws Canny's threshold rising, on a photo or on a core drawn from a seed.
      """;

  private ThresholdSweep() {}

  /**
   * Runs the example.
   *
   * @param args as the usage text says
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] args) throws IOException {
    System.setProperty("java.awt.headless", "true");
    String command = args.length > 0 ? args[0] : "";
    switch (command) {
      case "sweep" ->
          sweep(
              options(
                  args,
                  1,
                  Set.of("photos", "masks", "pieces", "segmenter", "held-out", "drawn", "seed")));
      case "gif" -> gif(args);
      default -> throw new IllegalArgumentException(USAGE);
    }
  }

  private static void sweep(Map<String, String> options) throws IOException {
    List<LabelledPhoto> photos =
        options.containsKey("drawn")
            ? LabelledPhoto.drawn(
                Integer.parseInt(options.get("drawn")),
                Long.parseLong(options.getOrDefault("seed", "1")))
            : LabelledPhoto.read(
                Path.of(required(options, "photos")),
                Path.of(required(options, "masks")),
                options.containsKey("pieces")
                    ? LabelledPhoto.pieces(Path.of(required(options, "pieces")))
                    : Map.of());
    Set<String> heldOut = Set.of(options.getOrDefault("held-out", "").split(",", -1));
    String only = options.getOrDefault("segmenter", "");
    for (SegmenterProvider provider :
        List.of(new EdgeSegmenterProvider(), new WatershedSegmenterProvider())) {
      if (only.isEmpty() || only.equals(provider.id())) {
        System.out.print(new SettingsSweep(provider, photos, heldOut).toMarkdown());
      }
    }
  }

  private static void gif(String[] args) throws IOException {
    if (args.length < 2) {
      throw new IllegalArgumentException(USAGE);
    }
    Map<String, String> options = options(args, 2, Set.of("photo", "seed"));
    RgbImage photo =
        options.containsKey("photo")
            ? PhotoReader.create().read(Path.of(options.get("photo"))).image()
            : new SyntheticCoreGenerator(SyntheticCoreSettings.defaults())
                .draw(Long.parseLong(options.getOrDefault("seed", "7")))
                .photo();
    Path file = Path.of(args[1]);
    new SweepAnimation(photo).write(file);
    System.out.println("Wrote " + file.toAbsolutePath());
  }

  private static Map<String, String> options(String[] args, int from, Set<String> known) {
    Map<String, String> options = new HashMap<>();
    for (int i = from; i < args.length; i += 2) {
      String name = args[i].startsWith("--") ? args[i].substring(2) : "";
      if (!known.contains(name) || i + 1 == args.length) {
        throw new IllegalArgumentException(
            "not understood: " + Arrays.asList(args).subList(i, args.length) + "\n" + USAGE);
      }
      options.put(name, args[i + 1]);
    }
    return options;
  }

  private static String required(Map<String, String> options, String name) {
    String value = options.get(name);
    if (value == null) {
      throw new IllegalArgumentException("--" + name + " is missing\n" + USAGE);
    }
    return value;
  }
}
