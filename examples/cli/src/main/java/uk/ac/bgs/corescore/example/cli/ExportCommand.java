// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.core.report.OutputFolder;
import uk.ac.bgs.corescore.djl.ModelExport;

/** Writes a trained model for ONNX Runtime or PyTorch. */
@Command(
    name = "export",
    description = {
      "Writes a trained model as an ONNX file or a TorchScript file.",
      "",
      "Beside FILE goes FILE.json, which states what the channels mean and how a",
      "photo becomes the network's input. The outputs are scores before softmax",
      "and sigmoid, N x channels x height x width.",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = {
      "  corescore export --model trained/model.corescore \\",
      "    --format onnx --out model.onnx"
    })
final class ExportCommand extends Subcommand {
  /** What can be written. */
  enum Format {
    ONNX,
    TORCHSCRIPT
  }

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "The model, as train writes it; without it the bundled one.")
  private @Nullable Path model;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      required = true,
      description = "onnx or torchscript.")
  private Format format = Format.ONNX;

  @Option(names = "--out", paramLabel = "FILE", required = true, description = "Where it goes.")
  private Path out = Path.of(".");

  @Option(names = "--force", description = "Replaces files that exist.")
  private boolean force;

  @Override
  public Integer call() throws IOException {
    Path sidecar = ModelExport.sidecar(out);
    for (Path written : new Path[] {out, sidecar}) {
      if (model != null
          && Files.exists(written)
          && Files.exists(model)
          && Files.isSameFile(model, written)) {
        throw wrongUse("--out would replace the model " + model + ": name another file");
      }
    }
    OutputFolder.requireFree(force, out, sidecar);
    ModelExport export = model == null ? ModelExport.ofBundled() : ModelExport.of(model);
    OutputFolder.make(out.toAbsolutePath().resolveSibling(""));
    if (format == Format.ONNX) {
      export.onnx(out, force);
    } else {
      export.torchScript(out, force);
    }
    return done("model: " + out, "facts: " + sidecar);
  }
}
