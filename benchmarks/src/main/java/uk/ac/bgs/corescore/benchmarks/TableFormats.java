// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.core.table.Column;
import uk.ac.bgs.corescore.core.table.CsvTables;
import uk.ac.bgs.corescore.core.table.PhotoTables;
import uk.ac.bgs.corescore.core.table.TableSchema;
import uk.ac.bgs.corescore.core.table.TableSink;
import uk.ac.bgs.corescore.parquet.ParquetTables;

/**
 * Rows a second and bytes a row of CSV and Parquet, for drawn rows of fragments: {@code java -cp
 * benchmarks.jar uk.ac.bgs.corescore.benchmarks.TableFormats [--rows N] [--out DIR]}. Drawing the
 * rows is not timed. Each format is written twice; the second is the one that counts.
 */
public final class TableFormats {
  private static final int BATCH = 5_000;
  private static final int PER_PHOTO = 25;
  private static final double SCALE = 0.16;

  private TableFormats() {}

  /** Runs it. */
  public static void main(String[] arguments) throws IOException {
    int rows;
    Path folder;
    try {
      Map<String, String> options = Arguments.parse(arguments, List.of(), List.of("rows", "out"));
      rows = (int) Arguments.number(options, "rows", 1_000_000, 1, 1e8);
      folder =
          options.containsKey("out")
              ? Files.createDirectories(Path.of(options.get("out")))
              : Files.createTempDirectory("tables");
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    Map<String, TableSink.Format> formats =
        new TreeMap<>(Map.of("csv", new CsvTables(), "parquet", new ParquetTables()));
    for (int round = 1; round <= 2; round++) {
      for (Map.Entry<String, TableSink.Format> format : formats.entrySet()) {
        double seconds = write(format.getValue(), folder, rows);
        Path file = folder.resolve(PhotoTables.fragments().name() + "." + format.getKey());
        System.out.printf(
            Locale.ROOT,
            "round %d, %s: %,d rows, %,.0f rows a second, %.1f bytes a row%n",
            round,
            format.getKey(),
            rows,
            rows / seconds,
            (double) Files.size(file) / rows);
      }
    }
    System.out.println("the files are in " + folder);
  }

  private static double write(TableSink.Format format, Path folder, int rows) throws IOException {
    TableSchema schema = PhotoTables.fragments();
    Random random = new Random(1);
    long nanos = 0;
    try (TableSink table = format.open(folder, schema)) {
      for (int first = 0; first < rows; first += BATCH) {
        List<List<@Nullable Object>> batch = new ArrayList<>();
        for (int row = first; row < Math.min(rows, first + BATCH); row++) {
          batch.add(row(schema, random, row));
        }
        long begin = System.nanoTime();
        for (List<@Nullable Object> row : batch) {
          table.write(row);
        }
        nanos += System.nanoTime() - begin;
      }
      long begin = System.nanoTime();
      table.complete();
      nanos += System.nanoTime() - begin;
    }
    return nanos / 1e9;
  }

  /** A fragment as they are found: whole areas, perimeters of three kinds of steps, means. */
  private static List<@Nullable Object> row(TableSchema schema, Random random, int number) {
    long area = Math.round(Math.exp(9 + 1.5 * random.nextGaussian())) + 4;
    double side = Math.sqrt((double) area);
    long straight = Math.round(3 * side);
    long diagonal = random.nextInt((int) (side / 2) + 1);
    long mixed = random.nextInt((int) (side / 2) + 1);
    double perimeter = straight + diagonal * Math.sqrt(2) + mixed * (1 + Math.sqrt(2)) / 2;
    long holes = random.nextInt(5) == 0 ? random.nextInt(200) : 0;
    double length = Math.hypot(side * 1.3, random.nextInt(20));
    double width = area / length * 1.1;
    double hull = area * (1 + random.nextInt(1000) / 4000.0);
    long x = random.nextInt(6000);
    long y = random.nextInt(900);
    int photo = number / PER_PHOTO;
    List<@Nullable Object> row = new ArrayList<>();
    for (Column column : schema.columns()) {
      row.add(
          switch (column.name()) {
            case "photo" ->
                String.format(Locale.ROOT, "BH%04d/box_%03d.jpg", photo / 100, photo % 100);
            case "fragment" -> (long) (number % PER_PHOTO + 1);
            case "label" -> random.nextInt(10) == 0 ? "Rubble" : "Rock Fragment";
            case "area_px2" -> (double) area;
            case "perimeter_px" -> perimeter;
            case "hole_area_px2" -> (double) holes;
            case "centroid_x" -> x + (double) random.nextInt((int) area) / area;
            case "centroid_y" -> y + (double) random.nextInt((int) area) / area;
            case "bbox_x" -> x;
            case "bbox_y" -> y;
            case "bbox_width" -> (long) length;
            case "bbox_height" -> (long) width;
            case "length_px" -> length;
            case "width_px" -> width;
            case "equivalent_diameter_px" -> 2 * Math.sqrt(area / Math.PI);
            case "circularity" -> 4 * Math.PI * area / (perimeter * perimeter);
            case "solidity" -> area / hull;
            case "area_mm2" -> area * SCALE * SCALE;
            case "length_mm" -> length * SCALE;
            case "width_mm" -> width * SCALE;
            case "perimeter_mm" -> perimeter * SCALE;
            case "hole_area_mm2" -> holes * SCALE * SCALE;
            case "equivalent_diameter_mm" -> 2 * Math.sqrt(area / Math.PI) * SCALE;
            case "confidence" -> 1 - Math.abs(random.nextGaussian()) / 20;
            case "row" -> (long) (number % PER_PHOTO / 6 + 1);
            case "rubble" -> random.nextInt(10) == 0;
            default -> throw new IllegalStateException("no drawn values of " + column.name());
          });
    }
    return row;
  }
}
