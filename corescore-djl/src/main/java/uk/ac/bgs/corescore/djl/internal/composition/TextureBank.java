// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.composition;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Procedural noise fields for the surfaces of composed photographs. */
final class TextureBank {
  private static final int SIDE = 256;
  private static final int EACH = 5;
  private static final float MOST = 3;

  private final Map<Kind, List<float[]>> fields = new EnumMap<>(Kind.class);

  /** Kinds of textures. */
  enum Kind {
    /** Stains and grains of all sizes. */
    CLOUDS,
    /** Stretched to one side: wood, foliation. */
    GRAIN,
    /** Thin bright lines. */
    VEINS,
    /** Single crystals or specks in an even mass. */
    CRYSTALS,
    /** Layers, a little bent. */
    BANDS,
    /** Cloth, corrugated card. */
    FABRIC,
    /** Pebbles, paving: even cells with darker rims. */
    CELLS
  }

  /** Makes all fields from a seed. */
  TextureBank(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (Kind kind : Kind.values()) {
      List<float[]> selected = new ArrayList<>();
      for (int i = 0; i < EACH; i++) {
        selected.add(normal(field(kind, random.split())));
      }
      fields.put(kind, selected);
    }
  }

  /** A view of a field, from a place at some scale: deviations from 0, about 1 and at most 3. */
  @SuppressWarnings("ArrayRecordComponent") // read only, shared by all views
  record View(float[] field, double zoom, double x0, double y0, boolean turned) {
    float at(double x, double y) {
      double u = x0 + zoom * (turned ? y : x);
      double v = y0 + zoom * (turned ? x : y);
      int left = (int) Math.floor(u);
      int top = (int) Math.floor(v);
      float fx = (float) (u - left);
      float fy = (float) (v - top);
      int upper = mirrored(top) * SIDE;
      int lower = mirrored(top + 1) * SIDE;
      int a = mirrored(left);
      int b = mirrored(left + 1);
      float above = field[upper + a] * (1 - fx) + field[upper + b] * fx;
      float below = field[lower + a] * (1 - fx) + field[lower + b] * fx;
      return above * (1 - fy) + below * fy;
    }

    private static int mirrored(int i) {
      int at = i & (2 * SIDE - 1);
      return at < SIDE ? at : 2 * SIDE - 1 - at;
    }
  }

  View any(SplittableRandom random) {
    Kind[] kinds = Kind.values();
    return of(kinds[random.nextInt(kinds.length)], random);
  }

  View of(Kind kind, SplittableRandom random) {
    return of(kind, Math.exp(random.nextDouble(-1, 1)), random.nextDouble() < 0.3, random);
  }

  /**
   * A view of a field of a kind.
   *
   * @param zoom cells of the field per pixel
   * @param turned whether it is rotated by 90 degrees
   */
  View of(Kind kind, double zoom, boolean turned, SplittableRandom random) {
    List<float[]> selected = fields.getOrDefault(kind, List.of());
    return new View(
        selected.get(random.nextInt(selected.size())),
        zoom,
        random.nextDouble(0, 2 * SIDE),
        random.nextDouble(0, 2 * SIDE),
        turned);
  }

  private static float[] field(Kind kind, SplittableRandom random) {
    return switch (kind) {
      case CLOUDS -> fractal(random, random.nextDouble(2, 24), random.nextDouble(0.5, 0.9), 1);
      case GRAIN ->
          fractal(
              random,
              random.nextDouble(4, 16),
              random.nextDouble(0.6, 0.95),
              random.nextDouble(4, 18));
      case VEINS -> veins(random);
      case CRYSTALS -> crystals(random);
      case BANDS -> bands(random);
      case FABRIC -> fabric(random);
      case CELLS -> cells(random);
    };
  }

  private static float[] veins(SplittableRandom random) {
    float[] field = fractal(random, random.nextDouble(2, 6), 0.5, 1);
    for (int i = 0; i < field.length; i++) {
      field[i] = Math.min(MOST, 1 / (Math.abs(field[i]) + 0.12f));
    }
    return field;
  }

  private static float[] crystals(SplittableRandom random) {
    float[] field = fractal(random, random.nextDouble(20, 80), 0.7, 1);
    float[] mass = fractal(random, 40, 0.8, 1);
    double from = random.nextDouble(0.3, 1.4);
    double light = random.nextDouble(0.7, 2.2) * (random.nextBoolean() ? 1 : -1);
    for (int i = 0; i < field.length; i++) {
      field[i] = (float) (field[i] > from ? light : 0) + 0.3f * mass[i];
    }
    return field;
  }

  private static float[] bands(SplittableRandom random) {
    float[] bent = fractal(random, 3, 0.5, 1);
    float[] fine = fractal(random, 40, 0.8, 1);
    double bend = random.nextDouble(0.6, 4);
    double turns = random.nextDouble(8, 90);
    for (int i = 0; i < bent.length; i++) {
      double layer = turns * (i % SIDE) / SIDE;
      bent[i] = (float) (Math.sin(bend * bent[i] + layer) + 0.35 * fine[i]);
    }
    return bent;
  }

  private static float[] fabric(SplittableRandom random) {
    float[] fine = fractal(random, 50, 0.8, 1);
    double f = random.nextDouble(0.4, 1.5);
    boolean woven = random.nextBoolean();
    for (int i = 0; i < fine.length; i++) {
      double thread = Math.sin(f * Math.floorDiv(i, SIDE)) * (woven ? Math.sin(f * (i % SIDE)) : 1);
      fine[i] = (float) (thread + 0.5 * fine[i]);
    }
    return fine;
  }

  /** Cellular noise (Worley, 1996): the nearest of points, one in each square of a lattice. */
  private static float[] cells(SplittableRandom random) {
    int across = 6 + random.nextInt(22);
    double[] px = new double[across * across];
    double[] py = new double[px.length];
    double[] tone = new double[px.length];
    for (int k = 0; k < px.length; k++) {
      px[k] = k % across + random.nextDouble();
      py[k] = Math.floorDiv(k, across) + random.nextDouble();
      tone[k] = random.nextGaussian();
    }
    double rim = random.nextDouble(0.2, 1.6);
    float[] field = new float[SIDE * SIDE];
    for (int i = 0; i < field.length; i++) {
      double x = (i % SIDE + 0.5) * across / SIDE;
      double y = (Math.floorDiv(i, SIDE) + 0.5) * across / SIDE;
      double near = 9;
      double next = 9;
      int best = 0;
      for (int j = Math.max(0, (int) y - 1); j <= Math.min(across - 1, (int) y + 1); j++) {
        for (int c = Math.max(0, (int) x - 1); c <= Math.min(across - 1, (int) x + 1); c++) {
          int k = j * across + c;
          double d = (px[k] - x) * (px[k] - x) + (py[k] - y) * (py[k] - y);
          if (d < near) {
            next = near;
            near = d;
            best = k;
          } else if (d < next) {
            next = d;
          }
        }
      }
      double edge = Math.sqrt(next) - Math.sqrt(near);
      field[i] = (float) (tone[best] - rim * Math.max(0, 1 - edge / 0.25));
    }
    return field;
  }

  /**
   * Fractal noise: octaves, each twice as fine as the one before.
   *
   * @param first waves of the coarsest across the field
   * @param fall factor of the amplitude from one octave to the next
   * @param stretch ratio of length to height of the waves
   */
  private static float[] fractal(
      SplittableRandom random, double first, double fall, double stretch) {
    float[] sum = new float[SIDE * SIDE];
    double weight = 1;
    for (double waves = first; waves < SIDE; waves *= 2) {
      int columns = Math.max(2, (int) (waves / stretch)) + 2;
      int rows = (int) waves + 2;
      float[] knots = new float[columns * rows];
      for (int i = 0; i < knots.length; i++) {
        knots[i] = (float) random.nextGaussian();
      }
      for (int y = 0; y < SIDE; y++) {
        double v = (double) y / SIDE * (rows - 2);
        int top = (int) v;
        float fy = soft((float) (v - top));
        for (int x = 0; x < SIDE; x++) {
          double u = (double) x / SIDE * (columns - 2);
          int left = (int) u;
          float fx = soft((float) (u - left));
          int at = top * columns + left;
          float above = knots[at] * (1 - fx) + knots[at + 1] * fx;
          float below = knots[at + columns] * (1 - fx) + knots[at + columns + 1] * fx;
          sum[y * SIDE + x] += (float) (weight * (above * (1 - fy) + below * fy));
        }
      }
      weight *= fall;
    }
    return normal(sum);
  }

  private static float soft(float t) {
    return t * t * (3 - 2 * t);
  }

  private static float[] normal(float[] field) {
    double sum = 0;
    double squares = 0;
    for (float value : field) {
      sum += value;
      squares += (double) value * value;
    }
    double mean = sum / field.length;
    double deviation = Math.sqrt(Math.max(1e-9, squares / field.length - mean * mean));
    for (int i = 0; i < field.length; i++) {
      field[i] = (float) Math.max(-MOST, Math.min(MOST, (field[i] - mean) / deviation));
    }
    return field;
  }
}
