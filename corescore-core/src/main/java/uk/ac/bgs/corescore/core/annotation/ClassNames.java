// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import uk.ac.bgs.corescore.FailureKind;

/**
 * The names of the class numbers in YOLO files: {@code names} of a YAML file, as a list or by
 * number, or a line for each class in {@code classes.txt}, a {@code .names} or a {@code .labels}
 * file.
 *
 * @param file where they are
 * @param names by number
 */
record ClassNames(String file, Map<Integer, String> names) {
  private static final Set<String> LISTS = Set.of("classes.txt", "predefined_classes.txt");

  /** The files that are searched for around a folder that has none. */
  static final List<String> ABOVE =
      List.of("data.yaml", "data.yml", "dataset.yaml", "classes.txt", "obj.names");

  /** Whether a file holds class names, by its name. */
  static boolean isIn(String fileName) {
    String name = fileName.toLowerCase(Locale.ROOT);
    return isYaml(name)
        || LISTS.contains(name)
        || name.endsWith(".names")
        || name.endsWith(".labels");
  }

  private static boolean isYaml(String name) {
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }

  /**
   * The names in a folder or ZIP.
   *
   * @return empty if there are none
   * @throws AnnotationException if two files differ, one is not sound, or the data set is of key
   *     points
   */
  static Optional<ClassNames> of(List<SourceFile> sources) {
    Optional<ClassNames> found = Optional.empty();
    for (SourceFile source : sources) {
      if (source.isText() && isIn(source.fileName())) {
        Map<Integer, String> names =
            isYaml(source.fileName().toLowerCase(Locale.ROOT))
                ? yaml(source)
                : lines(source.text());
        if (!names.isEmpty()) {
          if (found.isPresent() && !found.get().names().equals(names)) {
            throw new AnnotationException(
                source.name(),
                "other class names than in " + found.get().file() + ": one of them has to go",
                null);
          }
          found = Optional.of(new ClassNames(source.name(), names));
        }
      }
    }
    return found;
  }

  private static Map<Integer, String> lines(String text) {
    Map<Integer, String> names = new HashMap<>();
    List<String> lines = text.lines().map(String::strip).toList();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isEmpty()) {
        names.put(i, lines.get(i));
      }
    }
    return names;
  }

  /** Reads the events of the YAML stream and builds no tree, so depth needs no memory. */
  private static Map<Integer, String> yaml(SourceFile source) {
    Map<Integer, String> names = new HashMap<>();
    try {
      LoadSettings settings = LoadSettings.builder().setLabel(source.name()).build();
      Iterator<Event> events = new Parse(settings).parseString(source.text()).iterator();
      Event event = next(events);
      while (event.getEventId() == Event.ID.StreamStart
          || event.getEventId() == Event.ID.DocumentStart) {
        event = next(events);
      }
      if (event.getEventId() != Event.ID.MappingStart) {
        return names;
      }
      for (event = next(events); event instanceof ScalarEvent key; event = next(events)) {
        if (key.getValue().equals("kpt_shape")) {
          throw new AnnotationException(
              FailureKind.UNSUPPORTED,
              source.name(),
              "a data set of key points (kpt_shape), shapes are read",
              null);
        }
        if (key.getValue().equals("names")) {
          readNames(source, events, names);
        } else {
          skipNode(next(events), events);
        }
      }
    } catch (YamlEngineException e) {
      throw new AnnotationException(source.name(), "not a sound YAML text: " + e.getMessage(), e);
    }
    return names;
  }

  private static void readNames(
      SourceFile source, Iterator<Event> events, Map<Integer, String> names) {
    boolean list = next(events).getEventId() == Event.ID.SequenceStart;
    for (Event event = next(events);
        event.getEventId() != Event.ID.SequenceEnd && event.getEventId() != Event.ID.MappingEnd;
        event = next(events)) {
      Event name = list ? event : next(events);
      if (!(event instanceof ScalarEvent key) || !(name instanceof ScalarEvent value)) {
        throw malformed(source);
      }
      double number = list ? names.size() : DecimalText.parse(key.getValue());
      if (number < 0 || number > Integer.MAX_VALUE || number != Math.rint(number)) {
        throw malformed(source);
      }
      names.put((int) number, value.getValue().strip());
    }
  }

  private static AnnotationException malformed(SourceFile source) {
    return new AnnotationException(
        source.name(), "names as a list, or as numbers with a name each, expected", null);
  }

  private static void skipNode(Event first, Iterator<Event> events) {
    int depth = 0;
    Event event = first;
    while (true) {
      Event.ID id = event.getEventId();
      if (id == Event.ID.SequenceStart || id == Event.ID.MappingStart) {
        depth++;
      } else if (id == Event.ID.SequenceEnd || id == Event.ID.MappingEnd) {
        depth--;
      }
      if (depth == 0) {
        return;
      }
      event = next(events);
    }
  }

  private static Event next(Iterator<Event> events) {
    if (!events.hasNext()) {
      throw new YamlEngineException("the text ends too early");
    }
    return events.next();
  }
}
