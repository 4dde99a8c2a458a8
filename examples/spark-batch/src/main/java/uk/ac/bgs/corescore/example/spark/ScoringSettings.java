// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.spark;

import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.SparkFiles;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;
import uk.ac.bgs.corescore.image.PixelScale;
import uk.ac.bgs.corescore.spi.OptionKey;
import uk.ac.bgs.corescore.spi.Providers;

/**
 * How photos are scored, in a form that is sent to executors.
 *
 * @param segmenter id of the segmenter
 * @param segmenterOptions its options
 * @param model name of a model file that Spark has brought to each executor; null for none
 * @param layoutFinder id of the layout finder; null for that of the segmenter
 * @param layoutOptions its options
 * @param scorer id of the area scorer
 * @param scorerOptions its options
 * @param minArea pixels up to which fragments are left out
 * @param millimetresPerPixel size of a pixel; null where it is not known
 * @param wholePixels pixels up to which a photo is held whole
 * @param threadsPerTask threads of one forward pass
 * @param tasksAtOnce how many tasks run at a time in an executor
 */
record ScoringSettings(
    String segmenter,
    TreeMap<String, String> segmenterOptions,
    @Nullable String model,
    @Nullable String layoutFinder,
    TreeMap<String, String> layoutOptions,
    String scorer,
    TreeMap<String, String> scorerOptions,
    double minArea,
    @Nullable Double millimetresPerPixel,
    long wholePixels,
    int threadsPerTask,
    int tasksAtOnce)
    implements Serializable {
  private static final String THREADS = "threads";
  private static final String MODEL = "model";

  /** The providers that are in the application's jars. */
  static Providers providers() {
    return Providers.discover(ScoringSettings.class.getClassLoader());
  }

  /** The pipeline of these settings, where the model file is. */
  ScoringPipeline.Builder pipeline(Providers providers) {
    ScoringPipeline.Builder builder = ScoringPipeline.builder(providers, segmenter);
    Map<String, String> options = new TreeMap<>(segmenterOptions);
    boolean hasThreads =
        providers.segmenter(segmenter).options().stream()
            .map(OptionKey::name)
            .anyMatch(THREADS::equals);
    if (hasThreads) {
      options.putIfAbsent(THREADS, Integer.toString(threadsPerTask));
    }
    if (model != null) {
      options.put(MODEL, SparkFiles.get(model));
    }
    options.forEach(builder::segmenterOption);
    if (layoutFinder != null) {
      builder.layoutFinder(layoutFinder, layoutOptions);
    } else {
      layoutOptions.forEach(builder::layoutFinderOption);
    }
    Optional.ofNullable(millimetresPerPixel).map(PixelScale::new).ifPresent(builder::scale);
    return builder.scorer(scorer, scorerOptions).minArea(minArea);
  }
}
