// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.spark;

import java.io.Serializable;
import org.apache.spark.sql.Row;

/**
 * A photo as a listing has it. Nothing of its content is held.
 *
 * @param name its path from the root of the archive, with {@code /} between its folders
 * @param path where it is, as Hadoop's file systems spell it
 * @param bytes the size of its file
 * @param modified when its file was changed last, in milliseconds since 1970
 */
record ListedPhoto(String name, String path, long bytes, long modified) implements Serializable {
  /** From a row that begins with the columns of {@link SparkTables#LISTING}. */
  static ListedPhoto of(Row row) {
    return new ListedPhoto(row.getString(0), row.getString(1), row.getLong(2), row.getLong(3));
  }
}
