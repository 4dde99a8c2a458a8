// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.serve.ServedModel;
import uk.ac.bgs.corescore.core.training.registry.FolderRegistry;
import uk.ac.bgs.corescore.core.training.registry.Registration;

class ModelSourceTest {
  @TempDir Path folder = Path.of(".");

  private static ModelSource source(String model, Path registry) {
    return ModelSource.of(Optional.of(model), Optional.of(registry.toString()), Map.of());
  }

  private static void assertRefused(String told, String model, Path registry) {
    CoreScoreException e =
        assertThrows(CoreScoreException.class, () -> source(model, registry).current());
    assertTrue(String.valueOf(e.getMessage()).contains(told), e.getMessage());
  }

  /** A mistyped folder is told as such, not as one in which nothing is in production. */
  @Test
  void aRegistryIsAFolderThatIsThere() throws IOException {
    Path nowhere = folder.resolve("nowhere");
    String told = ": there is no such folder";
    assertRefused("--registry " + nowhere + told, "registry:corescore@production", nowhere);
    assertFalse(Files.exists(nowhere), "asking makes nothing");
    Path file = Files.writeString(folder.resolve("file"), "something else");
    assertRefused("--registry " + file + told, "registry:corescore@1", file);

    assertRefused("no version with the alias production", "registry:corescore@production", folder);
    Path model = Files.writeString(folder.resolve("m.corescore"), "weights");
    new FolderRegistry(folder).register("corescore", Registration.of(model));
    ServedModel served = source("registry:corescore@1", folder).current();
    assertEquals(OptionalInt.of(1), served.version());
  }
}
