// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.rank;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.PhotoPoint;
import uk.ac.bgs.corescore.mask.ConfidenceMap;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.Segmentation;

/** A photo and its flipped images; each flip is its own inverse. */
enum Flip {
  NONE(false, false),
  SIDEWAYS(true, false),
  UP_DOWN(false, true),
  BOTH(true, true);

  private final boolean sideways;
  private final boolean upDown;

  Flip(boolean sideways, boolean upDown) {
    this.sideways = sideways;
    this.upDown = upDown;
  }

  RgbImage of(RgbImage photo) {
    if (this == NONE) {
      return photo;
    }
    int width = photo.width();
    int[] from = new int[width * photo.height()];
    photo.pixels().get(from);
    int[] to = new int[from.length];
    for (int i = 0; i < to.length; i++) {
      to[i] = from[at(i, width, photo.height())];
    }
    return RgbImage.wrap(width, photo.height(), to);
  }

  /** The rows of a photo where its flipped image has them: what is cut out is mirrored as well. */
  Layout of(Layout layout) {
    // Corners go round clockwise, in a flipped image too.
    int first = (sideways ? 1 : 0) ^ (upDown ? 3 : 0);
    int way = sideways == upDown ? 1 : -1;
    List<CoreRow> rows = new ArrayList<>(layout.rows().size());
    for (CoreRow row : layout.rows()) {
      List<PhotoPoint> corner =
          row.corners().stream()
              .map(
                  c ->
                      new PhotoPoint(
                          sideways ? layout.photoWidth() - c.x() : c.x(),
                          upDown ? layout.photoHeight() - c.y() : c.y()))
              .toList();
      rows.add(
          new CoreRow(
              row.number(),
              row.box(),
              corner.get(first),
              corner.get((first + way + 4) % 4),
              corner.get((first + 2) % 4),
              corner.get((first - way + 4) % 4),
              row.confidence()));
    }
    return new Layout(layout.photoWidth(), layout.photoHeight(), rows, layout.foundBy());
  }

  /** The same on its own grid; the frame has no offset, and so stays what it is. */
  Segmentation of(Segmentation found) {
    if (this == NONE) {
      return found;
    }
    LabelMask mask = found.mask();
    int width = mask.width();
    int height = mask.height();
    byte[] labels = new byte[width * height];
    mask.values().get(labels);
    int[] ids = found.fragments().toIds();
    int[] mirroredIds = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      mirroredIds[i] = ids[at(i, width, height)];
    }
    Segmentation mirrored =
        Segmentation.of(
            LabelMask.wrap(width, height, mirrored(labels, width, height), mask.labels()),
            FragmentMap.ofIds(width, height, mirroredIds).withRubble(found.fragments()::isRubble),
            found.frame());
    Optional<ConfidenceMap> confidence = found.confidence();
    if (confidence.isEmpty()) {
      return mirrored;
    }
    byte[] values = new byte[width * height];
    confidence.get().values().get(values);
    return mirrored.withConfidence(
        ConfidenceMap.wrap(width, height, mirrored(values, width, height)));
  }

  private byte[] mirrored(byte[] from, int width, int height) {
    byte[] to = new byte[from.length];
    for (int i = 0; i < to.length; i++) {
      to[i] = from[at(i, width, height)];
    }
    return to;
  }

  private int at(int i, int width, int height) {
    int x = i % width;
    int y = i / width;
    return (upDown ? height - 1 - y : y) * width + (sideways ? width - 1 - x : x);
  }
}
