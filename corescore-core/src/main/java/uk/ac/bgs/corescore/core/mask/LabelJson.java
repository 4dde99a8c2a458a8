// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.mask;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.draw.LabelPalette;
import uk.ac.bgs.corescore.core.internal.json.JsonText;
import uk.ac.bgs.corescore.mask.Label;
import uk.ac.bgs.corescore.mask.LabelSet;

/** The labels of a mask as the JSON text inside its file. */
final class LabelJson {
  private LabelJson() {}

  static String write(LabelSet labels) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
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
    } catch (IOException e) {
      throw new UncheckedIOException("a string writer does not fail", e);
    }
    return text.toString();
  }

  /** Reads the labels; members that it does not know are skipped. */
  static LabelSet read(Path file, String text) {
    try (JsonParser json = new JsonFactory().createParser(text)) {
      List<Label> labels = new ArrayList<>();
      expect(json.nextToken() == JsonToken.START_OBJECT, json, "an object");
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        JsonToken value = json.nextToken();
        if (field.equals("version")) {
          expect(value == JsonToken.VALUE_NUMBER_INT && json.getIntValue() == 1, json, "version 1");
        } else if (field.equals("labels")) {
          expect(value == JsonToken.START_ARRAY, json, "a list of labels");
          while (json.nextToken() == JsonToken.START_OBJECT) {
            labels.add(readLabel(json, labels.size()));
          }
        } else {
          json.skipChildren();
        }
      }
      return new LabelSet(labels);
    } catch (JsonProcessingException e) {
      throw malformed(file, JsonText.reason(e), e);
    } catch (IllegalArgumentException e) {
      throw malformed(file, String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new UncheckedIOException("a string reader does not fail", e);
    }
  }

  private static Label readLabel(JsonParser json, int index) throws IOException {
    String name = "";
    boolean rock = false;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      JsonToken value = json.nextToken();
      switch (field) {
        case "index" ->
            expect(
                value == JsonToken.VALUE_NUMBER_INT && json.getIntValue() == index,
                json,
                "labels in order of their indices");
        case "name" -> {
          expect(value == JsonToken.VALUE_STRING, json, "a name");
          name = json.getText();
        }
        case "rock" -> rock = json.getBooleanValue();
        default -> json.skipChildren();
      }
    }
    return new Label(name, rock);
  }

  private static void expect(boolean met, JsonParser json, String what) throws IOException {
    if (!met) {
      throw new IllegalArgumentException("expected " + what + ", but there is " + json.getText());
    }
  }

  private static CoreScoreException malformed(Path file, String what, Exception cause) {
    return new CoreScoreException(
        FailureKind.BAD_INPUT,
        file + ": the text chunk " + MaskPng.KEYWORD + " is not a list of labels: " + what,
        cause);
  }
}
