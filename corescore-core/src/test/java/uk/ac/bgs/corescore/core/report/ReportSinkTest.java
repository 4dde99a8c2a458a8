// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.core.report.sink.ReportSink;
import uk.ac.bgs.corescore.core.report.sink.ZipSink;

/** Reports go to the host's sink, under the host's names. */
class ReportSinkTest {
  private static final Set<ReportFormat> ALL = EnumSet.allOf(ReportFormat.class);

  private final Map<String, byte[]> kept = new LinkedHashMap<>();
  private final List<String> open = new ArrayList<>();

  /** Keeps files in memory, and requires that there is one stream at a time. */
  private final ReportSink memory =
      ReportSink.of(
          name -> {
            assertEquals(List.of(), open, "one stream at a time");
            open.add(name);
            return new ByteArrayOutputStream() {
              @Override
              public void close() {
                kept.put(name, toByteArray());
                open.remove(name);
              }
            };
          });

  private static void write(ReportWriter writer) throws IOException {
    writer.write(Samples.box("BH1/a.jpg", Samples.SCALED));
    writer.write("chosen/b 1.5", Samples.box("b.jpg", Samples.UNSCALED));
  }

  private static Map<String, byte[]> files(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    }
    return files;
  }

  private static long temporaryFolders() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith("corescore-report-"))
          .count();
    }
  }

  private static void requireSame(Map<String, byte[]> expected, Map<String, byte[]> found) {
    assertEquals(expected.keySet(), new TreeMap<>(found).keySet());
    expected.forEach((name, bytes) -> assertArrayEquals(bytes, found.get(name), name));
  }

  @Test
  void aZipAndTheMemoryHoldWhatAFolderHolds(@TempDir Path folder) throws IOException {
    final long before = temporaryFolders();
    try (ReportWriter writer = ReportWriter.open(folder, ALL, false)) {
      write(writer);
    }
    Map<String, byte[]> expected = files(folder);
    assertTrue(expected.containsKey("BH1/a.html"), expected.keySet().toString());
    assertTrue(expected.containsKey("chosen/b 1.5.mask.png"), expected.keySet().toString());
    try (ReportWriter writer = ReportWriter.open(memory, ALL)) {
      write(writer);
    }
    requireSame(expected, kept);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipSink zip = new ZipSink(bytes);
        ReportWriter writer = ReportWriter.open(zip, ALL)) {
      write(writer);
    }
    Map<String, byte[]> entries = new TreeMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), in.readAllBytes());
      }
    }
    requireSame(expected, entries);
    assertEquals(before, temporaryFolders());
  }

  @Test
  void theNameIsTheHostsAndThePhotoKeepsItsOwn() throws IOException {
    try (ReportWriter writer =
        ReportWriter.open(memory, EnumSet.of(ReportFormat.CSV, ReportFormat.JSON))) {
      ScoredPhoto photo = Samples.box("b.jpg", Samples.UNSCALED);
      assertEquals(List.of(Path.of("run 7/x.y.json")), writer.write("run 7/x.y", photo));
      ReportException twice =
          assertThrows(ReportException.class, () -> writer.write("run 7/x.y", photo));
      assertTrue(String.valueOf(twice.getMessage()).contains("b.jpg"), twice.getMessage());
      for (String out : List.of("../x", "/x", "a//b", "x/", "a\\b", "")) {
        assertThrows(ReportException.class, () -> writer.write(out, photo), out);
      }
    }
    String measures = new String(kept.get("measures.csv"), StandardCharsets.UTF_8);
    assertTrue(measures.contains("\nb.jpg,"), measures);
    assertEquals(Set.of("run 7/x.y.json", "fragments.csv", "measures.csv"), kept.keySet());
  }

  /** Where one of a photo's files cannot be made none is opened. */
  @Test
  void aReportThatCannotBeMadeOpensNothing() throws IOException {
    ScoredPhoto more = Samples.squares("many.jpg", 65536);
    try (ReportWriter writer =
        ReportWriter.open(memory, EnumSet.of(ReportFormat.JSON, ReportFormat.INSTANCES))) {
      assertThrows(CoreScoreException.class, () -> writer.write(more));
      assertEquals(Set.of(), kept.keySet());
      writer.write(Samples.box("many.jpg", Samples.UNSCALED));
    }
    assertEquals(Set.of("many.json", "many.instances.png"), kept.keySet());
  }

  @Test
  void aSinkThatFailsIsHeardAndThePhotoCanBeWrittenAgain() throws IOException {
    boolean[] full = {true};
    ReportSink failing =
        ReportSink.of(
            name ->
                new OutputStream() {
                  @Override
                  public void write(int b) throws IOException {
                    if (full[0]) {
                      throw new IOException("the store is full");
                    }
                  }

                  @Override
                  public void close() {
                    open.add(name);
                  }
                });
    try (ReportWriter writer = ReportWriter.open(failing, EnumSet.of(ReportFormat.JSON))) {
      ScoredPhoto photo = Samples.box("a.jpg", Samples.UNSCALED);
      IOException failure = assertThrows(IOException.class, () -> writer.write(photo));
      assertEquals("the store is full", failure.getMessage());
      assertEquals(List.of("a.json"), open, "its stream is closed");
      full[0] = false;
      writer.write(photo);
    }
  }

  /** The tables of a batch are all there is of its rows, so the message says where they are. */
  @Test
  void tablesThatTheSinkDoesNotTakeStay() throws IOException {
    for (Exception reason :
        List.of(new IOException("the store is full"), new IllegalStateException("an error"))) {
      ReportSink failing =
          ReportSink.of(
              name -> {
                if (name.equals("measures.csv")) {
                  if (reason instanceof IOException io) {
                    throw io;
                  }
                  throw (RuntimeException) reason;
                }
                return new ByteArrayOutputStream();
              });
      ReportWriter writer = ReportWriter.open(failing, EnumSet.of(ReportFormat.CSV));
      writer.write(Samples.box("a.jpg", Samples.UNSCALED));
      IOException failure = assertThrows(IOException.class, writer::close);
      String message = String.valueOf(failure.getMessage());
      Path folder = Path.of(message.substring(0, message.indexOf(": the tables stay there")));
      assertTrue(message.endsWith(reason.toString()), message);
      assertEquals(2, Files.readAllLines(folder.resolve("measures.csv")).size());
      for (String table : List.of("measures.csv", "fragments.csv")) {
        Files.delete(folder.resolve(table));
      }
      Files.delete(folder);
    }
  }

  @Test
  void aZipThatWasClosedBeforeTheWriterIsAnError() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ZipSink zip = new ZipSink(bytes);
    try (ReportWriter writer = ReportWriter.open(zip, EnumSet.of(ReportFormat.JSON))) {
      writer.write(Samples.box("a.jpg", Samples.UNSCALED));
      zip.close();
      int size = bytes.size();
      IOException late =
          assertThrows(
              IOException.class, () -> writer.write(Samples.box("b.jpg", Samples.UNSCALED)));
      assertEquals("b.json: the ZIP was closed before this entry", late.getMessage());
      zip.close();
      assertEquals(size, bytes.size());
    }
  }

  /** Bytes are missing in the middle, so nothing after it can make the ZIP whole. */
  @Test
  void aZipWhoseStreamFailsStaysBroken() throws IOException {
    boolean[] gone = {true};
    ZipSink zip =
        new ZipSink(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                if (gone[0]) {
                  throw new IOException("the client is gone");
                }
              }
            });
    try (ReportWriter writer = ReportWriter.open(zip, EnumSet.of(ReportFormat.JSON))) {
      ScoredPhoto photo = Samples.box("a.jpg", Samples.UNSCALED);
      IOException first = assertThrows(IOException.class, () -> writer.write(photo));
      assertEquals("the client is gone", first.getMessage());
      gone[0] = false;
      for (IOException failure :
          List.of(
              assertThrows(
                  IOException.class, () -> writer.write(Samples.box("b.jpg", Samples.UNSCALED))),
              assertThrows(IOException.class, zip::close))) {
        assertEquals(
            "the ZIP is incomplete, an earlier write failed: " + first, failure.getMessage());
      }
    }
  }

  @Test
  void aFileThatCannotBeDiscardedDoesNotHideTheReason() throws IOException {
    IOException stays = new IOException("something of it stays");
    ReportSink failing =
        name ->
            new ReportSink.PendingFile() {
              @Override
              public OutputStream out() {
                return OutputStream.nullOutputStream();
              }

              @Override
              public void publish() throws IOException {
                throw new IOException("the store is full");
              }

              @Override
              public void discard() throws IOException {
                throw stays;
              }
            };
    try (ReportWriter writer = ReportWriter.open(failing, EnumSet.of(ReportFormat.JSON))) {
      IOException failure =
          assertThrows(
              IOException.class, () -> writer.write(Samples.box("a.jpg", Samples.UNSCALED)));
      assertEquals("the store is full", failure.getMessage());
      assertEquals(List.of(stays), List.of(failure.getSuppressed()));
    }
  }

  @Test
  void aZipRefusesANameThatItHas() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Set<ReportFormat> json = EnumSet.of(ReportFormat.JSON);
    ScoredPhoto photo = Samples.box("a.jpg", Samples.UNSCALED);
    try (ZipSink zip = new ZipSink(bytes)) {
      try (ReportWriter writer = ReportWriter.open(zip, json)) {
        writer.write(photo);
      }
      try (ReportWriter writer = ReportWriter.open(zip, json)) {
        assertThrows(FileAlreadyExistsException.class, () -> writer.requireFree("a.jpg"));
        FileAlreadyExistsException taken =
            assertThrows(FileAlreadyExistsException.class, () -> writer.write(photo));
        assertEquals("a.json", taken.getFile());
      }
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> ReportWriter.open(memory, EnumSet.noneOf(ReportFormat.class)));
  }
}
