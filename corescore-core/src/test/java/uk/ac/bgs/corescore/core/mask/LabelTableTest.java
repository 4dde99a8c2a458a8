// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.mask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.photo.PhotoPairing;
import uk.ac.bgs.corescore.mask.Label;
import uk.ac.bgs.corescore.mask.LabelSet;

class LabelTableTest {
  private final Path folder;

  LabelTableTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static void refused(Path file, String... words) {
    CoreScoreException e = assertThrows(CoreScoreException.class, () -> LabelTable.read(file));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.startsWith(file.toString()), message);
    for (String word : words) {
      assertTrue(message.contains(word), message);
    }
  }

  @Test
  void aLineIsALabel() throws IOException {
    Path file =
        Files.writeString(folder.resolve("labels.txt"), "\uFEFFLeer\r\n\nR\u00f6tel , rock\n");
    LabelSet labels =
        new LabelSet(List.of(new Label("Leer", false), new Label("R\u00f6tel", true)));
    assertEquals(labels, LabelTable.read(file));
  }

  @Test
  void bytesOfAnotherEncodingAreNamedWithFileAndLine() throws IOException {
    byte[] latin = "Leer\nR\u00f6tel,rock\n".getBytes(StandardCharsets.ISO_8859_1);
    Path file = Files.write(folder.resolve("labels.txt"), latin);
    refused(file, ": expected text in UTF-8, got the byte 0xf6 in line 2");
    refused(Files.write(folder.resolve("cut.txt"), new byte[] {'a', (byte) 0xC3}), "UTF-8", "0xc3");
    Path scales = Files.write(folder.resolve("scales.csv"), latin);
    CoreScoreException e =
        assertThrows(CoreScoreException.class, () -> PhotoPairing.of(List.of()).withScales(scales));
    assertTrue(
        String.valueOf(e.getMessage()).startsWith(scales + ": expected text in UTF-8"),
        e.getMessage());
  }

  @Test
  void whatIsNoTableIsRefused() throws IOException {
    refused(
        Files.writeString(folder.resolve("a"), "Void\nStone,stone"), "NAME,rock", "Stone,stone");
    refused(Files.writeString(folder.resolve("b"), "Void\n,rock"), "name");
    refused(Files.writeString(folder.resolve("c"), "Void\nVoid"), "Void");
    refused(Files.writeString(folder.resolve("d"), ""));
    refused(folder, "it is a folder");
    assertThrows(NoSuchFileException.class, () -> LabelTable.read(folder.resolve("none")));
  }
}
