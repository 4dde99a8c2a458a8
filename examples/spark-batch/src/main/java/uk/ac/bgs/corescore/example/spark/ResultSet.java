// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.table.PhotoTables;

/**
 * The tables of one result set, and how they grow without double or missing rows.
 *
 * <p>Photos are scored wave by wave. The rows of a wave are written once, nested, below {@code
 * _work}; Spark's committer marks them as complete. From these rows each table gets one file, named
 * by the wave, by a rename: it is there whole or not at all. Then the nested rows are deleted. What
 * a killed run has left is therefore either incomplete rows, which are deleted, or complete ones,
 * from which the same files are made again; a file that is there already stays.
 *
 * <p>A photo that is scored again, because its content has changed or it failed, leaves the files
 * of its earlier wave first: the file without it is made aside, and the old one is deleted and
 * replaced. A killed run's replacement is completed by the next.
 */
final class ResultSet implements Closeable {
  private static final String FRAGMENTS = "fragments";
  private static final String PHOTOS = "photos";
  private static final String FILES = "files";
  private static final String SUFFIX = ".parquet";

  private final SparkSession spark;
  private final FileSystem files;
  private final Path folder;
  private final Path work;
  private final Map<String, StructType> schemas;
  private final StructType staged;

  private ResultSet(SparkSession spark, FileSystem files, Path folder, PhotoTables tables) {
    this.spark = spark;
    this.files = files;
    this.folder = folder;
    this.work = new Path(folder, "_work");
    this.schemas =
        Map.of(
            FRAGMENTS,
            SparkTables.of(PhotoTables.fragments()),
            PHOTOS,
            SparkTables.of(tables.photos()),
            FILES,
            SparkTables.FILES);
    this.staged = SparkTables.staged(tables);
  }

  /**
   * Opens the result set of the settings for one run, and completes what a killed run has left.
   *
   * @param spark the session
   * @param folder its folder, made if it does not exist
   * @param settings the text of its settings
   * @param tables its tables
   * @param takeOver whether to take the place of a run that did not end
   * @throws CoreScoreException {@code BUSY} if another run has it
   */
  static ResultSet open(
      SparkSession spark, Path folder, String settings, PhotoTables tables, boolean takeOver)
      throws IOException {
    FileSystem files = folder.getFileSystem(spark.sparkContext().hadoopConfiguration());
    ResultSet set = new ResultSet(spark, files, files.makeQualified(folder), tables);
    set.lock(takeOver);
    boolean ready = false;
    try {
      set.settings(settings);
      set.complete();
      ready = true;
      return set;
    } finally {
      if (!ready) {
        set.close();
      }
    }
  }

  private void lock(boolean takeOver) throws IOException {
    Path lock = lockFile();
    try (OutputStream out = files.create(lock, takeOver)) {
      String who =
          spark.sparkContext().applicationId()
              + " on "
              + InetAddress.getLocalHost().getHostName()
              + " since "
              + Instant.now();
      out.write(who.getBytes(StandardCharsets.UTF_8));
    } catch (FileAlreadyExistsException e) {
      throw new CoreScoreException(
          FailureKind.BUSY,
          folder
              + ": is in use by application "
              + text(lock)
              + "; wait for its end, or, if it was killed, start with --take-over",
          e);
    }
  }

  private Path lockFile() {
    return new Path(work, "lock");
  }

  private String text(Path file) throws IOException {
    try (FSDataInputStream in = files.open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void settings(String settings) throws IOException {
    Path file = new Path(folder, "settings.json");
    if (!files.exists(file)) {
      Path aside = new Path(work, "settings.json");
      try (OutputStream out = files.create(aside, true)) {
        out.write(settings.getBytes(StandardCharsets.UTF_8));
      }
      rename(aside, file);
    } else if (!text(file).equals(settings)) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          file
              + ": expected the settings of this run, by which the folder is named; it was changed");
    }
  }

  /** Completes or deletes what a killed run has left. */
  private void complete() throws IOException {
    for (String table : schemas.keySet()) {
      for (Path file : list(new Path(work, "replace/" + table))) {
        replace(table, file);
      }
    }
    for (Path wave : list(new Path(work, "waves"))) {
      if (files.exists(new Path(wave, "_SUCCESS"))) {
        publish(wave);
      } else {
        files.delete(wave, true);
      }
    }
    for (String rest : List.of("made", "listing", "todo")) {
      files.delete(new Path(work, rest), true);
    }
  }

  /** Entries of a folder by name; none if it does not exist. */
  private List<Path> list(Path inside) throws IOException {
    try {
      return Arrays.stream(files.listStatus(inside)).map(FileStatus::getPath).sorted().toList();
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  private List<Path> tableFiles(String table) throws IOException {
    return list(new Path(folder, table)).stream()
        .filter(file -> file.getName().endsWith(SUFFIX))
        .toList();
  }

  private Dataset<Row> read(String table) throws IOException {
    String[] paths = tableFiles(table).stream().map(Path::toString).toArray(String[]::new);
    StructType schema = schemas.get(table);
    return paths.length == 0
        ? spark.createDataFrame(List.of(), schema)
        : spark.read().schema(schema).parquet(paths);
  }

  Dataset<Row> photos() throws IOException {
    return read(PHOTOS);
  }

  Dataset<Row> fragments() throws IOException {
    return read(FRAGMENTS);
  }

  Dataset<Row> files() throws IOException {
    return read(FILES);
  }

  /** A place for the data of this run, deleted at its end. */
  Path aside(String name) {
    return new Path(work, name);
  }

  /** Adds what is known of files whose content has not changed, in place of what was known. */
  void seenAgain(Dataset<Row> rows) throws IOException {
    if (rows.isEmpty()) {
      return;
    }
    Path seen = new Path(work, "made/seen");
    rows.write().mode(SaveMode.Overwrite).parquet(seen.toString());
    Dataset<Row> all = spark.read().schema(SparkTables.FILES).parquet(seen.toString());
    publish(FILES, next() + SUFFIX, all, Optional.of(all.select("photo")));
  }

  /** Adds the nested rows of a wave to the tables. They are made once. */
  void add(Dataset<Row> rows) throws IOException {
    Path wave = new Path(work, "waves/" + next());
    // Version 2 of the algorithm lets a dying task leave rows; both are options of a cluster, too.
    rows.write()
        .mode(SaveMode.Overwrite)
        .option("mapreduce.fileoutputcommitter.algorithm.version", "1")
        .option("mapreduce.fileoutputcommitter.marksuccessfuljobs", "true")
        .parquet(wave.toString());
    publish(wave);
  }

  private String next() throws IOException {
    List<Path> all = new ArrayList<>(tableFiles(FILES));
    all.addAll(list(new Path(work, "waves")));
    int last =
        all.stream()
            .mapToInt(file -> Integer.parseInt(file.getName().replaceAll("[^0-9]", "")))
            .max()
            .orElse(0);
    return String.format(Locale.ROOT, "wave-%06d", last + 1);
  }

  private void publish(Path wave) throws IOException {
    Dataset<Row> rows = spark.read().schema(staged).parquet(wave.toString());
    String file = wave.getName() + SUFFIX;
    Dataset<Row> photos = rows.select("file.photo");
    boolean isNew =
        files()
            .select("photo")
            .union(photos().select("photo"))
            .join(photos, new String[] {"photo"}, "left_semi")
            .isEmpty();
    Optional<Dataset<Row>> again = isNew ? Optional.empty() : Optional.of(photos);
    publish(FRAGMENTS, file, rows.select(explode(col("fragments")).as("r")).select("r.*"), again);
    publish(PHOTOS, file, rows.select("photo.*"), again);
    publish(FILES, file, rows.select("file.*"), again);
    files.delete(wave, true);
  }

  /**
   * Adds a file to a table.
   *
   * @param again photos that may be in files of earlier waves and leave them first
   */
  private void publish(String table, String file, Dataset<Row> rows, Optional<Dataset<Row>> again)
      throws IOException {
    if (again.isPresent()) {
      remove(table, file, again.get());
    }
    Path target = new Path(folder, table + "/" + file);
    if (!files.exists(target)) {
      files.mkdirs(target.getParent());
      rename(written(table, rows), target);
    }
  }

  /** Removes photos from the files of earlier waves. */
  private void remove(String table, String except, Dataset<Row> photos) throws IOException {
    Set<String> touched =
        new HashSet<>(
            read(table)
                .select(col("photo"), col("_metadata.file_name").as("file"))
                .join(photos, new String[] {"photo"}, "left_semi")
                .select("file")
                .distinct()
                .as(Encoders.STRING())
                .collectAsList());
    touched.remove(except);
    for (String old : touched) {
      Dataset<Row> rest =
          spark
              .read()
              .schema(schemas.get(table))
              .parquet(new Path(folder, table + "/" + old).toString())
              .join(photos, new String[] {"photo"}, "left_anti");
      Path ready = new Path(work, "replace/" + table + "/" + old);
      files.mkdirs(ready.getParent());
      rename(written(table, rest), ready);
      replace(table, ready);
    }
  }

  /** Puts a file that was made aside in the place of the old one, which may be deleted already. */
  private void replace(String table, Path ready) throws IOException {
    Path target = new Path(folder, table + "/" + ready.getName());
    files.delete(target, false);
    rename(ready, target);
  }

  /** The rows in one file, sorted, still aside. */
  private Path written(String table, Dataset<Row> rows) throws IOException {
    Path made = new Path(work, "made/" + table);
    rows.coalesce(1)
        .sortWithinPartitions(
            table.equals(FRAGMENTS)
                ? new Column[] {col("photo"), col("fragment")}
                : new Column[] {col("photo")})
        .to(schemas.get(table))
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(made.toString());
    return list(made).stream()
        .filter(file -> file.getName().endsWith(SUFFIX))
        .findFirst()
        .orElseThrow(() -> new IOException(made + ": Spark has written no file"));
  }

  private void rename(Path from, Path to) throws IOException {
    if (!files.rename(from, to)) {
      throw new IOException(from + ": cannot be renamed to " + to);
    }
  }

  Path folder() {
    return folder;
  }

  /** Lets other runs have it. */
  @Override
  public void close() throws IOException {
    files.delete(lockFile(), false);
  }
}
