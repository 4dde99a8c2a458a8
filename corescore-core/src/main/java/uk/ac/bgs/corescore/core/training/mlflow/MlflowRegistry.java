// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.mlflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.files.DurableFile;
import uk.ac.bgs.corescore.core.internal.files.Sha256;
import uk.ac.bgs.corescore.core.internal.files.TemporaryFile;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;
import uk.ac.bgs.corescore.core.training.registry.ModelRegistry;
import uk.ac.bgs.corescore.core.training.registry.ModelVersion;
import uk.ac.bgs.corescore.core.training.registry.Registration;
import uk.ac.bgs.corescore.core.training.track.RunStatus;

/**
 * Keeps models in the registry of an MLflow server (tried with 2.17 and 3.11).
 *
 * <p>The files of a version are artifacts of its run, or of a run of the experiment {@code
 * corescore-registry} where the server does not know the run. Tags of the version that begin with
 * {@code corescore.} hold the names and hashes of its files; tags of the model hold where its
 * aliases have pointed. Values of tags are cut after 5000 characters. Where nothing has the alias
 * {@code production}, the last version in the stage {@code Production} is it.
 *
 * <p>Fetched files are kept in a folder by their hash, and used again as long as it is right. The
 * server cannot move an alias conditionally: two that promote within the same moment may both
 * succeed, and the later is in production. Safe for use by many threads.
 */
public final class MlflowRegistry implements ModelRegistry {
  private static final String FILE = MlflowText.OURS + "file";
  private static final String FILES = MlflowText.OURS + "files";
  private static final String RUN = MlflowText.OURS + "run";
  private static final String EXPERIMENT = "corescore-registry";

  private final MlflowClient client;
  private final MlflowAliases aliases;
  private final MlflowTracker own;
  private final Path cache;

  /**
   * A registry on a server.
   *
   * @param server where
   * @param cache the folder for fetched files, which is made when the first is fetched; several
   *     processes may share it
   */
  public MlflowRegistry(MlflowServer server, Path cache) {
    this.client = new MlflowClient(server);
    this.aliases = new MlflowAliases(client);
    this.own = new MlflowTracker(server, EXPERIMENT);
    this.cache = cache;
  }

  @Override
  public ModelVersion register(String model, Registration what) throws IOException {
    ModelRegistry.requireName("a model", model);
    Map<String, String> hashes = new LinkedHashMap<>();
    for (Map.Entry<String, Path> file : what.all().entrySet()) {
      hashes.put(file.getKey(), Sha256.of(file.getValue()));
    }
    Map<String, String> tags = new LinkedHashMap<>(MlflowText.cut(what.tags(), MlflowText.TAG));
    tags.put(FILE, String.valueOf(what.model().getFileName()));
    List<String> named = new ArrayList<>();
    hashes.forEach((name, hash) -> named.add(name + "=" + hash));
    tags.put(FILES, String.join(";", named));
    if (String.join(";", named).length() > MlflowText.TAG) {
      throw new IllegalArgumentException(
          "a version has so many files that their hashes fit a tag, not " + hashes.size());
    }
    what.run().ifPresent(run -> tags.put(RUN, run));
    Place place = place(model, what.run());
    String folder = "registered/" + model + "-" + UUID.randomUUID();
    for (Map.Entry<String, Path> file : what.all().entrySet()) {
      client.upload(
          file.getValue(), client.proxied(place.uri()) + "/" + folder + "/" + file.getKey());
    }
    create(model);
    String source = place.uri() + "/" + folder;
    JsonValue made =
        client.post(
            "model-versions/create",
            Map.of(
                "name",
                model,
                "source",
                source,
                "run_id",
                place.run(),
                "tags",
                JsonBody.pairs(tags)),
            () -> madeFrom(model, source));
    return version(model, aliases.number(made.get("model_version")));
  }

  /** A run and where its artifacts are. */
  private record Place(String run, String uri) {}

  private Place place(String model, Optional<String> run) throws IOException {
    Optional<JsonValue> known =
        run.isEmpty()
            ? Optional.empty()
            : client.find("runs/get", Map.of("run_id", run.orElseThrow()));
    if (known.isEmpty()) {
      try (uk.ac.bgs.corescore.core.training.track.ExperimentRun made =
          own.start("register " + model)) {
        made.finish(RunStatus.FINISHED);
        known = Optional.of(client.get("runs/get", Map.of("run_id", made.id())));
      }
    }
    JsonValue info = known.orElseThrow().get("run").get("info");
    return new Place(info.get("run_id").plain(), info.get("artifact_uri").plain());
  }

  private void create(String model) throws IOException {
    try {
      client.post("registered-models/create", Map.of("name", model));
    } catch (MlflowRefusedException e) {
      if (!e.alreadyExists()) {
        throw e;
      }
    }
  }

  private Optional<JsonValue> madeFrom(String model, String source) throws IOException {
    return aliases.versions(model).stream()
        .filter(version -> version.get("source").plain().equals(source))
        .findFirst()
        .map(version -> new JsonValue.Members(Map.of("model_version", version)));
  }

  @Override
  public List<String> models() throws IOException {
    List<String> names = new ArrayList<>();
    for (JsonValue model :
        aliases.pages("registered-models/search", "registered_models", Map.of())) {
      String name = model.get("name").plain();
      if (NAME.matcher(name).matches()) {
        names.add(name);
      }
    }
    return names.stream().sorted().toList();
  }

  @Override
  public List<ModelVersion> versions(String model) throws IOException {
    List<JsonValue> found = aliases.versions(model);
    Map<String, Integer> pointing = found.isEmpty() ? Map.of() : aliases.all(model);
    return found.stream()
        .map(version -> version(model, version, pointing))
        .sorted(Comparator.comparingInt(ModelVersion::version))
        .toList();
  }

  private ModelVersion version(String model, JsonValue kept, Map<String, Integer> pointing) {
    int number = aliases.number(kept);
    Map<String, String> tags = MlflowText.pairs(kept.get("tags"));
    Map<String, String> hashes = new LinkedHashMap<>();
    for (String file : tags.getOrDefault(FILES, "").split(";", -1)) {
      int at = file.indexOf('=');
      if (at > 0) {
        hashes.put(file.substring(0, at), file.substring(at + 1));
      }
    }
    Optional<String> run =
        tags.containsKey(FILES) ? Optional.ofNullable(tags.get(RUN)) : kept.get("run_id").text();
    return new ModelVersion(
        model,
        number,
        MlflowText.time(kept.get("creation_timestamp")).orElse(Instant.EPOCH),
        run,
        tags.getOrDefault(FILE, ""),
        hashes,
        MlflowText.users(tags),
        pointing.entrySet().stream()
            .filter(alias -> alias.getValue() == number)
            .map(Map.Entry::getKey)
            .toList());
  }

  private JsonValue kept(String model, int version) throws IOException {
    ModelRegistry.requireName("a model", model);
    return client
        .find("model-versions/get", Map.of("name", model, "version", Integer.toString(version)))
        .map(answer -> answer.get("model_version"))
        .orElseThrow(
            () ->
                new CoreScoreException(
                    FailureKind.NOT_FOUND,
                    client.server() + ": no version " + version + " of " + model));
  }

  @Override
  public ModelVersion version(String model, int version) throws IOException {
    return version(model, kept(model, version), aliases.all(model));
  }

  @Override
  public void tag(String model, int version, Map<String, String> tags) throws IOException {
    Registration.requireTags(tags);
    kept(model, version);
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      client.post(
          "model-versions/set-tag",
          Map.of(
              "name",
              model,
              "version",
              Integer.toString(version),
              "key",
              tag.getKey(),
              "value",
              MlflowText.cut(tag.getValue(), MlflowText.TAG)));
    }
  }

  @Override
  public OptionalInt alias(String model, String alias) throws IOException {
    return aliases.alias(model, alias);
  }

  @Override
  public void moveAlias(String model, String alias, OptionalInt from, int to) throws IOException {
    ModelRegistry.requireAlias(alias);
    kept(model, to);
    aliases.move(model, alias, from, to);
  }

  @Override
  public int rollBack(String model, String alias) throws IOException {
    return aliases.rollBack(model, alias);
  }

  @Override
  public Path fetch(String model, int version, String file) throws IOException {
    JsonValue kept = kept(model, version);
    ModelVersion known = version(model, kept, Map.of());
    String hash = known.sha256().get(file);
    if (hash == null) {
      throw new CoreScoreException(
          FailureKind.NOT_FOUND,
          client.server()
              + (": version " + version + " of " + model + " has no file " + file)
              + " whose SHA-256 is known; it has "
              + known.sha256().keySet());
    }
    if (!hash.matches("[0-9a-f]{64}")) {
      throw new CoreScoreException(
          FailureKind.IO,
          client.server() + ": expected a SHA-256 of " + file + ", got '" + hash + "'");
    }
    ModelRegistry.requireName("a file", file);
    Path folder = cache.resolve(hash);
    Path here = folder.resolve(file);
    if (Files.exists(here) && Sha256.of(here).equals(hash)) {
      return here;
    }
    Files.createDirectories(folder);
    Path part = TemporaryFile.aside(here);
    try {
      String came = client.download(client.proxied(kept.get("source").plain()) + "/" + file, part);
      if (!came.equals(hash)) {
        throw new CoreScoreException(
            FailureKind.BAD_INPUT,
            client.server()
                + (": " + file + " of version " + version + " of " + model + " has changed: ")
                + ("expected SHA-256 " + hash + ", got " + came));
      }
      DurableFile.move(part, here);
    } finally {
      Files.deleteIfExists(part);
    }
    return here;
  }

  @Override
  public String toString() {
    return client.server().toString();
  }
}
