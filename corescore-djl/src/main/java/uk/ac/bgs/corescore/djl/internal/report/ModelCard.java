// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.djl.internal.network.Heads;
import uk.ac.bgs.corescore.djl.settings.TrainingPhoto;
import uk.ac.bgs.corescore.djl.settings.TrainingSettings;

/** The card of a model (Mitchell et al., 2019) as Markdown. */
public final class ModelCard {
  private ModelCard() {}

  public static String text(
      Map<String, String> settings,
      Heads heads,
      Optional<TrainingCurves.Row> best,
      List<TrainingPhoto> seen,
      Map<String, String> facts) {
    boolean rows = TrainingSettings.Task.LAYOUT.id().equals(settings.get("task"));
    StringBuilder card = new StringBuilder("# Model card\n\n");
    card.append(
        rows
            ? "A U-Net that finds the rows of core in photographs of core boxes (task layout):"
                + " rock, the channel in which the core of each row can lie, and the ridge along"
                + " its middle. It was trained on boxes composed of the photographs below."
            : "A U-Net that segments rock, tray, paper, plugs and text on photographs of drill"
                + " core, and the boundaries of pieces (task segment).");
    card.append("\n\nLabels: ");
    card.append(
        heads.labels().labels().stream()
            .map(label -> safe(label.name()) + (label.rock() ? " (rock)" : ""))
            .collect(Collectors.joining(", ")));
    card.append(".\n\n## The model and its training\n\n| | |\n|---|---|\n");
    facts.forEach((key, value) -> row(card, key, value));
    card.append("\n## Trained on\n\n");
    photos(card, seen, "training");
    card.append("\n## Scores\n\n");
    if (best.isEmpty()) {
      card.append("No photograph was held out, so there are no scores.\n");
    } else {
      card.append(
          "Rock IoU on the network's grid, without test-time augmentation, of photographs that it"
              + " was not");
      card.append(" trained on, at step ").append(best.get().step());
      card.append(
          ". The best step was chosen on these photographs, so the figures are optimistic.");
      card.append("\n\n| photo | rock IoU |\n|---|---|\n");
      best.get().rockIou().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(
              entry ->
                  row(card, entry.getKey(), String.format(Locale.ROOT, "%.4f", entry.getValue())));
      row(card, "mean", String.format(Locale.ROOT, "%.4f", best.get().mean()));
      card.append("\nHeld out:\n\n");
      photos(card, seen, "validation");
    }
    card.append("\n## Limits\n\n");
    card.append("- It was trained on certain rocks, trays and light, at a maximum input side of ");
    card.append(settings.getOrDefault("photo_width", "?"));
    card.append(" pixels; evaluate it before you use it on others.\n");
    card.append("- It does not read depth, lithology or writing, and it measures nothing.\n");
    card.append(
        rows
            ? "- It does not separate pieces: it is not a segmenter.\n"
            : "- Pieces that touch without a visible gap may become one.\n");
    card.append("\n## Settings\n\n| | |\n|---|---|\n");
    settings.forEach((key, value) -> row(card, key, value));
    return card.toString();
  }

  private static void photos(StringBuilder card, List<TrainingPhoto> seen, String part) {
    List<TrainingPhoto> selected = seen.stream().filter(s -> s.part().equals(part)).toList();
    card.append(selected.isEmpty() ? "No photograph.\n" : "| photo | SHA-256 |\n|---|---|\n");
    selected.forEach(photo -> row(card, photo.name(), photo.sha256()));
  }

  private static void row(StringBuilder card, String key, String value) {
    card.append("| ").append(safe(key)).append(" | ").append(safe(value)).append(" |\n");
  }

  /** Escapes text so that it stays in its cell and is no markup. */
  private static String safe(String text) {
    return text.replaceAll("\\p{Cntrl}", " ").replaceAll("([\\\\`*_\\[\\]<>|])", "\\\\$1");
  }
}
