// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import uk.ac.bgs.corescore.core.layout.RowFragments;
import uk.ac.bgs.corescore.core.measure.FragmentMeasurer;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.pipeline.Doubt;
import uk.ac.bgs.corescore.core.pipeline.Provenance;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.image.PixelScale;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.PhotoPoint;
import uk.ac.bgs.corescore.mask.ConfidenceMap;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.measure.FragmentSet;
import uk.ac.bgs.corescore.score.AreaScore;
import uk.ac.bgs.corescore.score.ExtraMeasure;

/** Scored photos made by hand. */
final class Samples {
  static final Optional<PixelScale> UNSCALED = Optional.empty();
  static final Optional<PixelScale> SCALED = Optional.of(new PixelScale(0.25));

  private Samples() {}

  /** Three fragments: two that touch, one with a hole of paper; one of a second rock label. */
  static ScoredPhoto box(String name, Optional<PixelScale> scale, ExtraMeasure... extras) {
    int[] ids = new int[120 * 80];
    fill(ids, 120, 10, 10, 30, 40, 1);
    fill(ids, 120, 40, 10, 30, 40, 2);
    fill(ids, 120, 80, 20, 31, 41, 3);
    fill(ids, 120, 90, 30, 7, 9, 0);
    byte[] labels = new byte[ids.length];
    for (int i = 0; i < ids.length; i++) {
      labels[i] = (byte) (ids[i] == 2 ? 2 : ids[i] == 0 ? 0 : 1);
    }
    for (int y = 30; y < 39; y++) {
      for (int x = 90; x < 97; x++) {
        labels[y * 120 + x] = 3;
      }
    }
    return of(name, 120, 80, ids, labels, scale, extras);
  }

  /** The same box from a segmenter that gives each pixel of fragment n the value 255 - 51 n. */
  static ScoredPhoto sure(String name) {
    ScoredPhoto box = box(name, UNSCALED);
    FragmentMap map = box.segmentation().fragments();
    byte[] values = new byte[map.width() * map.height()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) (255 - 51 * map.id(i % map.width(), i / map.width()));
    }
    Segmentation segmentation =
        box.segmentation().withConfidence(ConfidenceMap.of(map.width(), map.height(), values));
    return new ScoredPhoto(
        box.photo(),
        segmentation,
        FragmentMeasurer.measure(segmentation),
        box.score(),
        box.scale(),
        box.provenance());
  }

  /** The same with a doubt and two remarks of the photo's reader. */
  static ScoredPhoto doubted(String name) {
    ScoredPhoto sure = sure(name);
    Photo photo = sure.photo();
    return new ScoredPhoto(
        new Photo(
            photo.name(),
            photo.sha256(),
            photo.width(),
            photo.height(),
            photo.image(),
            List.of("page 2", "dark")),
        sure.segmentation(),
        sure.fragments(),
        sure.score(),
        sure.scale(),
        sure.provenance(),
        Optional.of(new Doubt(Doubt.Kind.UNCERTAIN, "67 % <is>, perhaps, wrong", 0.67, 0.12)));
  }

  /** The same box with two rows, given: fragments 1 and 2 lie in the first, 3 beside both. */
  static ScoredPhoto inRows(String name) {
    ScoredPhoto box = box(name, UNSCALED);
    Layout layout =
        new Layout(
            120, 80, List.of(row(1, 5, 5, 75, 60.5), row(2, 76, 60.5, 119, 79)), Layout.GIVEN);
    return new ScoredPhoto(
        box.photo(),
        box.segmentation(),
        RowFragments.numbered(box.fragments(), box.segmentation().fragments(), layout),
        box.score(),
        box.scale(),
        box.provenance(),
        Optional.empty(),
        layout);
  }

  /** The same result with another layout; the fragments keep the rows that they have. */
  static ScoredPhoto withLayout(ScoredPhoto photo, Layout layout) {
    return new ScoredPhoto(
        photo.photo(),
        photo.segmentation(),
        photo.fragments(),
        photo.score(),
        photo.scale(),
        photo.provenance(),
        photo.doubt(),
        layout);
  }

  private static CoreRow row(int number, double left, double top, double right, double bottom) {
    return new CoreRow(
        number,
        1,
        new PhotoPoint(left, top),
        new PhotoPoint(right, top),
        new PhotoPoint(right, bottom),
        new PhotoPoint(left, bottom),
        OptionalDouble.empty());
  }

  /** A photo without rock. */
  static ScoredPhoto empty(String name, int width, int height) {
    return of(name, width, height, new int[width * height]);
  }

  /** As many squares of 3 x 3 pixels in rows of a hundred, a pixel apart. */
  static ScoredPhoto squares(String name, int count) {
    int height = 4 * ((count + 99) / 100) + 1;
    int[] ids = new int[401 * height];
    for (int i = 0; i < count; i++) {
      fill(ids, 401, 1 + 4 * (i % 100), 1 + 4 * (i / 100), 3, 3, i + 1);
    }
    return of(name, 401, height, ids);
  }

  static ScoredPhoto of(String name, int width, int height, int[] ids) {
    byte[] labels = new byte[ids.length];
    for (int i = 0; i < ids.length; i++) {
      labels[i] = (byte) (ids[i] == 0 ? 0 : 1);
    }
    return of(name, width, height, ids, labels, UNSCALED);
  }

  private static ScoredPhoto of(
      String name,
      int width,
      int height,
      int[] ids,
      byte[] labels,
      Optional<PixelScale> scale,
      ExtraMeasure... extras) {
    int[] pixels = new Random(7).ints((long) width * height, 0, 0x1000000).toArray();
    Segmentation segmentation =
        Segmentation.of(
            LabelMask.of(width, height, labels, LabelSet.CORESCORE),
            FragmentMap.ofIds(width, height, ids),
            PixelFrame.PHOTO);
    FragmentSet fragments = FragmentMeasurer.measure(segmentation);
    return new ScoredPhoto(
        new Photo(name, "0123456789abcdef".repeat(4), RgbImage.wrap(width, height, pixels)),
        segmentation,
        fragments,
        AreaScore.of(fragments).withExtras(List.of(extras)),
        scale,
        new Provenance(
            "1.2.3",
            "by-hand",
            Map.of("threshold", "0.5"),
            Optional.empty(),
            Optional.empty(),
            "six-measures",
            0,
            Instant.parse("2026-01-02T03:04:05Z"),
            Duration.ofMillis(1500)));
  }

  /** The message of an exception, to search for words in. */
  static String message(Throwable thrown) {
    return String.valueOf(thrown.getMessage());
  }

  static void fill(int[] cells, int stride, int x, int y, int width, int height, int value) {
    for (int row = y; row < y + height; row++) {
      for (int column = x; column < x + width; column++) {
        cells[row * stride + column] = value;
      }
    }
  }
}
