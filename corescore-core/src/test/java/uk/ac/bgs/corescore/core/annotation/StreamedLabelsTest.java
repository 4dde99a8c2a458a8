// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.FailureKind;

/** Labels from a stream are read as those of a file of the same name. */
class StreamedLabelsTest {
  private final AnnotationReader reader = AnnotationReader.create();

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static long temporaryZips() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith("corescore-labels-"))
          .count();
    }
  }

  @Test
  void eachFormatIsReadAsFromItsFile(@TempDir Path folder) throws IOException {
    Map<String, String> samples = new LinkedHashMap<>();
    samples.put("labelbox.json", LabelSamples.LABELBOX);
    samples.put("labeltool.json", LabelSamples.LABELTOOL);
    samples.put("labelme.json", LabelSamples.labelme());
    samples.put("via.json", LabelSamples.VIA);
    samples.put("cvat.xml", LabelSamples.CVAT);
    for (Map.Entry<String, String> sample : samples.entrySet()) {
      Path file = Files.writeString(folder.resolve(sample.getKey()), sample.getValue());
      AnnotationFile expected = reader.read(file);
      AnnotationFile read = reader.read(file.toString(), stream(sample.getValue()));
      assertEquals(expected.toString(), read.toString(), sample.getKey());
      assertEquals(
          expected.toString(),
          reader.read(file.toString(), stream(sample.getValue()), expected.format()).toString());
    }
  }

  @Test
  void aZipIsReadAsFromItsFileAndNothingOfItStays(@TempDir Path folder) throws IOException {
    long before = temporaryZips();
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("a.json", LabelSamples.LABELTOOL);
    entries.put("set/b.json", LabelSamples.LABELTOOL.replace("a.jpg", "b.jpg"));
    entries.put("set/c.json", "{");
    byte[] zip = LabelSamples.zip(entries);
    Path file = Files.write(folder.resolve("export.zip"), zip);
    AnnotationFile expected = reader.read(file);
    AnnotationFile read = reader.read(file.toString(), new ByteArrayInputStream(zip));
    assertEquals(expected.toString(), read.toString());
    assertEquals(1, read.problems().size());
    assertTrue(
        read.problems().get(0).file().startsWith(file + "!set/c.json"), "it is named as it was");
    byte[] torn = java.util.Arrays.copyOf(zip, zip.length - 30);
    AnnotationException damaged =
        assertThrows(
            AnnotationException.class,
            () -> reader.read("upload.zip", new ByteArrayInputStream(torn)));
    assertTrue(String.valueOf(damaged.getMessage()).startsWith("upload.zip: not a sound ZIP"));
    assertEquals(before, temporaryZips());
  }

  @Test
  void failuresNameWhatTheHostNamed() {
    AnnotationException unknown =
        assertThrows(
            AnnotationException.class, () -> reader.read("upload 7.json", stream("{\"a\": 1}")));
    assertEquals(FailureKind.UNSUPPORTED, unknown.kind());
    assertTrue(
        String.valueOf(unknown.getMessage()).startsWith("upload 7.json: "), unknown.getMessage());
    AnnotationException other =
        assertThrows(
            AnnotationException.class,
            () -> reader.read("a.json", stream(LabelSamples.VIA), AnnotationFormat.COCO));
    assertEquals(FailureKind.UNSUPPORTED, other.kind());
    AnnotationException large =
        assertThrows(
            AnnotationException.class,
            () ->
                reader
                    .within(new SourceFiles.Limits(10, 5))
                    .read("a.json", stream(LabelSamples.VIA)));
    assertEquals(FailureKind.TOO_LARGE, large.kind());
    assertThrows(
        IOException.class,
        () ->
            reader.read(
                "a.json",
                new InputStream() {
                  @Override
                  public int read() throws IOException {
                    throw new IOException("gone");
                  }

                  @Override
                  public int read(byte[] bytes, int offset, int length) throws IOException {
                    throw new IOException("gone");
                  }
                }));
  }

  @Test
  void theStreamIsLeftOpen() throws IOException {
    boolean[] closed = new boolean[1];
    InputStream in =
        new ByteArrayInputStream(LabelSamples.LABELTOOL.getBytes(StandardCharsets.UTF_8)) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    assertEquals(
        List.of("a.jpg"),
        reader.read("a.json", in).photos().stream().map(AnnotatedPhoto::name).toList());
    assertFalse(closed[0]);
  }
}
