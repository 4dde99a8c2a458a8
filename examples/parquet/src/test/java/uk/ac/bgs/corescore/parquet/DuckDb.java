// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.parquet;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks DuckDB, in memory, about files. */
final class DuckDb implements AutoCloseable {
  private final Connection connection;

  private DuckDb(Connection connection) {
    this.connection = connection;
  }

  /** Opens it; a test that asks is skipped where its native library cannot be loaded. */
  static DuckDb open() throws SQLException {
    try {
      return new DuckDb(DriverManager.getConnection("jdbc:duckdb:"));
    } catch (LinkageError e) {
      assumeTrue(false, "DuckDB's native library is not to be loaded here: " + e);
      throw e;
    }
  }

  /** The rows of a query in which {@code $} stands for a file. */
  List<List<@Nullable Object>> rows(String query, Path file) throws SQLException {
    String name = "'" + file.toString().replace("'", "''") + "'";
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query.replace("$", name))) {
      List<List<@Nullable Object>> rows = new ArrayList<>();
      while (result.next()) {
        List<@Nullable Object> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          Object cell = result.getObject(i);
          row.add(
              cell instanceof Blob blob
                  ? new String(blob.getBytes(1, (int) blob.length()), StandardCharsets.UTF_8)
                  : cell);
        }
        rows.add(row);
      }
      return rows;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
