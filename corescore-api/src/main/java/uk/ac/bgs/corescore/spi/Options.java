// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.spi;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Values of the options of a provider: the given ones, and the defaults of the rest. Immutable and
 * safe for use by many threads.
 */
public final class Options {
  private final Map<OptionKey<?>, Object> values;

  private Options(Map<OptionKey<?>, Object> values) {
    this.values = values;
  }

  /**
   * The defaults.
   *
   * @param keys the options there are
   * @return all of them at their defaults
   * @throws IllegalArgumentException if two keys have the same name
   */
  public static Options defaults(Collection<OptionKey<?>> keys) {
    Map<OptionKey<?>, Object> values = new LinkedHashMap<>();
    Set<String> names = new HashSet<>();
    for (OptionKey<?> key : keys) {
      if (!names.add(key.name())) {
        throw new IllegalArgumentException("two options have the name '" + key.name() + "'");
      }
      values.put(key, key.defaultValue());
    }
    return new Options(values);
  }

  /**
   * Reads options that were written as text.
   *
   * @param keys the options there are
   * @param texts name and value of those that were given
   * @return the given values, and the defaults of the rest
   * @throws OptionException if a name is unknown (the message lists the known ones) or a text is no
   *     value of its option
   * @throws IllegalArgumentException if two keys have the same name
   */
  public static Options parse(Collection<OptionKey<?>> keys, Map<String, String> texts) {
    Map<OptionKey<?>, Object> values = new LinkedHashMap<>(defaults(keys).values);
    texts.forEach(
        (name, text) -> {
          OptionKey<?> key =
              keys.stream()
                  .filter(k -> k.name().equals(name))
                  .findAny()
                  .orElseThrow(() -> unknown(name, keys));
          values.put(key, key.parse(text));
        });
    return new Options(values);
  }

  /**
   * The same options with one of them set.
   *
   * @param <T> type of the value
   * @param key the option
   * @param value its value
   * @return a copy with that value
   * @throws OptionException if the option is not one of these (the message lists them) or the value
   *     is not allowed
   */
  public <T> Options with(OptionKey<T> key, T value) {
    if (!values.containsKey(key)) {
      throw unknown(key.name(), values.keySet());
    }
    Map<OptionKey<?>, Object> copy = new LinkedHashMap<>(values);
    copy.put(key, key.check(value));
    return new Options(copy);
  }

  /**
   * The value of an option.
   *
   * @param <T> type of the value
   * @param key the option
   * @return what was set, else its default
   * @throws OptionException if the option is not one of these; the message lists them
   */
  public <T> T get(OptionKey<T> key) {
    if (!values.containsKey(key)) {
      throw unknown(key.name(), values.keySet());
    }
    return key.type().cast(Objects.requireNonNull(values.get(key)));
  }

  /**
   * All values as text, for the record.
   *
   * @return name and value of every option, in the order of the keys; {@link #parse} reads it back
   */
  public Map<String, String> toTexts() {
    Map<String, String> texts = new LinkedHashMap<>();
    values.forEach((key, value) -> texts.put(key.name(), OptionKey.format(value)));
    return texts;
  }

  private static OptionException unknown(String name, Collection<OptionKey<?>> keys) {
    List<String> known = keys.stream().map(OptionKey::name).sorted().toList();
    return new OptionException(
        "unknown option '"
            + name
            + "'; "
            + (known.isEmpty()
                ? "there are none"
                : known.stream().collect(Collectors.joining(", ", "known are ", ""))));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Options that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return toTexts().toString();
  }
}
