// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

/** A component of a JPEG image, and what is made of its blocks at a part of their size. */
final class JpegComponent {
  /** The middle between black and white, and a half that rounds. */
  static final float HALF = 128.5f;

  static final int BLOCK = 8;
  static final int COEFFICIENTS = BLOCK * BLOCK;

  /** The order in which the coefficients of a block are stored: rows of 8 (figure A.6). */
  private static final int[] ZIGZAG = zigzag();

  /**
   * Its identifier, and its horizontal and vertical sampling factors: columns and rows of blocks in
   * a minimum coded unit.
   */
  final int id;

  final int across;
  final int down;

  /** The number of its quantisation table. */
  final int table;

  HuffmanCode direct;
  HuffmanCode others;

  /** Columns and rows that come out of a block. */
  int columns;

  int rows;

  /** How many sums are taken over a block: one for each cell that comes out, and four at least. */
  int sums;

  /**
   * For each coefficient, in the order of the file, the weight of one step of it in each of the
   * sums; zeros after the last, as far as the end of a block reaches.
   */
  float[] shares = new float[0];

  /** The first coefficient of the block before. */
  int before;

  /** What came out of a row of coded units, row by row. */
  float[] plane = new float[0];

  int stride;

  JpegComponent(int id, int across, int down, int table, HuffmanCode none) {
    this.id = id;
    this.across = across;
    this.down = down;
    this.table = table;
    this.direct = none;
    this.others = none;
  }

  /** Sets the output size of a block, and the coded units of a row. */
  void prepare(int blockColumns, int blockRows, int[] step, int units) {
    columns = blockColumns;
    rows = blockRows;
    sums = Math.max(4, columns * rows);
    shares = shares(step);
    stride = units * across * columns;
    plane = new float[stride * rows * down];
  }

  /** Puts the sums over a block at its place in the plane. */
  void put(int place, float[] block) {
    for (int j = 0, from = 0; j < rows; j++) {
      int to = place + j * stride;
      for (int i = 0; i < columns; i++) {
        plane[to + i] = block[from++];
      }
    }
  }

  /** The same where four are taken. */
  void put(int place, float a, float b, float c, float d) {
    plane[place] = a;
    if (columns == 2 && rows == 2) {
      plane[place + 1] = b;
      plane[place + stride] = c;
      plane[place + stride + 1] = d;
    } else if (columns * rows > 1) {
      put(place, new float[] {a, b, c, d});
    }
  }

  /** What a coefficient adds to the means over the columns and rows of a block (A.3.3). */
  private float[] shares(int[] step) {
    double[][] sideways = means(columns);
    double[][] upright = means(rows);
    float[] each = new float[(COEFFICIENTS + HuffmanCode.END_OF_BLOCK) * sums];
    for (int k = 0; k < COEFFICIENTS; k++) {
      for (int i = 0; i < columns * rows; i++) {
        double share =
            sideways[i % columns][ZIGZAG[k] % BLOCK] * upright[i / columns][ZIGZAG[k] / BLOCK];
        each[k * sums + i] = Math.abs(share) < 1e-9 ? 0 : (float) (share * step[k]);
      }
    }
    return each;
  }

  /** For each of so many cells of a block the mean of each frequency over it. */
  private static double[][] means(int cells) {
    double[][] means = new double[cells][BLOCK];
    int each = BLOCK / cells;
    for (int x = 0; x < BLOCK; x++) {
      for (int u = 0; u < BLOCK; u++) {
        double weight = u == 0 ? Math.sqrt(0.125) : 0.5;
        means[x / each][u] += weight * Math.cos((2 * x + 1) * u * Math.PI / 16) / each;
      }
    }
    return means;
  }

  private static int[] zigzag() {
    int[] order = new int[COEFFICIENTS];
    int next = 0;
    for (int diagonal = 0; diagonal < 2 * BLOCK - 1; diagonal++) {
      for (int i = 0; i <= diagonal; i++) {
        int row = diagonal % 2 == 0 ? diagonal - i : i;
        int column = diagonal - row;
        if (row < BLOCK && column < BLOCK) {
          order[next++] = row * BLOCK + column;
        }
      }
    }
    return order;
  }
}
