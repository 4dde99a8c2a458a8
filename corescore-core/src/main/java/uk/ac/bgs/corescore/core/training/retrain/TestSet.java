// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.retrain;

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
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.files.FileTree;
import uk.ac.bgs.corescore.core.mask.InstancesPng;
import uk.ac.bgs.corescore.core.mask.MaskPng;
import uk.ac.bgs.corescore.core.report.OutputFolder;
import uk.ac.bgs.corescore.core.training.registry.ModelRegistry;
import uk.ac.bgs.corescore.core.training.registry.ModelVersion;
import uk.ac.bgs.corescore.core.training.registry.Registration;
import uk.ac.bgs.corescore.mask.Segmentation;

/**
 * The photos that candidates are evaluated on, as the registry keeps them: a version of {@code
 * MODEL-test-set} with the photos, their masks and {@code test-set.csv}, the hashes of both.
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

  /** The manifest that is kept; empty before the first. */
  Optional<TrainingManifest> kept() throws IOException {
    Optional<ModelVersion> version = version();
    return version.isPresent()
        ? Optional.of(TrainingManifest.read(registry.fetch(name, version.get().version(), TABLE)))
        : Optional.empty();
  }

  private Optional<ModelVersion> version() throws IOException {
    OptionalInt number = registry.alias(name, ModelRegistry.PRODUCTION);
    return number.isPresent()
        ? Optional.of(registry.version(name, number.getAsInt()))
        : Optional.empty();
  }

  /** Requires that the test set is the one that is kept; the message says in what they differ. */
  void requireSame(TrainingManifest kept, TrainingManifest now) {
    if (kept.sha256().equals(now.sha256())) {
      return;
    }
    throw new TestSetChangedException(
        "the test set has changed since the registry took it as "
            + name
            + ": it lacks "
            + few(kept.without(now))
            + " and has besides "
            + few(now.without(kept))
            + "; figures on another test set say nothing of older ones");
  }

  private static String few(TrainingManifest some) {
    String names =
        some.rows().stream()
            .limit(SHOWN)
            .map(TrainingManifest.Row::name)
            .collect(Collectors.joining(", "));
    return some.rows().size()
        + (some.rows().isEmpty() ? "" : " (" + names + (some.rows().size() > SHOWN ? ", ..." : ""))
        + (some.rows().isEmpty() ? "" : ")");
  }

  /** Keeps a test set; one that was kept and not yet pointed to is taken. */
  void keep(List<HashedPhoto> photos, Path scratch) throws IOException {
    TrainingManifest table = TrainingManifest.of(photos);
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

  private int register(List<HashedPhoto> photos, TrainingManifest table, Path scratch)
      throws IOException {
    Files.createDirectories(scratch);
    Path zip = scratch.resolve(FILE);
    try (ZipOutputStream out =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(zip)))) {
      // Photos and masks are compressed already.
      out.setLevel(1);
      for (HashedPhoto photo : photos) {
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
    FileTree.deleteRecursively(scratch);
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

  /** Writes the ground truth as two files. */
  private static void write(HashedPhoto photo, Path folder) throws IOException {
    Segmentation truth = photo.labelled().draw();
    OutputFolder.makeFor(photo.mask(folder));
    InstancesPng.write(truth.fragments(), photo.instances(folder), true);
    // Last, so that a mask always has its fragments.
    MaskPng.write(truth.mask(), photo.mask(folder), true);
  }

  /** Writes masks into a folder; those that exist are left. */
  static void write(List<HashedPhoto> photos, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (HashedPhoto photo : photos) {
      if (!Files.exists(photo.mask(folder))) {
        write(photo, folder);
      }
    }
  }

  /** Takes photos and masks out of the registry; the hash of the test set. */
  String unpack(Path folder) throws IOException {
    ModelVersion version =
        version()
            .orElseThrow(
                () ->
                    new CoreScoreException(
                        FailureKind.NOT_FOUND, registry + ": there is no model " + name));
    Path zip = registry.fetch(name, version.version(), FILE);
    FileTree.deleteRecursively(folder);
    List<String> names = new ArrayList<>();
    try (ZipFile read = new ZipFile(zip.toFile())) {
      for (ZipEntry entry : read.stream().toList()) {
        Path file = folder.resolve(entry.getName()).normalize();
        if (!file.startsWith(folder.normalize()) || entry.isDirectory()) {
          throw new CoreScoreException(
              FailureKind.BAD_INPUT, zip + ": expected photos and masks, got " + entry);
        }
        OutputFolder.makeFor(file);
        try (InputStream in = read.getInputStream(entry)) {
          Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
        names.add(entry.getName());
      }
    }
    if (names.isEmpty()) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT, zip + ": expected photos and masks, it is empty");
    }
    return version.tags().getOrDefault(HASH, "");
  }
}
