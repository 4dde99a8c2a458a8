// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.core.annotation.AnnotatedPhoto;
import uk.ac.bgs.corescore.core.annotation.AnnotationFormat;
import uk.ac.bgs.corescore.core.annotation.AnnotationWriter;
import uk.ac.bgs.corescore.core.layout.WholePhotoProvider;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.results.ResultVersion.Kind;
import uk.ac.bgs.corescore.core.score.SixMeasuresProvider;
import uk.ac.bgs.corescore.core.serve.SegmenterPool;
import uk.ac.bgs.corescore.core.serve.ServedModel;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreGenerator;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreSettings;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.spi.Providers;

/** What is taken is taken whole, costs the same however much there is, and is of one photo. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class ResultReviewsTest {
  private static SegmenterPool segmenters;
  private static byte[] photo;

  @TempDir private Path data;
  private final TestDisk disk = new TestDisk();
  private Scorer scorer;
  private ResultStore store;
  private ResultReviews reviews;

  @BeforeAll
  static void openSegmenter() throws IOException {
    segmenters =
        new SegmenterPool(
            Providers.of(new BrightProvider(), new SixMeasuresProvider(), new WholePhotoProvider()),
            List.of(BrightProvider.ID),
            Optional.empty(),
            ServedModel.BUNDLED,
            1);
    RgbImage image =
        new SyntheticCoreGenerator(SyntheticCoreSettings.builder().size(400, 60).build())
            .draw(14)
            .photo();
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    jpeg.writeBytes(Previews.jpeg(image));
    photo = jpeg.toByteArray();
    assertTrue(ImageIO.read(new java.io.ByteArrayInputStream(photo)) != null);
  }

  @AfterAll
  static void closeSegmenter() {
    segmenters.close();
  }

  @BeforeEach
  void open() throws IOException {
    scorer = new Scorer(disk, segmenters, PhotoReader.create(), Optional.empty());
    store = new ResultStore(disk, data.resolve("results"), Duration.ZERO, 0);
    reviews = new ResultReviews(disk, PhotoReader.create(), store, data);
  }

  private StoredResult scored(byte[] bytes, String name) throws IOException {
    ResultRequest request =
        new ResultRequest(
            Instant.now(),
            name,
            "upload",
            Optional.empty(),
            BrightProvider.ID,
            0,
            Optional.empty(),
            OptionalInt.empty(),
            Optional.empty());
    StoredResult result = store.create(request, "jpg", Optional.of(bytes));
    ResultVersion first = scorer.answer(result, (share, stage) -> {});
    assertEquals(1, first.number());
    return result;
  }

  /** All that can be seen: names and contents. */
  private Map<String, String> seen() throws IOException {
    Map<String, String> seen = new TreeMap<>();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = data.relativize(file).toString();
        if (!name.contains("/.") && !name.startsWith("uploads")) {
          seen.put(name, HexFormat.of().formatHex(sha256(Files.readAllBytes(file))));
        }
      }
    }
    return seen;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(sha256(bytes));
  }

  private List<String> log() throws IOException {
    Path log = data.resolve("feedback/log.csv");
    return Files.exists(log) ? Files.readAllLines(log) : List.of();
  }

  private List<String> names(String folder) throws IOException {
    return new ResultDisk()
        .names(data.resolve(folder)).stream().filter(name -> !name.startsWith(".")).toList();
  }

  private AnnotatedPhoto label(String stem) throws IOException {
    return TrainingLabels.read(data.resolve("feedback/labels").resolve(stem + ".geojson"));
  }

  private interface Action {
    void run() throws IOException;
  }

  /** Lets each step of an action fail in turn, until all of it goes well. */
  private void everyStepCanFail(Action action, boolean full) throws IOException {
    Map<String, String> before = seen();
    int rows = log().size();
    int failures = 0;
    for (int n = 0; ; n++) {
      if (full) {
        disk.fullFrom(n);
      } else {
        disk.failAt(n);
      }
      boolean taken = false;
      try {
        action.run();
        taken = true;
      } catch (IOException e) {
        failures++;
        assertEquals(full, e instanceof DiskFullException, e.toString());
      }
      boolean reached = disk.reached();
      disk.mend();
      if (!taken) {
        assertEquals(before, seen(), "nothing of it stays, step " + n);
      } else {
        assertEquals(rows + 1, log().size(), "what was taken is in the log");
        assertTrue(failures > 5, failures + " steps could fail");
        assertTrue(reached || n > failures);
        return;
      }
    }
  }

  /** A verdict that is answered with an error was not taken; one that is taken is in the log. */
  @Test
  void aVerdictIsTakenWholeOrNotAtAll() throws Exception {
    for (boolean full : new boolean[] {false, true}) {
      StoredResult first = scored(photo, "box.jpg");
      StoredResult second = scored(photo, "box.jpg");
      everyStepCanFail(() -> reviews.judge(first, Kind.ACCEPT, "Ann", "well"), full);
      String stem = "box-" + hex(photo);
      assertEquals(first.id(), label(stem).attributes().get("result"));
      everyStepCanFail(() -> reviews.judge(second, Kind.ACCEPT, "Bob", ""), full);
      assertEquals(second.id(), label(stem).attributes().get("result"));
      byte[] shapes =
          ("{\"type\":\"Feature\",\"properties\":{\"label\":\"Rock_Fragment\"},\"geometry\":"
                  + "{\"type\":\"Polygon\",\"coordinates\":[[[5,5],[25,5],[25,25],[5,25],[5,5]]]}}")
              .getBytes(StandardCharsets.UTF_8);
      everyStepCanFail(() -> reviews.correct(second, shapes, "Bob", ""), full);
      assertEquals("correct", label(stem).attributes().get("verdict"));
      everyStepCanFail(() -> reviews.judge(second, Kind.REJECT, "Bob", ""), full);
      assertEquals(first.id(), label(stem).attributes().get("result"), "true again");
      everyStepCanFail(() -> reviews.undo(second), full);
      assertEquals("correct", label(stem).attributes().get("verdict"));
      for (int i = 0; i < 2; i++) {
        reviews.undo(second);
      }
      reviews.undo(first);
      assertEquals(List.of(), names("feedback/labels"));
      assertEquals(List.of(), names("feedback/photos"), "nothing is true of it any more");
    }
  }

  /** Unreadable files of other photos show that they are not read. */
  private void reviewed(int photos) throws IOException {
    StringBuilder rows = new StringBuilder("time,author,result,version,photo,verdict,comment\n");
    for (int i = 0; i < photos; i++) {
      String stem = "other-" + hex(ByteBuffer.allocate(4).putInt(i).array());
      Files.writeString(data.resolve("feedback/labels").resolve(stem + ".geojson"), "damaged");
      Files.writeString(data.resolve("feedback/photos").resolve(stem + ".jpg"), "damaged");
      rows.append("2026-01-01T00:00:00Z,\"Ann\",x,2,\"other.jpg\",accept,\"\"\n");
    }
    Files.writeString(data.resolve("feedback/log.csv"), rows);
    open();
  }

  /** An accept does the same to the disk after three reviewed photos and after three thousand. */
  @Test
  void anAcceptCostsTheSameHoweverManyPhotosWereReviewed() throws Exception {
    List<Map<ResultDisk.Step, Integer>> counts = new ArrayList<>();
    for (int reviewed : new int[] {3, 3000}) {
      for (Path file : List.of(data.resolve("feedback"), data.resolve("reviews"))) {
        disk.remove(file);
      }
      open();
      reviewed(reviewed);
      StoredResult result = scored(photo, "box.jpg");
      Map<String, String> before = seen();
      disk.mend();
      reviews.judge(result, Kind.ACCEPT, "Ann", "");
      counts.add(disk.counts());
      for (Path folder : disk.listed()) {
        assertFalse(folder.startsWith(data.resolve("feedback")), folder.toString());
      }
      Map<String, String> after = seen();
      after.entrySet().removeAll(before.entrySet());
      String stem = "box-" + hex(photo);
      String at = "results/" + result.id();
      assertEquals(
          Set.of(
              "feedback/labels/" + stem + ".geojson",
              "feedback/photos/" + stem + ".jpg",
              "feedback/log.csv",
              at + "/versions/2/version.json",
              at + "/current.json"),
          after.keySet());
    }
    assertEquals(counts.get(0), counts.get(1));
    assertTrue(counts.get(0).getOrDefault(ResultDisk.Step.WRITE, 99) < 20, counts.toString());
    assertTrue(counts.get(0).getOrDefault(ResultDisk.Step.READ, 99) < 20, counts.toString());
  }

  /** Two photos whose hashes have the first 32 bits in common: one search in 2^16 finds such. */
  @Test
  void photosWhoseHashesBeginWithTheSameDigitsAreTwo() throws Exception {
    MessageDigest start = MessageDigest.getInstance("SHA-256");
    start.update(photo);
    Map<Integer, Integer> seen = new HashMap<>();
    List<byte[]> pair = new ArrayList<>();
    for (int i = 0; pair.isEmpty(); i++) {
      MessageDigest digest = (MessageDigest) start.clone();
      byte[] tail = ByteBuffer.allocate(4).putInt(i).array();
      int head = ByteBuffer.wrap(digest.digest(tail)).getInt();
      Integer other = seen.putIfAbsent(head, i);
      if (other != null) {
        pair.add(withTail(other));
        pair.add(withTail(i));
      }
    }
    assertEquals(hex(pair.get(0)).substring(0, 8), hex(pair.get(1)).substring(0, 8));
    assertNotEquals(hex(pair.get(0)), hex(pair.get(1)));
    for (byte[] one : pair) {
      reviews.judge(scored(one, "box.jpg"), Kind.ACCEPT, "Ann", "");
    }
    assertEquals(2, names("feedback/labels").size());
    for (byte[] one : pair) {
      String name = label("box-" + hex(one)).name();
      assertEquals(
          hex(one), hex(Files.readAllBytes(data.resolve("feedback/photos").resolve(name))));
    }
  }

  private static byte[] withTail(int i) {
    byte[] all = Arrays.copyOf(photo, photo.length + 4);
    ByteBuffer.wrap(all, photo.length, 4).putInt(i);
    return all;
  }

  /** A photo that comes under another name is the same photo, also after a start. */
  @Test
  void aPhotoKeepsTheNameThatItHas() throws Exception {
    reviews.judge(scored(photo, "box.jpg"), Kind.ACCEPT, "Ann", "");
    open();
    StoredResult again = scored(photo, "tray.jpg");
    reviews.judge(again, Kind.ACCEPT, "Bob", "");
    assertEquals(List.of("box-" + hex(photo) + ".jpg"), names("feedback/photos"));
    assertEquals(again.id(), label("box-" + hex(photo)).attributes().get("result"));
  }

  @Test
  void halfARowThatAKillHasLeftIsCutOff() throws Exception {
    StoredResult result = scored(photo, "box.jpg");
    reviews.judge(result, Kind.ACCEPT, "Ann", "");
    List<String> rows = log();
    Files.writeString(
        data.resolve("feedback/log.csv"), String.join("\n", rows) + "\n2026-01-01T00:00");
    open();
    assertEquals(rows, log());
    reviews.judge(result, Kind.REJECT, "Bob", "");
    assertEquals(rows.size() + 1, log().size());
    assertTrue(log().get(rows.size()).contains("reject"), log().toString());
  }

  /** The form in which photos were known by eight digits of their hash. */
  private void intoTheFormOfBefore() throws IOException {
    Path feedback = data.resolve("feedback");
    for (String name : names("feedback/photos")) {
      String hash = name.substring(name.lastIndexOf('-') + 1, name.lastIndexOf('.'));
      String to = name.replace(hash, hash.substring(0, 8));
      String stem = name.substring(0, name.lastIndexOf('.'));
      String toStem = to.substring(0, to.lastIndexOf('.'));
      rename(feedback.resolve("labels"), stem + ".geojson", toStem + ".geojson", to);
      Path earlier = Files.createDirectories(feedback.resolve("earlier").resolve(toStem));
      for (String file : names("reviews/earlier/" + stem)) {
        Path moved = earlier.resolve(file);
        Files.move(data.resolve("reviews/earlier").resolve(stem).resolve(file), moved);
        rename(earlier, file, file, to);
      }
      Files.move(feedback.resolve("photos").resolve(name), feedback.resolve("photos").resolve(to));
    }
    Files.writeString(feedback.resolve("labels.json"), "{\"images\":[]}");
    Files.createDirectories(feedback.resolve("open"));
    disk.remove(data.resolve("reviews"));
  }

  private static void rename(Path folder, String from, String to, String photo) throws IOException {
    AnnotatedPhoto said = TrainingLabels.read(folder.resolve(from));
    Files.delete(folder.resolve(from));
    var unused =
        AnnotationWriter.write(
            folder.resolve(to),
            AnnotationFormat.GEOJSON,
            List.of(new AnnotatedPhoto(photo, said.size(), said.polygons(), said.attributes())),
            true);
  }

  @Test
  void aFolderOfTheFormBeforeOpensAsIfItHadAlwaysBeenOfThis() throws Exception {
    StoredResult first = scored(photo, "box.jpg");
    StoredResult second = scored(photo, "box.jpg");
    StoredResult other = scored(withTail(1), "tray.jpg");
    reviews.judge(first, Kind.ACCEPT, "Ann", "");
    reviews.judge(second, Kind.ACCEPT, "Bob", "");
    reviews.judge(other, Kind.ACCEPT, "Ann", "");
    Map<String, String> before = seen();
    intoTheFormOfBefore();
    assertEquals(
        "box-" + hex(photo).substring(0, 8) + ".jpg",
        names("feedback/photos").get(0),
        "the form of before");
    open();
    assertEquals(before, seen());
    reviews.undo(second);
    assertEquals(first.id(), label("box-" + hex(photo)).attributes().get("result"));
    open();
    assertEquals(first.id(), label("box-" + hex(photo)).attributes().get("result"));
  }

  /** In the form of before a photo could have taken the labels of another. */
  @Test
  void labelsThatAnotherPhotoHasTakenAreSetAsideAndNoTruthOfIt() throws Exception {
    StoredResult mine = scored(photo, "box.jpg");
    StoredResult other = scored(withTail(1), "box.jpg");
    reviews.judge(mine, Kind.ACCEPT, "Ann", "");
    intoTheFormOfBefore();
    String stem = "box-" + hex(photo).substring(0, 8);
    Path labels = data.resolve("feedback/labels").resolve(stem + ".geojson");
    Files.writeString(labels, Files.readString(labels).replace(mine.id(), other.id()));
    open();
    assertEquals(List.of(), names("feedback/labels"));
    assertEquals(List.of(other.id() + ".geojson"), names("reviews/mixed-up"));
    reviews.judge(mine, Kind.ACCEPT, "Ann", "");
    assertEquals(mine.id(), label("box-" + hex(photo)).attributes().get("result"));
  }

  /** A process that is killed while names are made longer continues at the next start. */
  @Test
  void namesAreMadeLongerAlsoWhereThatWasBrokenOff() throws Exception {
    StoredResult first = scored(photo, "box.jpg");
    StoredResult second = scored(photo, "box.jpg");
    reviews.judge(first, Kind.ACCEPT, "Ann", "");
    reviews.judge(second, Kind.ACCEPT, "Bob", "");
    Map<String, String> before = seen();
    for (int n = 0; ; n++) {
      intoTheFormOfBefore();
      disk.failAt(n);
      boolean broken = false;
      try {
        open();
      } catch (IOException e) {
        broken = true;
      }
      disk.mend();
      open();
      assertEquals(before, seen(), String.format(Locale.ROOT, "broken off at step %d", n));
      if (!broken) {
        assertTrue(n > 20, n + " steps could fail");
        return;
      }
    }
  }

  @Test
  void aResultWithoutTheHashOfItsPhotoIsNoTruth() throws Exception {
    StoredResult result = scored(photo, "box.jpg");
    Path note = data.resolve("results").resolve(result.id()).resolve("versions/1/version.json");
    Files.writeString(note, Files.readString(note).replace(hex(photo), "abcd"));
    assertThrows(IOException.class, () -> reviews.judge(result, Kind.ACCEPT, "Ann", ""));
    assertEquals(List.of(), names("feedback/labels"));
  }
}
