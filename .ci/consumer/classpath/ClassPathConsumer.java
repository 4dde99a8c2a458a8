// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;
import uk.ac.bgs.corescore.core.report.ReportFormat;
import uk.ac.bgs.corescore.core.report.ReportWriter;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreGenerator;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreSettings;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.spi.Provider;
import uk.ac.bgs.corescore.spi.Providers;

/** A host on the class path: finds every provider and scores a drawn core with each segmenter. */
public final class ClassPathConsumer {
  private ClassPathConsumer() {}

  public static void main(String[] args) throws IOException {
    Providers providers = Providers.discover(ClassPathConsumer.class.getClassLoader());
    require(providers.failures().isEmpty(), "providers failed to load: " + providers.failures());
    requireIds(
        "segmenters",
        providers.segmenters(),
        Set.of("boofcv-edges", "boofcv-watershed", "example-brightness"));
    requireIds("layout finders", providers.layoutFinders(), Set.of("whole-photo", "channel-lines"));
    requireIds("mask creators", providers.maskCreators(), Set.of("polygon-fill"));
    requireIds("area scorers", providers.areaScorers(), Set.of("condition", "six-measures"));

    SyntheticCoreSettings settings = SyntheticCoreSettings.builder().size(1200, 240).build();
    RgbImage image = new SyntheticCoreGenerator(settings).draw(1).photo();
    Photo photo = new Photo("drawn.png", "0".repeat(64), image);
    for (Provider<?> segmenter : providers.segmenters()) {
      Path folder = Path.of(args[0], segmenter.id());
      try (ScoringPipeline pipeline =
              ScoringPipeline.builder(providers, segmenter.id()).minArea(64).build();
          ReportWriter reports =
              ReportWriter.open(folder, EnumSet.allOf(ReportFormat.class), false)) {
        ScoredPhoto scored = pipeline.score(photo);
        int fragments = scored.score().totalFragments();
        require(fragments > 0, segmenter.id() + " finds no fragment in a drawn core");
        reports.write(scored);
        System.out.println(
            "class path: " + segmenter.id() + " finds " + fragments + " fragments in a drawn core");
      }
    }
  }

  private static void requireIds(
      String what, List<? extends Provider<?>> found, Set<String> expected) {
    Set<String> ids = found.stream().map(Provider::id).collect(Collectors.toSet());
    require(ids.equals(expected), what + " are " + ids + ", expected " + expected);
    System.out.println("class path: " + what + " by services: " + new TreeSet<>(ids));
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }
}
