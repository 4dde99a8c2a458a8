// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.util.Optional;
import uk.ac.bgs.corescore.core.batch.PhotoSource;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.core.photo.PhotoMemory;
import uk.ac.bgs.corescore.core.training.groundtruth.RowLayouts;
import uk.ac.bgs.corescore.layout.Layout;

/** A photo with the rows of core that a person gave. */
record RowsSource(PhotoSource source, PhotoFile file, RowLayouts rows) implements PhotoSource {
  @Override
  public String name() {
    return source.name();
  }

  @Override
  public String fingerprint() throws IOException {
    return source.fingerprint();
  }

  @Override
  public String sha256() throws IOException {
    return source.sha256();
  }

  @Override
  public Photo read(PhotoMemory limits) {
    rows.requireUsable(file);
    Photo photo = source.read(limits);
    rows.requireSame(file, photo);
    return photo;
  }

  @Override
  public Optional<Layout> layout() {
    return rows.layout(file);
  }
}
