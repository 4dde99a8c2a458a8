// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of a process in which nothing else has loaded the engine. */
class EngineAloneTest {
  private static final List<String> LOADED = List.of("-Xlog:class+load");
  private static final String ENGINE = "ai.djl.engine.Engine ";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets the field
  Path folder;

  @Test
  void availabilityLoadsNoEngine() throws IOException, InterruptedException {
    ChildJvm asked = ChildJvm.run(List.of(), jar -> true, LOADED, SegmentingMain.class);
    assertEquals(0, asked.exit(), asked.output());
    assertTrue(asked.output().contains("options, Available["), asked.output());
    assertTrue(asked.output().contains(DjlUnetProvider.class.getName() + " "), "nothing is logged");
    assertFalse(asked.output().contains(ENGINE));
    String model = TinyTraining.model(folder.resolve("m.corescore")).toString();
    ChildJvm used = ChildJvm.run(List.of(), jar -> true, LOADED, SegmentingMain.class, model);
    assertEquals(0, used.exit(), used.output());
    assertTrue(used.output().contains(ENGINE), "the engine is not seen where it is loaded");
  }

  /** The name cpu alone loads no engine, whose library has the setting of threads. */
  @Test
  void aLayoutFinderThatIsUsedFirstLoadsTheEngine() throws IOException, InterruptedException {
    ChildJvm child =
        ChildJvm.run(List.of(), jar -> true, List.of(), SegmentingMain.class, SegmentingMain.ROWS);
    assertEquals(0, child.exit(), child.output());
    assertTrue(child.output().contains("rows of 64"), child.output());
  }

  @Test
  void aPhotoIsSegmentedWhereThereIsNoNetwork() throws IOException, InterruptedException {
    List<String> apart = List.of("unshare", "-r", "-n");
    assumeTrue(works(apart), "a network namespace without interfaces cannot be made here");
    String model = TinyTraining.model(folder.resolve("m.corescore")).toString();
    ChildJvm child = ChildJvm.run(apart, jar -> true, List.of(), SegmentingMain.class, model);
    assertEquals(0, child.exit(), child.output());
    assertTrue(child.output().contains("segmented 64"), child.output());
    assertFalse(child.output().contains("NNPACK"), child.output());
  }

  private static boolean works(List<String> wrapper) throws InterruptedException {
    try {
      List<String> command = new java.util.ArrayList<>(wrapper);
      command.add("true");
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
