// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A country with digits and letters of its own changes nothing. */
class LocaleTest {
  @TempDir Path folder = Path.of(".");

  private void all(String name) {
    Path own = folder.resolve(name);
    Path photos = own.resolve("drawn/photos");
    run(
        "draw",
        "--count",
        3,
        "--seed",
        3,
        "--width",
        640,
        "--height",
        96,
        "--out",
        own.resolve("drawn"));
    run(
        "train",
        "--masks",
        own.resolve("drawn/masks"),
        "--photos",
        photos,
        "--drawn",
        0,
        "--batch",
        1,
        "--resize",
        2,
        "--epochs",
        1,
        "--validate-share",
        "0.3",
        "--out",
        own.resolve("trained"));
    run(
        "score",
        photos,
        "--segmenter",
        "djl-unet",
        "--model",
        own.resolve("trained/model.corescore"),
        "--out",
        own.resolve("scored"));
  }

  private static void run(Object... args) {
    CoreScoreCommandTest.Run run = CoreScoreCommandTest.run(args);
    assertEquals(0, run.exitCode(), run.err());
  }

  @Test
  void trainingAndScoringGiveTheSameInEveryCountry() throws IOException {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.ROOT);
      all("root");
      for (String country : new String[] {"ar-EG-u-nu-arab", "tr"}) {
        Locale.setDefault(Locale.forLanguageTag(country));
        boolean digits = !"1".equals(String.format(Locale.getDefault(), "%d", 1));
        assertEquals(country.startsWith("ar"), digits, "the country has digits of its own");
        all(country);
      }
    } finally {
      Locale.setDefault(before);
    }
    for (String file :
        new String[] {
          "drawn/truth.csv",
          "drawn/labels.json",
          "scored/measures.csv",
          "scored/fragments.csv",
          "scored/drawn-000003.geojson"
        }) {
      String root = Files.readString(folder.resolve("root").resolve(file));
      assertNotEquals("", root);
      assertEquals(root, Files.readString(folder.resolve("ar-EG-u-nu-arab").resolve(file)), file);
      assertEquals(root, Files.readString(folder.resolve("tr").resolve(file)), file);
    }
    String page = Files.readString(folder.resolve("ar-EG-u-nu-arab/scored/drawn-000003.html"));
    assertTrue(page.chars().noneMatch(c -> Character.isDigit(c) && c > '9'), "only 0 to 9");
  }
}
