// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.boofcv;

import java.util.List;
import uk.ac.bgs.corescore.segment.Segmenter;
import uk.ac.bgs.corescore.spi.Availability;
import uk.ac.bgs.corescore.spi.OptionKey;
import uk.ac.bgs.corescore.spi.Options;
import uk.ac.bgs.corescore.spi.SegmenterProvider;

/**
 * Provides {@code boofcv-edges}: rock is what closed edges enclose. It sees grey only and is the
 * baseline to beat.
 *
 * <p>The photo is reduced to a grid by area average ({@link #WORKING_SIZE}), turned to luma (ITU-R
 * BT.601) and smoothed ({@link #SIGMA}). Canny's edges (1986) are closed by a disc ({@link
 * #CLOSING}); the photo's rim is left out ({@link #RIM}). Each region that edges and rim enclose is
 * a piece of rock, unless it is dark on average ({@link #SHADOW}), covers too much of the photo
 * ({@link #MAX_PIECE}) or is a strip, such as a wall of the tray ({@link #STRIP_WIDTH}, {@link
 * #STRIP_LENGTH}). Where edges lie so close that closing made them a surface, that surface is rock
 * as well ({@link #TEXTURE}). Then narrow gaps are joined, holes filled, dark cells and thin
 * bridges taken out, and what is small is dropped. A fragment is an 8-connected region; areas are
 * counts of cells, no contour is measured.
 *
 * <p>Its segmenters return a mask of {@link uk.ac.bgs.corescore.mask.LabelSet#CORESCORE} that holds
 * Void and Rock_Fragment, on a grid that covers the whole photo. They may be shared by many
 * threads, hold nothing that must be freed, and neither read nor write anything static of their
 * own; whether BoofCV's filters use several threads is the host's choice ({@code BoofConcurrency})
 * and does not change the result. Cost: one pass over the photo and some thirty over the grid.
 */
public final class EdgeSegmenterProvider implements SegmenterProvider {
  /** Longer side of the grid, cells; smaller photos keep their pixels. */
  public static final OptionKey<Integer> WORKING_SIZE = BaselineSegmenter.WORKING_SIZE;

  /** Standard deviation of the Gaussian before the gradient, cells. */
  public static final OptionKey<Double> SIGMA =
      OptionKey.ofDouble(
          "sigma", 1.2, 0.3, 20, "Standard deviation of the Gaussian smoothing, in cells.");

  /** Where Canny's upper threshold comes from. */
  public static final OptionKey<ThresholdMode> THRESHOLD_MODE =
      OptionKey.ofEnum(
          "threshold-mode",
          ThresholdMode.FIXED,
          "Where Canny's upper threshold comes from: fixed is the option threshold; otsu and"
              + " percentile read it from the histogram of the photo's thinned gradients.");

  /** Canny's upper threshold where it is fixed. */
  public static final OptionKey<Double> THRESHOLD =
      OptionKey.ofDouble(
          "threshold",
          16,
          0.1,
          1020,
          "Canny's upper threshold where it is fixed: the sum of the absolute Sobel derivatives,"
              + " in grey levels over two cells.");

  /** Share of the thinned gradients below the upper threshold, percent. */
  public static final OptionKey<Double> PERCENTILE =
      OptionKey.ofDouble(
          "percentile",
          70,
          0,
          100,
          "Percent of the thinned gradients that lie below Canny's upper threshold, where it is"
              + " read as a percentile.");

  /** Canny's lower threshold as a share of the upper. */
  public static final OptionKey<Double> LOWER_SHARE =
      OptionKey.ofDouble(
          "lower-share", 0.4, 0, 1, "Canny's lower threshold as a share of the upper one.");

  /** Width of the rim that is left out, as a share of the grid's shorter side. */
  public static final OptionKey<Double> RIM = BaselineSegmenter.RIM;

  /** Radius of the disc that closes the edges, cells. */
  public static final OptionKey<Double> CLOSING =
      OptionKey.ofDouble(
          "closing", 4, 0, 100, "Radius of the disc that closes gaps in edges, in cells.");

  /** Radius from which a closed surface of edges is texture of rock, cells. */
  public static final OptionKey<Double> TEXTURE =
      OptionKey.ofDouble(
          "texture",
          6,
          0,
          100,
          "Radius of the smallest disc of closed edges that counts as textured rock, in cells.");

  /** Largest share of the grid that one piece covers. */
  public static final OptionKey<Double> MAX_PIECE =
      OptionKey.ofDouble(
          "max-piece", 0.3, 0, 1, "Largest share of the photo that one enclosed region may cover.");

  /** Width below which a long region is a strip, as a share of the grid's shorter side. */
  public static final OptionKey<Double> STRIP_WIDTH =
      OptionKey.ofDouble(
          "strip-width",
          0.35,
          0,
          1,
          "Width below which a long enclosed region is a strip of the tray, as a share of the"
              + " photo's shorter side.");

  /** Length over width from which a narrow region is a strip. */
  public static final OptionKey<Double> STRIP_LENGTH =
      OptionKey.ofDouble(
          "strip-length",
          6,
          1,
          1000,
          "Length over width above which a narrow enclosed region is a strip of the tray.");

  /** Luma below which a cell is shadow. */
  public static final OptionKey<Double> SHADOW =
      OptionKey.ofDouble(
          "shadow", 45, 0, 255, "Luma below which a cell or a region is shadow, 0 to 255.");

  /** Radius of the disc that joins pieces over narrow gaps, cells. */
  public static final OptionKey<Double> JOINING =
      OptionKey.ofDouble(
          "joining", 2, 0, 100, "Radius of the disc that joins regions over thin edges, in cells.");

  /** Largest hole that is filled, cells. */
  public static final OptionKey<Integer> MAX_HOLE =
      OptionKey.ofInt(
          "max-hole", 500, 0, Integer.MAX_VALUE, "Largest hole in rock that is filled, in cells.");

  /** Radius of the disc that takes off thin bridges and tongues, cells. */
  public static final OptionKey<Double> OPENING =
      OptionKey.ofDouble(
          "opening", 2, 0, 100, "Radius of the disc that takes off thin parts, in cells.");

  /** Smallest fragment, cells. */
  public static final OptionKey<Integer> MIN_AREA = BaselineSegmenter.MIN_AREA;

  static final String ID = "boofcv-edges";

  /** Makes the descriptor; nothing is loaded. */
  public EdgeSegmenterProvider() {}

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String description() {
    return "Classical baseline in grey: regions that Canny edges enclose, for photos of good"
        + " contrast.";
  }

  @Override
  public List<OptionKey<?>> options() {
    return List.of(
        WORKING_SIZE,
        SIGMA,
        THRESHOLD_MODE,
        THRESHOLD,
        PERCENTILE,
        LOWER_SHARE,
        RIM,
        CLOSING,
        TEXTURE,
        MAX_PIECE,
        STRIP_WIDTH,
        STRIP_LENGTH,
        SHADOW,
        JOINING,
        MAX_HOLE,
        OPENING,
        MIN_AREA);
  }

  @Override
  public Availability availability() {
    return new Availability.Available("plain Java, any CPU");
  }

  @Override
  public String layoutFinder() {
    return ChannelLinesProvider.ID;
  }

  @Override
  public Segmenter create(Options options) {
    return new EdgeSegmenter(options);
  }
}
