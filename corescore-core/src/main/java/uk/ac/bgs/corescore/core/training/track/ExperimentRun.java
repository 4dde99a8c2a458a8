// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.track;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A run that continues. Safe for use by many threads; all but {@link #id} and {@link #close} throws
 * {@link IllegalStateException} once it has ended.
 */
public interface ExperimentRun extends AutoCloseable {
  /**
   * What names of params, metrics and tags are made of: letters, digits and {@code _ - . /} and
   * blanks between them, 250 characters at most; no part between slashes is empty, {@code .} or
   * {@code ..}. The same goes for paths of artifacts.
   */
  Pattern NAME =
      Pattern.compile(
          "(?=.{1,250}$)(?!\\.{1,2}(/|$))[A-Za-z0-9_.-]([A-Za-z0-9_. -]*[A-Za-z0-9_.-])?"
              + "(/(?!\\.{1,2}(/|$))[A-Za-z0-9_.-]([A-Za-z0-9_. -]*[A-Za-z0-9_.-])?)*");

  /**
   * Fails, naming it, if a text is no name.
   *
   * @param name the text
   * @throws IllegalArgumentException if it is no {@link #NAME}
   */
  static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "expected a name of letters, digits, _ - . and /, got '" + name + "'");
    }
  }

  /**
   * Its id, once in its tracker.
   *
   * @return the id
   */
  String id();

  /**
   * Records the parameters of the run. The first value of a key stays.
   *
   * @param params values by name
   * @throws IllegalArgumentException if a key is no {@link #NAME} or has another value already;
   *     then none is kept
   * @throws IOException if they cannot be kept
   */
  void params(Map<String, String> params) throws IOException;

  /**
   * Adds figures.
   *
   * @param metrics any number of them
   * @throws IOException if they cannot be kept
   */
  void metrics(List<RunMetric> metrics) throws IOException;

  /**
   * Sets tags of the run. A later value of a tag replaces an earlier one.
   *
   * @param tags values by name
   * @throws IllegalArgumentException if a key is no {@link #NAME}; then none is kept
   * @throws IOException if they cannot be kept
   */
  void tags(Map<String, String> tags) throws IOException;

  /**
   * Keeps a copy of a file; one that is kept under that path already is replaced.
   *
   * @param file what to keep; it is streamed
   * @param path where among the artifacts of the run, parts separated by {@code /}
   * @throws IllegalArgumentException if the path is no {@link #NAME}
   * @throws IOException if the file cannot be read or not be kept
   */
  void artifact(Path file, String path) throws IOException;

  /**
   * Ends the run.
   *
   * @param status {@link RunStatus#FINISHED} or {@link RunStatus#FAILED}
   * @throws IllegalArgumentException if the status is another
   * @throws IOException if it cannot be kept
   */
  void finish(RunStatus status) throws IOException;

  /**
   * Ends the run as {@link RunStatus#FAILED}, unless it has ended.
   *
   * @throws IOException if that cannot be kept
   */
  @Override
  void close() throws IOException;
}
