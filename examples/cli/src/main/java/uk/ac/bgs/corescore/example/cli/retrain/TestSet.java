// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli.retrain;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.mask.InstancesPng;
import uk.ac.bgs.corescore.core.mask.MaskPng;
import uk.ac.bgs.corescore.core.registry.ModelRegistry;
import uk.ac.bgs.corescore.core.registry.ModelVersion;
import uk.ac.bgs.corescore.core.registry.Registration;
import uk.ac.bgs.corescore.mask.Segmentation;

/**
 * The photos that candidates are judged by, as the registry keeps them: a version of {@code
 * MODEL-test-set} with the photos, their masks and {@code learnt.csv}, the hashes of both.
 */
final class TestSet {
  private static final String FILE = "test-set.zip";
  private static final String TABLE = "test-set.csv";
  private static final String HASH = "test_set/sha256";
  private static final int SHOWN = 5;

  private final ModelRegistry registry;
  private final String name;

  TestSet(ModelRegistry registry, String model) {
    this.registry = registry;
    this.name = model + "-test-set";
  }

  /** What is kept, empty before the first. */
  Optional<Learnt> kept() throws IOException {
    Optional<ModelVersion> version = version();
    return version.isPresent()
        ? Optional.of(Learnt.read(registry.fetch(name, version.get().version(), TABLE)))
        : Optional.empty();
  }

  private Optional<ModelVersion> version() throws IOException {
    OptionalInt number = registry.alias(name, ModelRegistry.PRODUCTION);
    return number.isPresent()
        ? Optional.of(registry.version(name, number.getAsInt()))
        : Optional.empty();
  }

  /** That what is there is what is kept; where it is not, in what they differ. */
  void requireSame(Learnt kept, Learnt now) {
    if (kept.sha256().equals(now.sha256())) {
      return;
    }
    throw new CoreScoreException(
        "the test set has changed since the registry took it as "
            + name
            + ": it lacks "
            + few(kept.without(now))
            + " and has besides "
            + few(now.without(kept))
            + "; figures on another test set say nothing of older ones. Give --new-test-set if it is"
            + " meant");
  }

  private static String few(Learnt some) {
    String names =
        some.rows().stream().limit(SHOWN).map(Learnt.Row::name).collect(Collectors.joining(", "));
    return some.rows().size()
        + (some.rows().isEmpty() ? "" : " (" + names + (some.rows().size() > SHOWN ? ", ..." : ""))
        + (some.rows().isEmpty() ? "" : ")");
  }

  /** Keeps a test set; one that was kept and not yet pointed to is taken. */
  void keep(List<Labelled> photos, Path scratch) throws IOException {
    Learnt table = new Learnt(photos.stream().map(Learnt.Row::of).toList());
    String hash = table.sha256();
    OptionalInt now = registry.alias(name, ModelRegistry.PRODUCTION);
    OptionalInt same =
        registry.versions(name).stream()
            .filter(version -> hash.equals(version.tags().get(HASH)))
            .mapToInt(ModelVersion::version)
            .max();
    int number = same.isPresent() ? same.getAsInt() : register(photos, table, scratch);
    registry.moveAlias(name, ModelRegistry.PRODUCTION, now, number);
  }

  private int register(List<Labelled> photos, Learnt table, Path scratch) throws IOException {
    Files.createDirectories(scratch);
    Path zip = scratch.resolve(FILE);
    try (ZipOutputStream out =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(zip)))) {
      // Photos and masks are compressed already.
      out.setLevel(1);
      for (Labelled photo : photos) {
        entry(out, "photos/" + photo.photo().name());
        Files.copy(photo.photo().file(), out);
        write(photo, scratch);
        for (Path file : List.of(photo.mask(scratch), photo.instances(scratch))) {
          entry(out, "masks/" + zipName(scratch.relativize(file)));
          Files.copy(file, out);
        }
      }
    }
    Path csv = scratch.resolve(TABLE);
    Files.writeString(csv, table.csv(), StandardCharsets.UTF_8);
    int number =
        registry
            .register(
                name,
                new Registration(
                    zip,
                    Optional.empty(),
                    Map.of(TABLE, csv),
                    Map.of(HASH, table.sha256(), "photos", Integer.toString(photos.size()))))
            .version();
    WorkFolder.clear(scratch);
    return number;
  }

  private static String zipName(Path path) {
    return path.toString().replace(path.getFileSystem().getSeparator(), "/");
  }

  private static void entry(ZipOutputStream out, String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setLastModifiedTime(FileTime.fromMillis(0));
    out.putNextEntry(entry);
  }

  /** The truth as two files. */
  private static void write(Labelled photo, Path folder) throws IOException {
    Segmentation truth = photo.drawing().draw();
    Path own = photo.mask(folder).getParent();
    if (own != null) {
      Files.createDirectories(own);
    }
    InstancesPng.write(truth.fragments(), photo.instances(folder), true);
    // Last: where there is a mask, its fragments are there as well.
    MaskPng.write(truth.mask(), photo.mask(folder), true);
  }

  /** Masks in a folder, those that are there already left as they are. */
  static void write(List<Labelled> photos, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Labelled photo : photos) {
      if (!Files.exists(photo.mask(folder))) {
        write(photo, folder);
      }
    }
  }

  /** Takes photos and masks out of the registry; the hash of the test set. */
  String unpack(Path folder) throws IOException {
    ModelVersion version =
        version()
            .orElseThrow(() -> new CoreScoreException(registry + ": there is no model " + name));
    Path zip = registry.fetch(name, version.version(), FILE);
    WorkFolder.clear(folder);
    List<String> names = new ArrayList<>();
    try (ZipFile read = new ZipFile(zip.toFile())) {
      for (ZipEntry entry : read.stream().toList()) {
        Path file = folder.resolve(entry.getName()).normalize();
        if (!file.startsWith(folder.normalize()) || entry.isDirectory()) {
          throw new CoreScoreException(zip + ": expected photos and masks, got " + entry);
        }
        Path parent = file.getParent();
        if (parent != null) {
          Files.createDirectories(parent);
        }
        try (InputStream in = read.getInputStream(entry)) {
          Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
        names.add(entry.getName());
      }
    }
    if (names.isEmpty()) {
      throw new CoreScoreException(zip + ": expected photos and masks, it is empty");
    }
    return version.tags().getOrDefault(HASH, "");
  }
}
