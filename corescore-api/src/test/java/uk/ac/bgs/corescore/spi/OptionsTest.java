// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
  private enum Channel {
    RED,
    LIGHTNESS {
      @Override
      public String toString() {
        return "L*";
      }
    },
    BLUE_YELLOW
  }

  private static final OptionKey<Integer> SIZE =
      OptionKey.ofInt("size", 3, 1, 99, "Side of the window, px.");
  private static final OptionKey<Double> SIGMA =
      OptionKey.ofDouble("sigma", 1.5, 0, 10, "Width of the blur, px.");
  private static final OptionKey<Boolean> AUTO = OptionKey.ofBoolean("auto", true, "By itself.");
  private static final OptionKey<Channel> CHANNEL =
      OptionKey.ofEnum("channel", Channel.LIGHTNESS, "Colour channel.");
  private static final OptionKey<String> MODEL = OptionKey.ofText("model", "", "Path of a file.");
  private static final List<OptionKey<?>> KEYS = List.of(SIZE, SIGMA, AUTO, CHANNEL, MODEL);

  @Test
  void defaultsHoldUntilSet() {
    Options defaults = Options.defaults(KEYS);
    assertEquals(3, defaults.get(SIZE));
    assertEquals(1.5, defaults.get(SIGMA));
    assertEquals(true, defaults.get(AUTO));
    assertEquals(Channel.LIGHTNESS, defaults.get(CHANNEL));
    assertEquals("", defaults.get(MODEL));
    Options set = defaults.with(SIZE, 7).with(CHANNEL, Channel.RED);
    assertEquals(7, set.get(SIZE));
    assertEquals(Channel.RED, set.get(CHANNEL));
    assertEquals(3, defaults.get(SIZE), "options are not changed but copied");
  }

  @Test
  void textsAreInTheOrderOfTheKeysAndReadBack() {
    Options set =
        Options.defaults(KEYS).with(MODEL, " a = b, c ").with(CHANNEL, Channel.BLUE_YELLOW);
    Map<String, String> texts = set.toTexts();
    assertEquals(
        "{size=3, sigma=1.5, auto=true, channel=blue-yellow, model= a = b, c }", texts.toString());
    assertEquals(set, Options.parse(KEYS, texts));
    assertEquals(set.hashCode(), Options.parse(KEYS, texts).hashCode());
    assertNotEquals(set, Options.defaults(KEYS));
    assertEquals(Options.defaults(KEYS), Options.parse(KEYS, Map.of()));
    assertEquals(texts.toString(), set.toString());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-300, 0.1, 1.0 / 3, 9.999999999999998, 10})
  void numbersSurviveTheWayThroughText(double value) {
    Options set = Options.defaults(KEYS).with(SIGMA, value);
    assertEquals(value, Options.parse(KEYS, set.toTexts()).get(SIGMA));
  }

  @Test
  void unknownOptionIsRefusedWithTheKnownOnes() {
    String message = refused(() -> Options.parse(KEYS, Map.of("sise", "4")));
    assertEquals("unknown option 'sise'; known are auto, channel, model, sigma, size", message);
    assertEquals(
        "unknown option 'size'; there are none",
        refused(() -> Options.parse(List.of(), Map.of("size", "4"))));
    OptionKey<Integer> foreign = OptionKey.ofInt("foreign", 1, 0, 2, "Of another plugin.");
    assertTrue(refused(() -> Options.defaults(KEYS).get(foreign)).contains("size"));
    assertTrue(refused(() -> Options.defaults(KEYS).with(foreign, 1)).contains("'foreign'"));
  }

  @Test
  void keysAreComparedByIdentity() {
    OptionKey<Integer> twin = OptionKey.ofInt("size", 3, 1, 99, "Side of the window, px.");
    assertThrows(OptionException.class, () -> Options.defaults(KEYS).get(twin));
  }

  @Test
  void namesAreDistinct() {
    OptionKey<Boolean> twin = OptionKey.ofBoolean("size", true, "Another of the name.");
    assertThrows(IllegalArgumentException.class, () -> Options.defaults(List.of(SIZE, twin)));
    assertThrows(
        IllegalArgumentException.class, () -> Options.parse(List.of(SIZE, twin), Map.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "size,0",
    "size,100",
    "size,1.5",
    "size,''",
    "size,99999999999",
    "size,' 3'",
    "size,three",
    "sigma,-0.1",
    "sigma,10.01",
    "sigma,NaN",
    "sigma,Infinity",
    "sigma,'1,5'",
    "sigma,' 1'",
    "sigma,1d",
    "sigma,0x1p2",
    "sigma,.",
    "sigma,1e",
    "sigma,''",
    "auto,yes",
    "auto,TRUE",
    "auto,''",
    "channel,green",
    "channel,RED",
    "channel,L*",
    "channel,blue_yellow"
  })
  void valueThatIsNoneIsRefusedWithWhatIsExpected(String name, String text) {
    String message = refused(() -> Options.parse(KEYS, Map.of(name, text)));
    String expected =
        KEYS.stream().filter(k -> k.name().equals(name)).findAny().orElseThrow().values();
    assertEquals("option " + name + " is '" + text + "', expected: " + expected, message);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "1.,1", ".5,0.5", "1e-3,0.001", "+2.5E0,2.5", "10,10", "0,0"})
  void numbersAreWrittenAsPeopleWriteThem(String text, double value) {
    assertEquals(value, Options.parse(KEYS, Map.of("sigma", text)).get(SIGMA));
  }

  @Test
  void programsValuesAreCheckedToo() {
    Options options = Options.defaults(KEYS);
    assertThrows(OptionException.class, () -> options.with(SIZE, 100));
    assertThrows(OptionException.class, () -> options.with(SIGMA, Double.NaN));
    assertThrows(OptionException.class, () -> options.with(SIGMA, -1.0));
  }

  @Test
  void valueOfAnotherTypeIsRefused() {
    @SuppressWarnings({"unchecked", "rawtypes"})
    OptionKey<Object> raw = (OptionKey) SIZE;
    assertThrows(OptionException.class, () -> Options.defaults(KEYS).with(raw, "3"));
  }

  @Test
  void keySaysWhatItTakes() {
    assertEquals("whole number 1 to 99", SIZE.values());
    assertEquals("number 0.0 to 10.0", SIGMA.values());
    assertEquals("true or false", AUTO.values());
    assertEquals("one of red, lightness, blue-yellow", CHANNEL.values());
    assertEquals(Channel.class, CHANNEL.type());
    assertEquals("Colour channel.", CHANNEL.description());
    assertEquals("channel", CHANNEL.toString());
    assertEquals(
        "whole number from 0", OptionKey.ofInt("n", 1, 0, Integer.MAX_VALUE, "A count.").values());
    OptionKey<Double> open = OptionKey.ofDouble("x", 1, 0, Double.MAX_VALUE, "A ratio.");
    assertEquals("number from 0.0", open.values());
    assertThrows(OptionException.class, () -> open.parse("1e400"), "too large for a number");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Size", "1st", "-a", "a b", "a_b", "größe"})
  void nameIsPlain(String name) {
    assertThrows(
        IllegalArgumentException.class, () -> OptionKey.ofBoolean(name, true, "Described."));
  }

  @Test
  void keyIsRefusedWithoutDescriptionOrWithABadDefault() {
    assertThrows(IllegalArgumentException.class, () -> OptionKey.ofText("a", "", " "));
    assertThrows(IllegalArgumentException.class, () -> OptionKey.ofInt("a", 0, 1, 9, "Bad."));
    assertThrows(IllegalArgumentException.class, () -> OptionKey.ofInt("a", 5, 9, 1, "Bad."));
    assertThrows(
        IllegalArgumentException.class, () -> OptionKey.ofDouble("a", Double.NaN, 0, 1, "Bad."));
  }

  private static String refused(Runnable call) {
    return String.valueOf(assertThrows(OptionException.class, call::run).getMessage());
  }
}
