// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.files.Sha256;
import uk.ac.bgs.corescore.core.internal.files.TemporaryFile;
import uk.ac.bgs.corescore.djl.internal.engine.Torch;
import uk.ac.bgs.corescore.djl.internal.network.ActivationRanges;
import uk.ac.bgs.corescore.djl.internal.network.Heads;
import uk.ac.bgs.corescore.djl.internal.network.Network;
import uk.ac.bgs.corescore.djl.internal.network.Weights;
import uk.ac.bgs.corescore.djl.settings.Architecture;
import uk.ac.bgs.corescore.djl.settings.TrainingSettings;
import uk.ac.bgs.corescore.mask.Label;
import uk.ac.bgs.corescore.mask.LabelSet;

/**
 * A model in CoreScore's own format, read and checked.
 *
 * @param network its network
 * @param heads its outputs
 * @param weights of the network
 * @param ranges of the network's outputs, for 8 bits
 * @param photoWidth the maximum input side, in cells
 * @param metadata metadata of the file
 * @param sha256 of the file
 */
public record NativeModelFile(
    Network network,
    Heads heads,
    Weights weights,
    Optional<ActivationRanges> ranges,
    int photoWidth,
    Map<String, String> metadata,
    String sha256)
    implements ModelFile {
  private static final String FORMAT = "corescore-model-1";

  /** Name of the metadata that holds the SHA-256 of the bytes of the weights. */
  private static final String SHA256 = "sha256";

  /** Name of the metadata that holds the ranges of the network's outputs. */
  private static final String RANGES = "activation_ranges";

  private static final String RESOURCES = "/uk/ac/bgs/corescore/djl/";
  private static final String BUNDLED = RESOURCES + "lite.corescore";
  private static final String BUNDLED_LAYOUT = RESOURCES + "layout.corescore";
  private static final String VERSIONED = "corescore-model-[1-9][0-9]{0,8}";

  @Override
  public String engine() {
    return Torch.NAME;
  }

  @Override
  public TrainingSettings.Task task() {
    return TrainingSettings.Task.of(taskId(metadata)).orElseThrow();
  }

  /** The task; files without one are for segmentation. */
  private static String taskId(Map<String, String> entries) {
    return entries.getOrDefault("task", TrainingSettings.Task.SEGMENT.id());
  }

  /**
   * Reads a file of CoreScore's own format.
   *
   * @throws CoreScoreException if it cannot be read, or is a model of another format
   */
  public static NativeModelFile read(Path file) {
    if (ModelFile.read(file) instanceof NativeModelFile own) {
      return own;
    }
    throw new CoreScoreException(
        FailureKind.UNSUPPORTED,
        file + ": expected a model of CoreScore's own format, got an external one");
  }

  public static boolean hasBundled() {
    return NativeModelFile.class.getResource(BUNDLED) != null;
  }

  public static NativeModelFile bundled() {
    return bundled(BUNDLED, "bundled model");
  }

  /** The bundled layout model. */
  public static NativeModelFile bundledLayout() {
    return bundled(BUNDLED_LAYOUT, "bundled layout model");
  }

  private static NativeModelFile bundled(String resource, String name) {
    try (InputStream in = NativeModelFile.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new CoreScoreException(
            FailureKind.CONFIGURATION,
            "no " + name.replace("bundled ", "") + " is bundled: give one with the option model");
      }
      return of(in.readAllBytes(), name);
    } catch (IOException e) {
      throw new CoreScoreException(FailureKind.IO, "the " + name + " cannot be read: " + e, e);
    }
  }

  static NativeModelFile of(byte[] bytes, String name) {
    TensorFile file = TensorFile.read(bytes, name);
    Map<String, String> entries = file.metadata();
    String format = entries.getOrDefault("format", "none");
    if (!format.equals(FORMAT)) {
      throw new CoreScoreException(
          FailureKind.UNSUPPORTED,
          name
              + ": expected format "
              + FORMAT
              + ", got "
              + format
              + (format.matches(VERSIONED) ? ", which a newer version of CoreScore wrote" : ""));
    }
    String whole = entries.get(SHA256);
    String came = file.sha256();
    if (whole != null && !whole.equals(came)) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          name + ": expected numbers of SHA-256 " + whole + ", got " + came + ": it is damaged");
    }
    if (TrainingSettings.Task.of(taskId(entries)).isEmpty()) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          name + ": expected task segment or layout, got " + taskId(entries));
    }
    Heads heads = heads(entries, name);
    String size = entries.getOrDefault("architecture", "none");
    Network network =
        Network.of(
            Architecture.of(size)
                .orElseThrow(
                    () ->
                        new CoreScoreException(
                            FailureKind.BAD_INPUT,
                            name
                                + ": expected architecture lite, resnet18 or resnet34, got "
                                + size)),
            heads.outputs());
    Map<String, float[]> weights = new LinkedHashMap<>();
    network
        .parameters()
        .forEach(
            (parameter, shape) -> {
              TensorFile.Tensor tensor = file.tensors().get(parameter);
              String found = tensor == null ? "none" : Arrays.toString(tensor.shape());
              if (tensor == null || !Arrays.equals(shape, tensor.shape())) {
                throw new CoreScoreException(
                    FailureKind.BAD_INPUT,
                    String.format(
                        Locale.ROOT,
                        "%s: expected %s of %s for %d labels, got %s",
                        name,
                        parameter,
                        Arrays.toString(shape),
                        heads.labels().size(),
                        found));
              }
              for (float value : tensor.values()) {
                if (!Float.isFinite(value)) {
                  throw new CoreScoreException(
                      FailureKind.BAD_INPUT,
                      name + ": expected finite numbers in " + parameter + ", got " + value);
                }
              }
              requireVariances(parameter, tensor.values(), name);
              weights.put(parameter, tensor.values());
            });
    return new NativeModelFile(
        network,
        heads,
        new Weights(weights),
        ranges(entries, network, name),
        photoWidth(entries, name),
        entries,
        Sha256.of(bytes));
  }

  private static Optional<ActivationRanges> ranges(
      Map<String, String> entries, Network network, String name) {
    String text = entries.get(RANGES);
    if (text == null) {
      return Optional.empty();
    }
    Optional<ActivationRanges> ranges =
        ActivationRanges.read(text).filter(read -> read.fits(network));
    if (ranges.isEmpty()) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          name + ": expected the least and greatest output of each layer in " + RANGES);
    }
    return ranges;
  }

  /** Checks variances: a negative one would give NaN without naming the file. */
  private static void requireVariances(String parameter, float[] values, String name) {
    for (float value : values) {
      if (value < 0 && parameter.endsWith(".variance")) {
        throw new CoreScoreException(
            FailureKind.BAD_INPUT,
            name + ": expected variances of 0 or more in " + parameter + ", got " + value);
      }
    }
  }

  private static Heads heads(Map<String, String> entries, String name) {
    List<String> rock = Arrays.asList(entries.getOrDefault("rock", "").split(",", -1));
    List<Label> labels = new ArrayList<>();
    for (String label : entries.getOrDefault("labels", "").split(",", -1)) {
      labels.add(new Label(label, rock.contains(label)));
    }
    try {
      Heads heads = new Heads(new LabelSet(labels));
      heads.rock();
      return heads;
    } catch (IllegalArgumentException e) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT, name + ": expected a list of labels: " + e.getMessage(), e);
    }
  }

  private static int photoWidth(Map<String, String> entries, String name) {
    String width = entries.getOrDefault("photo_width", "none");
    if (!width.matches("[1-9][0-9]{1,4}")) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT, name + ": expected photo_width in cells, got " + width);
    }
    return Integer.parseInt(width);
  }

  /**
   * Writes a file of CoreScore's own format, in half precision.
   *
   * @param ranges of the network's outputs, for 8 bits
   * @param settings of the training; its task and its photo width are the model's
   * @param provenance is added to the metadata
   */
  public static void write(
      Path file,
      Network network,
      Heads heads,
      Weights weights,
      Optional<ActivationRanges> ranges,
      TrainingSettings settings,
      Map<String, String> provenance)
      throws IOException {
    Map<String, String> all = new LinkedHashMap<>(provenance);
    ranges.ifPresent(known -> all.put(RANGES, known.text()));
    TemporaryFile.put(file, true, out -> write(out, network, heads, weights, settings, all));
  }

  /**
   * Writes the same model with ranges of its outputs.
   *
   * @param file where it goes; replaced if it exists
   */
  public void write(Path file, ActivationRanges known) throws IOException {
    Map<String, String> all = new LinkedHashMap<>(metadata);
    all.put(RANGES, known.text());
    Map<String, TensorFile.Tensor> tensors = new LinkedHashMap<>();
    network
        .parameters()
        .forEach(
            (name, shape) -> tensors.put(name, new TensorFile.Tensor(shape, weights.get(name))));
    TemporaryFile.put(file, true, out -> new TensorFile(all, tensors).write(out, true));
  }

  private static void write(
      OutputStream out,
      Network network,
      Heads heads,
      Weights weights,
      TrainingSettings settings,
      Map<String, String> provenance)
      throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", FORMAT);
    metadata.put("task", settings.task().id());
    metadata.put("architecture", network.architecture().id());
    metadata.put(
        "labels",
        heads.labels().labels().stream().map(Label::name).collect(Collectors.joining(",")));
    metadata.put(
        "rock",
        heads.labels().labels().stream()
            .filter(Label::rock)
            .map(Label::name)
            .collect(Collectors.joining(",")));
    metadata.put("photo_width", Integer.toString(settings.photoWidth()));
    metadata.put("normalisation", "imagenet");
    metadata.put("training", settings.toString());
    metadata.putAll(provenance);
    Map<String, TensorFile.Tensor> tensors = new LinkedHashMap<>();
    network
        .parameters()
        .forEach(
            (name, shape) -> tensors.put(name, new TensorFile.Tensor(shape, weights.get(name))));
    TensorFile file = new TensorFile(metadata, tensors);
    metadata.put(SHA256, file.sha256(true));
    file.write(out, true);
  }
}
