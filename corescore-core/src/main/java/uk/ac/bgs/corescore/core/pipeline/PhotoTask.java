// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.pipeline;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.image.PixelScale;
import uk.ac.bgs.corescore.layout.Layout;

/**
 * A photograph that is still to be read and scored.
 *
 * @param name what it is called until it is read
 * @param reading reads it, once, on a thread of the batch; what it throws becomes the photo's
 *     failure
 * @param scale size of its pixels on the core; empty for the scale of the pipeline, if that has one
 * @param layout where its rows of core lie; empty for a photograph to be scored whole
 */
public record PhotoTask(
    String name, Supplier<Photo> reading, Optional<PixelScale> scale, Optional<Layout> layout) {
  /**
   * A photograph to be scored whole.
   *
   * @param name what it is called until it is read
   * @param reading reads it
   * @param scale size of its pixels on the core; empty for the scale of the pipeline
   */
  public PhotoTask(String name, Supplier<Photo> reading, Optional<PixelScale> scale) {
    this(name, reading, scale, Optional.empty());
  }

  /**
   * A photograph at the pipeline's scale, to be scored whole.
   *
   * @param name what it is called until it is read
   * @param reading reads it
   */
  public PhotoTask(String name, Supplier<Photo> reading) {
    this(name, reading, Optional.empty());
  }

  /**
   * A file.
   *
   * @param reader reads it
   * @param file the photograph
   * @return the task to read and score it, named as the file without its folders
   */
  public static PhotoTask of(PhotoReader reader, Path file) {
    return of(reader, PhotoFile.of(file));
  }

  /**
   * A file with a name.
   *
   * @param reader reads it
   * @param photo the photograph
   * @return the task to read and score it, of the same name
   */
  public static PhotoTask of(PhotoReader reader, PhotoFile photo) {
    return new PhotoTask(photo.name(), () -> reader.read(photo));
  }
}
