// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.synthetic;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a drawn photograph is like where the seed shall not decide. Immutable and safe for use by
 * many threads.
 */
public final class SyntheticCoreSettings {
  /** The least width and height of a drawn photo, and the least height of a row, in pixels. */
  public static final int SMALLEST = 24;

  /** The most pixels of a drawn photo. */
  public static final int MAX_PIXELS = 100_000_000;

  /** Length of a box over the height of one of its rows, as in photographs of core. */
  private static final double ROW_ASPECT = 7.1;

  private static final int MAX_ROWS = 20;

  private final int width;
  private final int height;
  private final int rows;
  private final int jpegQuality;
  private final OptionalDouble fracturesPerMetre;
  private final OptionalDouble rubbleShare;

  private SyntheticCoreSettings(Builder builder) {
    this.width = builder.width;
    this.height = builder.height;
    if (width < SMALLEST || height < SMALLEST || (long) width * height > MAX_PIXELS) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a drawn photo has at least %d x %d and at most %d pixels, not %d x %d",
              SMALLEST,
              SMALLEST,
              MAX_PIXELS,
              width,
              height));
    }
    int room = Math.min(MAX_ROWS, height / SMALLEST);
    int fitting = (int) Math.round(ROW_ASPECT * height / width);
    this.rows = builder.rows.orElse(Math.max(1, Math.min(room, fitting)));
    if (rows < 1 || rows > room) {
      throw new IllegalArgumentException(
          "a drawn photo " + height + " pixels high has 1 to " + room + " rows, not " + rows);
    }
    this.jpegQuality = builder.jpegQuality;
    if (jpegQuality < 1 || jpegQuality > 100) {
      throw new IllegalArgumentException("JPEG quality is 1 to 100, not " + jpegQuality);
    }
    this.fracturesPerMetre = builder.fracturesPerMetre;
    fracturesPerMetre.ifPresent(
        frequency -> {
          if (!(frequency > 0 && frequency <= 100)) {
            throw new IllegalArgumentException(
                "fractures per metre are above 0 and at most 100, not " + frequency);
          }
        });
    this.rubbleShare = builder.rubbleShare;
    rubbleShare.ifPresent(
        share -> {
          if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("the share of rubble is 0 to 1, not " + share);
          }
        });
  }

  /**
   * The settings without a wish: 6288 x 888 pixels for about a metre of core in one row, JPEG
   * quality 90, everything else by the seed.
   *
   * @return the defaults
   */
  public static SyntheticCoreSettings defaults() {
    return builder().build();
  }

  /**
   * A builder that starts with the defaults.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Width of the photo.
   *
   * @return columns, px
   */
  public int width() {
    return width;
  }

  /**
   * Height of the photo.
   *
   * @return rows of pixels
   */
  public int height() {
    return height;
  }

  /**
   * How many rows of core the box has.
   *
   * @return the rows set, or as many as make a row about a metre long
   */
  public int rows() {
    return rows;
  }

  /**
   * Quality of the JPEG compression whose traces the photo bears.
   *
   * @return 1 to 100; 100 leaves none
   */
  public int jpegQuality() {
    return jpegQuality;
  }

  /**
   * Fractures in a metre of solid core.
   *
   * @return their mean number per metre, empty where the seed decides
   */
  public OptionalDouble fracturesPerMetre() {
    return fracturesPerMetre;
  }

  /**
   * How much of the core is rubble.
   *
   * @return about the share of each row's length, 0 to 1, empty where the seed decides
   */
  public OptionalDouble rubbleShare() {
    return rubbleShare;
  }

  @Override
  public String toString() {
    return "DrawnCoreSettings["
        + width
        + " x "
        + height
        + ", rows "
        + rows
        + ", JPEG quality "
        + jpegQuality
        + ", fractures per metre "
        + fracturesPerMetre
        + ", rubble share "
        + rubbleShare
        + "]";
  }

  /** Takes wishes one by one; {@link #build()} checks them. Not for several threads at once. */
  public static final class Builder {
    private int width = 6288;
    private int height = 888;
    private OptionalInt rows = OptionalInt.empty();
    private int jpegQuality = 90;
    private OptionalDouble fracturesPerMetre = OptionalDouble.empty();
    private OptionalDouble rubbleShare = OptionalDouble.empty();

    private Builder() {}

    /**
     * Sets the photo's size.
     *
     * @param width columns, at least {@link #SMALLEST}
     * @param height rows of pixels, at least {@link #SMALLEST}
     * @return this
     */
    public Builder size(int width, int height) {
      this.width = width;
      this.height = height;
      return this;
    }

    /**
     * Sets the number of rows of core. It sets the scale: a row is about 141 mm wide.
     *
     * @param rows at least 1, and each at least {@link #SMALLEST} pixels high
     * @return this
     */
    public Builder rows(int rows) {
      this.rows = OptionalInt.of(rows);
      return this;
    }

    /**
     * Sets the quality of the JPEG compression.
     *
     * @param jpegQuality 1 to 100; 100 leaves no traces
     * @return this
     */
    public Builder jpegQuality(int jpegQuality) {
      this.jpegQuality = jpegQuality;
      return this;
    }

    /**
     * Sets the mean number of fractures in a metre of solid core.
     *
     * @param fracturesPerMetre above 0, at most 100
     * @return this
     */
    public Builder fracturesPerMetre(double fracturesPerMetre) {
      this.fracturesPerMetre = OptionalDouble.of(fracturesPerMetre);
      return this;
    }

    /**
     * Sets about how much of each row's length is rubble.
     *
     * @param rubbleShare 0 for none to 1
     * @return this
     */
    public Builder rubbleShare(double rubbleShare) {
      this.rubbleShare = OptionalDouble.of(rubbleShare);
      return this;
    }

    /**
     * Makes the settings.
     *
     * @return the settings
     * @throws IllegalArgumentException if the photo is smaller than {@link #SMALLEST} or larger
     *     than {@link #MAX_PIXELS}, the rows do not fit its height, or a number is out of range
     */
    public SyntheticCoreSettings build() {
      return new SyntheticCoreSettings(this);
    }
  }
}
