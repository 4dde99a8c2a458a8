// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch.page;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.core.score.ConditionProvider;
import uk.ac.bgs.corescore.core.score.SixMeasuresProvider;
import uk.ac.bgs.corescore.core.table.Column;
import uk.ac.bgs.corescore.core.table.PhotoTables;
import uk.ac.bgs.corescore.core.table.TableSchema;
import uk.ac.bgs.corescore.spi.Options;

/** Made-up rows of photos, the same for the same seed; one at a time, so that many need no room. */
final class SampleBatch {
  static final List<String> CLASSES = List.of("excellent", "moderate", "poor", "very_poor");

  private final TableSchema schema;
  private final long seed;

  SampleBatch(boolean condition, long seed) {
    this.schema = schema(condition);
    this.seed = seed;
  }

  static TableSchema schema(boolean condition) {
    var scorer = condition ? new ConditionProvider() : new SixMeasuresProvider();
    return PhotoTables.of(scorer.create(Options.defaults(scorer.options()))).photos();
  }

  TableSchema schema() {
    return schema;
  }

  BatchPage.Rows rows(long count) {
    return () -> LongStream.range(0, count).mapToObj(this::row);
  }

  static BatchPage.Rows rows(List<List<@Nullable Object>> rows) {
    return () -> Stream.of(rows).flatMap(List::stream);
  }

  static BatchPage.Facts facts(String title) {
    return new BatchPage.Facts(
        title,
        Map.of("Segmenter", "djl-unet"),
        List.of("photos.csv"),
        OptionalLong.empty(),
        Optional.of(Instant.parse("2025-03-04T05:06:07Z")),
        Optional.of(Duration.ofSeconds(11_530)));
  }

  /** Reports beside each other, thumbnails in a folder, as a batch has them. */
  static BatchPage.Links links() {
    return new BatchPage.Links() {
      @Override
      public Optional<String> report(String photo) {
        return Optional.of(stem(photo) + ".html");
      }

      @Override
      public Optional<String> thumbnail(String photo) {
        return Optional.of("thumbnails/" + stem(photo) + ".jpg");
      }
    };
  }

  static String stem(String photo) {
    int dot = photo.lastIndexOf('.');
    return dot < 0 ? photo : photo.substring(0, dot);
  }

  static String name(long at) {
    return "BH" + (at / 500 + 1) + "/Box " + (at % 500 + 1) + ".jpg";
  }

  List<@Nullable Object> row(long at) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + at);
    List<@Nullable Object> row =
        new ArrayList<>(Collections.nCopies(schema.columns().size(), null));
    String name = name(at);
    set(row, "photo", name);
    set(row, "sha256", "%064x".formatted(at));
    if (random.nextInt(50) == 0) {
      return failed(row, name, random);
    }
    set(row, "status", "scored");
    set(row, "width", 6000L);
    set(row, "height", random.nextInt(4) == 0 ? 900L : 4000L);
    set(row, "segmenter", "djl-unet");
    double broken = Math.pow(random.nextDouble(), 1.7);
    double share = 0.35 + 0.3 * random.nextDouble();
    long fragments = 5 + (long) (200 * broken * broken + 20 * random.nextDouble());
    double area = share * 24e6;
    set(row, "absolute_area", Math.rint(area));
    set(row, "relative_area", share);
    set(row, "total_fragments", fragments);
    double perimeter = 4 * Math.sqrt(area * fragments) * (1 + 0.2 * random.nextDouble());
    set(row, "fragment_perimeter", perimeter);
    set(row, "average_perimeter", perimeter / fragments);
    set(row, "perimeter_complexity", perimeter / area);
    set(row, "mm_per_pixel", 0.2);
    set(row, "absolute_area_mm2", area * 0.04);
    set(row, "fragment_perimeter_mm", perimeter * 0.2);
    set(row, "average_perimeter_mm", perimeter * 0.2 / fragments);
    set(row, "perimeter_complexity_per_mm", perimeter / area / 0.2);
    double uncertain = 0.02 + 0.12 * Math.pow(random.nextDouble(), 3);
    set(row, "confidence", 0.99 - uncertain * 0.6);
    set(row, "uncertain_share", uncertain);
    doubt(row, uncertain, random);
    condition(row, broken, random);
    return row;
  }

  private List<@Nullable Object> failed(
      List<@Nullable Object> row, String name, SplittableRandom random) {
    set(row, "status", "failed");
    int kind = random.nextInt(10);
    if (kind < 6) {
      set(row, "failure_kind", "bad_input");
      set(row, "failure", name + ": the JPEG ends after " + random.nextInt(90_000) + " bytes");
    } else if (kind < 9) {
      set(row, "failure_kind", "unsupported");
      set(row, "failure", name + ": expected JPEG, PNG, TIFF or BMP, found PDF");
    } else {
      set(row, "failure_kind", "too_large");
      set(row, "failure", name + ": 40000 x 30000 pixels, more than the limit of 500000000");
    }
    return row;
  }

  private void doubt(List<@Nullable Object> row, double uncertain, SplittableRandom random) {
    if (uncertain > 0.12) {
      set(row, "doubt", "uncertain");
      String percent = "%.1f".formatted(uncertain * 100);
      set(row, "doubt_reason", percent + " % of the rock has a confidence below 0.8");
    } else if (random.nextInt(120) == 0) {
      set(row, "doubt", "blurred");
      set(row, "doubt_reason", "the photo is blurred: contrast 0.29, expected 0.33 or more");
    } else if (random.nextInt(300) == 0) {
      set(row, "doubt", "no_rock");
      set(row, "doubt_reason", "0.4 % of the photo is rock");
    }
  }

  private void condition(List<@Nullable Object> row, double broken, SplittableRandom random) {
    if (schema.columns().stream().noneMatch(column -> column.name().equals("condition"))) {
      return;
    }
    if (random.nextInt(60) == 0) {
      set(row, "condition_missing", "no core was found");
      return;
    }
    double grade = 1 + 2.9 * Math.sqrt(broken);
    int nearest = (int) Math.rint(grade) - 1;
    set(row, "condition", CLASSES.get(nearest));
    for (int i = 0; i < CLASSES.size(); i++) {
      double near = Math.max(0, 1 - Math.abs(grade - 1 - i));
      set(row, "condition_" + CLASSES.get(i), near);
    }
    set(row, "condition_grade", grade);
    set(row, "condition_piece_size", 6 * Math.exp(-3 * broken));
    set(row, "condition_full_share", 1 - broken * 0.9);
  }

  void set(List<@Nullable Object> row, String column, Object cell) {
    row.set(schema.indexOf(column), cell);
  }

  /** A row with the least that a scored photo has. */
  List<@Nullable Object> scored(String name, Map<String, Object> figures) {
    List<@Nullable Object> row =
        new ArrayList<>(Collections.nCopies(schema.columns().size(), null));
    set(row, "photo", name);
    set(row, "status", "scored");
    figures.forEach((column, figure) -> set(row, column, figure));
    return row;
  }

  /** The row of a photo that failed. */
  List<@Nullable Object> failed(String name, String kind, String message) {
    List<@Nullable Object> row =
        new ArrayList<>(Collections.nCopies(schema.columns().size(), null));
    set(row, "photo", name);
    set(row, "status", "failed");
    set(row, "failure_kind", kind);
    set(row, "failure", message);
    return row;
  }

  /** A cell of a row that is expected to be text. */
  String text(List<? extends @Nullable Object> row, String column) {
    return String.valueOf(row.get(schema.indexOf(column)));
  }

  Column column(String name) {
    return schema.columns().get(schema.indexOf(name));
  }
}
