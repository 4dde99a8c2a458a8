// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import uk.ac.bgs.corescore.core.table.Column;
import uk.ac.bgs.corescore.core.table.PhotoTables;
import uk.ac.bgs.corescore.core.table.TableSchema;

/**
 * The schemas of Spark's tables. A column has its unit and its meaning in its metadata, as {@code
 * unit} and {@code comment}, which Spark keeps in its Parquet files.
 */
final class SparkTables {
  /** What a listing has of each photo. */
  static final StructType LISTING =
      new StructType(
          new StructField[] {
            field("photo", DataTypes.StringType, "", "Name of the photo."),
            field("path", DataTypes.StringType, "", "Where its file is."),
            field("bytes", DataTypes.LongType, "B", "Size of its file."),
            field("modified", DataTypes.LongType, "ms", "Last change of its file, since 1970.")
          });

  /** The table of files: by what a later run sees that a photo is done. */
  static final StructType FILES =
      LISTING.add(field("sha256", DataTypes.StringType, "", "SHA-256 of its content."));

  private SparkTables() {}

  /** The same columns in the same order; any cell may be null. */
  static StructType of(TableSchema table) {
    return new StructType(
        table.columns().stream()
            .map(c -> field(c.name(), type(c.type()), c.unit(), c.description()))
            .toArray(StructField[]::new));
  }

  /** A photo with all that came of it, in one row: its file, its row and its fragments' rows. */
  static StructType staged(PhotoTables tables) {
    List<StructField> fields = new ArrayList<>();
    fields.add(new StructField("file", FILES, false, Metadata.empty()));
    fields.add(new StructField("photo", of(tables.photos()), false, Metadata.empty()));
    fields.add(
        new StructField(
            "fragments",
            DataTypes.createArrayType(of(PhotoTables.fragments()), false),
            false,
            Metadata.empty()));
    return new StructType(fields.toArray(StructField[]::new));
  }

  private static DataType type(Column.Type type) {
    return switch (type) {
      case TEXT -> DataTypes.StringType;
      case INTEGER -> DataTypes.LongType;
      case REAL -> DataTypes.DoubleType;
      case BOOLEAN -> DataTypes.BooleanType;
    };
  }

  private static StructField field(String name, DataType type, String unit, String comment) {
    MetadataBuilder metadata = new MetadataBuilder().putString("comment", comment);
    if (!unit.isEmpty()) {
      metadata.putString("unit", unit);
    }
    return new StructField(name, type, true, metadata.build());
  }
}
