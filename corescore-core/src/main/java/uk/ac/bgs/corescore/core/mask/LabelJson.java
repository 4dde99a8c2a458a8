// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.mask;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.draw.LabelPalette;
import uk.ac.bgs.corescore.core.internal.json.JsonText;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;
import uk.ac.bgs.corescore.mask.Label;
import uk.ac.bgs.corescore.mask.LabelSet;

/** The labels of a mask as the JSON text inside its file. */
final class LabelJson {
  private LabelJson() {}

  static String write(LabelSet labels) {
    byte[] text =
        JsonText.compact(
            json -> {
              json.writeStartObject();
              json.writeNumberField("version", 1);
              json.writeArrayFieldStart("labels");
              for (int i = 0; i < labels.size(); i++) {
                json.writeStartObject();
                json.writeNumberField("index", i);
                json.writeStringField("name", labels.get(i).name());
                json.writeBooleanField("rock", labels.isRock(i));
                json.writeStringField("color", LabelPalette.hex(LabelPalette.rgb(labels, i)));
                json.writeEndObject();
              }
              json.writeEndArray();
              json.writeEndObject();
            });
    return new String(text, StandardCharsets.UTF_8);
  }

  /** Reads the labels; unknown members are skipped. */
  static LabelSet read(Path file, String text) {
    try {
      JsonValue root = JsonValue.read(text.getBytes(StandardCharsets.UTF_8), Set.of());
      expect(root.isObject(), "an object", root);
      JsonValue version = root.get("version");
      expect(isMissing(version) || version.number() == 1, "version 1", version);
      JsonValue list = root.get("labels");
      expect(list.isList(), "a list of labels", list);
      List<Label> labels = new ArrayList<>();
      for (JsonValue item : list.items()) {
        labels.add(label(item, labels.size()));
      }
      return new LabelSet(labels);
    } catch (JsonProcessingException e) {
      throw malformed(file, JsonText.reason(e), e);
    } catch (IllegalArgumentException e) {
      throw malformed(file, String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new UncheckedIOException("text in memory can be read", e);
    }
  }

  private static Label label(JsonValue item, int number) {
    expect(item.isObject(), "a label", item);
    JsonValue index = item.get("index");
    boolean inOrder = isMissing(index) || index.number() == number;
    expect(inOrder, "labels in order of their indices", index);
    JsonValue name = item.get("name");
    expect(name.isText(), "a name", name);
    JsonValue rock = item.get("rock");
    boolean isRock = rock == JsonValue.Word.TRUE;
    expect(isRock || rock == JsonValue.Word.FALSE || isMissing(rock), "true or false", rock);
    return new Label(name.plain(), isRock);
  }

  private static boolean isMissing(JsonValue value) {
    return value == JsonValue.Word.MISSING;
  }

  private static void expect(boolean met, String what, JsonValue got) {
    if (!met) {
      String came = isMissing(got) ? "none" : JsonText.line(got);
      throw new IllegalArgumentException("expected " + what + ", but there is " + came);
    }
  }

  private static CoreScoreException malformed(Path file, String what, Exception cause) {
    return new CoreScoreException(
        FailureKind.BAD_INPUT,
        file + ": the text chunk " + MaskPng.KEYWORD + " is not a list of labels: " + what,
        cause);
  }
}
