// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.files.DurableFile;
import uk.ac.bgs.corescore.core.internal.files.FileTree;
import uk.ac.bgs.corescore.core.internal.files.KeyedValues;
import uk.ac.bgs.corescore.core.internal.files.Sha256;
import uk.ac.bgs.corescore.core.internal.lock.ProcessLock;

/**
 * Keeps models in a folder: {@code MODEL/aliases.csv}, and for each version {@code MODEL/N} with
 * its files, {@code version.csv} and {@code tags.csv}.
 *
 * <p>A change of a model holds a lock on {@code MODEL/.lock}, which the system drops when the
 * process ends however it ends; others wait for it, whether they are of another process, another
 * thread, or another copy of this library in the same process. Readers need none. Every change is
 * written to a temporary file and moved, forced to the disk and moved in one move, so that a kill
 * at any moment leaves the old state or the new one; a test kills it. What a kill has left aside is
 * removed by the next registration. The folder lies where locks and moves work: a disk of the
 * machine, or a network drive that has both.
 */
public final class FolderRegistry implements ModelRegistry {
  private static final String VERSION = "version.csv";
  private static final String TAGS = "tags.csv";
  private static final String ALIASES = "aliases.csv";
  private static final String LOCK = ".lock";
  private static final String ASIDE = ".new";
  private static final String SHA256 = "sha256/";
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

  private final Path folder;

  /**
   * A registry in a folder, which is made when the first version is registered.
   *
   * @param folder where the models are
   */
  public FolderRegistry(Path folder) {
    this.folder = folder;
  }

  /** What is done while no other process changes a model. */
  private interface Change<T> {
    T make() throws IOException;
  }

  private Path own(String model) {
    ModelRegistry.requireName("a model", model);
    requireFolder();
    return folder.resolve(model);
  }

  private void requireFolder() {
    if (Files.isRegularFile(folder)) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT, folder + ": expected a folder of models, it is a file");
    }
  }

  private static <T> T alone(Path own, Change<T> change) throws IOException {
    ProcessLock lock = ProcessLock.hold(own.resolve(LOCK));
    try (lock) {
      return change.make();
    }
  }

  @Override
  public ModelVersion register(String model, Registration what) throws IOException {
    Path own = own(model);
    for (String reserved : List.of(VERSION, TAGS)) {
      if (what.all().containsKey(reserved)) {
        throw new IllegalArgumentException("a file of a version cannot be called " + reserved);
      }
    }
    Files.createDirectories(own);
    return alone(
        own,
        () -> {
          Path aside = own.resolve(ASIDE);
          FileTree.deleteRecursively(aside);
          Files.createDirectory(aside);
          Map<String, String> said = new LinkedHashMap<>();
          said.put("registered", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
          what.run().ifPresent(run -> said.put("run", run));
          said.put("file", String.valueOf(what.model().getFileName()));
          for (Map.Entry<String, Path> file : what.all().entrySet()) {
            String sha256 = DurableFile.copy(file.getValue(), aside.resolve(file.getKey()));
            said.put(SHA256 + file.getKey(), sha256);
          }
          DurableFile.write(aside.resolve(TAGS), KeyedValues.bytes(what.tags()));
          DurableFile.write(aside.resolve(VERSION), KeyedValues.bytes(said));
          List<Integer> there = numbers(own);
          int number = there.isEmpty() ? 1 : there.get(there.size() - 1) + 1;
          while (Files.exists(own.resolve(Integer.toString(number)))) {
            // A file of someone else has the name.
            number++;
          }
          DurableFile.move(aside, own.resolve(Integer.toString(number)));
          return version(model, number);
        });
  }

  private static List<Integer> numbers(Path own) throws IOException {
    if (!Files.isDirectory(own)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(own)) {
      return files
          .filter(Files::isDirectory)
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> NUMBER.matcher(name).matches())
          .map(Integer::parseInt)
          .sorted()
          .toList();
    }
  }

  @Override
  public List<String> models() throws IOException {
    requireFolder();
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path own : files.sorted().toList()) {
        if (NAME.matcher(String.valueOf(own.getFileName())).matches() && !numbers(own).isEmpty()) {
          names.add(String.valueOf(own.getFileName()));
        }
      }
    }
    return List.copyOf(names);
  }

  @Override
  public List<ModelVersion> versions(String model) throws IOException {
    List<ModelVersion> versions = new ArrayList<>();
    for (int number : numbers(own(model))) {
      versions.add(version(model, number));
    }
    return List.copyOf(versions);
  }

  @Override
  public ModelVersion version(String model, int version) throws IOException {
    Path of = existing(model, version);
    if (!Files.exists(of.resolve(VERSION))) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT, of + ": expected a version of a model, it has no " + VERSION);
    }
    Map<String, String> said = KeyedValues.read(of.resolve(VERSION));
    Map<String, String> sha256 = new LinkedHashMap<>();
    said.forEach(
        (key, value) -> {
          if (key.startsWith(SHA256)) {
            sha256.put(key.substring(SHA256.length()), value);
          }
        });
    List<String> aliases = new ArrayList<>();
    moves(own(model))
        .forEach(
            (alias, moves) -> {
              if (moves.get(moves.size() - 1) == version) {
                aliases.add(alias);
              }
            });
    try {
      return new ModelVersion(
          model,
          version,
          Instant.parse(said.getOrDefault("registered", "")),
          Optional.ofNullable(said.get("run")),
          said.getOrDefault("file", ""),
          sha256,
          KeyedValues.read(of.resolve(TAGS)),
          aliases);
    } catch (DateTimeException e) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          of.resolve(VERSION)
              + ": expected when it was registered, got '"
              + said.getOrDefault("registered", "")
              + "'",
          e);
    }
  }

  private Path existing(String model, int version) throws IOException {
    Path of = own(model).resolve(Integer.toString(version));
    if (version < 1 || !Files.isDirectory(of)) {
      throw new CoreScoreException(
          FailureKind.NOT_FOUND,
          folder
              + ": no version "
              + version
              + " of "
              + model
              + "; there are "
              + numbers(own(model)));
    }
    return of;
  }

  @Override
  public void tag(String model, int version, Map<String, String> tags) throws IOException {
    Registration.requireTags(tags);
    Path of = existing(model, version);
    alone(
        own(model),
        () -> {
          Map<String, String> all = KeyedValues.read(of.resolve(TAGS));
          all.putAll(tags);
          DurableFile.write(of.resolve(TAGS), KeyedValues.bytes(all));
          return all;
        });
  }

  /** For each alias where it has pointed, and last where it points. */
  private static Map<String, List<Integer>> moves(Path own) throws IOException {
    Path file = own.resolve(ALIASES);
    Map<String, List<Integer>> moves = new LinkedHashMap<>();
    for (Map.Entry<String, String> entry : KeyedValues.read(file).entrySet()) {
      List<Integer> numbers = new ArrayList<>();
      for (String number : entry.getValue().split(",", -1)) {
        if (!NUMBER.matcher(number).matches()) {
          throw new CoreScoreException(
              FailureKind.BAD_INPUT,
              file + ": expected numbers of versions at " + entry.getKey() + ", got " + number);
        }
        numbers.add(Integer.parseInt(number));
      }
      moves.put(entry.getKey(), numbers);
    }
    return moves;
  }

  private static void write(Path own, Map<String, List<Integer>> moves) throws IOException {
    Map<String, String> text = new LinkedHashMap<>();
    moves.forEach(
        (alias, numbers) ->
            text.put(alias, String.join(",", numbers.stream().map(String::valueOf).toList())));
    DurableFile.write(own.resolve(ALIASES), KeyedValues.bytes(text));
  }

  private static OptionalInt last(Map<String, List<Integer>> moves, String alias) {
    List<Integer> numbers = moves.getOrDefault(alias, List.of());
    return numbers.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(numbers.get(numbers.size() - 1));
  }

  @Override
  public OptionalInt alias(String model, String alias) throws IOException {
    return last(moves(own(model)), alias);
  }

  @Override
  public void moveAlias(String model, String alias, OptionalInt from, int to) throws IOException {
    ModelRegistry.requireAlias(alias);
    existing(model, to);
    Path own = own(model);
    alone(
        own,
        () -> {
          Map<String, List<Integer>> moves = moves(own);
          OptionalInt now = last(moves, alias);
          if (!now.equals(from)) {
            throw moved(model, alias, from, now);
          }
          if (now.isEmpty() || now.getAsInt() != to) {
            moves.computeIfAbsent(alias, none -> new ArrayList<>()).add(to);
            write(own, moves);
          }
          return moves;
        });
  }

  private static CoreScoreException moved(
      String model, String alias, OptionalInt expected, OptionalInt now) {
    return new CoreScoreException(
        FailureKind.BUSY,
        model
            + "@"
            + alias
            + " was moved by another caller: expected "
            + (expected.isPresent() ? "version " + expected.getAsInt() : "none")
            + ", it is "
            + (now.isPresent() ? "version " + now.getAsInt() : "none"));
  }

  @Override
  public int rollBack(String model, String alias) throws IOException {
    Path own = own(model);
    if (alias(model, alias).isEmpty()) {
      throw new CoreScoreException(
          FailureKind.NOT_FOUND, folder + ": " + model + " has no alias " + alias);
    }
    return alone(
        own,
        () -> {
          Map<String, List<Integer>> moves = moves(own);
          List<Integer> numbers = moves.getOrDefault(alias, Collections.emptyList());
          if (numbers.size() < 2) {
            throw new CoreScoreException(
                FailureKind.NOT_FOUND,
                folder
                    + (": nothing was " + model + "@" + alias + " before version ")
                    + last(moves, alias).orElseThrow());
          }
          numbers.remove(numbers.size() - 1);
          write(own, moves);
          return numbers.get(numbers.size() - 1);
        });
  }

  @Override
  public Path fetch(String model, int version, String file) throws IOException {
    ModelVersion known = version(model, version);
    String registered = known.sha256().get(file);
    if (registered == null) {
      throw new CoreScoreException(
          FailureKind.NOT_FOUND,
          folder
              + (": version " + version + " of " + model + " has no file " + file)
              + ("; it has " + known.sha256().keySet()));
    }
    Path here = existing(model, version).resolve(file);
    String came = Sha256.of(here);
    if (!came.equals(registered)) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          here + ": it has changed: expected SHA-256 " + registered + ", got " + came);
    }
    return here;
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
