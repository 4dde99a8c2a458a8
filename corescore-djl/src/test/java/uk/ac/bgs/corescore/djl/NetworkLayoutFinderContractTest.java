// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.contract.LayoutFinderContract;
import uk.ac.bgs.corescore.djl.internal.model.TensorFile;
import uk.ac.bgs.corescore.layout.LayoutFinder;
import uk.ac.bgs.corescore.spi.LayoutFinderProvider;
import uk.ac.bgs.corescore.spi.Options;

/** The bundled layout model, on photos of a reduced side. */
class NetworkLayoutFinderContractTest extends LayoutFinderContract {
  /** The photos of the contract have up to 203 pixels a side. */
  private static final String SIDE = "224";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets the field
  static Path folder;

  @BeforeAll
  static void writeModel() throws IOException {
    try (InputStream in = DjlLayoutProvider.class.getResourceAsStream("layout.corescore");
        OutputStream out = Files.newOutputStream(folder.resolve("m.corescore"))) {
      assertTrue(in != null, "a model is bundled");
      TensorFile bundled = TensorFile.read(in.readAllBytes(), "bundled");
      Map<String, String> metadata = new LinkedHashMap<>(bundled.metadata());
      metadata.put("photo_width", SIDE);
      new TensorFile(metadata, bundled.tensors()).write(out, true);
    }
  }

  @Override
  protected LayoutFinderProvider provider() {
    return new DjlLayoutProvider();
  }

  @Override
  protected Options options() {
    return Options.parse(
        provider().options(), Map.of("model", folder.resolve("m.corescore").toString()));
  }

  /** The other tests compare layouts, so there must be some that have rows. */
  @Test
  void someOfThePhotosHaveRows() {
    try (LayoutFinder finder = provider().create(options())) {
      assertTrue(
          photos().stream().anyMatch(photo -> finder.find(photo).rows().size() > 1),
          "no photo has rows");
    }
  }
}
