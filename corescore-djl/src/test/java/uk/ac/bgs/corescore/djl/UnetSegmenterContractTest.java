// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.contract.SegmenterContract;
import uk.ac.bgs.corescore.spi.Options;
import uk.ac.bgs.corescore.spi.SegmenterProvider;

class UnetSegmenterContractTest extends SegmenterContract {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets the field
  Path folder;

  @BeforeEach
  void writeModel() throws IOException {
    TinyTraining.model(folder.resolve("m.corescore"));
  }

  @Override
  protected SegmenterProvider provider() {
    return new DjlUnetProvider();
  }

  @Override
  protected Options options() {
    return Options.parse(
        provider().options(), Map.of("model", folder.resolve("m.corescore").toString()));
  }
}
