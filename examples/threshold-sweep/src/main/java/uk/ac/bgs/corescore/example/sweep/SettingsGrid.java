// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings that a sweep tries.
 *
 * @param crossed every way of setting the threshold with every closing
 * @param single one option each, the rest at its default
 */
record SettingsGrid(List<Map<String, String>> crossed, List<Map<String, String>> single) {
  static SettingsGrid of(String segmenterId) {
    return switch (segmenterId) {
      case "boofcv-edges" -> edges();
      case "boofcv-watershed" -> watershed();
      default -> throw new IllegalArgumentException("no settings for " + segmenterId);
    };
  }

  private static SettingsGrid edges() {
    List<Map<String, String>> thresholds = new ArrayList<>();
    for (String value : List.of("8", "12", "16", "20", "24", "32", "48")) {
      thresholds.add(settings("threshold-mode", "fixed", "threshold", value));
    }
    for (String value : List.of("50", "60", "70", "75", "80")) {
      thresholds.add(settings("threshold-mode", "percentile", "percentile", value));
    }
    thresholds.add(settings("threshold-mode", "otsu"));
    List<Map<String, String>> single = new ArrayList<>();
    add(single, "working-size", "800", "1000", "1572");
    add(single, "sigma", "0.8", "1", "1.5", "2");
    add(single, "lower-share", "0.2", "0.3", "0.5", "0.7");
    add(single, "rim", "0", "0.03", "0.07");
    add(single, "texture", "4", "8", "10", "100");
    add(single, "max-piece", "0.15", "0.2", "0.5");
    add(single, "strip-width", "0", "0.25", "0.3", "0.4");
    add(single, "strip-length", "4", "5", "8");
    add(single, "shadow", "25", "35", "55", "65");
    add(single, "joining", "0", "1", "3");
    add(single, "max-hole", "0", "200", "2000");
    add(single, "opening", "0", "1", "3", "4");
    add(single, "min-area", "20", "150", "300");
    return new SettingsGrid(cross(thresholds, "closing", "3", "4", "5", "6", "8"), single);
  }

  private static SettingsGrid watershed() {
    List<Map<String, String>> thresholds = new ArrayList<>();
    for (String value : List.of("-6", "-5", "-4", "-3.5", "-3")) {
      thresholds.add(settings("threshold-mode", "otsu", "floor", value));
      thresholds.add(settings("threshold-mode", "fixed", "threshold", value));
    }
    thresholds.add(settings("threshold-mode", "otsu", "floor", "-1000"));
    thresholds.add(settings("threshold-mode", "percentile", "percentile", "45"));
    List<Map<String, String>> single = new ArrayList<>();
    add(single, "working-size", "800", "1000", "1572");
    add(single, "channel", "greyness", "lightness", "darkness");
    add(single, "smoothing", "0", "2", "3", "5");
    add(single, "shadow", "0", "15", "20", "30", "40");
    add(single, "rim", "0", "0.03", "0.07");
    add(single, "opening", "0", "2", "4", "6");
    add(single, "max-hole", "0", "50", "500", "2000");
    add(single, "window", "8", "25", "40");
    add(single, "crack", "0.2", "0.3", "0.5", "1");
    add(single, "final-opening", "0", "2", "3");
    add(single, "neck", "0", "0.5", "0.7", "0.8", "0.9");
    add(single, "min-area", "20", "150", "300");
    return new SettingsGrid(cross(thresholds, "closing", "3", "4", "5", "6", "8"), single);
  }

  private static List<Map<String, String>> cross(
      List<Map<String, String>> settings, String name, String... values) {
    List<Map<String, String>> crossed = new ArrayList<>();
    for (Map<String, String> setting : settings) {
      for (String value : values) {
        Map<String, String> more = new LinkedHashMap<>(setting);
        more.put(name, value);
        crossed.add(more);
      }
    }
    return crossed;
  }

  private static void add(List<Map<String, String>> settings, String name, String... values) {
    for (String value : values) {
      settings.add(settings(name, value));
    }
  }

  private static Map<String, String> settings(String... namesAndValues) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      settings.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return settings;
  }
}
