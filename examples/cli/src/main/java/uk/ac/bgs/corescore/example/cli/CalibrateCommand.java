// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.report.OutputFolder;
import uk.ac.bgs.corescore.djl.ModelCalibration;

/** Calibrates a model for 8 bits. */
@Command(
    name = "calibrate",
    description = {
      "Calibrates a trained model, so that it can run in 8 bits, which takes a",
      "third of the time on processors that multiply bytes (VNNI).",
      "",
      "train and retrain calibrate their models. This is for older ones: the ranges",
      "of the network's outputs for some photos go into a copy of the model file.",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = "  corescore calibrate photos --model old.corescore --out new.corescore")
final class CalibrateCommand extends Subcommand {
  @Parameters(
      paramLabel = "PHOTO",
      arity = "1..*",
      description =
          "Photographs of single rows of core, as the model was trained on, or folders of them;"
              + " ten are enough.")
  private List<Path> photos = List.of();

  @Mixin private SubFolders folders = new SubFolders();

  @Option(
      names = "--model",
      paramLabel = "FILE",
      required = true,
      description = "The model, as train writes it.")
  private Path model = Path.of(".");

  @Option(names = "--out", paramLabel = "FILE", required = true, description = "Where it goes.")
  private Path out = Path.of(".");

  @Option(names = "--force", description = "Replaces a file that exists.")
  private boolean force;

  @Override
  public Integer call() throws IOException {
    if (Files.exists(out) && Files.exists(model) && Files.isSameFile(model, out)) {
      throw wrongUse("--out would replace the model " + model + ": name another file");
    }
    OutputFolder.requireFree(force, out);
    Photos found = Photos.required(photos, folders.recursive(), command());
    OutputFolder.makeFor(out);
    PhotoReader reader = PhotoReader.create();
    ModelCalibration.calibrate(
        model, found.files().stream().map(photo -> reader.read(photo).image()).iterator(), out);
    return done("model: " + out);
  }
}
