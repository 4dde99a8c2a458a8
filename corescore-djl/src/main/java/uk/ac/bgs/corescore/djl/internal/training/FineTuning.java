// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.training;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.djl.internal.engine.Torch;
import uk.ac.bgs.corescore.djl.internal.model.ExternalModelFile;
import uk.ac.bgs.corescore.djl.internal.model.ModelFile;
import uk.ac.bgs.corescore.djl.internal.model.NativeModelFile;
import uk.ac.bgs.corescore.djl.internal.network.Heads;
import uk.ac.bgs.corescore.djl.internal.network.Network;
import uk.ac.bgs.corescore.djl.internal.network.Weights;
import uk.ac.bgs.corescore.djl.settings.Architecture;
import uk.ac.bgs.corescore.djl.settings.TrainingExample;
import uk.ac.bgs.corescore.djl.settings.TrainingSettings;
import uk.ac.bgs.corescore.mask.Label;
import uk.ac.bgs.corescore.mask.LabelSet;

/** Prepares a model file for fine-tuning, if it fits the settings and the ground truth. */
public final class FineTuning {
  private FineTuning() {}

  /**
   * Reads a model file.
   *
   * @throws CoreScoreException if it does not fit; says what was expected and what came
   */
  public static TrainableModel trainable(
      TrainingSettings settings,
      List<TrainingExample> examples,
      List<TrainingExample> drawn,
      Path file) {
    ModelFile read = ModelFile.read(file);
    if (read instanceof NativeModelFile own) {
      return own(settings, own, file);
    }
    ExternalModelFile foreign = (ExternalModelFile) read;
    if (!foreign.engine().equals(Torch.NAME)) {
      throw wrong(
          file,
          "a model of CoreScore's own format or a TorchScript file",
          "one of the engine " + foreign.engine() + ", which cannot be trained");
    }
    if (settings.task() != TrainingSettings.Task.SEGMENT) {
      throw wrong(
          file,
          "a model of CoreScore's own format for the task " + settings.task().id(),
          "a TorchScript file, which is for segmentation");
    }
    requireKnownLabels(foreign, Stream.concat(examples.stream(), drawn.stream()), file);
    int stride = Math.max(2, foreign.sidecar().stride());
    if (settings.cropWidth() % stride != 0 || settings.cropHeight() % stride != 0) {
      throw wrong(
          file,
          "a model whose stride divides crops of "
              + settings.cropWidth()
              + " x "
              + settings.cropHeight(),
          "stride " + stride);
    }
    return new TrainableTorchScript(foreign);
  }

  private static TrainableModel own(TrainingSettings settings, NativeModelFile model, Path file) {
    Architecture came = model.network().architecture();
    if (came != settings.architecture()) {
      throw wrong(file, "a model of architecture " + settings.architecture().id(), came.id());
    }
    Heads heads = Heads.of(settings.task());
    if (settings.task() == TrainingSettings.Task.LAYOUT
        && model.task() == TrainingSettings.Task.SEGMENT) {
      return new TrainableNativeModel(
          Network.of(came, heads.outputs()), heads, Optional.of(forLayout(model, heads)));
    }
    model.requireTask(settings.task(), file.toString(), "the training");
    if (!model.heads().equals(heads)) {
      throw wrong(
          file, "a model of the labels " + heads.labels(), model.heads().labels().toString());
    }
    return new TrainableNativeModel(model.network(), model.heads(), Optional.of(model));
  }

  /**
   * Converts a segmenter to a start model for layout: its rock output initialises the channel, and
   * its distance output the ridge.
   */
  private static NativeModelFile forLayout(NativeModelFile segmenter, Heads heads) {
    Heads was = segmenter.heads();
    int tray = was.labels().indexOf("Box").orElse(0);
    Weights weights =
        segmenter.weights().withHead(was.outputs(), tray, was.rock(), was.rock(), was.distance());
    return new NativeModelFile(
        Network.of(segmenter.network().architecture(), heads.outputs()),
        heads,
        weights,
        Optional.empty(),
        segmenter.photoWidth(),
        segmenter.metadata(),
        segmenter.sha256());
  }

  /** Checks that the ground truth has all labels of the model, which it would otherwise forget. */
  private static void requireKnownLabels(
      ExternalModelFile model, Stream<TrainingExample> examples, Path file) {
    Set<Label> known = new LinkedHashSet<>();
    examples
        .map(example -> example.truth().mask().labels())
        .forEach(all -> known.addAll(all.labels()));
    LabelSet labels = model.heads().labels();
    if (!known.isEmpty() && !known.containsAll(labels.labels())) {
      throw wrong(file, "a model of labels out of " + known, labels.labels().toString());
    }
  }

  private static CoreScoreException wrong(Path file, String expected, String came) {
    return new CoreScoreException(
        FailureKind.BAD_INPUT, file + ": expected " + expected + ", got " + came);
  }
}
