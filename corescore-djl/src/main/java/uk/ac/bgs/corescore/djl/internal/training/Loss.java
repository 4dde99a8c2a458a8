// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.util.stream.LongStream;
import uk.ac.bgs.corescore.djl.internal.network.Heads;
import uk.ac.bgs.corescore.djl.settings.TrainingSettings;

/**
 * The loss of a training: class-balanced cross-entropy and soft Dice loss of rock (Milletari, Navab
 * and Ahmadi, 2016), or its Lovasz loss (Berman, Rannen Triki and Blaschko, 2018), for the labels;
 * weighted cross-entropy for the boundary; squared error for the distance. For layout the channel
 * has the loss of the boundary and a Dice loss, and the ridge that of the distance.
 */
public final class Loss {
  private static final float BOUNDARY_SHARE = 0.5f;
  private static final float CHANNEL_SHARE = 1;
  private static final float DISTANCE_SHARE = 2;
  private static final float BOUNDARY_POSITIVES = 2;

  private final Heads heads;
  private final TrainingSettings.Overlap overlap;
  private final boolean boundaries;
  private final boolean distances;
  private final boolean rows;

  /** The loss of a native model. */
  public static Loss of(TrainingSettings settings, Heads heads) {
    boolean rows = settings.task() == TrainingSettings.Task.LAYOUT;
    return new Loss(heads, settings.overlap(), true, true, rows);
  }

  Loss(Heads heads, TrainingSettings.Overlap overlap) {
    this(heads, overlap, true, true);
  }

  /**
   * @param boundaries whether there is a boundary output
   * @param distances whether there is a distance output, after that for the boundary
   */
  Loss(Heads heads, TrainingSettings.Overlap overlap, boolean boundaries, boolean distances) {
    this(heads, overlap, boundaries, distances, false);
  }

  private Loss(
      Heads heads,
      TrainingSettings.Overlap overlap,
      boolean boundaries,
      boolean distances,
      boolean rows) {
    this.heads = heads;
    this.overlap = overlap;
    this.boundaries = boundaries;
    this.distances = distances;
    this.rows = rows;
  }

  /**
   * The loss of a batch.
   *
   * @param output 4K x N x h x w
   * @param targets of the same batch
   */
  public NDArray of(NDArray output, Targets targets, NDManager manager) {
    int classes = heads.labels().size();
    long cells = output.size() / outputs();
    Shape plane = new Shape(cells);
    long[] others = LongStream.range(classes, outputs()).toArray();
    NDList scores = output.reshape(outputs(), cells).split(others, 0);
    NDList logLikelihoods = onLabels(scores.get(0).logSoftmax(0));
    NDArray label = targets.label().array(manager, new Shape(classes, cells));
    NDList labels = onLabels(label);
    NDArray known = targets.known().array(manager, plane);
    NDArray rock = targets.rock().array(manager, plane);

    NDArray sum = logLikelihoods.get(0).mul(labels.get(0)).sum();
    for (int part = 1; part < labels.size(); part++) {
      sum = sum.add(logLikelihoods.get(part).mul(labels.get(part)).sum());
    }
    NDArray crossEntropy = sum.neg().div(label.sum().add(1));
    int ofRock = Math.min(1, heads.rock());
    NDArray likely = logLikelihoods.get(ofRock).reshape(cells).exp().mul(known);
    NDArray apart =
        switch (overlap) {
          case DICE -> dice(likely, rock);
          case LOVASZ -> lovasz(likely, rock);
        };

    // DJL closes the array of a Java number at once, and the backward pass may read its memory
    // after
    // it is collected. These arrays live as long as the manager.
    NDArray loss = crossEntropy.add(apart);
    if (boundaries) {
      NDArray boundary = targets.boundary().array(manager, plane);
      NDArray edge = scores.get(1).reshape(cells);
      NDArray weight = targets.weight().array(manager, plane);
      NDArray edgeWeight = rows ? weight : weight.mul(boundary.mul(BOUNDARY_POSITIVES - 1).add(1));
      NDArray edgeLoss =
          Activation.softPlus(edge)
              .sub(edge.mul(boundary))
              .mul(edgeWeight)
              .sum()
              .div(edgeWeight.sum().add(1));
      loss = loss.add(edgeLoss.mul(manager.create(rows ? CHANNEL_SHARE : BOUNDARY_SHARE)));
      if (rows) {
        NDArray channel = boundary.mul(known);
        loss = loss.add(dice(Activation.sigmoid(edge).mul(known), channel));
      }
    }
    if (distances) {
      NDArray distance = targets.distance().array(manager, plane);
      NDArray depth = Activation.sigmoid(scores.get(scores.size() - 1).reshape(cells));
      NDArray depthLoss = depth.sub(distance).square().mul(known).sum().div(known.sum().add(1));
      loss = loss.add(depthLoss.mul(manager.create(DISTANCE_SHARE)));
    }
    return loss;
  }

  /**
   * Splits planes of labels into those before rock, rock, and those after it. Unlike a selection, a
   * split has a gradient without planes of zeros.
   */
  private NDList onLabels(NDArray planes) {
    return planes.split(
        LongStream.of(heads.rock(), heads.rock() + 1L)
            .filter(at -> at > 0 && at < heads.labels().size())
            .toArray(),
        0);
  }

  private int outputs() {
    return heads.labels().size() + (boundaries ? 1 : 0) + (distances ? 1 : 0);
  }

  private static NDArray dice(NDArray likely, NDArray rock) {
    return likely
        .mul(rock.mul(2))
        .sum()
        .add(1)
        .div(likely.sum().add(rock.sum()).add(1))
        .neg()
        .add(1);
  }

  /**
   * The Lovasz extension: the errors in decreasing order, each times the loss of IoU when it is
   * added to those before. Pixels without ground truth have no error.
   */
  static NDArray lovasz(NDArray likely, NDArray rock) {
    NDArray errors = likely.sub(rock).abs().reshape(-1);
    NDArray order = errors.argSort(0, false);
    NDArray there = rock.reshape(-1).gather(order, 0);
    NDArray both = there.cumSum(0).neg().add(rock.sum());
    NDArray either = there.neg().add(1).cumSum(0).add(rock.sum());
    NDArray loss = both.div(either).neg().add(1);
    NDArray before = NDArrays.concat(new NDList(loss.get("0:1").mul(0), loss.get("0:-1")), 0);
    return errors.gather(order, 0).mul(loss.sub(before)).sum();
  }
}
