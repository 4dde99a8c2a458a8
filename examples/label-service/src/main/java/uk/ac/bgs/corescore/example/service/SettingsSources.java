// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

/**
 * Where settings come from that the command line does not give: the environment ({@code
 * CORESCORE_MAX_BODY} for {@code --max-body}), then the settings file ({@code max-body = 32}), then
 * the default.
 */
final class SettingsSources implements IDefaultValueProvider {
  private static final String PREFIX = "CORESCORE_";

  private final Map<String, String> environment;
  private final Properties file;

  private SettingsSources(Map<String, String> environment, Properties file) {
    this.environment = environment;
    this.file = file;
  }

  /**
   * Reads the file.
   *
   * @param file the settings file, or null if there is none
   * @param environment variables by name
   * @param known names of all settings without dashes
   * @throws CoreScoreException if the file holds something that is no setting
   * @throws IOException if it cannot be read
   */
  static SettingsSources read(
      @Nullable Path file, Map<String, String> environment, Set<String> known) throws IOException {
    Properties properties = new Properties();
    if (file != null) {
      if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
        throw new CoreScoreException(
            FailureKind.CONFIGURATION,
            file + ": cannot be read, it is a pipe, a socket or a device");
      }
      try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        properties.load(in);
      } catch (IllegalArgumentException e) {
        throw new CoreScoreException(
            FailureKind.CONFIGURATION,
            file + ": expected lines NAME = VALUE, " + e.getMessage(),
            e);
      } catch (IOException e) {
        // Neither a folder nor wrong characters name the file.
        throw e instanceof FileSystemException
            ? e
            : new IOException(file + ": cannot be read, " + e.getMessage(), e);
      }
      Set<String> unknown = new TreeSet<>(properties.stringPropertyNames());
      unknown.removeAll(known);
      if (!unknown.isEmpty()) {
        throw new CoreScoreException(
            FailureKind.CONFIGURATION,
            file + ": no settings " + unknown + "; there are " + new TreeSet<>(known));
      }
    }
    return new SettingsSources(environment, properties);
  }

  static String variable(String setting) {
    return PREFIX + setting.replace('-', '_').toUpperCase(Locale.ROOT);
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option)) {
      return null;
    }
    String name = option.longestName().substring(2);
    String set = environment.get(variable(name));
    return set != null ? set : file.getProperty(name);
  }
}
