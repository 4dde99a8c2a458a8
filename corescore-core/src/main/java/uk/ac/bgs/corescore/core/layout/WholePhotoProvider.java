// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.layout;

import java.util.List;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.LayoutFinder;
import uk.ac.bgs.corescore.spi.Availability;
import uk.ac.bgs.corescore.spi.LayoutFinderProvider;
import uk.ac.bgs.corescore.spi.OptionKey;
import uk.ac.bgs.corescore.spi.Options;

/**
 * Provides {@code whole-photo}: takes every photo as one row, which is segmented without cutting.
 * Its finders cost nothing and may be shared. Safe for use by many threads.
 */
public final class WholePhotoProvider implements LayoutFinderProvider {
  /** The provider's id. */
  public static final String ID = Layout.WHOLE;

  /** Makes the provider; {@link java.util.ServiceLoader} does, and hosts may. */
  public WholePhotoProvider() {}

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String description() {
    return "Looks for no rows: each photo is segmented as it is, as one row.";
  }

  @Override
  public List<OptionKey<?>> options() {
    return List.of();
  }

  @Override
  public Availability availability() {
    return new Availability.Available("everywhere");
  }

  @Override
  public LayoutFinder create(Options options) {
    return new WholePhoto();
  }

  private static final class WholePhoto implements LayoutFinder {
    private volatile boolean closed;

    @Override
    public Layout find(RgbImage photo) {
      if (closed) {
        throw new IllegalStateException("the finder is closed");
      }
      return Layout.whole(photo.width(), photo.height());
    }

    @Override
    public boolean shareable() {
      return true;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
