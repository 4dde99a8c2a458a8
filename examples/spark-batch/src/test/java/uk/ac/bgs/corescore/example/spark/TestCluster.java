// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.spark;

import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Sessions of tests. Executors have the class path of the tests. */
final class TestCluster {
  private TestCluster() {}

  static SparkSession start(String master, Map<String, String> more) {
    SparkSession.Builder builder =
        SparkSession.builder()
            .master(master)
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.ui.enabled", "false")
            .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
            .config("spark.executor.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
            .config("spark.sql.shuffle.partitions", "2");
    more.forEach(builder::config);
    return builder.getOrCreate();
  }
}
