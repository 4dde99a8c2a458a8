// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.store;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A photograph from a store: its file, or that of a reduced copy. Immutable.
 *
 * <p>A copy is seldom reduced by the same factor across and down, as servers round sides to whole
 * pixels. So its scale is two numbers: {@link Size} divided by the sides of the image in {@link
 * #content()}, which {@code PixelFrame.covering} does.
 */
public final class StoredPhoto {
  private final String name;
  private final byte[] content;
  private final Optional<Size> full;

  /**
   * The size of a whole photograph.
   *
   * @param width columns, at least 1
   * @param height rows, at least 1
   */
  public record Size(int width, int height) {
    /**
     * Checks the numbers.
     *
     * @param width columns
     * @param height rows
     */
    public Size {
      if (width < 1 || height < 1) {
        throw new IllegalArgumentException(
            "a photo has at least 1 x 1 pixels, not " + width + " x " + height);
      }
    }
  }

  private StoredPhoto(String name, byte[] content, Optional<Size> full) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a photo has a name");
    }
    this.name = name;
    this.content = content;
    this.full = full;
  }

  /**
   * A photograph as it is.
   *
   * @param name its file name without folders
   * @param content the file, which is copied
   * @return the photograph
   */
  public static StoredPhoto whole(String name, byte[] content) {
    return new StoredPhoto(name, content.clone(), Optional.empty());
  }

  /**
   * A photograph that a server gave in a size of its choice.
   *
   * @param name a file name without folders
   * @param content the file, which is copied
   * @param full the size of the whole photograph
   * @return the photograph
   */
  public static StoredPhoto reduced(String name, byte[] content, Size full) {
    return new StoredPhoto(name, content.clone(), Optional.of(full));
  }

  /**
   * The file name.
   *
   * @return a name without folders
   */
  public String name() {
    return name;
  }

  /**
   * The file.
   *
   * @return its bytes, not to be changed
   */
  public ByteBuffer content() {
    return ByteBuffer.wrap(content).asReadOnlyBuffer();
  }

  /**
   * The size of the whole photograph where the file may hold a smaller one.
   *
   * @return empty if the file is the whole photograph
   */
  public Optional<Size> full() {
    return full;
  }

  @Override
  public String toString() {
    return "StoredPhoto[" + name + ", " + content.length + " bytes, full size " + full + "]";
  }
}
