// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.files.RegularFile;
import uk.ac.bgs.corescore.core.internal.json.JsonText;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;
import uk.ac.bgs.corescore.djl.internal.network.Heads;
import uk.ac.bgs.corescore.mask.Label;
import uk.ac.bgs.corescore.mask.LabelSet;

/**
 * The sidecar of an external model.
 *
 * @param heads its labels in the order of its channels
 * @param boundary channel of the boundary, -1 for none
 * @param distance channel of the distance, -1 for none
 * @param mean of each channel in its order, where colours are 0 to 1
 * @param deviation standard deviation of each channel
 * @param bgr whether blue comes first
 * @param stride sides of the input are multiples of this
 * @param photoWidth the maximum input side, in cells
 * @param licence of the model
 * @param source the whole JSON object
 */
public record Sidecar(
    Heads heads,
    int boundary,
    int distance,
    List<Double> mean,
    List<Double> deviation,
    boolean bgr,
    int stride,
    int photoWidth,
    String licence,
    JsonValue source) {
  static final String FORMAT = "corescore-sidecar-1";

  private static final int MAX_BYTES = 1 << 16;
  private static final int MAX_TEXT = 1000;
  private static final List<String> MEMBERS =
      List.of(
          "format",
          "labels",
          "rock",
          "boundary",
          "distance",
          "mean",
          "deviation",
          "channels",
          "stride",
          "photo_width",
          "licence");

  /** Least number of channels of the model's output. */
  public int channels() {
    return heads.labels().size() + (boundary < 0 ? 0 : 1) + (distance < 0 ? 0 : 1);
  }

  /** The same sidecar with another photo width, as JSON. */
  public byte[] json(int width) {
    Map<String, JsonValue> entries = new LinkedHashMap<>(source.members());
    entries.put("photo_width", new JsonValue.Decimal(width));
    return JsonText.bytes(new JsonValue.Members(entries));
  }

  /** Reads the sidecar of a model: its name, or its name without the ending, and {@code .json}. */
  public static Sidecar of(Path model) {
    String name = model.getFileName().toString();
    Path full = model.resolveSibling(name + ".json");
    Path stem = model.resolveSibling(name.replaceFirst("\\.[^.]*$", "") + ".json");
    Path file = Files.exists(full) ? full : stem;
    if (!Files.exists(file)) {
      throw new CoreScoreException(
          FailureKind.NOT_FOUND,
          String.format(
              Locale.ROOT,
              "%s: expected a sidecar %s or %s that names its labels and its normalisation, got"
                  + " neither",
              model,
              full.getFileName(),
              stem.getFileName()));
    }
    try {
      RegularFile.require(file);
      long size = Files.size(file);
      if (size > MAX_BYTES) {
        throw wrong(file, "at most " + MAX_BYTES + " bytes", Long.toString(size));
      }
      return read(Files.readAllBytes(file), file);
    } catch (IOException e) {
      throw new CoreScoreException(FailureKind.IO, file + ": the sidecar cannot be read: " + e, e);
    }
  }

  private static Sidecar read(byte[] bytes, Path file) throws IOException {
    JsonValue root;
    try {
      root = JsonValue.read(bytes, Set.of());
    } catch (JsonProcessingException e) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT, file + ": expected one JSON object, got " + JsonText.reason(e), e);
    }
    if (!root.isObject()) {
      throw wrong(file, "one JSON object", shown(JsonText.line(root)));
    }
    for (String name : root.members().keySet()) {
      if (!MEMBERS.contains(name)) {
        throw wrong(file, "members " + String.join(", ", MEMBERS), shown(name));
      }
    }
    Reader reader = new Reader(file, root);
    String format = reader.text("format");
    if (!format.equals(FORMAT)) {
      throw wrong(file, "format " + FORMAT, format);
    }
    Heads heads = reader.heads();
    int size = heads.labels().size();
    int extra = (reader.has("boundary") ? 1 : 0) + (reader.has("distance") ? 1 : 0);
    int boundary = reader.has("boundary") ? reader.whole("boundary", size, size + extra - 1) : -1;
    int distance = reader.has("distance") ? reader.whole("distance", size, size + extra - 1) : -1;
    if (boundary >= 0 && boundary == distance) {
      throw wrong(file, "boundary and distance to be two channels", boundary + " for both");
    }
    String channels = reader.text("channels");
    if (!channels.equals("rgb") && !channels.equals("bgr")) {
      throw wrong(file, "channels rgb or bgr", channels);
    }
    return new Sidecar(
        heads,
        boundary,
        distance,
        reader.three("mean", -1000, 1000),
        reader.three("deviation", 1e-6, 1000),
        channels.equals("bgr"),
        reader.whole("stride", 1, 256),
        reader.whole("photo_width", 16, 99_999),
        reader.text("licence"),
        root);
  }

  private static CoreScoreException wrong(Path file, String expected, String came) {
    return new CoreScoreException(
        FailureKind.BAD_INPUT, file + ": expected " + expected + ", got " + came);
  }

  private static String shown(String text) {
    return text.length() > 80 ? text.substring(0, 80) + " ..." : text;
  }

  /** Reads members by name; errors name the file and the member. */
  private record Reader(Path file, JsonValue root) {
    boolean has(String name) {
      return root.members().containsKey(name);
    }

    private CoreScoreException no(String name, String expected) {
      String came = has(name) ? shown(JsonText.line(root.get(name))) : "none";
      return wrong(file, name + " to be " + expected, came);
    }

    String text(String name) {
      return root.get(name)
          .text()
          .filter(text -> text.length() <= MAX_TEXT)
          .orElseThrow(() -> no(name, "a text of 1 to " + MAX_TEXT + " characters"));
    }

    int whole(String name, int minimum, int maximum) {
      int value = root.get(name).count();
      if (value < minimum || value > maximum) {
        throw no(name, "a whole number from " + minimum + " to " + maximum);
      }
      return value;
    }

    List<Double> three(String name, double minimum, double maximum) {
      List<Double> numbers = new ArrayList<>();
      for (JsonValue item : root.get(name).items()) {
        double value = item.number();
        if (!(value >= minimum && value <= maximum)) {
          throw no(name, "a list of three numbers from " + minimum + " to " + maximum);
        }
        numbers.add(value);
      }
      if (numbers.size() != 3) {
        throw no(name, "a list of three numbers from " + minimum + " to " + maximum);
      }
      return List.copyOf(numbers);
    }

    private Set<String> names(String name) {
      Set<String> names = new LinkedHashSet<>();
      for (JsonValue item : root.get(name).items()) {
        if (!item.isText() || item.plain().length() > MAX_TEXT) {
          throw no(name, "a list of names");
        }
        if (!names.add(item.plain())) {
          throw no(name, "a list of names, each once");
        }
      }
      if (names.isEmpty()) {
        throw no(name, "a list of at least one name");
      }
      return names;
    }

    Heads heads() {
      Set<String> labels = names("labels");
      Set<String> rock = names("rock");
      if (!labels.containsAll(rock)) {
        throw no("rock", "names out of labels " + labels);
      }
      if (rock.contains(labels.iterator().next())) {
        throw no("rock", "without the first label, the background");
      }
      try {
        return new Heads(
            new LabelSet(
                labels.stream().map(label -> new Label(label, rock.contains(label))).toList()));
      } catch (IllegalArgumentException e) {
        throw new CoreScoreException(
            FailureKind.BAD_INPUT,
            file + ": expected a list of labels, got one of which " + e.getMessage(),
            e);
      }
    }
  }
}
