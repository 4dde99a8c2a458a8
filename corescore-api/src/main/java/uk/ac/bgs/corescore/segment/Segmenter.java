// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.segment;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.Segmentation;

/**
 * Finds labels and fragments in a photograph: the seam between pixels and everything that is
 * measured.
 *
 * <p>A segmenter is for one thread at a time unless it is {@link #shareable}; for the others a host
 * with many threads makes one for each. Its maker closes it.
 */
public interface Segmenter extends AutoCloseable {
  /**
   * Segments one photograph.
   *
   * @param photo the photograph, of any size from 1 x 1
   * @return labels and fragments on a grid that may be coarser than the photo and whose corners are
   *     the photo's corners (no offset; cells times scale are the photo's size), with a confidence
   *     for every photo or for none; the same photo gives the same result
   * @throws SegmentationException if the segmenter fails on this photo
   * @throws IllegalStateException if the segmenter is closed
   */
  Segmentation segment(RgbImage photo);

  /**
   * The model, for provenance.
   *
   * @return the SHA-256 of the model file in lower-case hexadecimal digits, or empty for a
   *     segmenter without a model
   */
  default Optional<String> modelSha256() {
    return Optional.empty();
  }

  /**
   * What it chose by the machine it runs on where its options leave that open, and what may change
   * its results a little, such as the precision of its arithmetic. Results are kept apart by it.
   *
   * @return value by name, that of the option where there is one; empty for a segmenter that gives
   *     the same on every machine, as it is unless overridden; always the same
   */
  default Map<String, String> chosen() {
    return Map.of();
  }

  /**
   * The size to which it reduces a photo before segmentation. A photo too large for memory may be
   * given as a copy whose longer side is that, made by means of areas; its grid is then the whole
   * photo's.
   *
   * @return the maximum number of pixels of the longer side that it uses, at least 1; empty for a
   *     segmenter that uses all pixels; always the same
   */
  default OptionalInt maxInputSide() {
    return OptionalInt.empty();
  }

  /**
   * The scale at which it needs a row of core that is cut out of a photo of several.
   *
   * @return pixels across the row, from wall to wall of its channel, at least 1; empty for a
   *     segmenter that accepts any scale; always the same
   */
  default OptionalInt pixelsAcrossRow() {
    return OptionalInt.empty();
  }

  /**
   * Segments one row of core that was cut out of a photo, turned to be read from left to right, and
   * brought to {@link #pixelsAcrossRow()}. Unless overridden it is segmented as a photo is.
   *
   * @param row the row with a little of the walls beside it, of any size from 1 x 1
   * @return as {@link #segment}, of the row
   * @throws SegmentationException if the segmenter fails on this row
   * @throws IllegalStateException if the segmenter is closed
   */
  default Segmentation segmentRow(RgbImage row) {
    return segment(row);
  }

  /**
   * Whether many threads may segment with it at once.
   *
   * @return false by default; always the same
   */
  default boolean shareable() {
    return false;
  }

  /**
   * Frees what the segmenter holds. Closing twice does nothing; segmenting afterwards is an error.
   */
  @Override
  void close();
}
