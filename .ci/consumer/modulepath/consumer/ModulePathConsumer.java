// SPDX-License-Identifier: Apache-2.0
package consumer;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;
import uk.ac.bgs.corescore.core.report.ReportFormat;
import uk.ac.bgs.corescore.core.report.ReportWriter;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCore;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreGenerator;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreSettings;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.spi.Provider;
import uk.ac.bgs.corescore.spi.Providers;

/**
 * A host on the module path: the modules are named and export what they promise and no more, the
 * core's providers are found, and a segmenter that the host passes scores a TIFF.
 */
public final class ModulePathConsumer {
  private ModulePathConsumer() {}

  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    checkExports(Files.readAllLines(Path.of(args[1])));

    Providers providers = Providers.discover(ModulePathConsumer.class.getClassLoader());
    require(providers.failures().isEmpty(), "providers failed to load: " + providers.failures());
    checkIds("layout finders", providers.layoutFinders(), "[whole-photo]");
    checkIds("mask creators", providers.maskCreators(), "[polygon-fill]");
    checkIds("area scorers", providers.areaScorers(), "[condition, six-measures]");
    checkIds("segmenters", providers.segmenters(), "[]");

    SyntheticCoreSettings settings = SyntheticCoreSettings.builder().size(1200, 240).build();
    SyntheticCore drawn = new SyntheticCoreGenerator(settings).draw(1);
    Photo photo = PhotoReader.create().read(writeTiff(drawn.photo(), folder.resolve("drawn.tif")));
    require(photo.image().equals(drawn.photo()), "the TIFF that was read is not what was drawn");
    System.out.println("module path: a TIFF is read");

    try (ScoringPipeline pipeline =
            ScoringPipeline.builder(providers.with(new TruthProvider(drawn)), "truth").build();
        ReportWriter reports =
            ReportWriter.open(folder, EnumSet.allOf(ReportFormat.class), false)) {
      ScoredPhoto scored = pipeline.score(photo);
      int fragments = scored.score().totalFragments();
      int expected = drawn.truth().fragments().count();
      require(fragments == expected, fragments + " fragments scored, " + expected + " drawn");
      reports.write(scored);
      System.out.println("module path: all " + fragments + " drawn fragments are scored");
    }
  }

  /** Compares what our modules export and open with the lines that are pinned. */
  private static void checkExports(List<String> pinned) {
    Set<String> found = new TreeSet<>();
    for (String name : List.of("uk.ac.bgs.corescore.api", "uk.ac.bgs.corescore.core")) {
      ModuleDescriptor module = ModuleLayer.boot().findModule(name).orElseThrow().getDescriptor();
      require(!module.isAutomatic() && !module.isOpen(), name + " is a strict, named module");
      module.exports().stream()
          .filter(
              exported -> !exported.isQualified()) // what only our own modules see is no promise
          .forEach(exported -> found.add(name + " exports " + exported));
      module.opens().forEach(opened -> found.add(name + " opens " + opened));
    }
    require(
        found.equals(new TreeSet<>(pinned)),
        "the modules promise " + found + ", but exports.txt pins " + pinned);
    System.out.println("module path: " + found.size() + " packages are exported, as pinned");
  }

  private static void checkIds(String what, List<? extends Provider<?>> found, String expected) {
    String ids = found.stream().map(Provider::id).sorted().toList().toString();
    require(ids.equals(expected), what + " are " + ids + ", expected " + expected);
    System.out.println("module path: " + what + " by services: " + ids);
  }

  private static Path writeTiff(RgbImage image, Path file) throws IOException {
    int width = image.width();
    int height = image.height();
    int[] pixels = new int[width * height];
    image.pixels().get(pixels);
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    picture.setRGB(0, 0, width, height, pixels, 0, width);
    require(ImageIO.write(picture, "tiff", file.toFile()), "the JDK writes TIFF");
    return file;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }
}
