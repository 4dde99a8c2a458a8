// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {
  @TempDir Path folder = Path.of(".");

  private CoreScoreCommandTest.Run export(Object... more) {
    Object[] all = new Object[more.length + 3];
    all[0] = "export";
    all[1] = "--out";
    all[2] = folder.resolve("model.onnx");
    System.arraycopy(more, 0, all, 3, more.length);
    return CoreScoreCommandTest.run(all);
  }

  @Test
  void aModelThatIsNotThereIsNamed() {
    Path none = folder.resolve("none.corescore");
    CoreScoreCommandTest.Run run = export("--format", "onnx", "--model", none);
    assertEquals(1, run.exitCode());
    assertTrue(run.err().contains(none.toString()), run.err());
  }

  @Test
  void aFileThatIsNoModelIsNamedAndNothingIsWritten() throws IOException {
    Path text = Files.writeString(folder.resolve("text.corescore"), "not a model, but a sentence");
    CoreScoreCommandTest.Run run = export("--format", "torchscript", "--model", text);
    assertEquals(1, run.exitCode());
    assertTrue(run.err().contains(text + ": expected"), run.err());
    assertTrue(Files.notExists(folder.resolve("model.onnx")));
  }

  @Test
  void whatExistsNeedsForce() throws IOException {
    for (String name : new String[] {"model.onnx", "model.onnx.json"}) {
      Path taken = Files.writeString(folder.resolve(name), "mine");
      CoreScoreCommandTest.Run run = export("--format", "onnx", "--model", "none.corescore");
      assertEquals(1, run.exitCode());
      assertTrue(run.err().contains(taken + ": exists already; --force"), run.err());
      Files.delete(taken);
    }
  }

  @Test
  void theModelItselfIsNeverReplaced() throws IOException {
    Path model = Files.writeString(folder.resolve("model.onnx"), "a model");
    CoreScoreCommandTest.Run run = export("--format", "onnx", "--model", model, "--force");
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("would replace the model"), run.err());
    assertEquals("a model", Files.readString(model));
  }

  @Test
  void aFormatThatIsNoneIsWrongUse() {
    CoreScoreCommandTest.Run run = export("--format", "h5");
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("h5"), run.err());
  }
}
