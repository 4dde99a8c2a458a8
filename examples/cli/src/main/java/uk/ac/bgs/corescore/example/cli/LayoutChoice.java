// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.layout.RowOrder;
import uk.ac.bgs.corescore.core.layout.RowReading;
import uk.ac.bgs.corescore.core.photo.PhotoDimensions;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;
import uk.ac.bgs.corescore.core.training.groundtruth.RowLayouts;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.LayoutFinder;
import uk.ac.bgs.corescore.layout.RowOrientation;

/**
 * The options that choose what looks for the rows of core, and say how it works and how rows are
 * read.
 */
final class LayoutChoice {
  @Option(
      names = "--layout",
      paramLabel = "ID",
      description =
          "Which layout finder looks for the rows of core; default the one that goes with the"
              + " segmenter; whole-photo to take each photo for one row. See corescore"
              + " layout-finders.")
  private @Nullable String id;

  @Option(
      names = "--layout-option",
      paramLabel = "KEY=VALUE",
      description = "Sets an option of the layout finder; may be given several times.")
  private Map<String, String> options = new LinkedHashMap<>();

  @Option(
      names = "--row-order",
      paramLabel = "ORDER",
      split = ",",
      converter = OrderConverter.class,
      description =
          "In which order the rows of a box are read, given or found: top-to-bottom (as it is"
              + " without this option) or bottom-to-top where they are horizontal, left-to-right"
              + " (as it is without) or right-to-left where they are vertical; one of each, with a"
              + " comma between, where there are both.")
  private List<RowOrder> orders = List.of();

  @Option(
      names = "--row-orientation",
      paramLabel = "WAY",
      description =
          "Which way rows run where their shape does not tell, in a photo that is its only row and"
              + " in rows less than 1.5 times as long as wide: horizontal or vertical. A photo"
              + " whose rows run the other way by their shape fails.")
  private @Nullable RowOrientation orientation;

  static final class OrderConverter implements ITypeConverter<RowOrder> {
    @Override
    public RowOrder convert(String value) {
      try {
        return RowOrder.of(value);
      } catch (CoreScoreException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  /** The rows of a photo that no segmenter looks at: those given, else found, else the whole. */
  Layout layout(PhotoFile photo, RowLayouts rows) {
    rows.requireUsable(photo);
    Optional<Layout> given = rows.layout(photo);
    return reading().applied(given.isPresent() ? given.get() : found(photo));
  }

  private Layout found(PhotoFile photo) {
    PhotoReader reader = PhotoReader.create();
    if (id == null) {
      PhotoDimensions size = reader.dimensions(photo.file());
      return Layout.whole(size.width(), size.height());
    }
    try (LayoutFinder finder = Subcommand.providers().createLayoutFinder(id, options)) {
      return finder.find(reader.read(photo).image());
    }
  }

  /** Whether a finder was chosen. */
  boolean chosen() {
    return id != null;
  }

  /** How rows are read. */
  private RowReading reading() {
    try {
      return new RowReading(Set.copyOf(orders), Optional.ofNullable(orientation));
    } catch (IllegalArgumentException e) {
      throw new CoreScoreException(FailureKind.CONFIGURATION, "--row-order: " + e.getMessage(), e);
    }
  }

  /** Settings of a pipeline by these options. */
  void apply(ScoringPipeline.Builder settings) {
    if (id != null) {
      settings.layoutFinder(id, Map.of());
    }
    options.forEach(settings::layoutFinderOption);
    settings.rowReading(reading());
  }
}
