// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.synthetic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.image.PixelRect;
import uk.ac.bgs.corescore.image.PixelScale;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.measure.Length;

/** Records the ground truth of a box while it is painted: the pieces, their depths and lengths. */
final class GroundTruthRecorder {
  /** A visible piece of fewer square millimetres than this is a crumb, which no one labels. */
  private static final double CRUMB = 4;

  /** A piece as it was opened, with its columns once measured. */
  private static final class Entry {
    final int row;
    final String lithology;
    boolean rubble;
    int first = Integer.MAX_VALUE;
    int last = -1;
    int cells;
    int number;

    Entry(int row, String lithology, boolean rubble) {
      this.row = row;
      this.lithology = lithology;
      this.rubble = rubble;
    }
  }

  private final Canvas canvas;
  private final List<SyntheticCore.Row> rows = new ArrayList<>();
  private final List<Tray.Channel> channels;
  private final List<Entry> entries = new ArrayList<>();

  GroundTruthRecorder(Canvas canvas, Tray tray, double depth) {
    this.canvas = canvas;
    this.channels = tray.channels;
    double top = Math.round(depth * 100) / 100.0;
    for (Tray.Channel channel : channels) {
      int left = canvas.column(channel.left());
      int right = Math.max(left + 1, canvas.column(channel.right()));
      int upper = Math.max(0, (int) Math.round((channel.centre() - channel.half()) / canvas.mm));
      int lower =
          Math.min(
              canvas.height, (int) Math.round((channel.centre() + channel.half()) / canvas.mm));
      double base = top + (right - left) * canvas.mm / 1000;
      PixelRect area = new PixelRect(left, upper, right - left, Math.max(1, lower - upper));
      rows.add(new SyntheticCore.Row(rows.size(), top, base, area));
      top = base;
    }
  }

  /** Starts a piece and returns its fragment number. */
  int open(int row, Rock rock, boolean rubble) {
    entries.add(new Entry(row, rock.lithology.title(), rubble));
    return entries.size();
  }

  /** Depth at a place of a row, m. */
  double depth(int row, double trayX) {
    return depth(rows.get(row), trayX / canvas.mm);
  }

  private double depth(SyntheticCore.Row row, double edge) {
    return row.depthTop() + (edge - row.area().x()) * canvas.mm / 1000;
  }

  /** Measures the pieces before anything occludes them. */
  void measure() {
    for (int row = 0; row < channels.size(); row++) {
      alongCentre(row);
    }
    for (Entry entry : entries) {
      if (!entry.rubble && entry.last < 0) {
        entry.rubble = true;
      }
    }
    for (int y = 0, i = 0; y < canvas.height; y++) {
      for (int x = 0; x < canvas.width; x++, i++) {
        int fragment = canvas.fragment[i];
        if (fragment != Canvas.NONE) {
          Entry entry = entries.get(fragment - 1);
          if (entry.rubble) {
            entry.first = Math.min(entry.first, x);
            entry.last = Math.max(entry.last, x);
          }
        }
      }
    }
  }

  private void alongCentre(int row) {
    for (int x = 0; x < canvas.width; x++) {
      int y = (int) Math.floor((channels.get(row).centre() + canvas.sag(x)) / canvas.mm);
      int fragment = canvas.fragment[y * canvas.width + x];
      if (fragment != Canvas.NONE) {
        Entry entry = entries.get(fragment - 1);
        if (!entry.rubble) {
          entry.first = Math.min(entry.first, x);
          entry.last = x;
        }
      }
    }
    // Rough rims can interlock by a pixel on the line: the piece that begins later begins there.
    Entry before = null;
    for (Entry entry : entries) {
      if (entry.row == row && !entry.rubble && entry.last >= 0) {
        if (before != null && entry.first <= before.last) {
          before.last = Math.max(before.first, entry.first - 1);
          entry.first = Math.max(entry.first, before.last + 1);
          entry.last = Math.max(entry.last, entry.first);
        }
        before = entry;
      }
    }
  }

  /** Numbers the visible pieces by row and depth and puts the ground truth together. */
  SyntheticCore finish(long seed, RgbImage photo) {
    int n = canvas.label.length;
    for (int i = 0; i < n; i++) {
      if (canvas.label[i] == Canvas.ROCK) {
        entries.get(canvas.fragment[i] - 1).cells++;
      }
    }
    int least = (int) Math.max(4, CRUMB / (canvas.mm * canvas.mm));
    List<Entry> kept = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.cells >= least) {
        kept.add(entry);
      }
    }
    kept.sort(
        Comparator.comparingInt((Entry e) -> e.row)
            .thenComparingInt(e -> e.first)
            .thenComparingInt(e -> e.last));
    List<SyntheticCore.Piece> pieces = new ArrayList<>();
    for (Entry entry : kept) {
      entry.number = pieces.size() + 1;
      pieces.add(piece(entry));
    }
    int[] ids = new int[n];
    for (int i = 0; i < n; i++) {
      if (canvas.label[i] == Canvas.ROCK) {
        ids[i] = entries.get(canvas.fragment[i] - 1).number;
        if (ids[i] == 0) {
          canvas.label[i] = Canvas.BOX;
        }
      }
    }
    int w = canvas.width;
    int h = canvas.height;
    return new SyntheticCore(
        seed,
        photo,
        Segmentation.of(
            LabelMask.of(w, h, canvas.label, LabelSet.CORESCORE),
            FragmentMap.ofIds(w, h, ids).withRubble(id -> pieces.get(id - 1).rubble()),
            PixelFrame.PHOTO),
        new PixelScale(canvas.mm),
        rows,
        pieces);
  }

  private SyntheticCore.Piece piece(Entry entry) {
    SyntheticCore.Row row = rows.get(entry.row);
    double top = depth(row, entry.first);
    return new SyntheticCore.Piece(
        entry.number,
        entry.row,
        top,
        depth(row, entry.last + 1.0),
        new Length(entry.last + 1.0 - entry.first),
        entry.lithology,
        entry.rubble);
  }
}
