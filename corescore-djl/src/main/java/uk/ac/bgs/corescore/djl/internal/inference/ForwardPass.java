// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.inference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.djl.internal.network.Layer;
import uk.ac.bgs.corescore.djl.internal.network.Network;
import uk.ac.bgs.corescore.djl.internal.network.Weights;

/** Runs a {@link Network} on the engine, layer by layer. */
public final class ForwardPass {
  private static final float MOMENTUM = 0.9f;

  /** Padding of N x H x W x C, last axis first, that removes a cell at each side. */
  private static final Shape WITHOUT_BORDER = new Shape(0, 0, -1, -1, -1, -1);

  private final Network network;
  private final Map<String, NDArray> weights;
  private final Map<String, Integer> uses = new HashMap<>();

  /** Upsampling and concatenation, which a training computes within the convolution after them. */
  private final Map<String, Layer> joins = new HashMap<>();

  public ForwardPass(Network network, Map<String, NDArray> weights) {
    this.network = network;
    this.weights = weights;
    for (Layer layer : network.layers()) {
      layer.inputs().forEach(name -> uses.merge(name, 1, Integer::sum));
      if (layer instanceof Layer.Upsample || layer instanceof Layer.Concat) {
        joins.put(layer.name(), layer);
      }
    }
  }

  /**
   * One forward pass, by the statistics of batch normalisation.
   *
   * @param input N x 3 x H x W in memory format channels-last: with planes the engine's
   *     convolutions are wrong for small inputs ({@link
   *     uk.ac.bgs.corescore.djl.settings.Architecture#MINIMUM_SIDE})
   * @return N x 4K x H/2 x W/2
   */
  public NDArray forward(NDArray input) {
    Map<String, NDArray> outputs = new HashMap<>();
    Map<String, Integer> left = new HashMap<>(uses);
    outputs.put(Network.INPUT, input);
    for (Layer layer : network.layers()) {
      outputs.put(layer.name(), step(layer, outputs, false));
      for (String name : layer.inputs()) {
        if (left.merge(name, -1, Integer::sum) == 0 && !name.equals(Network.INPUT)) {
          outputs.remove(name).close();
        }
      }
    }
    return found(outputs, network.output());
  }

  /**
   * A forward pass of a training, with gradients and by the statistics of the batch, which change
   * those of batch normalisation.
   *
   * @param input as for {@link #forward}
   * @return its output with the planes outside of the batch, 4K x N x H/2 x W/2, one plane after
   *     the other in memory
   */
  public NDArray planes(NDArray input) {
    Map<String, NDArray> outputs = new HashMap<>();
    outputs.put(Network.INPUT, input);
    int last = network.layers().size() - 1;
    for (Layer layer : network.layers().subList(0, last)) {
      if (!joins.containsKey(layer.name())) {
        outputs.put(layer.name(), step(layer, outputs, true));
      }
    }
    Layer.Conv head = (Layer.Conv) network.layers().get(last);
    NDArray x = found(outputs, head.input());
    NDManager manager = x.getManager();
    Shape shape = x.getShape();
    NDArray weight = found(weights, head.name() + ".weight").reshape(head.out(), head.in());
    NDArray bias = found(weights, head.name() + ".bias").reshape(head.out(), 1);
    // Views belong to the weights' manager, which lives longer than the step.
    weight.attach(manager);
    bias.attach(manager);
    NDArray cells = x.transpose(0, 2, 3, 1).reshape(-1, head.in());
    NDArray y = weight.matMul(cells.transpose()).addi(bias);
    return y.reshape(head.out(), shape.get(0), shape.get(2), shape.get(3));
  }

  private NDArray step(Layer layer, Map<String, NDArray> outputs, boolean training) {
    if (training
        && layer instanceof Layer.Conv conv
        && joins.get(conv.input()) instanceof Layer.Concat both) {
      NDArray low = found(outputs, joined(both.a()).inputs().get(0));
      NDArray y =
          upsampling(low, found(outputs, both.b()), found(weights, conv.name() + ".weight"));
      return finished(conv, y, true);
    }
    NDArray x = found(outputs, layer.inputs().get(0));
    if (layer instanceof Layer.Conv conv) {
      return conv(conv, x, training);
    } else if (layer instanceof Layer.Add add) {
      NDArray b = found(outputs, add.b());
      // The gradient of batch normalisation does not need its result.
      return rectified(training ? x.addi(b) : x.add(b), training);
    } else if (layer instanceof Layer.Concat concat) {
      return NDArrays.concat(new NDList(x, found(outputs, concat.b())), 1);
    } else if (layer instanceof Layer.Upsample) {
      Shape shape = x.getShape();
      return x.getNDArrayInternal()
          .interpolation(new long[] {2 * shape.get(2), 2 * shape.get(3)}, 0, false);
    } else {
      return Pool.maxPool2d(x, new Shape(3, 3), new Shape(2, 2), new Shape(1, 1), false);
    }
  }

  private static NDArray found(Map<String, NDArray> outputs, String name) {
    return Objects.requireNonNull(outputs.get(name), name);
  }

  private NDArray conv(Layer.Conv conv, NDArray x, boolean training) {
    int pad = conv.kernel() / 2;
    NDArray weight = found(weights, conv.name() + ".weight");
    NDArray bias = conv.norm() ? null : found(weights, conv.name() + ".bias");
    NDArray y =
        conv.kernel() == 1
            ? product(thinned(x, conv.stride()), weight, bias)
            : Conv2d.conv2d(
                    x, weight, bias, new Shape(conv.stride(), conv.stride()), new Shape(pad, pad))
                .singletonOrThrow();
    return finished(conv, y, training);
  }

  /** Batch normalisation and ReLU, where the convolution has them. */
  private NDArray finished(Layer.Conv conv, NDArray convolved, boolean training) {
    NDArray y = convolved;
    if (conv.norm()) {
      NDArray normal =
          BatchNorm.batchNorm(
                  y,
                  weights.get(conv.name() + ".mean"),
                  weights.get(conv.name() + ".variance"),
                  weights.get(conv.name() + ".gamma"),
                  weights.get(conv.name() + ".beta"),
                  -1,
                  MOMENTUM,
                  Weights.EPSILON,
                  training)
              .singletonOrThrow();
      if (!training) {
        y.close();
      }
      y = normal;
    }
    return conv.relu() ? rectified(y, training) : y;
  }

  private Layer joined(String name) {
    return Objects.requireNonNull(joins.get(name), name);
  }

  /**
   * A 3 x 3 convolution of two inputs concatenated, the first of them upsampled by 2. Each is
   * convolved by itself, the first before it is upsampled, as {@link Layer.UpConv} does: that saves
   * five ninths of its multiplications, in the backward pass too, and the copies of both.
   *
   * @param low N x A x H x W in memory format channels-last, to be upsampled
   * @param high N x B x 2H x 2W in memory format channels-last
   * @param weight C x (A + B) x 3 x 3
   * @return N x C x 2H x 2W
   */
  static NDArray upsampling(NDArray low, NDArray high, NDArray weight) {
    NDManager manager = low.getManager();
    Shape shape = low.getShape();
    long in = shape.get(1);
    long out = weight.getShape().get(0);
    NDList parts = weight.split(new long[] {in}, 1);
    // Views belong to the weights' manager, which lives longer than the step.
    parts.attach(manager);
    NDArray taps = manager.create(Weights.upsamplingTaps(), new Shape(9, 16));
    NDArray kernels =
        parts
            .get(0)
            .reshape(out * in, 9)
            .matMul(taps)
            .reshape(out, in, 4, 2, 2)
            .transpose(2, 0, 1, 3, 4)
            .reshape(4 * out, in, 2, 2);
    Shape once = new Shape(1, 1);
    NDArray four = Conv2d.conv2d(low, kernels, null, once, once).singletonOrThrow();
    long rows = shape.get(2) + 1;
    long columns = shape.get(3) + 1;
    NDArray enlarged =
        four.transpose(0, 2, 3, 1)
            .reshape(shape.get(0), rows, columns, 2, 2, out)
            .transpose(0, 1, 3, 2, 4, 5)
            .reshape(shape.get(0), 2 * rows, 2 * columns, out)
            .pad(WITHOUT_BORDER, 0)
            .transpose(0, 3, 1, 2);
    return Conv2d.conv2d(high, parts.get(1), null, once, once).singletonOrThrow().addi(enlarged);
  }

  /**
   * Every {@code stride}-th row and column, as means of single cells: their gradient is one pass.
   */
  private static NDArray thinned(NDArray x, int stride) {
    return stride == 1
        ? x
        : Pool.avgPool2d(
            x, new Shape(1, 1), new Shape(stride, stride), new Shape(0, 0), false, true);
  }

  /**
   * A 1 x 1 convolution as a matrix product. The engine's convolution would use NNPACK, which logs
   * a warning at every step on unsupported processors, or, with a stride, a kernel that gives wrong
   * values in the last channels on processors with AVX-512 where their number is no multiple of 16
   * (seen with libtorch 2.7.1).
   */
  private static NDArray product(NDArray x, NDArray weight, @Nullable NDArray bias) {
    Shape shape = x.getShape();
    long out = weight.getShape().get(0);
    NDArray flat = weight.reshape(out, shape.get(1));
    NDArray matrix = flat.transpose();
    // Views belong to the weights' manager, which lives longer than the step.
    flat.attach(x.getManager());
    matrix.attach(x.getManager());
    NDArray y = x.transpose(0, 2, 3, 1).reshape(-1, shape.get(1)).matMul(matrix);
    if (bias != null) {
      y = y.add(bias);
    }
    return y.reshape(shape.get(0), shape.get(2), shape.get(3), out).transpose(0, 3, 1, 2);
  }

  private static NDArray rectified(NDArray x, boolean training) {
    NDArray y = Activation.relu(x);
    if (!training) {
      x.close();
    }
    return y;
  }

  /**
   * Copies the weights of a network to a device.
   *
   * @param manager of the device; the arrays live as long as it
   * @return an array for each parameter, by its name
   */
  public static Map<String, NDArray> arrays(NDManager manager, Network network, Weights weights) {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    network
        .parameters()
        .forEach(
            (name, shape) -> arrays.put(name, manager.create(weights.get(name), new Shape(shape))));
    return arrays;
  }

  /** Copies arrays of the engine, with the same names in the same order. */
  public static Weights weights(Map<String, NDArray> arrays) {
    Map<String, float[]> values = new LinkedHashMap<>();
    arrays.forEach((name, array) -> values.put(name, array.toFloatArray()));
    return new Weights(values);
  }
}
