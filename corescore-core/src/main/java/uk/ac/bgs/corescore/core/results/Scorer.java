// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.results;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.layout.LayoutJson;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoReadException;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.core.serve.SegmenterPool;
import uk.ac.bgs.corescore.core.serve.ServedModel;
import uk.ac.bgs.corescore.core.serve.Task;
import uk.ac.bgs.corescore.core.store.PhotoName;
import uk.ac.bgs.corescore.core.store.PhotoStore;
import uk.ac.bgs.corescore.core.store.PhotoStoreException;
import uk.ac.bgs.corescore.core.store.StoredPhoto;
import uk.ac.bgs.corescore.core.trace.SegmentationResampler;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.mask.Segmentation;

/**
 * Executes a request: fetches and reads its photo, segments, measures, and stores the result as the
 * first state. Safe for use by many threads.
 */
final class Scorer {
  private final ResultDisk disk;
  private final SegmenterPool segmenters;
  private final PhotoReader reader;
  private final Optional<PhotoStore> photos;

  Scorer(
      ResultDisk disk, SegmenterPool segmenters, PhotoReader reader, Optional<PhotoStore> photos) {
    this.disk = disk;
    this.segmenters = segmenters;
    this.reader = reader;
    this.photos = photos;
  }

  /**
   * Executes a request.
   *
   * @param result the request and its result folder
   * @param progress receives the progress
   * @return the first state
   * @throws IOException if the photo cannot be fetched, or the answer not be kept
   */
  ResultVersion answer(StoredResult result, Task.Progress progress) throws IOException {
    ResultRequest request = result.request();
    if (result.photo().isEmpty()) {
      progress.at(0.05, "fetching");
      fetch(result, request, progress);
    }
    progress.at(0.15, "reading");
    Photo photo = new ResultPhotos(reader).read(result);
    requireShape(photo.image(), result.size());
    Optional<Layout> given = given(result, photo);
    progress.at(0.25, "looking");
    SegmenterPool.Answer answer =
        segmenters.score(
            request.segmenter(),
            photo,
            given.map(rows -> rows.scaledTo(photo.width(), photo.height())));
    progress.at(0.65, "measuring");
    ScoredPhoto scored =
        Measuring.keeping(onFullSize(result, answer.photo()), request.minArea(), request.scale());
    progress.at(0.75, "writing");
    if (!Files.exists(result.preview())) {
      result.putPreview(Previews.jpeg(photo.image()));
    }
    disk.writing(result.beginVersion(1), part -> VersionFiles.write(part, scored));
    progress.at(0.98, "keeping");
    ServedModel model = answer.model();
    ResultVersion version =
        new ResultVersion(
            1,
            ResultVersion.Kind.MODEL,
            "",
            Instant.now(),
            "",
            0,
            1,
            Facts.of(
                scored,
                segmenters.hasModels(request.segmenter()) ? Optional.of(model) : Optional.empty()));
    result.addVersion(version);
    return version;
  }

  /** The rows that came with the request, in full-size pixels. */
  private static Optional<Layout> given(StoredResult result, Photo photo) throws IOException {
    Optional<String> layout = result.request().layout();
    if (layout.isEmpty()) {
      return Optional.empty();
    }
    StoredResult.Size size =
        result.size().orElseGet(() -> new StoredResult.Size(photo.width(), photo.height()));
    try {
      return Optional.of(
          LayoutJson.require("layout", layout.get().getBytes(StandardCharsets.UTF_8))
              .layout(size.width(), size.height()));
    } catch (CoreScoreException e) {
      throw RequestException.layout(e);
    }
  }

  private void fetch(StoredResult result, ResultRequest request, Task.Progress progress)
      throws IOException {
    PhotoStore store = photos.orElseThrow(() -> noPhoto("this service has no photo store"));
    String id = request.storeId().orElseThrow();
    List<StoredPhoto> answer = new ArrayList<>();
    progress.breakable(
        () -> {
          try {
            store.fetch(id, request.width()).ifPresent(answer::add);
          } catch (IOException | CoreScoreException e) {
            throw new PhotoStoreException(e);
          }
        });
    StoredPhoto fetched =
        answer.stream().findFirst().orElseThrow(() -> noPhoto("there is no photo of this id"));
    if (fetched.full().isPresent()) {
      requireWithinLimit(fetched.name(), fetched.full().get());
    }
    byte[] content = new byte[fetched.content().remaining()];
    fetched.content().get(content);
    String extension = PhotoName.extension(content).orElse("jpg");
    if (fetched.full().isPresent()) {
      result.putSize(fetched.full().get().width(), fetched.full().get().height());
    }
    result.putRequest(request.withPhoto(PhotoName.clean(fetched.name(), extension)));
    result.putPhoto(extension, content);
  }

  private static CoreScoreException noPhoto(String message) {
    return new CoreScoreException(FailureKind.NOT_FOUND, message, null);
  }

  private void requireWithinLimit(String name, StoredPhoto.Size size) {
    if ((long) size.width() * size.height() > reader.maxPixels()) {
      throw new PhotoReadException(
          FailureKind.TOO_LARGE,
          name,
          "JPEG",
          "at most "
              + reader.maxPixels()
              + " pixels allowed, the store says "
              + size.width()
              + " x "
              + size.height(),
          null);
    }
  }

  /** A copy with another aspect ratio than the store states is of another photo, or rotated. */
  private static void requireShape(RgbImage copy, Optional<StoredResult.Size> full) {
    if (full.isEmpty()) {
      return;
    }
    long width = full.get().width();
    long height = full.get().height();
    // Servers round either side, some of them more than once.
    if (Math.abs(copy.width() * height - copy.height() * width) > 2 * (width + height)) {
      throw new PhotoStoreException(
          new CoreScoreException(
              FailureKind.IO,
              String.format(
                  Locale.ROOT,
                  "a copy of %d x %d came of a photo of %d x %d",
                  copy.width(),
                  copy.height(),
                  width,
                  height)));
    }
  }

  /** For a reduced copy, the result on the photo's own grid. */
  private static ScoredPhoto onFullSize(StoredResult result, ScoredPhoto scored)
      throws IOException {
    Optional<StoredResult.Size> size = result.size();
    int columns = scored.photo().image().width();
    int rows = scored.photo().image().height();
    if (size.isEmpty() || (size.get().width() == columns && size.get().height() == rows)) {
      return scored;
    }
    int width = size.get().width();
    int height = size.get().height();
    Segmentation found = scored.segmentation();
    Segmentation covering =
        Segmentation.of(
            found.mask(), found.fragments(), PixelFrame.covering(width, height, columns, rows));
    if (found.confidence().isPresent()) {
      covering = covering.withConfidence(found.confidence().get());
    }
    return Measuring.of(
        ResultPhotos.enlarged(scored.photo(), width, height),
        SegmentationResampler.resample(covering, width, height),
        scored.scale(),
        scored.provenance(),
        scored.doubt(),
        scored.layout().scaledTo(width, height));
  }
}
