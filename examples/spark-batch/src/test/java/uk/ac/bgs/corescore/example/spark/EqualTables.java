// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Compares the tables that Spark made with those that {@code corescore batch} made, cell by cell
 * and with the units of the columns, for {@code try-local-cluster}.
 */
final class EqualTables {
  private EqualTables() {}

  /**
   * Compares.
   *
   * @param folders the result set of Spark, that of the batch, and the folder of the photos, whose
   *     path the batch has in the reasons of failures
   * @throws IOException if Spark cannot be closed
   */
  public static void main(String[] folders) throws IOException {
    boolean equal = true;
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate()) {
      for (String table : List.of("photos", "fragments")) {
        Dataset<Row> ours = spark.read().parquet(folders[0] + "/" + table);
        Dataset<Row> theirs = spark.read().parquet(folders[1] + "/" + table + ".parquet");
        boolean schemas = ours.schema().equals(theirs.schema());
        List<String> left = rows(ours, folders[2]);
        List<String> right = rows(theirs, folders[2]);
        boolean rows = left.equals(right);
        System.out.println(
            table
                + ": "
                + left.size()
                + " and "
                + right.size()
                + " rows, "
                + (rows ? "equal" : "NOT EQUAL")
                + "; columns, types and units "
                + (schemas ? "equal" : "NOT EQUAL"));
        if (!schemas) {
          System.out.println(ours.schema().json() + "\n" + theirs.schema().json());
        }
        left.removeAll(right);
        left.stream().limit(3).forEach(System.out::println);
        equal &= rows && schemas;
      }
    }
    if (!equal) {
      System.exit(1);
    }
  }

  private static List<String> rows(Dataset<Row> table, String photos) {
    List<String> rows = new ArrayList<>();
    for (Row row : table.collectAsList()) {
      rows.add(row.toString().replace(photos + "/", ""));
    }
    Collections.sort(rows);
    return rows;
  }
}
