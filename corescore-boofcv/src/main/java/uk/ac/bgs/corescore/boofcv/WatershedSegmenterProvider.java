// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.boofcv;

import java.util.List;
import uk.ac.bgs.corescore.segment.Segmenter;
import uk.ac.bgs.corescore.spi.Availability;
import uk.ac.bgs.corescore.spi.OptionKey;
import uk.ac.bgs.corescore.spi.Options;
import uk.ac.bgs.corescore.spi.SegmenterProvider;

/**
 * Provides {@code boofcv-watershed}: a colour channel separates rock from the tray, and pieces that
 * touch are separated at their necks.
 *
 * <p>The photo is reduced to a grid by area average ({@link #WORKING_SIZE}). A colour channel
 * ({@link #CHANNEL}), smoothed, is thresholded among the lit cells, by Otsu's method (1979) bounded
 * from below or by a fixed number. The photo's rim is left out, the outline closed and opened,
 * small holes filled. Shadow and cracks are taken out: cells below a fixed luma or much darker than
 * the mean around them (an adaptive threshold). What remains is separated: its distance transform
 * (Felzenszwalb and Huttenlocher, 2012) gives one seed for each broad part that only a neck joins
 * to a larger one ({@link #NECK}), and a watershed (Vincent and Soille, 1991) floods from the
 * seeds. A fragment is one such piece; areas are counts of cells, no contour is measured.
 *
 * <p>Its segmenters return a mask of {@link uk.ac.bgs.corescore.mask.LabelSet#CORESCORE} that holds
 * Void and Rock_Fragment, on a grid that covers the whole photo. They may be shared by many
 * threads, hold nothing that must be freed, and neither read nor write anything static of their
 * own; whether BoofCV's filters use several threads is the host's choice ({@code BoofConcurrency})
 * and does not change the result. Cost: one pass over the photo, some thirty over the grid, and one
 * sort of its rock cells.
 */
public final class WatershedSegmenterProvider implements SegmenterProvider {
  /** Longer side of the grid, cells; smaller photos keep their pixels. */
  public static final OptionKey<Integer> WORKING_SIZE = BaselineSegmenter.WORKING_SIZE;

  /** The channel in which rock lies above the threshold. */
  public static final OptionKey<RockChannel> CHANNEL =
      OptionKey.ofEnum(
          "channel",
          RockChannel.GREENNESS,
          "Channel in which rock lies above the threshold: greenness is 100 ln(green / red),"
              + " greyness 100 ln(min / max), lightness the luma, darkness 255 less the luma.");

  /** Radius of the mean that smooths the channel, cells. */
  public static final OptionKey<Integer> SMOOTHING =
      OptionKey.ofInt(
          "smoothing", 1, 0, 100, "Radius of the square mean that smooths the channel, in cells.");

  /** Where the threshold comes from. */
  public static final OptionKey<ThresholdMode> THRESHOLD_MODE =
      OptionKey.ofEnum(
          "threshold-mode",
          ThresholdMode.OTSU,
          "Where the threshold comes from: fixed is the option threshold; otsu and percentile read"
              + " it from the histogram of the photo's lit cells.");

  /** The threshold where it is fixed. */
  public static final OptionKey<Double> THRESHOLD =
      OptionKey.ofDouble(
          "threshold",
          -3.5,
          -1000,
          1000,
          "The threshold where it is fixed, in units of the channel.");

  /** Share of the lit cells below the threshold, percent. */
  public static final OptionKey<Double> PERCENTILE =
      OptionKey.ofDouble(
          "percentile",
          45,
          0,
          100,
          "Percent of the lit cells that lie below the threshold, where it is read as a"
              + " percentile.");

  /** Lowest threshold that a photo's own histogram of greenness may give. */
  public static final OptionKey<Double> FLOOR =
      OptionKey.ofDouble(
          "floor",
          -3.5,
          -1000,
          1000,
          "Lowest threshold of greenness that otsu and percentile may give, for photos with little"
              + " tray in sight; other channels have none.");

  /** Luma below which a cell is shadow. */
  public static final OptionKey<Double> SHADOW =
      OptionKey.ofDouble("shadow", 25, 0, 255, "Luma below which a cell is shadow, 0 to 255.");

  /** Width of the rim that is left out, as a share of the grid's shorter side. */
  public static final OptionKey<Double> RIM = BaselineSegmenter.RIM;

  /** Radius of the disc that closes gaps, cells. */
  public static final OptionKey<Double> CLOSING =
      OptionKey.ofDouble(
          "closing", 5, 0, 100, "Radius of the disc that closes gaps in the colour, in cells.");

  /** Radius of the disc that takes off thin parts of the colour, cells. */
  public static final OptionKey<Double> OPENING =
      OptionKey.ofDouble(
          "opening", 3, 0, 100, "Radius of the disc that takes off thin coloured parts, in cells.");

  /** Largest hole that is filled, cells. */
  public static final OptionKey<Integer> MAX_HOLE =
      OptionKey.ofInt(
          "max-hole", 200, 0, Integer.MAX_VALUE, "Largest hole in rock that is filled, in cells.");

  /** Radius of the square around a cell to which its luma is compared, cells. */
  public static final OptionKey<Integer> WINDOW =
      OptionKey.ofInt(
          "window",
          15,
          1,
          1000,
          "Radius of the square mean that cracks are dark against, in cells.");

  /** How much darker than around it a crack is, as a share. */
  public static final OptionKey<Double> CRACK =
      OptionKey.ofDouble(
          "crack",
          0.4,
          0,
          1,
          "A cell is a crack if its luma lies below that around it by more than this share; 1 finds"
              + " none.");

  /** Radius of the disc that takes off thin bridges and tongues in the end, cells. */
  public static final OptionKey<Double> FINAL_OPENING =
      OptionKey.ofDouble(
          "final-opening", 1, 0, 100, "Radius of the disc that takes off thin rock, in cells.");

  /** Width of a neck over that of the piece from which on they are not separated. */
  public static final OptionKey<Double> NECK =
      OptionKey.ofDouble(
          "neck",
          0.6,
          0,
          1,
          "Pieces are parted where the neck between them is narrower than this share of the"
              + " narrower piece; 0 parts nothing.");

  /** Smallest fragment, cells. */
  public static final OptionKey<Integer> MIN_AREA = BaselineSegmenter.MIN_AREA;

  static final String ID = "boofcv-watershed";

  /** Makes the descriptor; nothing is loaded. */
  public WatershedSegmenterProvider() {}

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String description() {
    return "Classical baseline in colour: rock that is less red than its tray, touching pieces"
        + " parted by a watershed.";
  }

  @Override
  public List<OptionKey<?>> options() {
    return List.of(
        WORKING_SIZE,
        CHANNEL,
        SMOOTHING,
        THRESHOLD_MODE,
        THRESHOLD,
        PERCENTILE,
        FLOOR,
        SHADOW,
        RIM,
        CLOSING,
        OPENING,
        MAX_HOLE,
        WINDOW,
        CRACK,
        FINAL_OPENING,
        NECK,
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
    return new WatershedSegmenter(options);
  }
}
