// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.retrain;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

/**
 * A place in a YAML file (1.2, 2009): a mapping, a list or a text. Nothing of the file becomes an
 * object of a class, and every error names file, line and key.
 */
final class YamlNode {
  /** How deep lists and mappings may lie in each other; the library recurses at each level. */
  private static final int DEEPEST = 32;

  private final Path file;
  private final String place;
  private final Node node;

  private YamlNode(Path file, String place, Node node) {
    this.file = file;
    this.place = place;
    this.node = node;
  }

  static YamlNode read(Path file) throws IOException {
    return read(file, DEEPEST);
  }

  static YamlNode read(Path file, int deepest) throws IOException {
    String text = text(file);
    LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).build();
    try {
      requireFlat(file, new Parse(settings).parseString(text), deepest);
      Node root =
          new Compose(settings)
              .composeString(text)
              .orElseThrow(
                  () ->
                      new CoreScoreException(
                          FailureKind.BAD_INPUT, file + ": expected keys and values, it is empty"));
      return new YamlNode(file, "", root);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          file + ", line " + line + ": not YAML: " + context(e) + e.getProblem(),
          e);
    } catch (YamlEngineException e) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT, file + ": expected YAML: " + e.getMessage(), e);
    }
  }

  /** The events come one by one, without recursion. */
  private static void requireFlat(Path file, Iterable<Event> events, int deepest) {
    int depth = 0;
    for (Event event : events) {
      depth += event instanceof CollectionStartEvent ? 1 : 0;
      depth -= event instanceof CollectionEndEvent ? 1 : 0;
      if (depth > deepest) {
        int line = event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
        throw new CoreScoreException(
            FailureKind.BAD_INPUT,
            file
                + (", line " + line)
                + (": expected lists and keys nested at most "
                    + deepest
                    + " deep, they are deeper"));
      }
    }
  }

  private static String text(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          file
              + ": expected a file, it is "
              + (Files.isDirectory(file) ? "a folder" : "a pipe, a socket or a device"));
    }
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT, file + ": expected YAML in UTF-8, got other bytes", e);
    }
  }

  /** The construct in which the problem was met, where it is known. */
  private static String context(MarkedYamlEngineException e) {
    String context = e.getContext();
    return context == null ? "" : context + ", ";
  }

  Path file() {
    return file;
  }

  /** A path in the file is meant from the file's folder. */
  Path path() {
    return file.resolveSibling(text());
  }

  CoreScoreException wrong(String expected) {
    int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    String key = place.isEmpty() ? "" : place + ": ";
    return new CoreScoreException(
        FailureKind.BAD_INPUT, file + ", line " + line + ": " + key + expected);
  }

  private String kind() {
    return node instanceof MappingNode
        ? "keys and values"
        : node instanceof SequenceNode ? "a list" : "'" + ((ScalarNode) node).getValue() + "'";
  }

  private boolean isNothing() {
    return node instanceof ScalarNode scalar && scalar.getValue().isBlank();
  }

  /** The values by key, which are among those known. */
  Map<String, YamlNode> members(Set<String> known) {
    return members(Optional.of(known));
  }

  /** The values by key, whatever the keys are. */
  Map<String, YamlNode> all() {
    return members(Optional.empty());
  }

  private Map<String, YamlNode> members(Optional<Set<String>> among) {
    Map<String, YamlNode> members = new LinkedHashMap<>();
    if (!(node instanceof MappingNode mapping)) {
      throw wrong("expected keys and values, got " + kind());
    }
    for (NodeTuple tuple : mapping.getValue()) {
      YamlNode key = new YamlNode(file, place, tuple.getKeyNode());
      String name = key.text();
      YamlNode value =
          new YamlNode(file, place.isEmpty() ? name : place + "." + name, tuple.getValueNode());
      Set<String> known = among.orElse(Set.of(name));
      if (!known.contains(name)) {
        throw key.wrong("there is no key '" + name + "'; known are " + String.join(", ", known));
      }
      if (value.isNothing()) {
        throw value.wrong("expected a value, got none");
      }
      if (members.put(name, value) != null) {
        throw key.wrong("the key '" + name + "' is there twice");
      }
    }
    return members;
  }

  /** The texts of a list; of a text alone, that one. */
  List<YamlNode> items() {
    if (!(node instanceof SequenceNode list)) {
      return List.of(this);
    }
    List<YamlNode> items = new ArrayList<>();
    for (Node item : list.getValue()) {
      items.add(new YamlNode(file, place + "[" + items.size() + "]", item));
    }
    return items;
  }

  Optional<String> plain() {
    return node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
  }

  String text() {
    return plain()
        .filter(text -> !text.isBlank())
        .orElseThrow(() -> wrong("expected a text, got " + kind()));
  }

  double number() {
    try {
      double number = Double.parseDouble(text());
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // reported below
    }
    throw wrong("expected a number, got " + kind());
  }
}
