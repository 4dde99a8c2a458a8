// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.retrain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.core.place.LabelFrame;
import uk.ac.bgs.corescore.core.training.evaluate.GateRules;
import uk.ac.bgs.corescore.core.training.evaluate.Metric;
import uk.ac.bgs.corescore.core.training.groundtruth.LabelReading;
import uk.ac.bgs.corescore.core.training.mlflow.MlflowServer;
import uk.ac.bgs.corescore.core.training.mlflow.MlflowSettings;
import uk.ac.bgs.corescore.core.training.registry.ModelRegistry;

/**
 * The settings of retraining, from a YAML file. Immutable; safe for use by many threads.
 *
 * @param truth the ground truth that is trained on
 * @param feedback a folder of label files of the same photos, which count more than the labels
 * @param test the test set; empty where the registry has it already
 * @param model the model's name
 * @param registry where versions are kept: a folder, an address, or {@code mlflow}
 * @param tracker where runs are kept, likewise
 * @param experiment the runs' experiment on a server
 * @param fromProduction whether training begins with the model in production
 * @param recipe options of a training by name
 * @param options options of the segmenter when it is evaluated
 * @param rules the rules of the gate
 * @param work the folder of the attempt under way
 */
public record RetrainConfig(
    Source truth,
    Optional<Path> feedback,
    Optional<Source> test,
    String model,
    String registry,
    String tracker,
    String experiment,
    boolean fromProduction,
    Map<String, String> recipe,
    Map<String, String> options,
    GateRules rules,
    Path work) {
  private static final Set<String> KEYS =
      ordered(
          "labels",
          "masks",
          "photos",
          "scales",
          "labels-on",
          "y-up",
          "empty-is-no-rock",
          "feedback",
          "test",
          "model",
          "registry",
          "tracker",
          "experiment",
          "start",
          "recipe",
          "options",
          "rules",
          "work");
  private static final String STARTS = "production or afresh";

  /**
   * Where ground truth is.
   *
   * @param labels label files
   * @param masks a folder of masks, if there is one
   * @param photos the folder of the photos
   * @param scales a table of photos whose size is not that of the labels' canvas, if there is one
   * @param reading how the labels lie in the photos
   */
  public record Source(
      List<Path> labels,
      Optional<Path> masks,
      Path photos,
      Optional<Path> scales,
      LabelReading reading) {}

  /** The options of a training recipe and of the segmenter, which the trainer defines. */
  public interface Recipe {
    /**
     * The names of the recipe's options.
     *
     * @return names without hyphens in front
     */
    Set<String> names();

    /**
     * Checks one option.
     *
     * @param name the option
     * @param value its value
     * @param folder the folder from which paths are meant
     * @return the value, a path resolved in a folder
     * @throws IllegalArgumentException if it cannot have this value
     */
    String checked(String name, String value, Path folder);

    /**
     * Checks one option of the segmenter.
     *
     * @param name the option
     * @param value its value
     * @throws IllegalArgumentException if there is none of this name, or it cannot have this value
     */
    void checkSegmenter(String name, String value);

    /**
     * Checks all options together.
     *
     * @param options values by name
     * @throws IllegalArgumentException if options contradict each other
     */
    void check(Map<String, String> options);
  }

  private static Set<String> ordered(String... names) {
    return new LinkedHashSet<>(List.of(names));
  }

  /**
   * Reads a file.
   *
   * @param file YAML; paths in it are meant from its folder
   * @param recipe checks the options
   * @return the settings
   * @throws uk.ac.bgs.corescore.CoreScoreException if it is wrong, with line and key
   * @throws IOException if it cannot be read
   */
  public static RetrainConfig read(Path file, Recipe recipe) throws IOException {
    YamlNode root = YamlNode.read(file);
    Map<String, YamlNode> keys = root.members(KEYS);
    Source truth = truth(root, keys);
    Optional<Path> feedback = path(keys.get("feedback"));
    if (truth.labels().isEmpty() && truth.masks().isEmpty() && feedback.isEmpty()) {
      throw root.wrong("expected one of labels, masks and feedback");
    }
    YamlNode test = keys.get("test");
    String start = text(keys.get("start"), "production");
    YamlNode startNode = keys.get("start");
    if (startNode != null && !start.equals("production") && !start.equals("afresh")) {
      throw startNode.wrong("expected " + STARTS + ", got '" + start + "'");
    }
    String model = text(keys.get("model"), "corescore");
    YamlNode modelNode = keys.get("model");
    try {
      ModelRegistry.requireName("a model", model);
    } catch (IllegalArgumentException e) {
      throw (modelNode == null ? root : modelNode).wrong(String.valueOf(e.getMessage()));
    }
    return new RetrainConfig(
        truth,
        feedback,
        test == null ? Optional.empty() : Optional.of(test(test)),
        model,
        place(root, keys, "registry", "models"),
        place(root, keys, "tracker", "runs"),
        text(keys.get("experiment"), model),
        start.equals("production"),
        recipe(keys.get("recipe"), recipe, file),
        options(keys.get("options"), recipe),
        rules(keys.get("rules")),
        folder(root, keys.get("work"), "retrain-work"));
  }

  private static Source truth(YamlNode root, Map<String, YamlNode> keys) {
    YamlNode labels = keys.get("labels");
    YamlNode photos = keys.get("photos");
    if (photos == null) {
      throw root.wrong("expected photos, the folder of the photographs");
    }
    return new Source(
        labels == null ? List.of() : labels.items().stream().map(RetrainConfig::existing).toList(),
        Optional.ofNullable(keys.get("masks")).map(RetrainConfig::existing),
        existing(photos),
        Optional.ofNullable(keys.get("scales")).map(RetrainConfig::existing),
        LabelReading.of(
            frame(keys.get("labels-on")),
            isTrue(keys.get("y-up")),
            isTrue(keys.get("empty-is-no-rock")),
            true));
  }

  private static LabelFrame frame(@Nullable YamlNode node) {
    if (node == null) {
      return LabelFrame.CHECKED;
    }
    String text = node.text();
    return Arrays.stream(LabelFrame.values())
        .filter(frame -> frame.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(
            () -> node.wrong("expected checked, shown, stored or stretched, got '" + text + "'"));
  }

  private static boolean isTrue(@Nullable YamlNode node) {
    if (node == null || node.text().equals("false")) {
      return false;
    }
    if (!node.text().equals("true")) {
      throw node.wrong("expected true or false, got '" + node.text() + "'");
    }
    return true;
  }

  private static Source test(YamlNode test) {
    Source truth =
        truth(
            test,
            test.members(
                ordered(
                    "labels",
                    "masks",
                    "photos",
                    "scales",
                    "labels-on",
                    "y-up",
                    "empty-is-no-rock")));
    if (truth.labels().isEmpty() == truth.masks().isEmpty()) {
      throw test.wrong("expected labels or masks, and not both");
    }
    return truth;
  }

  private static Path existing(YamlNode node) {
    Path path = node.path();
    if (!Files.exists(path)) {
      throw node.wrong("expected a file or folder, " + path + " does not exist");
    }
    return path;
  }

  private static Optional<Path> path(@Nullable YamlNode node) {
    return node == null ? Optional.empty() : Optional.of(node.path());
  }

  private static String text(@Nullable YamlNode node, String usual) {
    return node == null ? usual : node.text();
  }

  /** A folder beside the file, or a server. */
  private static String place(YamlNode root, Map<String, YamlNode> keys, String key, String usual) {
    YamlNode node = keys.get(key);
    String text = text(node, usual);
    if (text.equals("mlflow")) {
      return text;
    }
    if (MlflowSettings.isAddress(text)) {
      try {
        return MlflowServer.at(text).toString();
      } catch (IllegalArgumentException e) {
        throw (node == null ? root : node).wrong(String.valueOf(e.getMessage()));
      }
    }
    return folder(root, node, usual).toString();
  }

  /** A folder that is there, or will be made. */
  private static Path folder(YamlNode root, @Nullable YamlNode node, String usual) {
    Path folder = node == null ? root.file().resolveSibling(usual) : node.path();
    if (Files.isRegularFile(folder)) {
      throw (node == null ? root : node).wrong("expected a folder, " + folder + " is a file");
    }
    return folder;
  }

  private static Map<String, String> recipe(@Nullable YamlNode node, Recipe recipe, Path file) {
    Map<String, String> said = new TreeMap<>();
    if (node != null) {
      Path folder = file.resolveSibling(".").normalize();
      node.members(recipe.names())
          .forEach(
              (name, value) -> {
                try {
                  said.put(name, recipe.checked(name, value.text(), folder));
                } catch (IllegalArgumentException e) {
                  throw value.wrong(String.valueOf(e.getMessage()));
                }
              });
      try {
        recipe.check(said);
      } catch (IllegalArgumentException e) {
        throw node.wrong(String.valueOf(e.getMessage()));
      }
    }
    return said;
  }

  private static Map<String, String> options(@Nullable YamlNode node, Recipe recipe) {
    Map<String, String> options = new LinkedHashMap<>();
    if (node != null) {
      node.all()
          .forEach(
              (name, value) -> {
                try {
                  recipe.checkSegmenter(name, value.text());
                } catch (IllegalArgumentException e) {
                  throw value.wrong(String.valueOf(e.getMessage()));
                }
                options.put(name, value.text());
              });
    }
    return options;
  }

  private static GateRules rules(@Nullable YamlNode node) throws IOException {
    if (node == null) {
      return GateRules.DEFAULT;
    }
    if (node.plain().isPresent()) {
      return GateRules.read(node.path());
    }
    Map<String, YamlNode> keys =
        node.members(ordered("minimum", "meanTolerance", "photoTolerance"));
    try {
      return new GateRules(
          figures(keys.get("minimum")),
          figures(keys.get("meanTolerance")),
          figures(keys.get("photoTolerance")));
    } catch (IllegalArgumentException e) {
      throw node.wrong(String.valueOf(e.getMessage()));
    }
  }

  private static Map<Metric, Double> figures(@Nullable YamlNode node) {
    Set<String> known = new LinkedHashSet<>();
    for (Metric metric : Metric.values()) {
      known.add(metric.key());
    }
    Map<Metric, Double> figures = new LinkedHashMap<>();
    if (node != null) {
      node.members(known)
          .forEach((name, value) -> figures.put(Metric.of(name).orElseThrow(), value.number()));
    }
    return figures;
  }
}
