// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Spark reads the Parquet files that the tests of {@code examples/parquet} have left, as the
 * command line writes them: by another version of Parquet, which cannot be on the class path beside
 * Spark's.
 */
class ParquetFilesTest {
  private static final Path FILES = Path.of("..", "parquet", "target", "read-by-spark");

  @AfterAll
  static void stop() {
    if (SparkSession.getActiveSession().isDefined()) {
      SparkSession.active().stop();
    }
  }

  private static Dataset<Row> read(String name) {
    Path file = FILES.resolve(name);
    assumeTrue(
        Files.exists(file), file + " is not there: the tests of examples/parquet have not run");
    return TestCluster.start("local[1]", Map.of()).read().parquet(file.toString());
  }

  @Test
  void valuesUnitsAndMeaningsAreThoseThatWereWritten() {
    Dataset<Row> values = read("values.parquet");
    StructField[] fields = values.schema().fields();
    assertEquals(
        List.of("name", "number", "size", "flag"),
        Arrays.stream(fields).map(StructField::name).toList());
    assertEquals(
        List.of(
            DataTypes.StringType, DataTypes.LongType, DataTypes.DoubleType, DataTypes.BooleanType),
        Arrays.stream(fields).map(StructField::dataType).toList());
    assertTrue(Arrays.stream(fields).allMatch(StructField::nullable));
    assertEquals("mm^2", fields[2].metadata().getString("unit"));
    assertEquals("Its size.", fields[2].metadata().getString("comment"));
    assertEquals("Its name, \"quoted\".", fields[0].metadata().getString("comment"));
    assertFalse(fields[0].metadata().contains("unit"));
    List<Row> rows = values.collectAsList();
    assertEquals(9, rows.size());
    for (int i = 0; i < 4; i++) {
      assertTrue(rows.get(1).isNullAt(i));
    }
    assertEquals("", rows.get(2).getString(0), "an empty text is not null");
    assertEquals(
        List.of(1L, 0L, Long.MIN_VALUE, Long.MAX_VALUE, -1L, (1L << 53) + 1, 7L),
        rows.stream().filter(row -> !row.isNullAt(1)).map(row -> row.getLong(1)).toList());
    // Double.equals tells -0.0 from 0.0 and compares the bits of all that is finite.
    assertEquals(
        List.of(
            0.1, -0.0, 0.0, Double.MIN_VALUE, 1e308, -Double.MAX_VALUE, Math.nextUp(1.0), 1 / 3.0),
        rows.stream().filter(row -> !row.isNullAt(2)).map(row -> row.getDouble(2)).toList());
    assertTrue(rows.get(4).getString(0).endsWith("lang \n\u00FC\uD83E\uDEA8,;\t'.jpg"));
  }

  @Test
  void whatCannotHaveTheRowsIsNotRead() {
    Dataset<Row> groups = read("groups.parquet");
    assertEquals(250_001, groups.count());
    assertEquals(25, groups.filter("name = 'photo-005000'").count());
    assertEquals(0, rowsRead(groups.filter("size > 40000")), "by the statistics of doubles");
    assertEquals(0, rowsRead(groups.filter("name > 'photo-020000'")), "by those of texts");
    long one = rowsRead(groups.filter("size BETWEEN 12500 AND 13000"));
    assertTrue(one > 0 && one <= 100_000, one + " rows read of one row group");
  }

  private static long rowsRead(Dataset<Row> query) {
    SparkPlan plan = query.queryExecution().executedPlan();
    query.queryExecution().toRdd().count();
    return plan.collectLeaves().head().metrics().apply("numOutputRows").value();
  }
}
