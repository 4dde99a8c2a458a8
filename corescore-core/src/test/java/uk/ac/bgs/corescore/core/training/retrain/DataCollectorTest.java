// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.retrain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.core.training.groundtruth.LabelReading;

class DataCollectorTest {
  /** What the label service keeps is read as it lies, each file on its own, with its own photos. */
  @Test
  void theLabelServicesFeedbackIsReadWithItsPhotos(@TempDir Path folder) throws IOException {
    Path photos = folder.resolve("photos");
    RetrainConfig.Source truth =
        new RetrainConfig.Source(
            List.of(), Optional.empty(), photos, Optional.empty(), LabelReading.DEFAULT);
    Path feedback = Files.createDirectories(folder.resolve("data/feedback"));
    Path own = Files.createDirectory(feedback.resolve("photos"));
    Path labels = Files.createDirectory(feedback.resolve("labels"));
    Files.createFile(feedback.resolve("mine.json"));
    Files.createFile(feedback.resolve("log.csv"));
    for (String name : List.of("b.geojson", "a.geojson", ".c.geojson.part")) {
      Files.createFile(labels.resolve(name));
    }
    List<RetrainConfig.Source> sources = DataCollector.feedback(feedback, truth);
    assertEquals(2, sources.size());
    assertEquals(List.of(feedback.resolve("mine.json")), sources.get(0).labels());
    assertEquals(photos, sources.get(0).photos());
    assertEquals(
        List.of(labels.resolve("a.geojson"), labels.resolve("b.geojson")), sources.get(1).labels());
    assertEquals(own, sources.get(1).photos());
    Files.delete(own);
    assertEquals(photos, DataCollector.feedback(feedback, truth).get(1).photos());
  }
}
