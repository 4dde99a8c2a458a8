// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.ac.bgs.corescore.core.annotation.AnnotatedPhoto;
import uk.ac.bgs.corescore.core.annotation.AnnotationFormat;
import uk.ac.bgs.corescore.core.annotation.AnnotationWriter;
import uk.ac.bgs.corescore.core.internal.files.Sha256;

/**
 * Brings a folder into the form of today in which photos are known by eight digits of their hash,
 * and all labels are in one file besides. A photo is renamed last, so that a process that is killed
 * continues where it was.
 */
final class ShortNames {
  private static final Logger LOG = LoggerFactory.getLogger("corescore.review");
  private static final Pattern SHORT = Pattern.compile("(.*)-([0-9a-f]{8})\\.([a-z]+)");
  private static final String SUFFIX = ".geojson";

  private final ResultDisk disk;
  private final ResultStore results;
  private final Path feedback;
  private final Path reviews;

  ShortNames(ResultDisk disk, ResultStore results, Path feedback, Path reviews) {
    this.disk = disk;
    this.results = results;
    this.feedback = feedback;
    this.reviews = reviews;
  }

  /** Migrates the folder; does nothing if it has the current form. */
  void lengthen() throws IOException {
    disk.makeFolder(reviews);
    for (String name : List.of("earlier", "open")) {
      Path from = feedback.resolve(name);
      if (Files.isDirectory(from)) {
        disk.makeFolder(reviews.resolve(name));
        disk.sweep(from);
        for (String file : disk.names(from)) {
          disk.move(from.resolve(file), reviews.resolve(name).resolve(file));
        }
        disk.remove(from);
      }
    }
    int count = 0;
    for (String name : disk.names(feedback.resolve("photos"))) {
      Matcher known = SHORT.matcher(name);
      if (known.matches() && !name.startsWith(".")) {
        lengthen(name, known);
        count++;
      }
    }
    // It was made of the others.
    disk.delete(feedback.resolve("labels.json"));
    if (count > 0) {
      LOG.info("event=feedback-renamed photos={}", count);
    }
  }

  private void lengthen(String name, Matcher known) throws IOException {
    Path photo = feedback.resolve("photos").resolve(name);
    String hash = Sha256.of(photo);
    if (!hash.startsWith(known.group(2))) {
      LOG.warn("photo={} event=not-renamed reason=\"its content is another\"", name);
      return;
    }
    String oldStem = known.group(1) + "-" + known.group(2);
    String stem = known.group(1) + "-" + hash;
    String to = stem + "." + known.group(3);
    Path labels = feedback.resolve("labels");
    rename(labels.resolve(oldStem + SUFFIX), labels.resolve(stem + SUFFIX), to, hash);
    Path earlier = reviews.resolve("earlier").resolve(oldStem);
    for (String file : disk.names(earlier)) {
      Path target = reviews.resolve("earlier").resolve(stem);
      disk.makeFolder(target);
      rename(earlier.resolve(file), target.resolve(file), to, hash);
    }
    disk.remove(earlier);
    disk.move(photo, photo.resolveSibling(to));
  }

  /** Writes a label file under another name, which it holds too. */
  private void rename(Path from, Path to, String photo, String hash) throws IOException {
    if (!Files.exists(from)) {
      return;
    }
    AnnotatedPhoto said = TrainingLabels.read(from);
    Optional<String> other = hashOf(said.attributes().getOrDefault("result", ""));
    if (other.isPresent() && !other.get().equals(hash)) {
      // The eight digits were those of two photos, and this was stated about the other.
      Path aside = reviews.resolve("mixed-up");
      disk.makeFolder(aside);
      disk.move(from, aside.resolve(said.attributes().get("result") + SUFFIX));
      LOG.warn("photo={} event=labels-of-another-photo kept={}", photo, aside);
      return;
    }
    AnnotatedPhoto named =
        new AnnotatedPhoto(photo, said.size(), said.polygons(), said.attributes());
    disk.move(
        disk.make(
            to,
            part -> {
              var unused =
                  AnnotationWriter.write(part, AnnotationFormat.GEOJSON, List.of(named), true);
            }),
        to);
    disk.delete(from);
  }

  /** The hash of the photo that a result is of, if the result is still there. */
  private Optional<String> hashOf(String id) throws IOException {
    Optional<StoredResult> result = results.find(id);
    Optional<ResultVersion> first = result.isEmpty() ? Optional.empty() : result.get().version(1);
    return first.isEmpty()
        ? Optional.empty()
        : Optional.of(first.get().fact("photo").get("sha256").plain());
  }
}
