// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.CoreScoreException;

/** Journals whose end is missing, or that are damaged. */
class JournalTest {
  private static final String SET = "0123456789abcdef";

  @TempDir private Path folder = Path.of(".");
  private Path file = Path.of(".");
  private final List<PhotoRecord> records = new ArrayList<>();
  private final List<Long> begins = new ArrayList<>();
  private byte[] whole = new byte[0];

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("journal.bin");
    try (Journal journal = Journal.open(file, SET, 0)) {
      for (int i = 1; i <= 4; i++) {
        PhotoRecord record = record(i);
        records.add(record);
        begins.add(journal.append(record));
      }
    }
    whole = Files.readAllBytes(file);
    begins.add((long) whole.length);
  }

  private static PhotoRecord record(int i) {
    String name = "BH\u00e9/\uD83E\uDEA8" + i + ".jpg";
    List<List<@org.jspecify.annotations.Nullable Object>> fragments = new ArrayList<>();
    for (int n = 0; n < i; n++) {
      fragments.add(Arrays.asList(name, (long) n, -0.1 * n, null, n % 2 == 0, "Rock"));
    }
    return new PhotoRecord(
        name,
        i,
        i + " bytes",
        Instant.ofEpochSecond(i, 123_456_789),
        i != 2,
        "BH/" + i,
        new TreeSet<>(i == 2 ? List.of() : List.of("json", "thumbnail")),
        1L << 40,
        Arrays.asList(name, null, Double.MIN_VALUE, Long.MIN_VALUE, "a,b\n\"c\"", false),
        fragments);
  }

  private List<PhotoRecord> read(byte[] content) throws IOException {
    Files.write(file, content);
    List<PhotoRecord> read = new ArrayList<>();
    JournalFile.read(file, SET, (offset, bytes) -> read.add(RecordCodec.decode(bytes)));
    return read;
  }

  @Test
  void recordsReadBackAsTheyWere() throws IOException {
    assertEquals(records, read(whole));
  }

  /** Wherever a kill cuts it off, what is whole is read and the next run goes on there. */
  @Test
  void aTailThatIsCutOffAtAnyByteIsCutAway() throws IOException {
    for (int length = 0; length < whole.length; length++) {
      int cut = length;
      Files.write(file, Arrays.copyOf(whole, length));
      List<PhotoRecord> read = new ArrayList<>();
      long end =
          JournalFile.read(file, SET, (offset, bytes) -> read.add(RecordCodec.decode(bytes)));
      int sound = (int) begins.stream().skip(1).filter(begin -> begin <= cut).count();
      assertEquals(records.subList(0, sound), read, "cut at " + length);
      assertEquals(length < begins.get(0) ? 0 : begins.get(sound), end, "cut at " + length);
      if (cut % 16 != 0 && !begins.contains((long) cut)) {
        continue; // forcing to the disk takes its time
      }
      try (Journal journal = Journal.open(file, SET, end)) {
        for (PhotoRecord missing : records.subList(sound, records.size())) {
          journal.append(missing);
        }
      }
      assertEquals(-1, Arrays.mismatch(whole, Files.readAllBytes(file)), "cut at " + length);
    }
  }

  @Test
  void zerosAtTheEndAreWhatAPowerCutLeaves() throws IOException {
    for (int record = 0; record < 4; record++) {
      for (int more : new int[] {0, 5, 12, 13, 40}) {
        int from = begins.get(record).intValue() + more;
        byte[] cut = whole.clone();
        Arrays.fill(cut, Math.min(from, cut.length), cut.length, (byte) 0);
        assertEquals(records.subList(0, record), read(cut), record + " + " + more);
      }
    }
  }

  /** A byte that has changed is never a record: it is damage, or the last record is dropped. */
  @Test
  void damageAtAnyByteIsReportedWithItsPlace() throws IOException {
    int last = begins.get(3).intValue();
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 0x20;
      if (i >= last + 12) {
        assertEquals(records.subList(0, 3), read(damaged), "byte " + i);
        continue;
      }
      CoreScoreException refused =
          assertThrows(CoreScoreException.class, () -> read(damaged), "byte " + i);
      String message = String.valueOf(refused.getMessage());
      assertTrue(message.startsWith(file + ": "), message);
      if (i >= begins.get(0)) {
        int at = i;
        long begin = begins.stream().filter(b -> b <= at).reduce((a, b) -> b).orElseThrow();
        assertTrue(message.contains("damaged at byte " + begin + " of "), message);
      }
    }
  }

  @Test
  void theJournalOfAnotherSetIsRefused() {
    CoreScoreException refused =
        assertThrows(
            CoreScoreException.class,
            () -> JournalFile.read(file, "fedcba9876543210", (offset, bytes) -> {}));
    assertTrue(String.valueOf(refused.getMessage()).contains("fedcba9876543210"));
  }
}
