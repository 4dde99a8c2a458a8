// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import uk.ac.bgs.corescore.spi.OptionException;
import uk.ac.bgs.corescore.spi.Options;
import uk.ac.bgs.corescore.spi.Provider;

/**
 * A part of a pipeline, such as its segmenter.
 *
 * @param id id of its provider, or the name that the host gives to its own
 * @param options name and value of all its options; none where it is the host's own
 * @param part what does the work
 * @param owned whether it was made for this pipeline, which then closes it
 */
record PipelinePart<T>(String id, Map<String, String> options, T part, boolean owned) {

  /** Closes it if it was made for this pipeline. */
  void close(Consumer<T> closing) {
    if (owned) {
      closing.accept(part);
    }
  }

  /** What a host chooses: an id with options, or a part of its own. */
  static final class Choice<T> {
    private Optional<String> id = Optional.empty();
    private Optional<T> given = Optional.empty();
    private final Map<String, String> options = new LinkedHashMap<>();

    /** One of the providers. */
    void choose(String chosen, Map<String, String> values) {
      id = Optional.of(chosen);
      given = Optional.empty();
      setOptions(values);
    }

    /** The host's own, which the host closes. */
    void give(String name, T part) {
      if (name.isBlank()) {
        throw new IllegalArgumentException("a part of a pipeline has a name");
      }
      id = Optional.of(name);
      given = Optional.of(part);
      options.clear();
    }

    void setOptions(Map<String, String> values) {
      options.clear();
      options.putAll(values);
    }

    void setOption(String name, String value) {
      options.put(name, value);
    }

    /** The id that was chosen, else the usual one. */
    String id(String usual) {
      return id.orElse(usual);
    }

    boolean isChosen() {
      return id.isPresent();
    }

    /** The host's own. */
    Optional<T> given() {
      return given;
    }

    /**
     * Makes it, unless it is the host's own.
     *
     * @param usual the id where none was chosen
     * @param providers finds a provider by its id
     * @param maker makes the part of an id and options
     */
    PipelinePart<T> make(
        String usual,
        Function<String, ? extends Provider<T>> providers,
        BiFunction<String, Map<String, String>, T> maker) {
      String chosen = id(usual);
      if (given.isEmpty()) {
        T made = maker.apply(chosen, options);
        return new PipelinePart<>(
            chosen,
            Options.parse(providers.apply(chosen).options(), options).toTexts(),
            made,
            true);
      }
      if (!options.isEmpty()) {
        throw new OptionException(
            "'" + chosen + "' was made by the host and takes no options, got " + options.keySet());
      }
      return new PipelinePart<>(chosen, Map.of(), given.get(), false);
    }
  }
}
