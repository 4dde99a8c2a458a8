// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.sweep;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import uk.ac.bgs.corescore.boofcv.EdgeSegmenterProvider;
import uk.ac.bgs.corescore.core.photo.PhotoReducer;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.segment.Segmenter;
import uk.ac.bgs.corescore.spi.Options;
import uk.ac.bgs.corescore.spi.SegmenterProvider;

/** One photo with the outlines of its fragments at rising Canny thresholds, a frame each. */
final class SweepAnimation {
  private static final int[] THRESHOLDS = {2, 4, 6, 8, 12, 16, 20, 24, 32, 40, 50, 64, 80, 100};
  private static final int LONGER_SIDE = 1000;
  private static final int BAR = 26;
  private static final int OUTLINE = 0xFF3B1F;
  private static final int CENTISECONDS = 70;

  private final RgbImage photo;

  SweepAnimation(RgbImage photo) {
    this.photo = PhotoReducer.reduceToFit(photo, LONGER_SIDE);
  }

  void write(Path file) throws IOException {
    List<BufferedImage> frames = new ArrayList<>();
    for (int threshold : THRESHOLDS) {
      frames.add(frame(threshold));
    }
    AnimatedGif.write(frames, CENTISECONDS, file);
  }

  private BufferedImage frame(int threshold) {
    FragmentMap fragments = find(threshold);
    int width = photo.width();
    int height = photo.height();
    BufferedImage frame = new BufferedImage(width, height + BAR, BufferedImage.TYPE_INT_RGB);
    int[] ids = fragments.toIds();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int id = ids[y * width + x];
        boolean outline =
            id != 0
                && (x == 0
                    || y == 0
                    || x == width - 1
                    || y == height - 1
                    || ids[y * width + x - 1] != id
                    || ids[y * width + x + 1] != id
                    || ids[(y - 1) * width + x] != id
                    || ids[(y + 1) * width + x] != id);
        frame.setRGB(x, y, outline ? OUTLINE : photo.rgb(x, y));
      }
    }
    Graphics2D graphics = frame.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
    int count = fragments.count();
    graphics.drawString(
        "Canny threshold " + threshold + ": " + count + (count == 1 ? " fragment" : " fragments"),
        8,
        height + BAR - 8);
    graphics.dispose();
    return frame;
  }

  private FragmentMap find(int threshold) {
    SegmenterProvider provider = new EdgeSegmenterProvider();
    Options options =
        Options.parse(
            provider.options(),
            Map.of("threshold-mode", "fixed", "threshold", Integer.toString(threshold)));
    try (Segmenter segmenter = provider.create(options)) {
      return segmenter.segment(photo).fragments();
    }
  }
}
