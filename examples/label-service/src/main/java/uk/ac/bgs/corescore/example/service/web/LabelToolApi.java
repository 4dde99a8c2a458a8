// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.core.mask.LabelToolMask;
import uk.ac.bgs.corescore.core.photo.PhotoReadException;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.core.serve.SegmenterPool;
import uk.ac.bgs.corescore.core.serve.Task;
import uk.ac.bgs.corescore.core.serve.WorkQueue;
import uk.ac.bgs.corescore.core.store.PhotoName;
import uk.ac.bgs.corescore.image.PixelRect;
import uk.ac.bgs.corescore.mask.Label;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.measure.Fragment;

/** LabelTool's ML Assist: masks at {@code /labels}, boxes at {@code /boxes}. */
final class LabelToolApi {
  private final SegmenterPool segmenters;
  private final WorkQueue queue;
  private final PhotoReader reader;
  private final Bodies bodies;

  LabelToolApi(SegmenterPool segmenters, WorkQueue queue, PhotoReader reader, Bodies bodies) {
    this.segmenters = segmenters;
    this.queue = queue;
    this.reader = reader;
    this.bodies = bodies;
  }

  /** A mask for each instance. */
  void labels(Context ctx) throws IOException, InterruptedException {
    Parameters.requireKnown(ctx, Set.of("shape", "labels", "segmenter", Gate.TOKEN));
    boolean flat = flat(ctx.queryParam("shape"));
    Set<String> labels = labels(ctx.queryParam("labels"));
    String segmenter = segmenter(ctx.queryParam("segmenter"));
    List<LabelToolMask> masks =
        each(ctx, segmenter, photo -> LabelToolMask.of(photo.segmentation(), labels));
    ctx.status(200).contentType("application/json");
    LabelToolAnswer.write(masks, flat, ctx.outputStream());
  }

  /** The box of each fragment that LabelTool would keep. */
  void boxes(Context ctx) throws IOException, InterruptedException {
    Parameters.requireKnown(ctx, Set.of("segmenter", Gate.TOKEN));
    String segmenter = segmenter(ctx.queryParam("segmenter"));
    List<List<ObjectNode>> boxes = each(ctx, segmenter, LabelToolApi::boxes);
    ObjectNode answer = Json.object();
    ArrayNode predictions = answer.putArray("predictions");
    for (int i = 0; i < boxes.size(); i++) {
      for (ObjectNode box : boxes.get(i)) {
        predictions.add(boxes.size() == 1 ? box : box.put("instance", i));
      }
    }
    ctx.status(200).contentType("application/json").result(Json.bytes(answer));
  }

  private static List<ObjectNode> boxes(ScoredPhoto photo) {
    double width = photo.photo().image().width();
    double height = photo.photo().image().height();
    List<ObjectNode> boxes = new ArrayList<>();
    for (Fragment fragment : photo.fragments().fragments()) {
      if (fragment.measures().area().squarePixels() >= LabelToolMask.SMALLEST * width * height) {
        PixelRect box = fragment.measures().bounds();
        ObjectNode node = Json.object();
        node.putArray("det_boxes")
            .add(box.y() / height)
            .add(box.x() / width)
            .add((box.y() + box.height()) / height)
            .add((box.x() + box.width()) / width);
        node.put("det_class", fragment.label());
        node.put("det_score", fragment.confidence().orElse(1));
        boxes.add(node);
      }
    }
    return boxes;
  }

  private <T> List<T> each(Context ctx, String segmenter, Function<ScoredPhoto, T> answer)
      throws IOException, InterruptedException {
    try (Bodies.Share share = bodies.share(ctx)) {
      List<byte[]> pictures = LabelToolRequest.read(share.stream());
      share.received();
      // One place in the queue for the whole request: it is answered whole or not at all.
      Task<List<T>> task =
          queue.submit(
              progress -> {
                List<T> answers = new ArrayList<>();
                for (int i = 0; i < pictures.size(); i++) {
                  progress.at((double) i / pictures.size(), "looking");
                  answers.add(answer.apply(score(segmenter, i, pictures.get(i))));
                }
                return answers;
              });
      return task.get();
    } catch (ExecutionException e) {
      throw Failures.of(e, RequestId.of(ctx));
    }
  }

  private ScoredPhoto score(String segmenter, int number, byte[] picture) {
    String name = "instance " + number;
    if (PhotoName.extension(picture).isEmpty()) {
      throw new ApiException(415, name + ": expected a PNG picture, got something else");
    }
    try {
      return segmenters.score(segmenter, reader.read(name, picture), Optional.empty()).photo();
    } catch (PhotoReadException e) {
      ApiException told = Failures.of(e, "-");
      throw new ApiException(told.status(), name + ": " + told.text());
    }
  }

  private String segmenter(@Nullable String asked) {
    return Parameters.segmenter(segmenters, asked);
  }

  private static boolean flat(@Nullable String shape) {
    if (shape == null || shape.equals("3d")) {
      return false;
    }
    if (shape.equals("2d")) {
      return true;
    }
    throw new ApiException(400, "shape: expected 3d or 2d, got " + Parameters.shown(shape));
  }

  /** Rock, or what was asked for. */
  private static Set<String> labels(@Nullable String asked) {
    List<Label> known = LabelSet.CORESCORE.labels();
    if (asked == null) {
      return known.stream().filter(Label::rock).map(Label::name).collect(Collectors.toSet());
    }
    Set<String> names =
        known.stream()
            .skip(1)
            .map(Label::name)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    if (asked.equals("all")) {
      return names;
    }
    Set<String> chosen = new LinkedHashSet<>(List.of(asked.split(",", -1)));
    if (!names.containsAll(chosen)) {
      throw new ApiException(
          400, "labels: expected all or some of " + names + ", got " + Parameters.shown(asked));
    }
    return chosen;
  }
}
