// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.table.PhotoTables;
import uk.ac.bgs.corescore.spi.Providers;

/**
 * One run over an archive: lists it, leaves out what is done, and scores the rest wave by wave. The
 * driver holds the names of one wave and of a part of the listing; pixels are with the executors
 * alone.
 */
final class ArchiveRun {
  /** Photos whose names the driver holds while it lists. */
  private static final int LISTED_AT_ONCE = 50_000;

  private static final int PHOTOS_A_SLOT = 200;
  private static final int BINS_A_SLOT = 8;
  private static final int MOST_IN_A_BIN = 64;

  private final SparkSession spark;
  private final JavaSparkContext context;
  private final ScoringSettings settings;
  private final Broadcast<SerializableConfiguration> hadoop;
  private final Consumer<String> console;

  /** What decides which photos of an archive are scored, and where the results are. */
  record Request(Path photos, Path out, boolean retryFailed, boolean takeOver, int photosInAWave) {}

  /** What a run did, and what the tables hold after it. */
  record Outcome(Path folder, long done, long scoredNow, long scored, long failed) {}

  ArchiveRun(SparkSession spark, ScoringSettings settings, Consumer<String> console) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.settings = settings;
    this.hadoop = context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
    this.console = console;
  }

  /**
   * Runs to the end.
   *
   * @throws CoreScoreException if the settings are not allowed, executors differ, there are no
   *     photos, or another run has the results
   * @throws IOException if photos cannot be listed or results not be written
   */
  Outcome run(Request request) throws IOException {
    Map<String, String> found = settingsOnExecutor();
    Providers providers = ScoringSettings.providers();
    PhotoTables tables =
        PhotoTables.of(providers.createAreaScorer(settings.scorer(), settings.scorerOptions()));
    String text = json(found);
    String id = settings.segmenter().replaceAll("[^A-Za-z0-9._-]", "_") + "-" + hash(text);
    Path out =
        request.out().getFileSystem(context.hadoopConfiguration()).makeQualified(request.out());
    try (ResultSet results =
        ResultSet.open(spark, new Path(out, id), text, tables, request.takeOver())) {
      console.accept("results in " + results.folder());
      list(request.photos(), out, results);
      Dataset<Row> todo = todo(results, request.retryFailed());
      long listed = listed(results).count();
      long open = todo.count();
      console.accept(listed + " photos, " + (listed - open) + " done before");
      PhotoScoring scoring = new PhotoScoring(settings, found.toString(), hadoop);
      score(todo, open, scoring, SparkTables.staged(tables), results, request.photosInAWave());
      Row counts =
          results
              .photos()
              .agg(
                  count(when(col("status").equalTo("scored"), lit(1))),
                  count(when(col("status").equalTo("failed"), lit(1))))
              .first();
      for (String mine : List.of("listing", "todo", "made")) {
        Path aside = results.aside(mine);
        aside.getFileSystem(context.hadoopConfiguration()).delete(aside, true);
      }
      return new Outcome(
          results.folder(), listed - open, open, counts.getLong(0), counts.getLong(1));
    }
  }

  /**
   * Loads the model on one executor, which says what it comes to: the driver has no native code.
   */
  private Map<String, String> settingsOnExecutor() {
    ScoringSettings asked = settings;
    List<Object> said =
        context
            .parallelize(List.of(0), 1)
            .map(
                any -> {
                  try {
                    return (Object) new LinkedHashMap<>(ExecutorModel.of(asked).settings());
                  } catch (CoreScoreException e) {
                    return e.kind().name() + " " + e.getMessage();
                  }
                })
            .collect();
    if (said.get(0) instanceof String failure) {
      int blank = failure.indexOf(' ');
      throw new CoreScoreException(
          FailureKind.valueOf(failure.substring(0, blank)), failure.substring(blank + 1));
    }
    Map<String, String> found = new LinkedHashMap<>();
    ((Map<?, ?>) said.get(0)).forEach((k, v) -> found.put(k.toString(), v.toString()));
    return found;
  }

  /** Writes the listing part by part. */
  private void list(Path photos, Path out, ResultSet results) throws IOException {
    List<Row> part = new ArrayList<>();
    Path listing = results.aside("listing");
    List<String> unread =
        ArchiveListing.list(
            photos,
            out,
            context.hadoopConfiguration(),
            photo -> {
              part.add(
                  RowFactory.create(photo.name(), photo.path(), photo.bytes(), photo.modified()));
              if (part.size() == LISTED_AT_ONCE) {
                append(part, listing);
              }
            });
    append(part, listing);
    unread.forEach(console);
  }

  private void append(List<Row> part, Path listing) {
    spark
        .createDataFrame(List.copyOf(part), SparkTables.LISTING)
        .write()
        .mode(SaveMode.Append)
        .parquet(listing.toString());
    part.clear();
  }

  private Dataset<Row> listed(ResultSet results) {
    return spark
        .read()
        .schema(SparkTables.LISTING)
        .parquet(results.aside("listing").toString())
        .dropDuplicates("photo");
  }

  /**
   * What is to be scored. A photo whose file has the size and time that the results know is done.
   * Of another one that they know the content is hashed, and it is done if they have that hash.
   */
  private Dataset<Row> todo(ResultSet results, boolean retryFailed) throws IOException {
    Dataset<Row> known = results.files().where(col("sha256").isNotNull());
    if (retryFailed) {
      known =
          known.join(
              results.photos().where(col("status").equalTo("scored")).select("photo"), "photo");
    }
    Dataset<Row> listed = listed(results);
    Dataset<Row> changed =
        listed.join(known, new String[] {"photo", "bytes", "modified"}, "left_anti");
    Dataset<Row> anew = changed.join(known, new String[] {"photo"}, "left_anti");
    Dataset<Row> touched = changed.join(known, new String[] {"photo"}, "left_semi");
    Broadcast<SerializableConfiguration> configuration = hadoop;
    MapPartitionsFunction<Row, Row> hashing = rows -> hashed(rows, configuration);
    Path todo = results.aside("todo");
    anew.select(names(SparkTables.LISTING)).write().parquet(todo.toString());
    if (!touched.isEmpty()) {
      Dataset<Row> read =
          touched
              .select(names(SparkTables.LISTING))
              .repartition(spark.sparkContext().defaultParallelism() * BINS_A_SLOT)
              .mapPartitions(hashing, Encoders.row(SparkTables.FILES));
      Path hashes = results.aside("hashes");
      read.write().mode(SaveMode.Overwrite).parquet(hashes.toString());
      Dataset<Row> content = spark.read().schema(SparkTables.FILES).parquet(hashes.toString());
      String[] same = {"photo", "sha256"};
      content
          .join(known, same, "left_anti")
          .select(names(SparkTables.LISTING))
          .write()
          .mode(SaveMode.Append)
          .parquet(todo.toString());
      results.seenAgain(content.join(known, same, "left_semi").select(names(SparkTables.FILES)));
    }
    return spark.read().schema(SparkTables.LISTING).parquet(todo.toString());
  }

  private static Column[] names(StructType schema) {
    return Arrays.stream(schema.fieldNames()).map(name -> col(name)).toArray(Column[]::new);
  }

  private static Iterator<Row> hashed(
      Iterator<Row> rows, Broadcast<SerializableConfiguration> hadoop) {
    Iterable<Row> all = () -> rows;
    return StreamSupport.stream(all.spliterator(), false)
        .map(
            row -> {
              ListedPhoto photo = ListedPhoto.of(row);
              String sha256;
              try {
                sha256 = PhotoContent.sha256(photo, hadoop.value().value());
              } catch (IOException e) {
                sha256 = null; // scoring it says why it cannot be read
              }
              return RowFactory.create(
                  photo.name(), photo.path(), photo.bytes(), photo.modified(), sha256);
            })
        .iterator();
  }

  private void score(
      Dataset<Row> todo,
      long open,
      PhotoScoring scoring,
      StructType staged,
      ResultSet results,
      int photosInAWave)
      throws IOException {
    long start = System.nanoTime();
    long done = 0;
    List<ListedPhoto> wave = new ArrayList<>();
    Iterator<Row> rows = todo.toLocalIterator();
    while (rows.hasNext()) {
      wave.add(ListedPhoto.of(rows.next()));
      int slots =
          Math.max(1, spark.sparkContext().defaultParallelism() / settings.threadsPerTask());
      int most = photosInAWave > 0 ? photosInAWave : Math.max(1000, slots * PHOTOS_A_SLOT);
      if (wave.size() >= most || !rows.hasNext()) {
        int bins = Math.max(slots * BINS_A_SLOT, wave.size() / MOST_IN_A_BIN);
        List<List<ListedPhoto>> parts = Bins.of(wave, bins);
        results.add(
            spark.createDataFrame(
                context.parallelize(parts, parts.size()).mapPartitions(scoring), staged));
        done += wave.size();
        wave.clear();
        double seconds = (System.nanoTime() - start) / 1e9;
        console.accept(
            String.format(
                Locale.ROOT, "%d of %d photos, %.2f a second", done, open, done / seconds));
      }
    }
  }

  private static String json(Map<String, String> settings) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      for (Map.Entry<String, String> setting : settings.entrySet()) {
        json.writeStringField(setting.getKey(), setting.getValue());
      }
      json.writeEndObject();
    }
    return text + "\n";
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
