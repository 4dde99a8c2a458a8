// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.settings;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Text forms of the settings of a training: for tables, and to identify checkpoints. */
final class SettingsText {
  private SettingsText() {}

  static Map<String, String> byName(TrainingSettings settings) {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("architecture", settings.architecture().id());
    entries.put("steps", Integer.toString(settings.steps()));
    entries.put("batch", Integer.toString(settings.batch()));
    entries.put("crop_width", Integer.toString(settings.cropWidth()));
    entries.put("crop_height", Integer.toString(settings.cropHeight()));
    entries.put("photo_width", Integer.toString(settings.photoWidth()));
    entries.put("learning_rate", Double.toString(settings.learningRate()));
    entries.put("weight_decay", Double.toString(settings.weightDecay()));
    entries.put("rising", Double.toString(settings.rising()));
    entries.put("drawn_share", Double.toString(settings.drawnShare()));
    entries.put("seed", Long.toString(settings.seed()));
    entries.put("validate_every", Integer.toString(settings.validateEvery()));
    entries.put("patience", Integer.toString(settings.patience()));
    entries.put("average", Double.toString(settings.average()));
    entries.put("overlap", settings.overlap().name().toLowerCase(Locale.ROOT));
    entries.put("task", settings.task().id());
    entries.put("composed_share", Double.toString(settings.composedShare()));
    return entries;
  }

  /**
   * The settings on one line, without settings that older versions did not have and that are at
   * their defaults.
   */
  static String line(TrainingSettings settings) {
    String line =
        "TrainingSettings[architecture="
            + settings.architecture()
            + (", steps=" + settings.steps())
            + (", batch=" + settings.batch())
            + (", cropWidth=" + settings.cropWidth())
            + (", cropHeight=" + settings.cropHeight())
            + (", photoWidth=" + settings.photoWidth())
            + (", learningRate=" + settings.learningRate())
            + (", weightDecay=" + settings.weightDecay())
            + (", rising=" + settings.rising())
            + (", drawnShare=" + settings.drawnShare())
            + (", seed=" + settings.seed())
            + (", validateEvery=" + settings.validateEvery())
            + (", patience=" + settings.patience());
    return line
        + (settings.average() == 0 ? "" : ", average=" + settings.average())
        + (settings.overlap() == TrainingSettings.Overlap.DICE
            ? ""
            : ", overlap=" + settings.overlap())
        + (settings.task() == TrainingSettings.Task.SEGMENT ? "" : ", task=" + settings.task())
        + (settings.composedShare() == 0 ? "" : ", composedShare=" + settings.composedShare())
        + "]";
  }
}
