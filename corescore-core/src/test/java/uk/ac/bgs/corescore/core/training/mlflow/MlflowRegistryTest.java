// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.mlflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.training.registry.ModelRegistryContract;
import uk.ac.bgs.corescore.core.training.registry.ModelVersion;
import uk.ac.bgs.corescore.core.training.registry.Registration;
import uk.ac.bgs.corescore.core.training.track.ExperimentRun;

/** Against a server that responds as the current MLflow does. */
class MlflowRegistryTest extends ModelRegistryContract {
  @SuppressWarnings("NullAway.Init") // set before each test
  private MlflowDouble server;

  boolean isOld() {
    return false;
  }

  @BeforeEach
  void start() throws IOException {
    server = MlflowDouble.start(scratch.resolve("artifacts"), isOld());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private MlflowServer at() {
    return MlflowServer.at(server.address()).withAttempts(4, Duration.ZERO);
  }

  @Override
  protected MlflowRegistry registry() {
    return new MlflowRegistry(at(), scratch.resolve("cache"));
  }

  private Path kept(String file) throws IOException {
    try (Stream<Path> files = Files.walk(scratch.resolve("artifacts"))) {
      return files.filter(path -> path.endsWith(file)).findFirst().orElseThrow();
    }
  }

  @Override
  protected void damage(String model, int version, String file) throws IOException {
    byte[] bytes = Files.readAllBytes(kept(file));
    bytes[bytes.length / 2]++;
    Files.write(kept(file), bytes);
  }

  @Test
  void aStageIsReadWhereNoAliasIsSet() throws IOException {
    for (int seed = 1; seed <= 3; seed++) {
      registry().register("corescore", Registration.of(model(seed)));
    }
    server.stage("corescore", 2, "Production");
    server.stage("corescore", 3, "Archived");
    assertEquals(OptionalInt.of(2), registry().alias("corescore", "production"));
    assertEquals(OptionalInt.empty(), registry().alias("corescore", "trial"));
    assertEquals(List.of("production"), registry().version("corescore", 2).aliases());
    registry().moveAlias("corescore", "production", OptionalInt.of(2), 3);
    assertEquals(OptionalInt.of(3), registry().alias("corescore", "production"));
    assertEquals(2, registry().rollBack("corescore", "production"));
  }

  /** A model whose run is on the server lies among that run's artifacts. */
  @Test
  void theRunOfAVersionIsTheServers() throws IOException {
    String id;
    try (ExperimentRun run = new MlflowTracker(at(), "training").start("run")) {
      id = run.id();
    }
    registry()
        .register("corescore", new Registration(model(1), Optional.of(id), Map.of(), Map.of()));
    assertEquals(Optional.of(id), registry().version("corescore", 1).run());
    assertTrue(kept("model.corescore").toString().contains(id));
  }

  @Test
  void whatWasFetchedIsKeptAndChecked() throws IOException {
    registry().register("corescore", Registration.of(model(1)));
    Path here = registry().fetch("corescore", 1, "model.corescore");
    long asked = downloads();
    assertEquals(here, registry().fetch("corescore", 1, "model.corescore"));
    assertEquals(asked, downloads(), "it is not fetched again");
    Files.writeString(here, "damaged");
    assertEquals(here, registry().fetch("corescore", 1, "model.corescore"));
    assertArrayEquals(Files.readAllBytes(model(1)), Files.readAllBytes(here));
    try (Stream<Path> files = Files.list(here.resolveSibling("."))) {
      assertEquals(1, files.count(), "nothing is left beside it");
    }
  }

  private long downloads() {
    return server.calls().stream()
        .filter(call -> call.startsWith("GET ") && call.endsWith("model.corescore"))
        .count();
  }

  @ParameterizedTest
  @EnumSource(MlflowDouble.Fault.class)
  void aVersionIsMadeOnce(MlflowDouble.Fault fault) throws IOException {
    for (int seed = 1; seed <= 4; seed++) {
      String call = List.of("", "model-versions/create", "runs/create", "artifacts").get(seed - 1);
      server.fail(fault, 2, call);
      registry().register("corescore", Registration.of(model(seed)));
    }
    assertEquals(
        List.of(1, 2, 3, 4),
        registry().versions("corescore").stream().map(ModelVersion::version).toList());
  }

  @Test
  void longListsHavePages() throws IOException {
    MlflowClient client = new MlflowClient(at());
    client.post("registered-models/create", Map.of("name", "many"));
    for (int i = 0; i < 210; i++) {
      client.post(
          "model-versions/create",
          Map.of("name", "many", "source", "mlflow-artifacts:/1/" + i, "run_id", "r" + i));
    }
    List<ModelVersion> versions = registry().versions("many");
    assertEquals(210, versions.size());
    assertEquals(210, versions.get(209).version());
    assertEquals(Optional.of("r209"), versions.get(209).run());
    // Of someone else, who says no hashes: it is reported, and not given out.
    assertThrows(CoreScoreException.class, () -> registry().fetch("many", 1, "model.pkl"));
  }

  /**
   * Killed between the note of a move and the move: the next one continues from where it points.
   */
  @Test
  void aMoveThatWasCutShortDoesNoHarm() throws IOException {
    for (int seed = 1; seed <= 3; seed++) {
      registry().register("corescore", Registration.of(model(seed)));
    }
    registry().moveAlias("corescore", "production", OptionalInt.empty(), 1);
    new MlflowClient(at())
        .post(
            "registered-models/set-tag",
            Map.of("name", "corescore", "key", "corescore.moves.production", "value", "1,2"));
    assertEquals(OptionalInt.of(1), registry().alias("corescore", "production"));
    registry().moveAlias("corescore", "production", OptionalInt.of(1), 3);
    assertEquals(1, registry().rollBack("corescore", "production"));
    assertThrows(CoreScoreException.class, () -> registry().rollBack("corescore", "production"));
  }
}
