#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# parquet-java 1.18.1: statistics of doubles are written in an order that parquet-java 1.17.0 and older do not know, so
# a query by a figure skips nothing.
#
# Versions  parquet-hadoop 1.18.1, 1.17.0 (as in Spark 4.2.0) and 1.15.2 (as in Spark 4.0.4), parquet-floor 2.3 in place
#           of Hadoop (Maven Central)
# Input     A table of 300 rows in 3 row groups with an integer and a double from 0 to 299, written by 1.18.1 twice: with
#           its defaults, and with the double's column order given as ColumnOrder.typeDefined().
# Expected  Each version finds minimum and maximum of both columns in each row group, as 1.18.1 does, and reads no row
#           group for "above 1000".
# Seen      By default 1.18.1 writes the column order IEEE754_TOTAL_ORDER for doubles. 1.17.0 and 1.15.2 read the values
#           rightly, but find no statistics of the double: all 3 row groups are read. With the order given, none is.
#           Upstream chose the default (pull request 3699), because earlier readers would misread the statistics of
#           columns with NaN; tables without NaN pay for it.
# Matters   Tables of fragments are doubles for the most part. Of a table of 300,000 fragments Spark 4.2.0 and 4.0.4
#           read every row to find none above a figure; with the order given they read none.
#           Cure: .columnOrder(ColumnOrder.typeDefined()) for each double of the schema.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for version in 1.18.1 1.17.0 1.15.2; do
  cat > "$work/pom.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>x</groupId><artifactId>x</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.parquet</groupId><artifactId>parquet-hadoop</artifactId><version>$version</version></dependency>
    <dependency><groupId>blue.strategic.parquet</groupId><artifactId>parquet-floor</artifactId><version>2.3</version>
      <exclusions><exclusion><groupId>org.apache.parquet</groupId><artifactId>*</artifactId></exclusion></exclusions></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>1.7.33</version></dependency>
  </dependencies>
</project>
POM
  mvn -q -B -f "$work/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
    -DoutputDirectory="$work/$version"
done
cat > "$work/Write.java" <<'JAVA'
import java.nio.file.Path;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.ColumnOrder;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

public class Write {
  public static void main(String[] args) throws Exception {
    boolean given = args[1].equals("given");
    var length = Types.optional(PrimitiveTypeName.DOUBLE);
    MessageType schema =
        new MessageType(
            "fragments",
            Types.optional(PrimitiveTypeName.INT64).named("number"),
            (given ? length.columnOrder(ColumnOrder.typeDefined()) : length).named("length_mm"));
    try (ParquetWriter<Group> out =
        ExampleParquetWriter.builder(new LocalOutputFile(Path.of(args[0])))
            .withType(schema)
            .withConf(new PlainParquetConfiguration())
            .withDictionaryEncoding(false)
            .withRowGroupRowCountLimit(100)
            .build()) {
      for (int i = 0; i < 300; i++) {
        out.write(new SimpleGroup(schema).append("number", (long) i).append("length_mm", (double) i));
      }
    }
  }
}
JAVA
cat > "$work/Read.java" <<'JAVA'
import java.nio.file.Path;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;

public class Read {
  public static void main(String[] args) throws Exception {
    StringBuilder seen = new StringBuilder();
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(Path.of(args[0])), options(null))) {
      for (var column : reader.getFooter().getBlocks().get(1).getColumns()) {
        var statistics = column.getStatistics();
        seen.append(column.getPath().toDotString()).append(' ')
            .append(statistics.hasNonNullValue() ? statistics.minAsString() + " to " + statistics.maxAsString() : "none").append(", ");
      }
    }
    seen.append("row groups to read for number > 1000: ").append(groups(args[0], FilterApi.gt(FilterApi.longColumn("number"), 1000L)));
    seen.append(", for length_mm > 1000: ").append(groups(args[0], FilterApi.gt(FilterApi.doubleColumn("length_mm"), 1000.0)));
    System.out.println(seen);
  }

  private static int groups(String file, FilterPredicate filter) throws Exception {
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(Path.of(file)), options(filter))) {
      return reader.getRowGroups().size();
    }
  }

  private static ParquetReadOptions options(FilterPredicate filter) {
    var options = ParquetReadOptions.builder(new PlainParquetConfiguration());
    return filter == null ? options.build() : options.withRecordFilter(FilterCompat.get(filter)).useStatsFilter().build();
  }
}
JAVA
for order in default given; do
  java -XX:TieredStopAtLevel=1 -cp "$work/1.18.1/*" "$work/Write.java" "$work/$order.parquet" "$order"
  for version in 1.18.1 1.17.0 1.15.2; do
    echo "$order order, $version: $(java -XX:TieredStopAtLevel=1 -cp "$work/$version/*" "$work/Read.java" "$work/$order.parquet")"
  done
done > "$work/seen"
cat "$work/seen"
diff "$work/seen" - <<'EXPECTED'
default order, 1.18.1: number 100 to 199, length_mm 100.0 to 199.0, row groups to read for number > 1000: 0, for length_mm > 1000: 0
default order, 1.17.0: number 100 to 199, length_mm none, row groups to read for number > 1000: 0, for length_mm > 1000: 3
default order, 1.15.2: number 100 to 199, length_mm none, row groups to read for number > 1000: 0, for length_mm > 1000: 3
given order, 1.18.1: number 100 to 199, length_mm 100.0 to 199.0, row groups to read for number > 1000: 0, for length_mm > 1000: 0
given order, 1.17.0: number 100 to 199, length_mm 100.0 to 199.0, row groups to read for number > 1000: 0, for length_mm > 1000: 0
given order, 1.15.2: number 100 to 199, length_mm 100.0 to 199.0, row groups to read for number > 1000: 0, for length_mm > 1000: 0
EXPECTED
echo 'as described'
