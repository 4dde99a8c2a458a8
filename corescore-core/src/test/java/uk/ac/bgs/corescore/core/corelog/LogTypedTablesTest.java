// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.core.corelog.ags.AgsEdition;
import uk.ac.bgs.corescore.core.corelog.ags.AgsProject;
import uk.ac.bgs.corescore.core.corelog.ags.AgsSettings;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.corelog.output.LogOutput;
import uk.ac.bgs.corescore.core.corelog.report.LasWriter;
import uk.ac.bgs.corescore.core.corelog.report.LogFormat;
import uk.ac.bgs.corescore.core.corelog.report.LogWriter;
import uk.ac.bgs.corescore.core.corelog.strip.StripSettings;
import uk.ac.bgs.corescore.core.corelog.table.BasePosition;
import uk.ac.bgs.corescore.core.corelog.table.BoxRow;
import uk.ac.bgs.corescore.core.corelog.table.CoreRun;
import uk.ac.bgs.corescore.core.corelog.table.FragmentMark;
import uk.ac.bgs.corescore.core.table.Column;
import uk.ac.bgs.corescore.core.table.CsvTables;
import uk.ac.bgs.corescore.core.table.TableSchema;
import uk.ac.bgs.corescore.core.table.TableSink;

/** The tables of a log with types, beside its CSV files. */
class LogTypedTablesTest {
  private static final Map<String, String> DEPTHS =
      Map.of("FROM", "from_m", "TO", "to_m", "DEPTH", "depth_m");

  private final Path folder;
  private final List<LogPhoto> photos = new ArrayList<>();
  private final Map<TableSchema, List<List<? extends @Nullable Object>>> tables =
      new LinkedHashMap<>();

  LogTypedTablesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** Whole, split and rubbly core in a box of each of two holes. */
  private CoreLog log(LogSettings settings) {
    for (String hole : List.of("BH1", "=BH2")) {
      DrawnCore core =
          new DrawnCore(1000, 1)
              .piece(1, 0, 300)
              .outline(1, 300, 0, 500, 0, 500, 38, 300, 38)
              .outline(1, 300, 38, 450, 38, 450, 76, 300, 76)
              .outline(1, 500, 20, 600, 20, 600, 60, 500, 60)
              .piece(1, 620, 733);
      String name = hole + "/box.jpg";
      photos.add(
          new LogPhoto(
              name,
              core.layout(),
              core.fragments(),
              List.of(),
              List.of(
                  new BoxRow(
                      name,
                      hole,
                      "1",
                      OptionalInt.of(1),
                      DepthInterval.of(10, 11),
                      BasePosition.TRAY,
                      OptionalDouble.empty())),
              List.of(),
              List.of(new FragmentMark(name, 4, FragmentMark.Kind.RUBBLE)),
              Optional.empty()));
    }
    CoreRun run =
        new CoreRun("BH1", DepthInterval.of(10, 10.5), OptionalDouble.empty(), Optional.empty());
    return CoreLogger.log(photos, List.of(run), List.of(), settings);
  }

  @Test
  void holdWhatTheCsvFilesRound() throws IOException {
    CoreLog log = log(LogSettings.DEFAULT);
    LogWriter.write(log, photos, EnumSet.of(LogFormat.CSV), folder, false);
    LogWriter.writeTables(log, photos, this::collected, folder, false);
    assertEquals(
        List.of("intervals", "pieces", "fractures", "zones", "fragments"),
        tables.keySet().stream().map(TableSchema::name).toList());
    assertEquals(
        LogWriter.schemas(log.settings()).stream().map(TableSchema::columns).toList(),
        tables.keySet().stream().map(TableSchema::columns).toList());
    int figures = 0;
    for (Map.Entry<TableSchema, List<List<? extends @Nullable Object>>> table : tables.entrySet()) {
      TableSchema schema = table.getKey();
      assertTrue(
          String.valueOf(schema.properties().get("rules")).contains("ASTM_D6032"), schema.name());
      List<String> lines = Files.readAllLines(folder.resolve(schema.name() + ".csv"));
      List<String> head = List.of(lines.get(0).split(",", -1));
      assertEquals(
          head.stream()
              .map(name -> DEPTHS.getOrDefault(name, name.toLowerCase(Locale.ROOT)))
              .toList(),
          schema.columns().stream().map(Column::name).toList());
      assertEquals(lines.size() - 1, table.getValue().size());
      for (int i = 1; i < lines.size(); i++) {
        List<? extends @Nullable Object> row = table.getValue().get(i - 1);
        schema.check(row);
        String[] cells = lines.get(i).split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
        for (int c = 0; c < cells.length; c++) {
          Object value = row.get(c);
          if (value instanceof Double number) {
            int decimals = cells[c].length() - cells[c].indexOf('.') - 1;
            assertEquals(
                new BigDecimal(cells[c]),
                BigDecimal.valueOf(number).setScale(decimals, RoundingMode.HALF_UP),
                head.get(c));
            figures++;
          } else if (value instanceof Boolean flag) {
            assertEquals(flag ? "1" : "0", cells[c]);
          } else {
            assertEquals(CsvTables.cell(value), cells[c].replace("\"", ""), head.get(c));
          }
        }
      }
    }
    assertTrue(figures > 100, figures + " figures were compared");
  }

  @Test
  void lengthsWithoutAScaleAreNull() throws IOException {
    LogWriter.writeTables(
        log(LogSettings.DEFAULT.withoutDepthsAsScale()), photos, this::collected, folder, false);
    for (Map.Entry<TableSchema, List<List<? extends @Nullable Object>>> table : tables.entrySet()) {
      TableSchema schema = table.getKey();
      if (schema.name().equals("pieces")) {
        assertNull(table.getValue().get(0).get(schema.indexOf("length_mm")));
        assertEquals(
            Set.of("BH1", "=BH2"),
            table.getValue().stream().map(row -> row.get(0)).collect(Collectors.toSet()),
            "a typed text is as it is");
      }
    }
    assertEquals(5, tables.size());
  }

  @Test
  void aTableIsNotReplacedUnlessAsked() throws IOException {
    CoreLog log = log(LogSettings.DEFAULT);
    LogWriter.writeTables(log, photos, new CsvTables(), folder, false);
    Files.writeString(folder.resolve("zones.csv"), "before");
    Files.delete(folder.resolve("intervals.csv"));
    assertThrows(
        FileAlreadyExistsException.class,
        () -> LogWriter.writeTables(log, photos, new CsvTables(), folder, false));
    assertEquals("before", Files.readString(folder.resolve("zones.csv")));
    assertEquals(
        List.of("fractures.csv", "fragments.csv", "pieces.csv", "zones.csv"),
        files(),
        "none is written where one cannot be");
    LogWriter.writeTables(log, List.of(), new CsvTables(), folder, true);
    assertTrue(Files.readString(folder.resolve("zones.csv")).startsWith("holeid,from_m,to_m,"));
  }

  @Test
  void aTableThatCannotBeWrittenLeavesNone() {
    CoreLog log = log(LogSettings.DEFAULT);
    assertThrows(
        IOException.class,
        () ->
            LogWriter.writeTables(
                log,
                photos,
                (where, schema) -> {
                  if (schema.name().equals("zones")) {
                    throw new IOException("No space left on device");
                  }
                  return new CsvTables().open(where, schema);
                },
                folder,
                false));
    assertEquals(List.of(), files());
  }

  @Test
  void parquetNeedsItsWriter() {
    IllegalArgumentException thrown =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new LogOutput(
                    Set.of(LogFormat.PARQUET),
                    StripSettings.DEFAULT,
                    new AgsSettings(
                        AgsEdition.V4_1_1,
                        AgsProject.UNKNOWN,
                        false,
                        false,
                        LocalDate.of(2026, 1, 2)),
                    LasWriter.STEP,
                    Optional.empty()));
    assertTrue(String.valueOf(thrown.getMessage()).contains("parquet"));
  }

  private TableSink collected(Path where, TableSchema schema) {
    List<List<? extends @Nullable Object>> rows = new ArrayList<>();
    return new TableSink() {
      @Override
      public void write(List<? extends @Nullable Object> row) {
        rows.add(row);
      }

      @Override
      public void complete() {
        tables.put(schema, rows);
      }

      @Override
      public void close() {}
    };
  }

  private List<String> files() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
