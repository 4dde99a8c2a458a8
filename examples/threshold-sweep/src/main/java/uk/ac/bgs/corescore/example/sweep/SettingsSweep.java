// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.segment.Segmenter;
import uk.ac.bgs.corescore.spi.Options;
import uk.ac.bgs.corescore.spi.SegmenterProvider;

/**
 * One segmenter under many settings on many photos: the thresholds crossed with the closing, and
 * every other option on its own beside the defaults.
 */
final class SettingsSweep {
  private final SegmenterProvider provider;
  private final List<LabelledPhoto> photos;
  private final Set<String> heldOut;
  private final Map<Map<String, String>, List<Agreement>> crossed = new LinkedHashMap<>();
  private final Map<Map<String, String>, List<Agreement>> single = new LinkedHashMap<>();
  private final List<Agreement> defaults;

  SettingsSweep(SegmenterProvider provider, List<LabelledPhoto> photos, Set<String> heldOut) {
    this.provider = provider;
    this.photos = photos;
    this.heldOut = heldOut;
    run(Map.of());
    this.defaults = run(Map.of());
    SettingsGrid grid = SettingsGrid.of(provider.id());
    grid.crossed().forEach(settings -> crossed.put(settings, run(settings)));
    grid.single().forEach(settings -> single.put(settings, run(settings)));
  }

  private List<Agreement> run(Map<String, String> settings) {
    List<Agreement> agreements = new ArrayList<>();
    try (Segmenter segmenter = provider.create(Options.parse(provider.options(), settings))) {
      for (LabelledPhoto photo : photos) {
        long start = System.nanoTime();
        Segmentation found = segmenter.segment(photo.photo());
        agreements.add(Agreement.of(photo, found, (System.nanoTime() - start) / 1e6));
      }
    }
    return agreements;
  }

  String toMarkdown() {
    StringBuilder text = new StringBuilder();
    text.append("## ").append(provider.id()).append("\n\n");
    text.append("| photo | IoU | precision | recall | pieces found | pieces labelled | ms |\n");
    text.append("|---|---|---|---|---|---|---|\n");
    for (int i = 0; i < photos.size(); i++) {
      Agreement a = defaults.get(i);
      text.append(
          format(
              "| %s | %.3f | %.3f | %.3f | %d | %d | %.0f |%n",
              photos.get(i).name(),
              a.iou(),
              a.precision(),
              a.recall(),
              a.pieces(),
              photos.get(i).pieces(),
              a.millis()));
    }
    text.append("\n| setting | mean IoU | least IoU | precision | recall | wrong pieces | ms |\n");
    text.append("|---|---|---|---|---|---|---|\n");
    row(text, "defaults", defaults);
    single.forEach((settings, agreements) -> row(text, name(settings), agreements));
    text.append("\n| thresholds and closing | mean IoU | least IoU | precision | recall");
    text.append(" | wrong pieces | ms |\n|---|---|---|---|---|---|---|\n");
    crossed.forEach((settings, agreements) -> row(text, name(settings), agreements));
    text.append("\n").append(leaveOneOut());
    if (photos.stream().anyMatch(photo -> heldOut.contains(photo.name()))) {
      text.append(held());
    }
    return text.append("\n").toString();
  }

  private void row(StringBuilder text, String name, List<Agreement> agreements) {
    double wrong =
        IntStream.range(0, photos.size())
            .mapToDouble(i -> Math.abs(agreements.get(i).pieces() - photos.get(i).pieces()))
            .average()
            .orElseThrow();
    text.append(
        format(
            "| %s | %.4f | %.3f | %.3f | %.3f | %.1f | %.0f |%n",
            name,
            meanIou(agreements, i -> true),
            agreements.stream().mapToDouble(Agreement::iou).min().orElseThrow(),
            agreements.stream().mapToDouble(Agreement::precision).average().orElseThrow(),
            agreements.stream().mapToDouble(Agreement::recall).average().orElseThrow(),
            wrong,
            agreements.stream().mapToDouble(Agreement::millis).average().orElseThrow()));
  }

  /** Each photo under the setting that is best on the others. */
  private String leaveOneOut() {
    double sum = 0;
    for (int i = 0; i < photos.size(); i++) {
      int out = i;
      sum += best(k -> k != out).getValue().get(i).iou();
    }
    return format(
        "Leave one out: each photo under the crossed setting that is best on the others has a mean"
            + " IoU of %.4f; the best setting for all has %.4f.%n",
        sum / photos.size(), meanIou(best(k -> true).getValue(), k -> true));
  }

  /** The photos held out under the setting that is best on the rest. */
  private String held() {
    IntPredicate out = i -> heldOut.contains(photos.get(i).name());
    Map.Entry<Map<String, String>, List<Agreement>> best = best(out.negate());
    return format(
        "Held out: %s under the crossed setting that is best on the rest (%s, %.4f there) has"
            + " %.4f; the defaults have %.4f.%n",
        String.join(", ", heldOut),
        name(best.getKey()),
        meanIou(best.getValue(), out.negate()),
        meanIou(best.getValue(), out),
        meanIou(defaults, out));
  }

  private Map.Entry<Map<String, String>, List<Agreement>> best(IntPredicate photo) {
    Map.Entry<Map<String, String>, List<Agreement>> best = null;
    for (Map.Entry<Map<String, String>, List<Agreement>> entry : crossed.entrySet()) {
      if (best == null || meanIou(entry.getValue(), photo) > meanIou(best.getValue(), photo)) {
        best = entry;
      }
    }
    if (best == null) {
      throw new IllegalStateException("no settings were crossed");
    }
    return best;
  }

  private static double meanIou(List<Agreement> agreements, IntPredicate photo) {
    return IntStream.range(0, agreements.size())
        .filter(photo)
        .mapToDouble(i -> agreements.get(i).iou())
        .average()
        .orElseThrow();
  }

  private static String name(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(setting -> setting.getKey() + " " + setting.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern.replace("%n", "\n"), values);
  }
}
