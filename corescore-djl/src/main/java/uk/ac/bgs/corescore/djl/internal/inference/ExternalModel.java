// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.inference;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.djl.internal.engine.Torch;
import uk.ac.bgs.corescore.djl.internal.instance.ChamferDistance;
import uk.ac.bgs.corescore.djl.internal.instance.MarkerWatershed;
import uk.ac.bgs.corescore.djl.internal.model.ExternalModelFile;
import uk.ac.bgs.corescore.djl.internal.model.Sidecar;
import uk.ac.bgs.corescore.djl.internal.network.Heads;
import uk.ac.bgs.corescore.djl.internal.network.Prediction;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.FragmentMap;

/**
 * An external model on a device: TorchScript on the PyTorch engine, or ONNX on ONNX Runtime. It
 * takes N x 3 x H x W and gives logits, N x K x H x W; of several outputs the one named {@code out}
 * is used, or the first.
 */
public final class ExternalModel implements ImageModel {
  private static final String OUTPUT = "out";

  private final ExternalModelFile file;
  private final Sidecar sidecar;
  private final Model model;
  private final boolean torch;
  private final InputTensor pixels;

  private ExternalModel(ExternalModelFile file, Model model) {
    this.file = file;
    this.sidecar = file.sidecar();
    this.model = model;
    this.torch = file.engine().equals(Torch.NAME);
    this.pixels = InputTensor.of(sidecar, !torch);
  }

  /**
   * Loads a model onto a device and runs it on a small black image.
   *
   * @throws CoreScoreException if it does not load, or its output contradicts its sidecar
   */
  static ExternalModel open(ExternalModelFile file, Device device, int threads) {
    Model model = engine(file).newModel("model", device);
    ExternalModel opened = new ExternalModel(file, model);
    boolean good = false;
    try {
      model.load(new ByteArrayInputStream(file.bytes()), options(file.engine(), threads));
      int side = Math.max(64, 2 * file.sidecar().stride());
      opened.predict(RgbImage.wrap(side, side, new int[side * side]));
      good = true;
      return opened;
    } catch (EngineException | MalformedModelException | IOException e) {
      String reason = Torch.reason(e);
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          String.format(
              Locale.ROOT,
              "%s: expected a model that the engine %s opens, got: %s%s",
              file.file(),
              file.engine(),
              reason,
              reason.contains("Unknown builtin op")
                  ? " (a newer PyTorch wrote it: export it with torch.jit.trace)"
                  : ""),
          e);
    } finally {
      if (!good) {
        model.close();
      }
    }
  }

  /**
   * Options of the engine. ONNX Runtime takes the number of threads once and has a pool for each
   * model; its default is one thread a processor.
   */
  static Map<String, String> options(String engine, int threads) {
    return engine.equals(Torch.NAME)
        ? Map.of("mapLocation", "true")
        : threads == 0 ? Map.of() : Map.of("intraOpNumThreads", Integer.toString(threads));
  }

  private static Engine engine(ExternalModelFile file) {
    try {
      return Torch.engine(file.engine());
    } catch (CoreScoreException e) {
      throw e.about(String.valueOf(file.file()));
    }
  }

  @Override
  public Heads heads() {
    return sidecar.heads();
  }

  @Override
  public int stride() {
    return sidecar.stride();
  }

  /**
   * The receptive field is not known; in common networks pixels farther than this have little
   * influence.
   */
  @Override
  public int receptiveField() {
    return Math.max(192, 2 * sidecar.stride());
  }

  @Override
  public int blendWidth() {
    return Math.max(64, sidecar.stride());
  }

  @Override
  public Prediction predict(RgbImage image) {
    if (torch) {
      Torch.gradients(false);
    }
    int width = InputTensor.padded(image.width(), sidecar.stride());
    int height = InputTensor.padded(image.height(), sidecar.stride());
    ByteBuffer filled = pixels.filled(image, width, height);
    try (NDManager step = model.getNDManager().newSubManager()) {
      NDArray input =
          torch
              ? step.create(filled, new Shape(1, height, width, 3), DataType.FLOAT32)
                  .transpose(0, 3, 1, 2)
              : step.create(filled, new Shape(1, 3, height, width), DataType.FLOAT32);
      NDArray output = run(step, input);
      Shape expected = new Shape(1, sidecar.channels(), height, width);
      if (!expected.equals(output.getShape()) || output.getDataType() != DataType.FLOAT32) {
        throw new CoreScoreException(
            FailureKind.PLUGIN,
            String.format(
                Locale.ROOT,
                "%s: expected an output of float32 %s (%d labels%s%s, as high and wide as the"
                    + " input), got %s %s",
                file.file(),
                expected,
                heads().labels().size(),
                sidecar.boundary() < 0 ? "" : ", boundary",
                sidecar.distance() < 0 ? "" : ", distance",
                output.getDataType().name().toLowerCase(java.util.Locale.ROOT),
                output.getShape()));
      }
      ByteBuffer scores = output.toByteBuffer().order(ByteOrder.nativeOrder());
      return new Logits(scores.asFloatBuffer(), width, height, file.file().toString())
          .likelihoods(
              image.width(),
              image.height(),
              heads().labels().size(),
              sidecar.boundary(),
              sidecar.distance());
    }
  }

  private NDArray run(NDManager step, NDArray input) {
    NDList outputs;
    try {
      outputs =
          model.getBlock().forward(new ParameterStore(step, false), new NDList(input), false, null);
    } catch (EngineException | IllegalArgumentException | UnsupportedOperationException e) {
      throw new CoreScoreException(
          FailureKind.PLUGIN,
          String.format(
              Locale.ROOT,
              "%s: expected a model that takes float32 %s and gives an array, or a tuple or"
                  + " dictionary of arrays; it fails: %s",
              file.file(),
              input.getShape(),
              Torch.reason(e)),
          e);
    }
    outputs.attach(step);
    return chosen(outputs, file);
  }

  /** Of several outputs the one named {@code out}, else the first. */
  public static NDArray chosen(NDList outputs, ExternalModelFile file) {
    if (outputs.isEmpty()) {
      throw new CoreScoreException(
          FailureKind.PLUGIN, file.file() + ": expected an output, got none");
    }
    NDArray named = outputs.get(OUTPUT);
    return named == null ? outputs.get(0) : named;
  }

  /**
   * Without an output for the distance, the distance from the border of rock regions replaces it.
   */
  @Override
  public Prediction withDerivedPlanes(Prediction seen) {
    if (sidecar.distance() >= 0) {
      return seen;
    }
    byte[] mostLikely = seen.mostLikely(heads().labels().size());
    boolean[] rock = new boolean[mostLikely.length];
    for (int i = 0; i < rock.length; i++) {
      rock[i] = heads().labels().isRock(mostLikely[i] & 0xFF);
    }
    byte[] sure = new byte[rock.length];
    Arrays.fill(sure, (byte) Prediction.TOP);
    FragmentMap regions =
        MarkerWatershed.split(seen.width(), seen.height(), rock, new byte[rock.length], sure, 0.5);
    byte[][] planes = seen.planes().clone();
    float[] distance = ChamferDistance.of(seen.width(), seen.height(), regions.toIds());
    byte[] plane = new byte[distance.length];
    for (int i = 0; i < plane.length; i++) {
      plane[i] = Prediction.of(distance[i]);
    }
    planes[heads().distance()] = plane;
    return new Prediction(seen.width(), seen.height(), planes);
  }

  @Override
  public void close() {
    model.close();
  }
}
